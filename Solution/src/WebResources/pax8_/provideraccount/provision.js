// The dialog in which a company is completed before it is created in Pax8, and in which a person says what became of one. Nothing
// happens before its button is pressed. What is missing, and whether anything may be sent, is decided by the server alone.

var Pax8 = Pax8 || {};
Pax8.ProviderAccount = Pax8.ProviderAccount || {};

Pax8.ProviderAccount.Provision = (() => {
  'use strict';

  const table = 'pax8_provideraccount';
  const types = ['Admin', 'Billing', 'Technical'];
  const company = ['name', 'street', 'street2', 'city', 'stateOrProvince', 'postalCode', 'country', 'phone', 'website'];
  const person = ['firstName', 'lastName', 'email', 'phone'];
  const optional = 'street2';

  /** Keys of texts. @type {Object<string, string>} */
  const captions = {
    Admin: 'provisionAdmin', Billing: 'provisionBilling', Technical: 'provisionTechnical',
    name: 'provisionName', street: 'provisionStreet', street2: 'provisionStreet2', city: 'provisionCity', stateOrProvince: 'provisionStateOrProvince',
    postalCode: 'provisionPostalCode', country: 'provisionCountry', phone: 'provisionPhone', website: 'provisionWebsite',
    firstName: 'provisionFirstName', lastName: 'provisionLastName', email: 'provisionEmail',
  };
  const own = ['name', 'phone', 'website'];
  const place = /** @type {HTMLElement} */ (document.getElementById('provision'));
  const [mode, id] = (new URLSearchParams(location.search).get('data') || '').split(' ');
  const title = mode === 'created' ? 'provisionWasCreated' : mode === 'notcreated' ? 'provisionWasNotCreated' : 'provisionAccount';

  async function start() {
    const { get, language } = Pax8.Texts;
    document.documentElement.lang = language();
    document.title = get(title);
    if (mode === 'created') await drawCandidates();
    else if (mode === 'account') await drawForAccount();
    else await draw([]);
    place.removeAttribute('aria-busy');
  }

  async function drawForAccount() {
    const connectors = (await Pax8.Client.xrm().WebApi.retrieveMultipleRecords('pax8_connector', '?$select=pax8_name&$filter=statecode eq 0&$orderby=pax8_name')).entities;
    if (connectors.length) await draw(connectors);
    else show(tell('doubtful', Pax8.Texts.get('provisionNoConnector')));
  }

  /** The form, filled in by the server. @param {any[]} connectors to choose from; none where the row has its own */
  async function draw(connectors) {
    const { el } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    const preview = await call({ Preview: true }, connectors.length ? connectors[0].pax8_connectorid : '');
    const details = JSON.parse(preview.Details);
    /** @type {any[]} */
    const people = JSON.parse(preview.People);
    const connector = /** @type {HTMLSelectElement} */ (el('select', { id: 'connector' }, ...connectors.map(row => el('option', { value: row.pax8_connectorid, text: row.pax8_name }))));
    const inputs = Object.fromEntries(company.map(member => [member, field(member, (own.includes(member) ? details[member] : details.address[member]) || '', member !== optional)]));
    const contacts = types.map((type, index) => contact(type, index, details.contacts, people));
    const outcome = el('div', { role: 'alert' });
    const send = /** @type {HTMLButtonElement} */ (el('button', { type: 'submit', class: 'button primary', text: get(mode === 'notcreated' ? 'provisionSendAgain' : 'provisionSend') }));
    const form = el('form', { autocomplete: 'off', novalidate: true },
      connectors.length > 1 && el('div', { class: 'field wide' }, el('label', { for: 'connector', text: get('provisionConnector') }), connector),
      mode === 'notcreated' && el('div', { class: 'message doubtful' }, Pax8.Hub.Page.icon('doubtful'), el('p', { text: get('provisionLookFirst') })),
      el('fieldset', {}, el('legend', { text: get('provisionCompany') }), ...company.map(member => inputs[member].element)),
      ...contacts.map(one => one.element),
      el('p', { class: 'quiet', text: get('provisionNote') }),
      send);

    const read = () => {
      /** @type {(member: string) => string} */
      const value = member => inputs[member].input.value.trim();
      const address = Object.fromEntries(company.filter(member => !own.includes(member)).map(member => [member, value(member)]));
      return JSON.stringify({ name: value('name'), address, phone: value('phone'), website: value('website'), contacts: contacts.flatMap(one => one.read(contacts[0])) });
    };
    form.addEventListener('submit', async event => {
      event.preventDefault();
      markEmpty(form);
      send.disabled = true;
      replaceIn(outcome, tell('busy', get('provisionBusy')));
      try {
        const answer = await call({ Details: read() }, connector.value);
        form.remove();
        replaceIn(outcome, tell(answer.ProviderAccountId ? 'good' : 'doubtful', `${answer.Message} ${get('cancelClose')}`));
      } catch (error) {
        replaceIn(outcome, tell('bad', Pax8.Client.messageOf(error)));
        outcome.scrollIntoView();
      } finally {
        send.disabled = false;
      }
    });
    const missing = preview.Missing ? tell('doubtful', get('provisionMissing', preview.Missing.split('\n').join('; '))) : tell('good', get('provisionComplete'));
    replaceIn(outcome, missing);
    show(el('h1', { class: 'visually-hidden', text: get(title) }), el('h2', { text: details.name || get(title) }), outcome, form);
    if (preview.Missing) markEmpty(form);
    /** @type {HTMLElement} */ (form.querySelector('input[aria-invalid="true"]') || inputs.name.input).focus();
  }

  /** @param {{ Preview?: boolean, Details?: string }} parameters @param {string} connectorId */
  function call(parameters, connectorId) {
    return mode === 'account'
      ? Pax8.Client.callApi('pax8_ProvisionAccount', 'account', id, { ConnectorId: { guid: connectorId }, ...parameters })
      : Pax8.Client.callApi('pax8_ProvisionProviderAccount', table, id, { ...parameters, WasNotCreated: mode === 'notcreated' });
  }

  /** One of the three contacts; the second and third may be the first person. @param {string} type @param {number} index @param {any[]} contacts @param {any[]} people */
  function contact(type, index, contacts, people) {
    const { el } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    const given = contacts.find(one => one.types.includes(type)) || {};
    const isSame = index > 0 && (!contacts.length || given === contacts.find(one => one.types.includes(types[0])));
    const inputs = Object.fromEntries(person.map(member => [member, field(member, given[member] || '', true, `${type}-${member}`)]));
    const choice = el('select', { id: `${type}-person`, on: { change: (/** @type {any} */ event) => {
      const chosen = people[event.target.value] || {};
      for (const member of person) inputs[member].input.value = chosen[member] || '';
    } } }, el('option', { value: '', text: get('provisionType') }), ...people.map((one, number) => el('option', { value: number, text: `${one.firstName || ''} ${one.lastName || ''}`.trim() })));
    const own = el('div', { class: 'field wide', hidden: people.length === 0 }, el('label', { for: `${type}-person`, text: get('provisionPerson') }), choice);
    const same = /** @type {HTMLInputElement} */ (el('input', { type: 'checkbox', id: `${type}-same`, checked: isSame }));
    const rest = [own, ...person.map(member => inputs[member].element)];
    const follow = () => { for (const element of rest) element.hidden = same.checked || (element === own && people.length === 0); };
    same.addEventListener('change', follow);
    follow();
    const element = el('fieldset', {}, el('legend', { text: get(captions[type]) }),
      index > 0 && el('div', { class: 'choice' }, same, el('label', { for: `${type}-same`, text: get('provisionSame') })), ...rest);

    /** As the server takes it. @param {{ values: () => Object<string, string> }} first @returns {any[]} */
    const read = first => [{ types: [type], ...(same.checked ? first.values() : values()) }];
    const values = () => Object.fromEntries(person.map(member => [member, inputs[member].input.value.trim()]));
    return { element, read, values };
  }

  /** @param {string} member @param {string} value @param {boolean} required @param {string} [key] of the input, where the member is there more than once */
  function field(member, value, required, key = member) {
    const { el } = Pax8.Hub.Page;
    const input = /** @type {HTMLInputElement} */ (el('input', { id: key, autocomplete: 'off', value, 'aria-required': required && 'true', on: { input: () => input.removeAttribute('aria-invalid') } }));
    const wide = member === 'name' || member === 'street' || member === optional;
    return { input, element: el('div', { class: wide ? 'field wide' : 'field' }, el('label', { for: key, text: Pax8.Texts.get(captions[member]) }), input) };
  }

  /** Shows where something is missing; what else Pax8 wants, the server says. @param {HTMLElement} form */
  function markEmpty(form) {
    for (const input of form.querySelectorAll('input[aria-required]')) {
      const field = /** @type {HTMLInputElement} */ (input);
      const isHidden = /** @type {HTMLElement} */ (field.parentElement).hidden;
      if (!isHidden && !field.value.trim()) field.setAttribute('aria-invalid', 'true');
      else field.removeAttribute('aria-invalid');
    }
  }

  /** Which company it is: one of those that were found, or another by its id. */
  async function drawCandidates() {
    const { el } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    const row = await Pax8.Client.xrm().WebApi.retrieveRecord(table, id, '?$select=pax8_name,pax8_provisioningmessage,pax8_companycandidates');
    const lines = String(row.pax8_companycandidates || '').split('\n').filter(line => line.includes(' '));
    const other = /** @type {HTMLInputElement} */ (el('input', { id: 'other', autocomplete: 'off', spellcheck: 'false' }));
    const choices = lines.map((line, number) => {
      const input = /** @type {HTMLInputElement} */ (el('input', { type: 'radio', name: 'company', id: `company-${number}`, value: line.slice(0, line.indexOf(' ')) }));
      return { input, element: el('div', { class: 'choice' }, input, el('label', { for: `company-${number}`, text: `${line.slice(line.indexOf(' ') + 1)} · ${line.slice(0, line.indexOf(' '))}` })) };
    });
    other.addEventListener('input', () => { for (const choice of choices) choice.input.checked = false; });
    const outcome = el('div', { role: 'alert' });
    const send = /** @type {HTMLButtonElement} */ (el('button', { type: 'submit', class: 'button primary', text: get('provisionWasCreated') }));
    const form = el('form', { novalidate: true },
      el('p', { text: row.pax8_provisioningmessage || '' }),
      el('fieldset', {}, el('legend', { text: get('provisionWhich') }), ...choices.map(choice => choice.element),
        el('div', { class: 'field wide' }, el('label', { for: 'other', text: get('provisionOther') }), other)),
      send);
    form.addEventListener('submit', async event => {
      event.preventDefault();
      const chosen = choices.find(choice => choice.input.checked);
      send.disabled = true;
      replaceIn(outcome, tell('busy', get('provisionAsking')));
      try {
        const answer = await Pax8.Client.callApi('pax8_ConfirmCompanyCreated', table, id, { CompanyId: chosen ? chosen.input.value : other.value.trim() });
        form.remove();
        replaceIn(outcome, tell('good', `${answer.Message} ${get('cancelClose')}`));
      } catch (error) {
        replaceIn(outcome, tell('bad', Pax8.Client.messageOf(error)));
      } finally {
        send.disabled = false;
      }
    });
    show(el('h1', { class: 'visually-hidden', text: get(title) }), el('h2', { text: row.pax8_name }), outcome, form);
    (choices.length ? choices[0].input : other).focus();
  }

  /** @param {...Node} children */
  function show(...children) {
    Pax8.Hub.Page.replace(place, ...children);
  }

  /** @param {Element} element @param {Node} child */
  function replaceIn(element, child) {
    Pax8.Hub.Page.replace(element, child);
  }

  /** @param {'busy'|'good'|'bad'|'doubtful'} tone @param {string} message */
  function tell(tone, message) {
    const { el, icon } = Pax8.Hub.Page;
    return el('div', { class: `message ${tone}` }, icon(tone), el('p', { text: message }));
  }

  start().catch(error => {
    place.removeAttribute('aria-busy');
    place.textContent = Pax8.Client.messageOf(error);
    place.setAttribute('role', 'alert');
  });

  return { start };
})();
