// The dialog in which another Application Secret is entered. It goes to the server in the body of one request; nothing is
// stored here, and the field is emptied as soon as the server has it.

var Pax8 = Pax8 || {};
Pax8.Connector = Pax8.Connector || {};

Pax8.Connector.Secret = (() => {
  'use strict';

  const table = 'pax8_connector';
  const place = /** @type {HTMLElement} */ (document.getElementById('secret'));

  async function start() {
    const { get, language } = Pax8.Texts;
    document.documentElement.lang = language();
    document.title = get('changeSecret');
    const id = new URLSearchParams(location.search).get('data') || '';
    const connector = await Pax8.Client.xrm().WebApi.retrieveRecord(table, id, '?$select=pax8_name,pax8_endpointurl,pax8_applicationid');
    draw(id, connector);
    place.removeAttribute('aria-busy');
  }

  /** @param {string} id @param {any} connector */
  function draw(id, connector) {
    const { el, replace } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    const secret = field('captionApplicationSecret', { type: 'password', required: true }, get('changeSecretHint'));
    const endpoint = field('captionEndpointUrl', { type: 'text', value: connector.pax8_endpointurl });
    const application = field('captionApplicationId', { type: 'text', value: connector.pax8_applicationid });
    const outcome = el('div', { role: 'alert' });
    const send = el('button', { type: 'submit', class: 'button primary', text: get('changeSecretSend') });
    const form = el('form', { autocomplete: 'off', novalidate: true }, secret.element, el('p', { class: 'quiet', text: get('changeSecretOthers') }), endpoint.element, application.element, send);

    form.addEventListener('submit', async event => {
      event.preventDefault();
      /** @type {HTMLButtonElement} */ (send).disabled = true;
      tell(outcome, 'busy', get('changeSecretBusy'));
      try {
        const message = await store(id, secret.input.value, changed(endpoint.input, connector.pax8_endpointurl), changed(application.input, connector.pax8_applicationid));
        secret.input.value = '';
        form.remove();
        tell(outcome, 'good', `${message} ${get('changeSecretClose')}`);
      } catch (error) {
        tell(outcome, 'bad', Pax8.Client.messageOf(error));
        secret.input.focus();
      } finally {
        /** @type {HTMLButtonElement} */ (send).disabled = false;
      }
    });
    replace(place, el('h1', { class: 'visually-hidden', text: get('changeSecret') }), el('p', { class: 'quiet', text: get('changeSecretOf', connector.pax8_name) }), outcome, form);
    secret.input.focus();
  }

  /**
   * A labelled input that the browser neither fills in nor remembers.
   * @param {string} caption key of its text @param {Object<string, any>} properties @param {string} [hint]
   */
  function field(caption, properties, hint) {
    const { el } = Pax8.Hub.Page;
    const input = /** @type {HTMLInputElement} */ (el('input', { id: caption, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', 'aria-describedby': hint && `${caption}-hint`, ...properties }));
    return { input, element: el('div', { class: 'field' }, el('label', { for: caption, text: Pax8.Texts.get(caption) }), input, hint && el('p', { id: `${caption}-hint`, class: 'quiet', text: hint })) };
  }

  /** What was entered, or nothing where it is as it was. @param {HTMLInputElement} input @param {string|null} before */
  function changed(input, before) {
    return input.value.trim() === (before || '') ? '' : input.value.trim();
  }

  /** @param {string} id @param {string} secret @param {string} endpointUrl @param {string} applicationId @returns {Promise<string>} what the server says */
  async function store(id, secret, endpointUrl, applicationId) {
    if (!secret.trim()) throw new Error(Pax8.Texts.get('changeSecretMissing'));
    const answer = await Pax8.Client.callApi('pax8_SetApplicationSecret', table, id, {
      ApplicationSecret: secret, ...(endpointUrl && { EndpointUrl: endpointUrl }), ...(applicationId && { ApplicationId: applicationId }),
    });
    return answer.Message;
  }

  /** @param {HTMLElement} outcome @param {'busy'|'good'|'bad'} tone @param {string} message */
  function tell(outcome, tone, message) {
    const { el, icon, replace } = Pax8.Hub.Page;
    replace(outcome, el('div', { class: `message ${tone}` }, icon(tone), el('p', { text: message })));
  }

  start().catch(error => {
    place.removeAttribute('aria-busy');
    place.textContent = Pax8.Client.messageOf(error);
    place.setAttribute('role', 'alert');
  });

  return { start };
})();
