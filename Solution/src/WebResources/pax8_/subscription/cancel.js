// The dialog that says what a cancellation ends and costs, and orders it. Nothing happens before its button is pressed.

var Pax8 = Pax8 || {};
Pax8.Subscription = Pax8.Subscription || {};

Pax8.Subscription.Cancel = (() => {
  'use strict';

  const table = 'pax8_subscription';
  const columns = ['pax8_name', 'pax8_quantity', 'pax8_price', 'pax8_currencycode', 'pax8_billingterm', 'pax8_commitmentterm', 'pax8_commitmentendson', 'pax8_cancelon', '_pax8_provideraccountid_value'];
  const label = '@OData.Community.Display.V1.FormattedValue';
  const oneDay = 24 * 60 * 60 * 1000;
  const place = /** @type {HTMLElement} */ (document.getElementById('cancel'));

  async function start() {
    const { get, language } = Pax8.Texts;
    document.documentElement.lang = language();
    document.title = get('cancelSubscription');
    const id = new URLSearchParams(location.search).get('data') || '';
    const row = await Pax8.Client.xrm().WebApi.retrieveRecord(table, id, `?$select=${columns.join(',')}`);
    draw(id, row);
    place.removeAttribute('aria-busy');
  }

  /** @param {string} id @param {any} row */
  function draw(id, row) {
    const { el, icon, replace } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    const atOnce = choice('cancelAtOnce', true);
    const later = choice('cancelLater', false);
    const date = /** @type {HTMLInputElement} */ (el('input', { type: 'date', min: isoDay(Date.now() + oneDay), 'aria-label': get('cancelDate') }));
    const reason = /** @type {HTMLInputElement} */ (el('input', { id: 'reason', autocomplete: 'off' }));
    const outcome = el('div', { role: 'alert' });
    const billed = el('p', {});
    const send = /** @type {HTMLButtonElement} */ (el('button', { type: 'submit', class: 'button bad', text: get('cancelSubscription') }));
    const sayBilled = () => { billed.textContent = `${billedOn(row, later.input.checked && date.value)} ${get('cancelForGood')}`; };
    date.addEventListener('input', () => { later.input.checked = true; });
    for (const input of [atOnce.input, later.input, date]) input.addEventListener('input', sayBilled);
    sayBilled();

    const form = el('form', { novalidate: true },
      facts(row),
      el('fieldset', {}, el('legend', { text: get('cancelWhen') }), atOnce.element, el('div', { class: 'choice' }, later.element, date)),
      el('div', { class: 'field' }, el('label', { for: 'reason', text: get('cancelReason') }), reason),
      el('div', { class: 'message doubtful' }, icon('doubtful'), billed),
      send);
    form.addEventListener('submit', async event => {
      event.preventDefault();
      if (later.input.checked && !date.value) {
        tell(outcome, 'bad', get('cancelDateMissing'));
        date.focus();
        return;
      }
      send.disabled = true;
      tell(outcome, 'busy', get('cancelBusy'));
      try {
        const message = await order(id, later.input.checked ? date.value : '', reason.value);
        form.remove();
        tell(outcome, 'good', `${message} ${get('cancelClose')}`);
      } catch (error) {
        tell(outcome, 'bad', Pax8.Client.messageOf(error));
      } finally {
        send.disabled = false;
      }
    });
    replace(place, el('h1', { class: 'visually-hidden', text: get('cancelSubscription') }), el('h2', { text: row.pax8_name }), outcome, form);
    atOnce.input.focus();
  }

  /** What ends. @param {any} row */
  function facts(row) {
    const { el } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    const { number, day, cost } = Pax8.Subscription.Figures;
    const commitment = row.pax8_commitmentendson ? get('cancelCommitmentUntil', row.pax8_commitmentterm || '', day(row.pax8_commitmentendson)).trim() : get('cancelNoCommitment');
    return el('dl', { class: 'facts' },
      el('dt', { text: get('cancelCustomer') }), el('dd', { text: row[`_pax8_provideraccountid_value${label}`] || '–' }),
      el('dt', { text: get('cancelLicences') }), el('dd', { text: number(row.pax8_quantity || 0) }),
      el('dt', { text: get('cancelCost') }), el('dd', { text: cost(row.pax8_quantity || 0, row.pax8_price, row.pax8_currencycode, row[`pax8_billingterm${label}`]) }),
      el('dt', { text: get('cancelCommitment') }), el('dd', { text: commitment }),
      ...(row.pax8_cancelon ? [el('dt', { text: get('cancelAlready') }), el('dd', { text: get('cancelAlreadyOn', day(row.pax8_cancelon)) })] : []));
  }

  /** What goes on being billed. @param {any} row @param {string|false} date */
  function billedOn(row, date) {
    const { get } = Pax8.Texts;
    const end = row.pax8_commitmentendson;
    const last = date ? new Date(`${date}T00:00:00Z`) : new Date();
    if (end && new Date(end) > last) return get('cancelBilledOn', Pax8.Subscription.Figures.day(end));
    return date ? get('cancelBilledUntil', Pax8.Subscription.Figures.day(last)) : get('cancelBilledNow');
  }

  /** @param {string} key of its text @param {boolean} checked */
  function choice(key, checked) {
    const { el } = Pax8.Hub.Page;
    const input = /** @type {HTMLInputElement} */ (el('input', { type: 'radio', name: 'when', id: key, checked }));
    return { input, element: el('div', { class: 'choice' }, input, el('label', { for: key, text: Pax8.Texts.get(key) })) };
  }

  /** @param {string} id @param {string} date as the input has it, or nothing for at once @param {string} reason @returns {Promise<string>} what the server says */
  async function order(id, date, reason) {
    // Noon in UTC is that day on both sides of it: in Pax8, which counts days in UTC, and on the forms of nearly every time zone.
    const answer = await Pax8.Client.callApi('pax8_CancelSubscription', table, id, {
      ...(date && { CancelOn: new Date(`${date}T12:00:00Z`) }), ...(reason.trim() && { Reason: reason.trim() }),
    });
    return answer.Message;
  }

  /** @param {number} time */
  function isoDay(time) {
    return new Date(time).toISOString().slice(0, 10);
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
