// The dialog that asks for what a decision on an order needs: why it is rejected, or which order in Pax8 it is. Nothing happens
// before its button is pressed.

var Pax8 = Pax8 || {};
Pax8.Order = Pax8.Order || {};

Pax8.Order.Answer = (() => {
  'use strict';

  const table = 'pax8_order';
  const label = '@OData.Community.Display.V1.FormattedValue';
  const columns = ['pax8_name', 'pax8_message', 'pax8_monthlyamount', 'pax8_currencycode', '_pax8_provideraccountid_value', '_pax8_submittedbyid_value'];
  const place = /** @type {HTMLElement} */ (document.getElementById('answer'));

  /**
   * What is asked: keys of its texts, whether an answer is needed, and what to call with it.
   * @type {Object<string, { title: string, explain: string, caption: string, missing: string|null, send: string, bad: boolean, call: (id: string, answer: string) => Promise<any> }>}
   */
  const questions = {
    reject: {
      title: 'rejectOrder', explain: 'rejectOrderExplain', caption: 'rejectOrderReason', missing: 'rejectOrderMissing', send: 'rejectOrderSend', bad: false,
      call: (id, answer) => Pax8.Client.callApi('pax8_RejectOrder', table, id, { Reason: answer }),
    },
    placed: {
      title: 'orderPlaced', explain: 'orderPlacedExplain', caption: 'orderPlacedId', missing: 'orderPlacedMissing', send: 'orderPlaced', bad: false,
      call: (id, answer) => Pax8.Client.callApi('pax8_SettleOrder', table, id, { Placed: true, Pax8OrderId: answer }),
    },
    notPlaced: {
      title: 'orderNotPlaced', explain: 'orderNotPlacedExplain', caption: 'orderNotPlacedOthers', missing: null, send: 'orderNotPlacedSend', bad: true,
      call: (id, answer) => Pax8.Client.callApi('pax8_SettleOrder', table, id, { Placed: false, ...(answer && { Pax8OrderId: answer }) }),
    },
  };

  async function start() {
    const { get, language } = Pax8.Texts;
    const [name, id] = (new URLSearchParams(location.search).get('data') || '').split(':');
    const question = questions[name];
    document.documentElement.lang = language();
    document.title = get(question.title);
    const row = await Pax8.Client.xrm().WebApi.retrieveRecord(table, id, `?$select=${columns.join(',')}`);
    draw(id, row, question);
    place.removeAttribute('aria-busy');
  }

  /** @param {string} id @param {any} row @param {typeof questions[string]} question */
  function draw(id, row, question) {
    const { el, icon, replace } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    const input = /** @type {HTMLInputElement} */ (el('input', { id: 'given', autocomplete: 'off', spellcheck: question.title === 'rejectOrder' ? 'true' : 'false' }));
    const outcome = el('div', { role: 'alert' });
    const send = /** @type {HTMLButtonElement} */ (el('button', { type: 'submit', class: question.bad ? 'button bad' : 'button primary', text: get(question.send) }));
    const form = el('form', { novalidate: true },
      facts(row),
      el('div', { class: `message ${question.bad ? 'doubtful' : ''}` }, question.bad && icon('doubtful'), el('p', { text: get(question.explain) })),
      el('div', { class: 'field' }, el('label', { for: 'given', text: get(question.caption) }), input),
      send);
    form.addEventListener('submit', async event => {
      event.preventDefault();
      if (question.missing && !input.value.trim()) {
        tell(outcome, 'bad', get(question.missing));
        input.focus();
        return;
      }
      send.disabled = true;
      tell(outcome, 'busy', get('answerBusy'));
      try {
        const { Message } = await question.call(id, input.value.trim());
        form.remove();
        tell(outcome, 'good', `${Message} ${get('answerClose')}`);
      } catch (error) {
        tell(outcome, 'bad', Pax8.Client.messageOf(error));
      } finally {
        send.disabled = false;
      }
    });
    replace(place, el('h1', { class: 'visually-hidden', text: get(question.title) }), el('h2', { text: row.pax8_name }), outcome, form);
    input.focus();
  }

  /** Which order it is. @param {any} row */
  function facts(row) {
    const { el } = Pax8.Hub.Page;
    const { get, language } = Pax8.Texts;
    const cost = row.pax8_monthlyamount === null ? '–'
      : `${row.pax8_monthlyamount.toLocaleString(language(), { minimumFractionDigits: 2, maximumFractionDigits: 2 })} ${row.pax8_currencycode || ''}`.trim();
    return el('dl', { class: 'facts' },
      el('dt', { text: get('answerCustomer') }), el('dd', { text: row[`_pax8_provideraccountid_value${label}`] || '–' }),
      el('dt', { text: get('answerCost') }), el('dd', { text: cost }),
      el('dt', { text: get('answerSubmittedBy') }), el('dd', { text: row[`_pax8_submittedbyid_value${label}`] || '–' }),
      ...(row.pax8_message ? [el('dt', { text: get('answerMessage') }), el('dd', { text: row.pax8_message })] : []));
  }

  /** @param {HTMLElement} outcome @param {'busy'|'good'|'bad'} tone @param {string} message */
  function tell(outcome, tone, message) {
    const { el, icon, replace } = Pax8.Hub.Page;
    replace(outcome, el('div', { class: `message ${tone}` }, icon(tone), el('p', { text: message })));
    // On a narrow screen the button lies below what is said.
    outcome.scrollIntoView({ block: 'nearest' });
  }

  start().catch(error => {
    place.removeAttribute('aria-busy');
    place.textContent = Pax8.Client.messageOf(error);
    place.setAttribute('role', 'alert');
  });

  return { start };
})();
