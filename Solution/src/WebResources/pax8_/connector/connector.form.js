// Helps on the form of a provider integration: defaults, what Sandbox means, notices in the server's words while one types.
// The server checks all of it again.

var Pax8 = Pax8 || {};
Pax8.Connector = Pax8.Connector || {};

Pax8.Connector.Form = (() => {
  'use strict';

  const sandbox = 476500001;
  const otherPartner = 476500002;
  const copiedReadOnly = 476500001;
  const create = 1;
  // What a command said of the settings before they were saved anew.
  const outcomeOfCommand = 'pax8.outcome';
  const flags = ['pax8_selfserviceallowed', 'pax8_billonbehalfofenabled', 'pax8_orderapprovalrequired'];

  /** @param {Xrm.Events.EventContext} executionContext */
  function onLoad(executionContext) {
    const form = executionContext.getFormContext();
    const endpoint = attributeOf(form, 'pax8_endpointurl');
    if (form.ui.getFormType() === create) {
      if (!endpoint.getValue()) endpoint.setValue(Pax8.Connector.Endpoint.standard);
      attributeOf(form, 'pax8_applicationsecret').setRequiredLevel('required');
    }
    form.data.addOnLoad(() => {
      showSecret(form);
      showPartner(form);
      showHome(form);
    });
    form.data.entity.addOnPostSave(() => form.ui.clearFormNotification(outcomeOfCommand));
    showSecret(form);
    showPartner(form);
    showHome(form);
    applyEnvironment(form);
  }

  /** @param {Xrm.Events.EventContext} executionContext */
  function onEnvironmentChange(executionContext) {
    const form = executionContext.getFormContext();
    applyEnvironment(form);
    checkEndpoint(form);
  }

  /** @param {Xrm.Events.EventContext} executionContext */
  function onEndpointChange(executionContext) {
    const form = executionContext.getFormContext();
    checkEndpoint(form);
    demandSecret(form);
  }

  /** @param {Xrm.Events.EventContext} executionContext */
  function onApplicationIdChange(executionContext) {
    const form = executionContext.getFormContext();
    const id = attributeOf(form, 'pax8_applicationid').getValue();
    notice(form, 'pax8_applicationid', id && /\s/.test(id.trim()) ? 'applicationIdSpaces' : null);
    demandSecret(form);
  }

  /** @param {Xrm.Events.EventContext} executionContext */
  function onSecretChange(executionContext) {
    demandSecret(executionContext.getFormContext());
  }

  /** Pax8 has no sandbox: the three flags must be No then. @param {Xrm.FormContext} form */
  function applyEnvironment(form) {
    const locked = attributeOf(form, 'pax8_environment').getValue() === sandbox;
    for (const name of flags) {
      const flag = attributeOf(form, name);
      if (locked && flag.getValue()) flag.setValue(false);
      controlOf(form, name).setDisabled(locked);
    }
    if (locked) form.ui.setFormNotification(Pax8.Texts.get('sandboxNotice'), 'INFO', 'sandbox');
    else form.ui.clearFormNotification('sandbox');
  }

  /** @param {Xrm.FormContext} form */
  function checkEndpoint(form) {
    const production = attributeOf(form, 'pax8_environment').getValue() !== sandbox;
    notice(form, 'pax8_endpointurl', Pax8.Connector.Endpoint.problem(attributeOf(form, 'pax8_endpointurl').getValue(), production));
  }

  /** The secret's value never comes back; its label says whether one is stored. @param {Xrm.FormContext} form */
  function showSecret(form) {
    if (attributeOf(form, 'pax8_secretstored').getValue()) controlOf(form, 'pax8_applicationsecret').setLabel(Pax8.Texts.get('secretStored'));
  }

  /** Pax8 looks like another partner's, and somebody has to answer. @param {Xrm.FormContext} form */
  function showPartner(form) {
    if (attributeOf(form, 'pax8_partnerstate').getValue() === otherPartner)
      form.ui.setFormNotification(Pax8.Texts.get('otherPartnerNotice', attributeOf(form, 'pax8_partnermessage').getValue() || ''), 'ERROR', 'partner');
    else form.ui.clearFormNotification('partner');
  }

  /** The row may have come here with a copy that nothing has run in yet, so the ids are looked at as well. @param {Xrm.FormContext} form */
  function showHome(form) {
    const isCopied = attributeOf(form, 'pax8_home').getValue() === copiedReadOnly || Pax8.Client.isElsewhere(attributeOf(form, 'pax8_homeorganizationid').getValue());
    if (isCopied) form.ui.setFormNotification(Pax8.Texts.get('copiedNotice'), 'WARNING', 'home');
    else form.ui.clearFormNotification('home');
  }

  /** Another address or id needs the secret again, else the stored one could be sent to somebody else. @param {Xrm.FormContext} form */
  function demandSecret(form) {
    if (form.ui.getFormType() === create) return;
    const entered = attributeOf(form, 'pax8_applicationsecret').getIsDirty();
    const changed = ['pax8_endpointurl', 'pax8_applicationid'].find(name => attributeOf(form, name).getIsDirty());
    const key = changed === 'pax8_endpointurl' ? 'secretForEndpoint' : 'secretForApplicationId';
    notice(form, 'pax8_applicationsecret', changed && !entered ? key : null);
  }

  /** @param {Xrm.FormContext} form @param {string} column @param {string|null} key of the text; null takes the notice away */
  function notice(form, column, key) {
    const control = controlOf(form, column);
    if (key) control.setNotification(Pax8.Texts.get(key), 'pax8');
    else control.clearNotification('pax8');
  }

  // The form has all the columns that are named here; a check of the solution sees to it.

  /** @param {Xrm.FormContext} form @param {string} column */
  function attributeOf(form, column) {
    return /** @type {Xrm.Attributes.Attribute<any>} */ (form.getAttribute(column));
  }

  /** @param {Xrm.FormContext} form @param {string} column */
  function controlOf(form, column) {
    return /** @type {Xrm.Controls.StandardControl} */ (form.getControl(column));
  }

  return { onLoad, onEnvironmentChange, onEndpointChange, onApplicationIdChange, onSecretChange };
})();
