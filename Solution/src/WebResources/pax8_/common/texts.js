// The texts of scripts and pages, in English and German, and how one is looked up.
// They travel in this script, so they are there wherever it is: on forms, in commands, which load libraries alone, and on pages.
// The platform's own lookup, Xrm.Utility.getResourceString, throws where the user's language has no file or none was loaded.

var Pax8 = Pax8 || {};

Pax8.Texts = (() => {
  'use strict';

  // Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/xrm-utility/getglobalcontext/usersettings
  const german = 1031;

  /** By key; values stand in a text as {0}, {1} and so on. @type {Object<string, { en: string, de: string }>} */
  const texts = {
    saveFirst: {
      en: 'Save your changes first: the command works on what is stored.',
      de: 'Speichern Sie zuerst Ihre Änderungen: Der Befehl arbeitet mit dem, was gespeichert ist.',
    },
    notAllowed: {
      en: 'Your role does not allow this. Ask an administrator for one of the roles Pax8 Administrator, Pax8 Billing, Pax8 Orders and Pax8 Order Approver.',
      de: 'Ihre Rolle erlaubt dies nicht. Bitten Sie einen Administrator um eine der Rollen Pax8 Administrator, Pax8 Billing, Pax8 Orders und Pax8 Order Approver.',
    },
    showSyncJob: {
      en: 'Show the sync job',
      de: 'Synchronisierungsauftrag anzeigen',
    },
    progressOf: {
      en: '({0} of {1})',
      de: '({0} von {1})',
    },
    verifyProgress: {
      en: 'Asking Pax8 whether it accepts the credentials…',
      de: 'Pax8 wird gefragt, ob es die Zugangsdaten annimmt…',
    },
    startProgress: {
      en: 'Starting the sync…',
      de: 'Die Synchronisierung wird gestartet…',
    },
    resumeProgress: {
      en: 'Resuming the sync…',
      de: 'Die Synchronisierung wird fortgesetzt…',
    },
    enableProgress: {
      en: 'Enabling sync…',
      de: 'Die Synchronisierung wird eingeschaltet…',
    },
    enableDone: {
      en: 'Sync is enabled for {0} provider accounts.',
      de: 'Die Synchronisierung ist für {0} Anbieterkonten eingeschaltet.',
    },
    enableDoneOne: {
      en: 'Sync is enabled for {0}.',
      de: 'Die Synchronisierung ist für {0} eingeschaltet.',
    },
    enableSome: {
      en: 'Sync is enabled for {0} of {1} provider accounts. Refused: {2}',
      de: 'Die Synchronisierung ist für {0} von {1} Anbieterkonten eingeschaltet. Abgelehnt: {2}',
    },
    disableProgress: {
      en: 'Disabling sync…',
      de: 'Die Synchronisierung wird ausgeschaltet…',
    },
    disableDone: {
      en: 'Sync is disabled for {0} provider accounts.',
      de: 'Die Synchronisierung ist für {0} Anbieterkonten ausgeschaltet.',
    },
    disableDoneOne: {
      en: 'Sync is disabled for {0}.',
      de: 'Die Synchronisierung ist für {0} ausgeschaltet.',
    },
    disableSome: {
      en: 'Sync is disabled for {0} of {1} provider accounts. Refused: {2}',
      de: 'Die Synchronisierung ist für {0} von {1} Anbieterkonten ausgeschaltet. Abgelehnt: {2}',
    },
    mapProgress: {
      en: 'Mapping…',
      de: 'Wird zugeordnet…',
    },
    mapDone: {
      en: '{0} provider accounts are mapped to the account.',
      de: '{0} Anbieterkonten sind der Firma zugeordnet.',
    },
    mapDoneOne: {
      en: '{0} is mapped to the account.',
      de: '{0} ist der Firma zugeordnet.',
    },
    mapSome: {
      en: '{0} of {1} provider accounts are mapped to the account. Refused: {2}',
      de: '{0} von {1} Anbieterkonten sind der Firma zugeordnet. Abgelehnt: {2}',
    },
    keepPax8: {
      en: 'Keep Pax8',
      de: 'Pax8 übernehmen',
    },
    keepPax8Question: {
      en: '{0}: take over what Pax8 has? What was changed here and has not been sent is withdrawn.',
      de: '{0}: Übernehmen, was Pax8 hat? Was hier geändert und noch nicht gesendet wurde, wird zurückgezogen.',
    },
    keepPax8Questions: {
      en: 'Take over what Pax8 has for {0} subscriptions? What was changed here and has not been sent is withdrawn.',
      de: 'Für {0} Abonnements übernehmen, was Pax8 hat? Was hier geändert und noch nicht gesendet wurde, wird zurückgezogen.',
    },
    keepWork365: {
      en: 'Keep Work 365',
      de: 'Work 365 behalten',
    },
    keepWork365Question: {
      en: '{0}: send what stands here to Pax8? It replaces what was changed in Pax8 and may change what Pax8 bills.',
      de: '{0}: An Pax8 senden, was hier steht? Es ersetzt, was in Pax8 geändert wurde, und kann ändern, was Pax8 berechnet.',
    },
    keepWork365Questions: {
      en: 'Send what stands here to Pax8 for {0} subscriptions? It replaces what was changed in Pax8 and may change what Pax8 bills.',
      de: 'Für {0} Abonnements an Pax8 senden, was hier steht? Es ersetzt, was in Pax8 geändert wurde, und kann ändern, was Pax8 berechnet.',
    },
    cancelSubscription: {
      en: 'Cancel subscription',
      de: 'Abonnement kündigen',
    },
    cancelCustomer: {
      en: 'Customer',
      de: 'Kunde',
    },
    cancelLicences: {
      en: 'Licences that end',
      de: 'Lizenzen, die enden',
    },
    cancelCost: {
      en: 'What they cost',
      de: 'Was sie kosten',
    },
    cancelCommitment: {
      en: 'Commitment',
      de: 'Bindung',
    },
    cancelCommitmentUntil: {
      en: '{0} until {1}',
      de: '{0} bis {1}',
    },
    cancelNoCommitment: {
      en: 'none is known',
      de: 'keine bekannt',
    },
    cancelWhen: {
      en: 'When it is to end',
      de: 'Wann es enden soll',
    },
    cancelAtOnce: {
      en: 'At once',
      de: 'Sofort',
    },
    cancelLater: {
      en: 'On this day:',
      de: 'An diesem Tag:',
    },
    cancelDate: {
      en: 'Day on which it ends',
      de: 'Tag, an dem es endet',
    },
    cancelAlready: {
      en: 'To end already',
      de: 'Endet bereits',
    },
    cancelAlreadyOn: {
      en: 'on {0}; what you choose here replaces that',
      de: 'am {0}; was Sie hier wählen, tritt an dessen Stelle',
    },
    cancelReason: {
      en: 'Reason for Change',
      de: 'Grund der Änderung',
    },
    cancelBilledOn: {
      en: 'Pax8 goes on billing these licences until the commitment ends, on {0}, although they can no longer be used.',
      de: 'Pax8 berechnet diese Lizenzen weiter, bis die Bindung am {0} endet, obwohl sie nicht mehr genutzt werden können.',
    },
    cancelBilledUntil: {
      en: 'The licences can be used, and are billed, until {0}. Pax8 may bill the running period to its end.',
      de: 'Die Lizenzen können bis {0} genutzt werden und werden bis dahin berechnet. Pax8 kann den laufenden Zeitraum bis zu dessen Ende berechnen.',
    },
    cancelBilledNow: {
      en: 'The licences are taken from the customer at once. Pax8 may bill the running period to its end.',
      de: 'Die Lizenzen werden dem Kunden sofort entzogen. Pax8 kann den laufenden Zeitraum bis zu dessen Ende berechnen.',
    },
    cancelForGood: {
      en: 'Once Pax8 is told, a cancelled subscription cannot be brought back from here: a new one has to be ordered.',
      de: 'Sobald Pax8 es weiß, lässt sich ein gekündigtes Abonnement von hier aus nicht zurückholen: Es muss neu bestellt werden.',
    },
    cancelDateMissing: {
      en: 'The day on which it is to end is missing. Enter one to come, or choose At once.',
      de: 'Der Tag, an dem es enden soll, fehlt. Geben Sie einen künftigen ein, oder wählen Sie Sofort.',
    },
    cancelBusy: {
      en: 'Cancelling the subscription…',
      de: 'Das Abonnement wird gekündigt …',
    },
    cancelClose: {
      en: 'You can close this dialog.',
      de: 'Sie können dieses Fenster schließen.',
    },
    provisionAccount: {
      en: 'Provision Account',
      de: 'Konto bereitstellen',
    },
    provisionConnector: {
      en: 'Provider integration',
      de: 'Provider Integration',
    },
    provisionNoConnector: {
      en: 'There is no active provider integration. An administrator creates one in the Admin Hub.',
      de: 'Es gibt keine aktive Provider Integration. Ein Administrator legt sie im Admin Hub an.',
    },
    provisionCompany: {
      en: 'Company',
      de: 'Firma',
    },
    provisionName: {
      en: 'Name',
      de: 'Name',
    },
    provisionStreet: {
      en: 'Street',
      de: 'Straße',
    },
    provisionStreet2: {
      en: 'Street 2',
      de: 'Straße 2',
    },
    provisionCity: {
      en: 'City',
      de: 'Ort',
    },
    provisionStateOrProvince: {
      en: 'State or Province',
      de: 'Bundesland oder Provinz',
    },
    provisionPostalCode: {
      en: 'Postal Code',
      de: 'Postleitzahl',
    },
    provisionCountry: {
      en: 'Country',
      de: 'Land',
    },
    provisionPhone: {
      en: 'Phone',
      de: 'Telefon',
    },
    provisionWebsite: {
      en: 'Website',
      de: 'Website',
    },
    provisionFirstName: {
      en: 'First Name',
      de: 'Vorname',
    },
    provisionLastName: {
      en: 'Last Name',
      de: 'Nachname',
    },
    provisionEmail: {
      en: 'E-mail',
      de: 'E-Mail',
    },
    provisionAdmin: {
      en: 'Admin contact',
      de: 'Kontakt für Verwaltung (Admin)',
    },
    provisionBilling: {
      en: 'Billing contact',
      de: 'Kontakt für Abrechnung (Billing)',
    },
    provisionTechnical: {
      en: 'Technical contact',
      de: 'Kontakt für Technik (Technical)',
    },
    provisionSame: {
      en: 'The same person as the admin contact',
      de: 'Dieselbe Person wie für die Verwaltung',
    },
    provisionPerson: {
      en: 'Take over from a contact of the account',
      de: 'Von einem Kontakt der Firma übernehmen',
    },
    provisionType: {
      en: 'Choose a person, or enter one below',
      de: 'Person wählen oder unten eingeben',
    },
    provisionMissing: {
      en: 'Pax8 needs more to create this company. Missing: {0}.',
      de: 'Pax8 braucht mehr, um diese Firma anzulegen. Es fehlt: {0}.',
    },
    provisionComplete: {
      en: 'Nothing is missing. Check the values; the company is created when you press the button.',
      de: 'Es fehlt nichts. Prüfen Sie die Werte; die Firma wird angelegt, wenn Sie die Schaltfläche drücken.',
    },
    provisionNote: {
      en: 'The settings for self service, billing and order approval come from the provider integration. The contacts are sent to Pax8 and kept here only until then.',
      de: 'Die Einstellungen für Selbstbedienung, Abrechnung und Freigabe kommen von der Provider Integration. Die Kontakte werden an Pax8 gesendet und hier nur bis dahin aufbewahrt.',
    },
    provisionSend: {
      en: 'Create in Pax8',
      de: 'In Pax8 anlegen',
    },
    provisionSendAgain: {
      en: 'It was not created: send again',
      de: 'Sie wurde nicht angelegt: noch einmal senden',
    },
    provisionBusy: {
      en: 'Checking and noting the company…',
      de: 'Die Firma wird geprüft und vorgemerkt …',
    },
    provisionLookFirst: {
      en: 'Look in Pax8 first, among the inactive companies too. If the company is there after all, a second one is created.',
      de: 'Sehen Sie zuerst in Pax8 nach, auch unter den inaktiven Firmen. Ist die Firma doch da, entsteht eine zweite.',
    },
    provisionWasCreated: {
      en: 'It was created',
      de: 'Sie wurde angelegt',
    },
    provisionWasNotCreated: {
      en: 'It was not created',
      de: 'Sie wurde nicht angelegt',
    },
    provisionWhich: {
      en: 'Which company of Pax8 is it?',
      de: 'Welche Firma in Pax8 ist es?',
    },
    provisionOther: {
      en: 'Another one, by its id in Pax8',
      de: 'Eine andere, mit ihrer Id in Pax8',
    },
    provisionAsking: {
      en: 'Asking Pax8 for the company…',
      de: 'Pax8 wird nach der Firma gefragt …',
    },
    provisionWithdraw: {
      en: 'Withdraw',
      de: 'Zurückziehen',
    },
    provisionWithdrawQuestion: {
      en: '{0}: no longer create this company in Pax8? The row stays, inactive. Should Pax8 have the company, the next sync brings it as another row.',
      de: '{0}: diese Firma nicht mehr in Pax8 anlegen? Die Zeile bleibt inaktiv stehen. Sollte Pax8 die Firma haben, bringt die nächste Synchronisierung sie als eigene Zeile.',
    },
    provisionWithdrawProgress: {
      en: 'Withdrawing…',
      de: 'Wird zurückgezogen …',
    },
    cost: {
      en: '{0} × {1} = {2} per period ({3})',
      de: '{0} × {1} = {2} je Zeitraum ({3})',
    },
    costUnknown: {
      en: 'no price is stored',
      de: 'kein Preis gespeichert',
    },
    confirmChange: {
      en: 'Confirm',
      de: 'Bestätigen',
    },
    confirmChangeQuestion: {
      en: '{0}\n{1}\nIs this change meant? It is sent to Pax8 as soon as you confirm it. To take it back, cancel and choose Withdraw on its license change log.',
      de: '{0}\n{1}\nIst diese Änderung so gemeint? Sie wird an Pax8 gesendet, sobald Sie sie bestätigen. Um sie zurückzunehmen, brechen Sie ab und wählen Sie Withdraw an ihrem Lizenzänderungsprotokoll.',
    },
    confirmChangeProgress: {
      en: 'Confirming the change…',
      de: 'Die Änderung wird bestätigt …',
    },
    confirmChangeNone: {
      en: 'No change of this subscription waits for a confirmation any longer. Refresh to see it as it is.',
      de: 'Keine Änderung dieses Abonnements wartet noch auf eine Bestätigung. Aktualisieren Sie, um den Stand zu sehen.',
    },
    sendBefore: {
      en: 'Send before',
      de: 'Vorher senden',
    },
    sendBeforeQuestion: {
      en: '{0}\n{1}\nSend this change first? The changes exchange their places, and each keeps its own difference: what adds two licences adds two, now as well as later.',
      de: '{0}\n{1}\nDiese Änderung zuerst senden? Die Änderungen tauschen ihre Plätze, und jede behält ihren Unterschied: Was zwei Lizenzen hinzufügt, fügt zwei hinzu, jetzt wie später.',
    },
    sendBeforeProgress: {
      en: 'Changing the order…',
      de: 'Die Reihenfolge wird geändert …',
    },
    askTitle: {
      en: 'Send this change to Pax8?',
      de: 'Diese Änderung an Pax8 senden?',
    },
    askSend: {
      en: 'Save and send',
      de: 'Speichern und senden',
    },
    askBack: {
      en: 'Back',
      de: 'Zurück',
    },
    askQuantity: {
      en: 'Quantity: {0} → {1} ({2})',
      de: 'Menge: {0} → {1} ({2})',
    },
    askPrice: {
      en: 'Price: {0} → {1}',
      de: 'Preis: {0} → {1}',
    },
    askTerm: {
      en: 'Billing Term: {0} → {1}',
      de: 'Abrechnungszeitraum: {0} → {1}',
    },
    askCost: {
      en: 'Cost by the price stored here: so far {0}, from then on {1}.',
      de: 'Kosten nach dem hier gespeicherten Preis: bisher {0}, dann {1}.',
    },
    askAtOnce: {
      en: 'Effective: at once. What Pax8 has got can only be changed again, not taken back.',
      de: 'Wirksam: sofort. Was Pax8 hat, lässt sich nur erneut ändern, nicht zurücknehmen.',
    },
    askEffective: {
      en: 'Effective: on {0}. Until then Withdraw takes it back.',
      de: 'Wirksam: am {0}. Bis dahin nimmt Withdraw es zurück.',
    },
    askCommitment: {
      en: 'Commitment until {0}: licences that are added are paid for until then, and none can be taken off before.',
      de: 'Bindung bis {0}: Hinzugefügte Lizenzen werden bis dahin bezahlt, und vorher lässt sich keine wegnehmen.',
    },
    askNoCommitment: {
      en: 'Commitment: none is known.',
      de: 'Bindung: keine bekannt.',
    },
    askCancelOn: {
      en: 'Cancel On: {0}. It is saved and waits until somebody chooses Confirm. Cancel subscription says what it costs and does it in one step.',
      de: 'Kündigung zum: {0}. Sie wird gespeichert und wartet, bis jemand Bestätigen wählt. „Abonnement kündigen“ sagt, was es kostet, und tut es in einem Schritt.',
    },
    quantityWhole: {
      en: 'Quantity must be a whole number. Enter the number of licences that the subscription is to have.',
      de: 'Die Menge muss eine ganze Zahl sein. Geben Sie die Zahl der Lizenzen ein, die das Abonnement haben soll.',
    },
    quantityTooSmall: {
      en: 'Quantity must be 1 or more. To end the subscription, choose Cancel subscription.',
      de: 'Die Menge muss mindestens 1 sein. Um das Abonnement zu beenden, wählen Sie „Abonnement kündigen“.',
    },
    quantityTooLarge: {
      en: 'Quantity must be 1,000,000,000 or less. Enter the number of licences that the subscription is to have.',
      de: 'Die Menge darf höchstens 1.000.000.000 sein. Geben Sie die Zahl der Lizenzen ein, die das Abonnement haben soll.',
    },
    settleProgress: {
      en: 'Settling the conflict…',
      de: 'Der Konflikt wird beigelegt…',
    },
    settleDone: {
      en: 'The conflicts of {0} subscriptions are settled.',
      de: 'Die Konflikte von {0} Abonnements sind beigelegt.',
    },
    settleDoneOne: {
      en: 'The conflict of {0} is settled.',
      de: 'Der Konflikt von {0} ist beigelegt.',
    },
    settleSome: {
      en: 'The conflicts of {0} of {1} subscriptions are settled. Refused: {2}',
      de: 'Die Konflikte von {0} von {1} Abonnements sind beigelegt. Abgelehnt: {2}',
    },
    apply: {
      en: 'Apply',
      de: 'Apply',
    },
    applyQuestion: {
      en: '{0}\n\nApply this? Pax8 is asked for each of these once more. What it shows then is taken over here: licences are taken off, and what has ended is deactivated. Nothing is deleted here, and nothing is changed in Pax8.',
      de: '{0}\n\nDies übernehmen? Pax8 wird nach jedem davon noch einmal gefragt. Was es dann zeigt, wird hier übernommen: Lizenzen werden abgezogen, und was geendet hat, wird deaktiviert. Hier wird nichts gelöscht und in Pax8 nichts geändert.',
    },
    discard: {
      en: 'Discard',
      de: 'Discard',
    },
    discardQuestion: {
      en: '{0}\n\nDiscard this? They stay here as they are, with all their licences, and the same values are not asked about again. Nothing is changed in Pax8.',
      de: '{0}\n\nDies verwerfen? Sie bleiben hier, wie sie sind, mit allen ihren Lizenzen, und nach denselben Werten wird nicht noch einmal gefragt. In Pax8 wird nichts geändert.',
    },
    decideProgress: {
      en: 'Passing on what you decided…',
      de: 'Ihre Entscheidung wird weitergegeben…',
    },
    applyHeld: {
      en: 'Apply what is held',
      de: 'Apply what is held',
    },
    applyHeldQuestion: {
      en: '{0}\nHeld: {1}. Licences here: {2}, and {3} would be left.\nApply this? Pax8 is asked once more, and what it shows then is taken over here. Nothing is changed in Pax8.',
      de: '{0}\nZurückgehalten: {1}. Lizenzen hier: {2}, und {3} blieben übrig.\nDies übernehmen? Pax8 wird noch einmal gefragt, und was es dann zeigt, wird hier übernommen. In Pax8 wird nichts geändert.',
    },
    applyHeldQuestions: {
      en: 'Apply what is held of {0} subscriptions? Pax8 is asked for each once more, and what it shows then is taken over here. Nothing is changed in Pax8.',
      de: 'Übernehmen, was von {0} Abonnements zurückgehalten wird? Pax8 wird nach jedem noch einmal gefragt, und was es dann zeigt, wird hier übernommen. In Pax8 wird nichts geändert.',
    },
    applyHeldDone: {
      en: 'Pax8 was asked for {0} subscriptions once more, and what it shows was taken over. What it has changed again meanwhile is still held.',
      de: 'Pax8 wurde nach {0} Abonnements noch einmal gefragt, und was es zeigt, wurde übernommen. Was es inzwischen wieder geändert hat, wird weiter zurückgehalten.',
    },
    applyHeldSome: {
      en: 'Pax8 was asked for {0} of {1} subscriptions once more, and what it shows was taken over. Refused: {2}',
      de: 'Pax8 wurde nach {0} von {1} Abonnements noch einmal gefragt, und was es zeigt, wurde übernommen. Abgelehnt: {2}',
    },
    heldNotice: {
      en: 'Held: Pax8 would take licences away from this subscription. They stay here until an administrator chooses Apply what is held or Discard what is held.',
      de: 'Zurückgehalten: Pax8 nähme diesem Abonnement Lizenzen weg. Sie bleiben hier, bis ein Administrator Apply what is held oder Discard what is held wählt.',
    },
    discardHeld: {
      en: 'Discard what is held',
      de: 'Discard what is held',
    },
    discardHeldQuestion: {
      en: '{0}\nHeld: {1}. Licences here: {2}, and {3} would be left.\nDiscard this? The subscription stays here as it is, and the same value is not asked about again. Nothing is changed in Pax8.',
      de: '{0}\nZurückgehalten: {1}. Lizenzen hier: {2}, und {3} blieben übrig.\nDies verwerfen? Das Abonnement bleibt hier, wie es ist, und nach demselben Wert wird nicht noch einmal gefragt. In Pax8 wird nichts geändert.',
    },
    discardHeldQuestions: {
      en: 'Discard what is held of {0} subscriptions? They stay here as they are, and the same values are not asked about again. Nothing is changed in Pax8.',
      de: 'Verwerfen, was von {0} Abonnements zurückgehalten wird? Sie bleiben hier, wie sie sind, und nach denselben Werten wird nicht noch einmal gefragt. In Pax8 wird nichts geändert.',
    },
    discardHeldDone: {
      en: '{0} subscriptions stay as they are here. The same values of Pax8 are not asked about again.',
      de: '{0} Abonnements bleiben hier, wie sie sind. Nach denselben Werten von Pax8 wird nicht noch einmal gefragt.',
    },
    discardHeldSome: {
      en: '{0} of {1} subscriptions stay as they are here. Refused: {2}',
      de: '{0} von {1} Abonnements bleiben hier, wie sie sind. Abgelehnt: {2}',
    },
    checkOrderProgress: {
      en: 'Having Pax8 check the order…',
      de: 'Pax8 prüft die Bestellung …',
    },
    submitOrder: {
      en: 'Submit',
      de: 'Absenden',
    },
    submitOrderQuestion: {
      en: '{0}\nFor {1}. {2}\nSubmit this order? Pax8 checks it first. Where it needs no approval it is then sent, and what Pax8 takes is bought.',
      de: '{0}\nFür {1}. {2}\nDiese Bestellung absenden? Pax8 prüft sie zuerst. Wo sie keine Genehmigung braucht, wird sie dann gesendet, und was Pax8 annimmt, ist gekauft.',
    },
    submitOrderProgress: {
      en: 'Submitting the order…',
      de: 'Die Bestellung wird abgesendet …',
    },
    approveOrder: {
      en: 'Approve',
      de: 'Genehmigen',
    },
    approveOrderQuestion: {
      en: '{0}\nFor {1}. {2}\nApprove this order? It is then sent to Pax8, and what Pax8 takes is bought.',
      de: '{0}\nFür {1}. {2}\nDiese Bestellung genehmigen? Sie wird dann an Pax8 gesendet, und was Pax8 annimmt, ist gekauft.',
    },
    approveOrderProgress: {
      en: 'Approving the order…',
      de: 'Die Bestellung wird genehmigt …',
    },
    cancelOrder: {
      en: 'Cancel Order',
      de: 'Bestellung stornieren',
    },
    cancelOrderQuestion: {
      en: '{0}\nFor {1}. {2}\nCancel this order? It is not sent to Pax8, and its provisioning details are removed. It cannot be opened again.',
      de: '{0}\nFür {1}. {2}\nDiese Bestellung stornieren? Sie wird nicht an Pax8 gesendet, und ihre Bereitstellungsdetails werden entfernt. Sie lässt sich nicht wieder öffnen.',
    },
    cancelOrderProgress: {
      en: 'Cancelling the order…',
      de: 'Die Bestellung wird storniert …',
    },
    orderCost: {
      en: 'It costs {0} {1} a month.',
      de: 'Sie kostet {0} {1} im Monat.',
    },
    orderCostUnknown: {
      en: 'What it costs a month is not known yet; Check asks Pax8.',
      de: 'Was sie im Monat kostet, ist noch nicht bekannt; Prüfen fragt Pax8.',
    },
    newOrderName: {
      en: 'Order for {0}, {1}',
      de: 'Bestellung für {0}, {1}',
    },
    orderReviewNotice: {
      en: 'Needs review: Pax8 did not say whether it has this order. Look in Pax8, then choose It was placed or It was not placed: send again.',
      de: 'Zu prüfen: Pax8 hat nicht gesagt, ob es diese Bestellung hat. Sehen Sie in Pax8 nach und wählen Sie dann „Sie ist angekommen“ oder „Nicht angekommen: erneut senden“.',
    },
    rejectOrder: {
      en: 'Reject',
      de: 'Ablehnen',
    },
    rejectOrderExplain: {
      en: 'The order becomes a draft again. Whoever submitted it reads why, and can change and submit it anew.',
      de: 'Die Bestellung wird wieder ein Entwurf. Wer sie abgesendet hat, liest den Grund und kann sie ändern und erneut absenden.',
    },
    rejectOrderReason: {
      en: 'Reason',
      de: 'Grund',
    },
    rejectOrderMissing: {
      en: 'Reason is missing. Say why the order is rejected.',
      de: 'Der Grund fehlt. Schreiben Sie, warum die Bestellung abgelehnt wird.',
    },
    rejectOrderSend: {
      en: 'Reject the order',
      de: 'Bestellung ablehnen',
    },
    orderPlaced: {
      en: 'It was placed',
      de: 'Sie ist angekommen',
    },
    orderPlacedExplain: {
      en: 'Pax8 has this order. Its id stands in the address of the order in Pax8; Pax8 is asked whether it is of this customer and has these lines.',
      de: 'Pax8 hat diese Bestellung. Ihre Id steht in der Adresse der Bestellung in Pax8; Pax8 wird gefragt, ob sie von diesem Kunden ist und diese Positionen hat.',
    },
    orderPlacedId: {
      en: 'Pax8 Order Id',
      de: 'Pax8-Bestell-Id',
    },
    orderPlacedMissing: {
      en: 'Pax8 Order Id is missing. Enter the id of the order as Pax8 shows it.',
      de: 'Die Pax8-Bestell-Id fehlt. Geben Sie die Id der Bestellung so ein, wie Pax8 sie zeigt.',
    },
    orderNotPlaced: {
      en: 'It was not placed: send again',
      de: 'Nicht angekommen: erneut senden',
    },
    orderNotPlacedExplain: {
      en: 'Have you looked in Pax8, and it does not have this order? It is sent again. If Pax8 has it after all, everything in it is bought twice.',
      de: 'Haben Sie in Pax8 nachgesehen, und die Bestellung ist nicht da? Sie wird erneut gesendet. Hat Pax8 sie doch, wird alles darin doppelt gekauft.',
    },
    orderNotPlacedOthers: {
      en: 'Orders in Pax8 that look like it and are others (ids, with commas between)',
      de: 'Bestellungen in Pax8, die so aussehen und andere sind (Ids, durch Kommas getrennt)',
    },
    orderNotPlacedSend: {
      en: 'It is not in Pax8: send again',
      de: 'Sie ist nicht in Pax8: erneut senden',
    },
    answerBusy: {
      en: 'Passing on what you decided…',
      de: 'Ihre Entscheidung wird weitergegeben …',
    },
    answerClose: {
      en: 'You can close this dialog.',
      de: 'Sie können dieses Fenster schließen.',
    },
    answerCustomer: {
      en: 'Customer',
      de: 'Kunde',
    },
    answerCost: {
      en: 'Cost per Month',
      de: 'Kosten pro Monat',
    },
    answerSubmittedBy: {
      en: 'Submitted By',
      de: 'Abgesendet von',
    },
    answerMessage: {
      en: 'Message',
      de: 'Meldung',
    },
    detailsTitle: {
      en: 'Provisioning Details',
      de: 'Bereitstellungsdetails',
    },
    detailsChooseFirst: {
      en: 'Choose Order and Product first. Then Pax8 is asked what it offers and what it wants to know.',
      de: 'Wählen Sie zuerst Bestellung und Produkt. Dann wird Pax8 gefragt, was es anbietet und was es wissen will.',
    },
    detailsClosed: {
      en: 'The order is no longer a draft, so nothing can be chosen or entered here.',
      de: 'Die Bestellung ist kein Entwurf mehr, darum lässt sich hier nichts wählen oder eingeben.',
    },
    detailsBusy: {
      en: 'Asking Pax8 what it offers…',
      de: 'Pax8 wird gefragt, was es anbietet …',
    },
    detailsReadAt: {
      en: 'As Pax8 has it at {0}.',
      de: 'Stand in Pax8 um {0}.',
    },
    detailsReadAgain: {
      en: 'Ask Pax8 again',
      de: 'Pax8 erneut fragen',
    },
    detailsNeeds: {
      en: 'This product needs one of these: {0}. Choose the line or the subscription of it as Parent Line or Parent Subscription.',
      de: 'Dieses Produkt braucht eines von diesen: {0}. Wählen Sie dessen Position oder Abonnement als übergeordnete Position oder übergeordnetes Abonnement.',
    },
    detailsTerms: {
      en: 'Billing and commitment',
      de: 'Abrechnung und Bindung',
    },
    detailsNotOffered: {
      en: 'Pax8 does not offer what the line has now. Choose one of these.',
      de: 'Was die Position jetzt hat, bietet Pax8 nicht an. Wählen Sie eines von diesen.',
    },
    detailsNoOffer: {
      en: 'Pax8 shows no price for this product and this customer.',
      de: 'Pax8 zeigt für dieses Produkt und diesen Kunden keinen Preis.',
    },
    detailsOffer: {
      en: '{0}, commitment {1}',
      de: '{0}, Bindung {1}',
    },
    detailsNoCost: {
      en: 'no cost shown',
      de: 'keine Kosten angezeigt',
    },
    detailsFlat: {
      en: '{0} in all',
      de: '{0} insgesamt',
    },
    detailsEach: {
      en: '{0} / {1}',
      de: '{0} / {1}',
    },
    detailsUnit: {
      en: 'license',
      de: 'Lizenz',
    },
    detailsRenews: {
      en: 'Renews by itself.',
      de: 'Verlängert sich von selbst.',
    },
    detailsRenewsNot: {
      en: 'Does not renew by itself.',
      de: 'Verlängert sich nicht von selbst.',
    },
    detailsNoMore: {
      en: 'No licenses can be added meanwhile.',
      de: 'Zwischendurch lassen sich keine Lizenzen hinzufügen.',
    },
    detailsFewer: {
      en: 'Licenses can be taken off meanwhile.',
      de: 'Zwischendurch lassen sich Lizenzen wegnehmen.',
    },
    detailsNoFewer: {
      en: 'No licenses can be taken off meanwhile.',
      de: 'Zwischendurch lassen sich keine Lizenzen wegnehmen.',
    },
    detailsEarly: {
      en: 'Can be cancelled early.',
      de: 'Vorzeitig kündbar.',
    },
    detailsNoEarly: {
      en: 'Cannot be cancelled early.',
      de: 'Nicht vorzeitig kündbar.',
    },
    detailsFee: {
      en: 'Cancelling costs a fee.',
      de: 'Eine Kündigung kostet eine Gebühr.',
    },
    detailsFields: {
      en: 'What Pax8 wants to know',
      de: 'Was Pax8 wissen will',
    },
    detailsPersonal: {
      en: 'It is sent to Pax8 with the order, and removed here some time after it was placed. Check says what is missing.',
      de: 'Es wird mit der Bestellung an Pax8 gesendet und hier einige Zeit danach entfernt. Prüfen sagt, was fehlt.',
    },
    detailsNotMember: {
      en: 'Only members of the column security profile Pax8 Provisioning Details can enter this. Ask an administrator to add you to it.',
      de: 'Nur Mitglieder des Spaltensicherheitsprofils Pax8 Provisioning Details können dies eingeben. Bitten Sie einen Administrator, Sie aufzunehmen.',
    },
    detailsNoField: {
      en: 'Nothing: Pax8 sets this product up without further details.',
      de: 'Nichts: Pax8 richtet dieses Produkt ohne weitere Angaben ein.',
    },
    detailsNone: {
      en: '(none)',
      de: '(nichts)',
    },
    detailsOneALine: {
      en: 'One on each line',
      de: 'Eines je Zeile',
    },
    detailsNothing: {
      en: 'Nothing is stored here, or nothing that you may read.',
      de: 'Hier ist nichts gespeichert oder nichts, was Sie lesen dürfen.',
    },
    withdraw: {
      en: 'Withdraw',
      de: 'Zurückziehen',
    },
    withdrawQuestion: {
      en: 'Withdraw the change {0}? It is not sent to Pax8, and the subscription gets back the values from before it.',
      de: 'Die Änderung {0} zurückziehen? Sie wird nicht an Pax8 gesendet, und das Abonnement erhält die Werte von vorher zurück.',
    },
    withdrawProgress: {
      en: 'Withdrawing the change…',
      de: 'Die Änderung wird zurückgezogen…',
    },
    otherPartner: {
      en: 'This is another partner',
      de: 'This is another partner',
    },
    otherPartnerQuestion: {
      en: '{0}: is this the Pax8 of another partner than before? If so, syncs go on with it. Provider accounts and subscriptions of the partner before are then treated like all records that Pax8 no longer has: they are deactivated and their licences are taken off; nothing is deleted, and nothing is cancelled in Pax8. Changes of them that wait cannot be sent and fail. If the credentials are wrong, cancel, enter the right ones and choose Verify Connectivity.',
      de: '{0}: Ist dies das Pax8 eines anderen Partners als bisher? Dann gehen Synchronisierungen damit weiter. Anbieterkonten und Abonnements des bisherigen Partners werden danach wie alle Datensätze behandelt, die Pax8 nicht mehr hat: Sie werden deaktiviert, und ihre Lizenzen werden abgezogen; nichts wird gelöscht, und in Pax8 wird nichts gekündigt. Ihre wartenden Änderungen können nicht gesendet werden und schlagen fehl. Sind die Zugangsdaten falsch, brechen Sie ab, geben Sie die richtigen ein und wählen Sie Verify Connectivity.',
    },
    otherPartnerProgress: {
      en: 'Confirming…',
      de: 'Wird bestätigt…',
    },
    otherPartnerDone: {
      en: 'Confirmed: this is another partner. Start Sync Provider Accounts to go on with it.',
      de: 'Bestätigt: Dies ist ein anderer Partner. Starten Sie Sync Provider Accounts, um damit weiterzugehen.',
    },
    otherPartnerNotice: {
      en: 'Other partner? {0} Nothing is synchronised and nothing is sent until you have entered the right credentials and chosen Verify Connectivity, or have chosen This is another partner.',
      de: 'Anderer Partner? {0} Nichts wird synchronisiert und nichts gesendet, bis Sie die richtigen Zugangsdaten eingegeben und Verify Connectivity oder This is another partner gewählt haben.',
    },
    copiedNotice: {
      en: 'Copied: read only. This environment is a copy of the one in which the Application Secret was entered. It reads Pax8 and sends nothing, until an administrator enters the Application Secret again here.',
      de: 'Kopiert: nur lesen. Diese Umgebung ist eine Kopie derjenigen, in der das Application Secret eingegeben wurde. Sie liest Pax8 und sendet nichts, bis ein Administrator das Application Secret hier erneut eingibt.',
    },
    restored: {
      en: 'This environment was restored',
      de: 'This environment was restored',
    },
    restoredQuestion: {
      en: '{0}: was this environment restored from a backup? Changes that wait here may then have been sent before. All that wait now ask for confirmation before they are sent, whatever is set for conflicts. Start Sync Subscriptions to see what Pax8 has, then confirm or withdraw each.',
      de: '{0}: Wurde diese Umgebung aus einer Sicherung wiederhergestellt? Dann können Änderungen, die hier warten, schon gesendet worden sein. Alle jetzt wartenden verlangen eine Bestätigung, bevor sie gesendet werden, was auch immer für Konflikte eingestellt ist. Starten Sie Sync Subscriptions, um zu sehen, was Pax8 hat, und bestätigen Sie sie dann oder ziehen Sie sie zurück.',
    },
    restoredProgress: {
      en: 'Holding the changes that wait…',
      de: 'Die wartenden Änderungen werden angehalten…',
    },
    restoredDone: {
      en: 'Noted: this environment was restored. Changes that waited ask for confirmation before they are sent.',
      de: 'Vermerkt: Diese Umgebung wurde wiederhergestellt. Änderungen, die warteten, verlangen eine Bestätigung, bevor sie gesendet werden.',
    },
    takeOver: {
      en: 'Take over',
      de: 'Take over',
    },
    takeOverQuestion: {
      en: 'Move everything of {1} to {0}? These move: {2} provider accounts with their mapping and {3} subscriptions ({4} licences) with all their licence change logs, those that wait included. Nothing is sent to Pax8 by this.',
      de: 'Alles von {1} zu {0} verschieben? Verschoben werden {2} Anbieterkonten mit ihrer Zuordnung und {3} Abonnements ({4} Lizenzen) mit allen Lizenzänderungsprotokollen, auch den wartenden. An Pax8 wird dadurch nichts gesendet.',
    },
    takeOverStay: {
      en: 'Subscriptions that stay with {0}, because they are here twice already: {1}.',
      de: 'Abonnements, die bei {0} bleiben, weil sie schon doppelt hier sind: {1}.',
    },
    takeOverProgress: {
      en: 'Moving the rows…',
      de: 'Die Zeilen werden verschoben…',
    },
    takeOverDone: {
      en: 'Taken over: {0} provider accounts and {1} subscriptions. Start Sync Provider Accounts now.',
      de: 'Übernommen: {0} Anbieterkonten und {1} Abonnements. Starten Sie jetzt Sync Provider Accounts.',
    },
    itIsGone: {
      en: 'It is gone',
      de: 'It is gone',
    },
    goneQuestion: {
      en: 'Have you seen in Pax8 that this record no longer exists there? Pax8 is asked for it once more. If it is still answered with 404, the row is marked as gone and deactivated, and a subscription loses its licences here. Nothing is deleted, and nothing is cancelled in Pax8.',
      de: 'Haben Sie in Pax8 gesehen, dass es diesen Datensatz dort nicht mehr gibt? Pax8 wird noch einmal nach ihm gefragt. Ist die Antwort weiterhin 404, wird die Zeile als nicht mehr vorhanden gekennzeichnet und deaktiviert, und ein Abonnement verliert hier seine Lizenzen. Nichts wird gelöscht, und in Pax8 wird nichts gekündigt.',
    },
    goneProgress: {
      en: 'Asking Pax8 once more…',
      de: 'Pax8 wird noch einmal gefragt…',
    },
    goneMarked: {
      en: '{0} is marked as gone from Pax8 and was deactivated; nothing was deleted.',
      de: '{0} ist als in Pax8 nicht mehr vorhanden gekennzeichnet und wurde deaktiviert; nichts wurde gelöscht.',
    },
    goneConflict: {
      en: '{0} is gone from Pax8, and was changed here as well. Choose Keep Pax8 or Keep Work 365 on the subscription.',
      de: '{0} gibt es in Pax8 nicht mehr, und hier wurde es auch geändert. Wählen Sie beim Abonnement Keep Pax8 oder Keep Work 365.',
    },
    goneStillThere: {
      en: 'Pax8 shows {0}, so it is not gone. Nothing was changed; the next sync takes over what Pax8 has.',
      de: 'Pax8 zeigt {0}, also gibt es den Datensatz noch. Nichts wurde geändert; die nächste Synchronisierung übernimmt, was Pax8 hat.',
    },
    goneNotAnswered: {
      en: '{0}: {1}',
      de: '{0}: Nichts wurde geändert, denn Pax8 hat nicht geantwortet. {1}',
    },
    retryProgress: {
      en: 'Queuing the change again…',
      de: 'Die Änderung wird erneut eingereiht…',
    },
    retryDone: {
      en: '{0} changes are queued again. They are sent to Pax8 in the background, in the order of their numbers.',
      de: '{0} Änderungen sind erneut eingereiht. Sie werden im Hintergrund in der Reihenfolge ihrer Nummern an Pax8 gesendet.',
    },
    retryDoneOne: {
      en: 'The change {0} is queued again. It is sent to Pax8 in the background.',
      de: 'Die Änderung {0} ist erneut eingereiht. Sie wird im Hintergrund an Pax8 gesendet.',
    },
    retrySome: {
      en: '{0} of {1} changes are queued again. Refused: {2}',
      de: '{0} von {1} Änderungen sind erneut eingereiht. Abgelehnt: {2}',
    },
    changeSecret: {
      en: 'Change Application Secret',
      de: 'Application Secret ändern',
    },
    changeSecretOf: {
      en: 'Provider integration {0}. The secret is sent to the server once, cannot be read afterwards, and is kept nowhere else.',
      de: 'Provider Integration {0}. Das Secret wird einmal an den Server gesendet, kann danach nicht gelesen werden und wird nirgends sonst aufbewahrt.',
    },
    changeSecretHint: {
      en: 'Client Secret of the integration in Pax8.',
      de: 'Client Secret der Integration in Pax8.',
    },
    changeSecretOthers: {
      en: 'Change the next two only if the new secret belongs to another integration in Pax8.',
      de: 'Ändern Sie die nächsten beiden nur, wenn das neue Secret zu einer anderen Integration in Pax8 gehört.',
    },
    changeSecretSend: {
      en: 'Store the secret',
      de: 'Secret speichern',
    },
    changeSecretBusy: {
      en: 'Storing the secret…',
      de: 'Das Secret wird gespeichert…',
    },
    changeSecretMissing: {
      en: 'Application Secret is missing. Enter the Client Secret of the integration in Pax8.',
      de: 'Application Secret fehlt. Geben Sie das Client Secret der Integration in Pax8 ein.',
    },
    changeSecretClose: {
      en: 'You can close this dialog.',
      de: 'Sie können diesen Dialog schließen.',
    },
    captionEndpointUrl: {
      en: 'Endpoint URL',
      de: 'Endpoint URL',
    },
    captionApplicationId: {
      en: 'Application ID',
      de: 'Application ID',
    },
    captionApplicationSecret: {
      en: 'Application Secret',
      de: 'Application Secret',
    },
    sandboxNotice: {
      en: 'Pax8 has no sandbox: this marks a test integration. Self Service Allowed, Bill on behalf of enabled and Order approval required stay No.',
      de: 'Pax8 hat keine Sandbox: Dies kennzeichnet eine Test-Integration. Self Service Allowed, Bill on behalf of enabled und Order approval required bleiben Nein.',
    },
    secretStored: {
      en: 'Application Secret (one is stored)',
      de: 'Application Secret (eines ist gespeichert)',
    },
    secretForEndpoint: {
      en: 'Application Secret must be entered again when Endpoint URL changes. Enter it and save again.',
      de: 'Application Secret muss neu eingegeben werden, wenn Endpoint URL sich ändert. Geben Sie es ein und speichern Sie erneut.',
    },
    secretForApplicationId: {
      en: 'Application Secret must be entered again when Application ID changes. Enter the secret that belongs to the new Application ID and save again.',
      de: 'Application Secret muss neu eingegeben werden, wenn Application ID sich ändert. Geben Sie das Secret ein, das zur neuen Application ID gehört, und speichern Sie erneut.',
    },
    applicationIdSpaces: {
      en: 'Application ID must not contain spaces. Copy the Client ID from Pax8 again and save again.',
      de: 'Application ID darf keine Leerzeichen enthalten. Kopieren Sie die Client ID erneut aus Pax8 und speichern Sie erneut.',
    },
    endpointMissing: {
      en: 'Endpoint URL is missing. Enter https://api.pax8.com unless Pax8 gave you another address, and save again.',
      de: 'Endpoint URL fehlt. Geben Sie https://api.pax8.com ein, wenn Pax8 Ihnen keine andere Adresse genannt hat, und speichern Sie erneut.',
    },
    endpointNoAddress: {
      en: 'Endpoint URL is not a web address. Enter https://api.pax8.com unless Pax8 gave you another address, and save again.',
      de: 'Endpoint URL ist keine Webadresse. Geben Sie https://api.pax8.com ein, wenn Pax8 Ihnen keine andere Adresse genannt hat, und speichern Sie erneut.',
    },
    endpointNotHttps: {
      en: 'Endpoint URL must start with https://. Enter https://api.pax8.com unless Pax8 gave you another address, and save again.',
      de: 'Endpoint URL muss mit https:// beginnen. Geben Sie https://api.pax8.com ein, wenn Pax8 Ihnen keine andere Adresse genannt hat, und speichern Sie erneut.',
    },
    endpointUser: {
      en: 'Endpoint URL must not contain a user name or password. Enter https://api.pax8.com unless Pax8 gave you another address, and save again.',
      de: 'Endpoint URL darf weder Benutzernamen noch Kennwort enthalten. Geben Sie https://api.pax8.com ein, wenn Pax8 Ihnen keine andere Adresse genannt hat, und speichern Sie erneut.',
    },
    endpointQuery: {
      en: 'Endpoint URL must not contain a query or fragment (? or #). Enter https://api.pax8.com unless Pax8 gave you another address, and save again.',
      de: 'Endpoint URL darf weder Abfrage noch Fragment (? oder #) enthalten. Geben Sie https://api.pax8.com ein, wenn Pax8 Ihnen keine andere Adresse genannt hat, und speichern Sie erneut.',
    },
    endpointPath: {
      en: 'Endpoint URL must not contain a path after the host name. Enter https://api.pax8.com unless Pax8 gave you another address, and save again.',
      de: 'Endpoint URL darf nach dem Hostnamen keinen Pfad enthalten. Geben Sie https://api.pax8.com ein, wenn Pax8 Ihnen keine andere Adresse genannt hat, und speichern Sie erneut.',
    },
    endpointHost: {
      en: 'Endpoint URL must name a host by its DNS name, such as api.pax8.com, not by an IP address or localhost. Enter https://api.pax8.com unless Pax8 gave you another address, and save again.',
      de: 'Endpoint URL muss einen Host mit seinem DNS-Namen wie api.pax8.com nennen, nicht mit einer IP-Adresse oder localhost. Geben Sie https://api.pax8.com ein, wenn Pax8 Ihnen keine andere Adresse genannt hat, und speichern Sie erneut.',
    },
    endpointNotPax8: {
      en: 'Endpoint URL must be on pax8.com while Environment is Production. Enter https://api.pax8.com unless Pax8 gave you another address, and save again.',
      de: 'Endpoint URL muss zu pax8.com gehören, solange Environment Production ist. Geben Sie https://api.pax8.com ein, wenn Pax8 Ihnen keine andere Adresse genannt hat, und speichern Sie erneut.',
    },
    endpointPort: {
      en: 'Endpoint URL must not name a port while Environment is Production. Enter https://api.pax8.com unless Pax8 gave you another address, and save again.',
      de: 'Endpoint URL darf keinen Port nennen, solange Environment Production ist. Geben Sie https://api.pax8.com ein, wenn Pax8 Ihnen keine andere Adresse genannt hat, und speichern Sie erneut.',
    },
    adminHub: {
      en: 'Admin Hub',
      de: 'Admin Hub',
    },
    configuration: {
      en: 'Configuration',
      de: 'Configuration',
    },
    integrations: {
      en: 'Integrations',
      de: 'Integrations',
    },
    settings: {
      en: 'Settings',
      de: 'Einstellungen',
    },
    ready: {
      en: 'Admin Hub is ready.',
      de: 'Admin Hub ist bereit.',
    },
    notRead: {
      en: 'Not all could be read: {0}',
      de: 'Nicht alles konnte gelesen werden: {0}',
    },
    providerIntegrations: {
      en: 'Provider Integrations',
      de: 'Provider Integrations',
    },
    pax8: {
      en: 'Pax8',
      de: 'Pax8',
    },
    tileReadOnly: {
      en: 'Customers, subscriptions and licence quantities of the Pax8 marketplace. Only the role Pax8 Administrator creates an integration.',
      de: 'Kunden, Abonnements und Lizenzmengen des Pax8-Marktplatzes. Nur die Rolle Pax8 Administrator legt eine Integration an.',
    },
    tile: {
      en: 'Customers, subscriptions and licence quantities of the Pax8 marketplace.',
      de: 'Kunden, Abonnements und Lizenzmengen des Pax8-Marktplatzes.',
    },
    create: {
      en: 'Create',
      de: 'Create',
    },
    createLabel: {
      en: 'Create a Pax8 provider integration',
      de: 'Create: eine Pax8-Integration anlegen',
    },
    firstUse: {
      en: 'Connect Pax8 in six steps',
      de: 'Pax8 in sechs Schritten verbinden',
    },
    inPax8: {
      en: 'In Pax8',
      de: 'In Pax8',
    },
    inHere: {
      en: 'Here',
      de: 'Hier',
    },
    inPax8User: {
      en: 'Have a user with the role Partner Admin.',
      de: 'Halten Sie einen Benutzer mit der Rolle Partner Admin bereit.',
    },
    inPax8Integration: {
      en: 'With this user, create an integration named Work 365 in the Pax8 portal.',
      de: 'Legen Sie mit diesem Benutzer im Pax8-Portal eine Integration namens Work 365 an.',
    },
    inPax8Secret: {
      en: 'Keep its Client ID and Client Secret at hand.',
      de: 'Halten Sie deren Client ID und Client Secret bereit.',
    },
    hereCreate: {
      en: 'Press Create, enter them as Application ID and Application Secret, and save.',
      de: 'Wählen Sie Create, geben Sie beide als Application ID und Application Secret ein und speichern Sie.',
    },
    hereVerify: {
      en: 'At the gear of the new integration choose Verify Connectivity. It says how many companies the credentials can see.',
      de: 'Wählen Sie am Zahnrad der neuen Integration Verify Connectivity. Es sagt, wie viele Firmen die Zugangsdaten sehen.',
    },
    hereSync: {
      en: 'Choose Sync Provider Accounts, map what automatic matching left, and enable the customers whose subscriptions are to be synchronised.',
      de: 'Wählen Sie Sync Provider Accounts, ordnen Sie zu, was der automatische Abgleich offen ließ, und schalten Sie die Kunden ein, deren Abonnements synchronisiert werden sollen.',
    },
    gear: {
      en: 'Settings and actions of {0}',
      de: 'Einstellungen und Aktionen von {0}',
    },
    edit: {
      en: 'Edit',
      de: 'Edit',
    },
    editLabel: {
      en: 'Edit {0}',
      de: 'Edit {0}',
    },
    verifyConnectivity: {
      en: 'Verify Connectivity',
      de: 'Verify Connectivity',
    },
    syncProviderAccounts: {
      en: 'Sync Provider Accounts',
      de: 'Sync Provider Accounts',
    },
    syncSubscriptions: {
      en: 'Sync Subscriptions',
      de: 'Sync Subscriptions',
    },
    syncProducts: {
      en: 'Sync Products',
      de: 'Sync Products',
    },
    compare: {
      en: 'Compare',
      de: 'Compare',
    },
    resume: {
      en: 'Resume',
      de: 'Resume',
    },
    dismiss: {
      en: 'Dismiss the message',
      de: 'Meldung schließen',
    },
    verifiedOn: {
      en: 'checked {0}',
      de: 'geprüft {0}',
    },
    verifyHint: {
      en: 'Choose Verify Connectivity at the gear to see whether Pax8 accepts the credentials.',
      de: 'Wählen Sie am Zahnrad Verify Connectivity, um zu sehen, ob Pax8 die Zugangsdaten annimmt.',
    },
    providerAccounts: {
      en: 'Provider accounts',
      de: 'Anbieterkonten',
    },
    subscriptions: {
      en: 'Active subscriptions',
      de: 'Aktive Abonnements',
    },
    needsAttention: {
      en: 'Needs attention',
      de: 'Zu erledigen',
    },
    nothingNeeded: {
      en: 'Nothing: all accounts are mapped and no problem is open.',
      de: 'Nichts: Alle Konten sind zugeordnet, und kein Problem ist offen.',
    },
    nothingYet: {
      en: 'Nothing has been read from Pax8 yet.',
      de: 'Noch wurde nichts aus Pax8 gelesen.',
    },
    unmapped: {
      en: '{0} provider accounts are unmapped',
      de: '{0} Anbieterkonten sind nicht zugeordnet',
    },
    unmappedOne: {
      en: '{0} provider account is unmapped',
      de: '{0} Anbieterkonto ist nicht zugeordnet',
    },
    ambiguous: {
      en: '{0} provider accounts fit several accounts',
      de: '{0} Anbieterkonten passen zu mehreren Firmen',
    },
    ambiguousOne: {
      en: '{0} provider account fits several accounts',
      de: '{0} Anbieterkonto passt zu mehreren Firmen',
    },
    conflicts: {
      en: '{0} subscriptions were changed on both sides',
      de: '{0} Abonnements wurden auf beiden Seiten geändert',
    },
    conflictsOne: {
      en: '{0} subscription was changed on both sides',
      de: '{0} Abonnement wurde auf beiden Seiten geändert',
    },
    held: {
      en: '{0} subscriptions hold what Pax8 would take away',
      de: '{0} Abonnements halten zurück, was Pax8 wegnähme',
    },
    heldOne: {
      en: '{0} subscription holds what Pax8 would take away',
      de: '{0} Abonnement hält zurück, was Pax8 wegnähme',
    },
    failedChanges: {
      en: '{0} licence changes could not be provisioned',
      de: '{0} Lizenzänderungen konnten nicht bereitgestellt werden',
    },
    failedChangesOne: {
      en: '{0} licence change could not be provisioned',
      de: '{0} Lizenzänderung konnte nicht bereitgestellt werden',
    },
    issues: {
      en: '{0} sync issues are open',
      de: '{0} Synchronisierungsprobleme sind offen',
    },
    issuesOne: {
      en: '{0} sync issue is open',
      de: '{0} Synchronisierungsproblem ist offen',
    },
    jobPages: {
      en: 'page {0} of {1}',
      de: 'Seite {0} von {1}',
    },
    jobPlanning: {
      en: 'asking Pax8 how much there is to read',
      de: 'Pax8 wird gefragt, wie viel zu lesen ist',
    },
    jobPaused: {
      en: 'paused: choose Resume at the gear',
      de: 'angehalten: wählen Sie Resume am Zahnrad',
    },
    jobStale: {
      en: 'interrupted: choose Resume at the gear',
      de: 'unterbrochen: wählen Sie Resume am Zahnrad',
    },
    jobApplying: {
      en: 'working on what is held',
      de: 'das Zurückgehaltene wird bearbeitet',
    },
    jobCounts: {
      en: '{0} created, {1} updated, {2} unchanged, {3} failed',
      de: '{0} angelegt, {1} geändert, {2} unverändert, {3} fehlgeschlagen',
    },
    showIssues: {
      en: 'Show the sync issues',
      de: 'Synchronisierungsprobleme anzeigen',
    },
    showHeld: {
      en: 'Show what is held',
      de: 'Zurückgehaltenes anzeigen',
    },
    licencesByStatus: {
      en: 'Licences by status in Pax8',
      de: 'Lizenzen nach Status in Pax8',
    },
    largestDifferences: {
      en: 'Largest differences of the last comparison',
      de: 'Größte Unterschiede des letzten Vergleichs',
    },
    hereAndThere: {
      en: '{0}: here {1}, in Pax8 {2}',
      de: '{0}: hier {1}, in Pax8 {2}',
    },
    allDifferences: {
      en: 'Show all differences',
      de: 'Alle Unterschiede anzeigen',
    },
    perMonth: {
      en: '{0} a month',
      de: '{0} im Monat',
    },
    settingsTitle: {
      en: 'Settings of all provider integrations',
      de: 'Einstellungen aller Provider Integrations',
    },
    settingsText: {
      en: 'What each provider integration does by itself. Choose one to change its settings on the form.',
      de: 'Was jede Provider Integration von selbst tut. Wählen Sie eine, um ihre Einstellungen auf dem Formular zu ändern.',
    },
    settingsNone: {
      en: 'There is no provider integration yet. Create one on the tab Integrations.',
      de: 'Es gibt noch keine Provider Integration. Legen Sie auf der Registerkarte Integrations eine an.',
    },
    settingNewAccounts: {
      en: 'New accounts are',
      de: 'New accounts are',
    },
    settingNewAccountsText: {
      en: 'Whether a company that appears in Pax8 takes part in syncing at once, or after somebody has looked at it.',
      de: 'Ob eine Firma, die in Pax8 hinzukommt, sofort an der Synchronisierung teilnimmt oder erst, nachdem jemand sie angesehen hat.',
    },
    settingAutoMatch: {
      en: 'Match accounts automatically',
      de: 'Match accounts automatically',
    },
    settingAutoMatchText: {
      en: 'Whether new provider accounts are mapped by external id, website, or name and country. What fits several accounts is left to you.',
      de: 'Ob neue Anbieterkonten nach External Id, Website oder Name und Land zugeordnet werden. Was zu mehreren Firmen passt, bleibt Ihnen überlassen.',
    },
    settingConflict: {
      en: 'When both sides changed',
      de: 'When both sides changed',
    },
    settingConflictText: {
      en: 'Which value stays when a subscription was changed here and in Pax8 since the last sync.',
      de: 'Welcher Wert bleibt, wenn ein Abonnement seit der letzten Synchronisierung hier und in Pax8 geändert wurde.',
    },
    settingWriteBack: {
      en: 'Write-back',
      de: 'Write-back',
    },
    settingWriteBackText: {
      en: 'Whether changes of quantity, price, billing term and cancellations made here are sent to Pax8. With No they wait.',
      de: 'Ob hier vorgenommene Änderungen an Menge, Preis und Abrechnungszeitraum sowie Kündigungen an Pax8 gesendet werden. Bei Nein warten sie.',
    },
  };

  /**
   * A text in the user's language; English stands in for every language but German. Never throws: a key that is not there
   * comes back as it is.
   * @param {string} key
   * @param {...(string|number)} values
   * @returns {string}
   */
  function get(key, ...values) {
    const text = Object.prototype.hasOwnProperty.call(texts, key) ? texts[key][language()] : key;
    return text.replace(/\{(\d)\}/g, (_, place) => String(values[Number(place)]));
  }

  /** The language that texts come in, as HTML names it. @returns {'en'|'de'} */
  function language() {
    try {
      return Pax8.Client.xrm().Utility.getGlobalContext().userSettings.languageId === german ? 'de' : 'en';
    } catch (error) {
      return 'en';
    }
  }

  return { get, language };
})();
