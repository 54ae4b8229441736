// The page Provisioning Details on the form of an order line: what Pax8 offers for the product at this moment, and what it asks for to
// set it up. What is chosen and entered goes into the fields of the form, and is stored with them.

var Pax8 = Pax8 || {};
Pax8.OrderLine = Pax8.OrderLine || {};

Pax8.OrderLine.Details = (() => {
  'use strict';

  const table = 'pax8_orderline';
  const column = 'pax8_provisioningdetails';
  const open = [476500000, 476500006];
  const creating = 1;
  const updating = 2;
  const place = /** @type {HTMLElement} */ (document.getElementById('details'));

  /** Only what was asked for last is shown. */
  let turn = 0;
  /** What Pax8 said last, and for what; asked again when the user says so. @type {{ of: string, details: OrderingDetails|null }} */
  let answer = { of: '', details: null };

  /** Shows the page for the form as it is now. @param {Xrm.FormContext} form */
  async function show(form) {
    const { get, language } = Pax8.Texts;
    const { messageOf } = Pax8.Client;
    turn += 1;
    const mine = turn;
    document.documentElement.lang = language();
    document.title = get('detailsTitle');
    place.setAttribute('aria-busy', 'true');
    try {
      const content = await contentOf(form);
      if (mine === turn) Pax8.Hub.Page.replace(place, ...content);
    } catch (error) {
      if (mine === turn) Pax8.Hub.Page.replace(place, failure(form, messageOf(error)));
    } finally {
      if (mine === turn) place.removeAttribute('aria-busy');
    }
  }

  /** @param {Xrm.FormContext} form @returns {Promise<HTMLElement[]>} */
  async function contentOf(form) {
    const { get } = Pax8.Texts;
    const { xrm, bare } = Pax8.Client;
    const order = idOf(form, 'pax8_orderid');
    const product = idOf(form, 'pax8_productid');
    if (!order || !product) return [message('', get('detailsChooseFirst'))];
    const row = await xrm().WebApi.retrieveRecord('pax8_order', bare(order), '?$select=pax8_orderstatus,pax8_currencycode,_pax8_provideraccountid_value');
    const stored = await storedOf(form);
    const isOpen = row.pax8_orderstatus === null || open.includes(row.pax8_orderstatus);
    if (!isOpen || ![creating, updating].includes(form.ui.getFormType())) return [message('', get('detailsClosed')), list(stored)];
    const details = await detailsOf(bare(product), row._pax8_provideraccountid_value);
    return [head(form, details), ...needed(details), terms(form, details, row.pax8_currencycode), fields(form, details, stored)];
  }

  /** @param {string} product @param {string} account @returns {Promise<OrderingDetails>} */
  async function detailsOf(product, account) {
    const of = `${product} ${account}`;
    if (answer.of !== of || !answer.details) {
      Pax8.Hub.Page.replace(place, message('busy', Pax8.Texts.get('detailsBusy')));
      const { Details } = await Pax8.Client.callApi('pax8_ReadOrderingDetails', 'pax8_product', product, { ProviderAccountId: { guid: account } });
      answer = { of, details: JSON.parse(Details) };
    }
    return /** @type {OrderingDetails} */ (answer.details);
  }

  /**
   * What was entered: on the form and not saved yet, else what is stored. Nothing where the user may not read it.
   * @param {Xrm.FormContext} form @returns {Promise<Entered>}
   */
  async function storedOf(form) {
    const { xrm, bare } = Pax8.Client;
    const attribute = attributeOf(form, column);
    const id = form.data.entity.getId();
    if (attribute.getIsDirty() || !id || attribute.getSubmitMode() === 'always') return parse(attribute.getValue());
    const row = await xrm().WebApi.retrieveRecord(table, bare(id), `?$select=${column}`);
    return parse(row[column]);
  }

  /** @param {string|null|undefined} text @returns {Entered} */
  function parse(text) {
    try {
      return (text && JSON.parse(text)) || {};
    } catch (error) {
      return {};
    }
  }

  /** When Pax8 said it, and asking again. @param {Xrm.FormContext} form @param {OrderingDetails} details */
  function head(form, details) {
    const { el, link } = Pax8.Hub.Page;
    const { get, language } = Pax8.Texts;
    const time = new Date(details.readOn).toLocaleTimeString(language(), { hour: '2-digit', minute: '2-digit' });
    return el('div', { class: 'head' }, el('p', { class: 'quiet', text: get('detailsReadAt', time) }), link(get('detailsReadAgain'), () => readAgain(form)));
  }

  /** @param {Xrm.FormContext} form */
  function readAgain(form) {
    answer = { of: '', details: null };
    void show(form);
  }

  /** Products without which this one cannot be ordered. @param {OrderingDetails} details */
  function needed({ requires }) {
    return requires.filter(one => one.products.length).map(one =>
      message('doubtful', Pax8.Texts.get('detailsNeeds', one.products.map(product => product.name || product.id).join(', '))));
  }

  /** @param {Xrm.FormContext} form @param {OrderingDetails} details @param {string|null} currency */
  function terms(form, details, currency) {
    const { el } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    const { offersOf, isChosen } = Pax8.OrderLine.Offers;
    const line = { term: valueOf(form, 'pax8_billingterm'), commitmentId: valueOf(form, 'pax8_commitmentid'), commitmentTerm: valueOf(form, 'pax8_commitmentterm') };
    const offers = offersOf(details);
    const chosen = offers.findIndex(offer => isChosen(offer, line));
    const notice = el('div', { role: 'status' }, line.term !== null && chosen < 0 && offers.length > 0 && message('doubtful', get('detailsNotOffered')));
    return el('fieldset', {}, el('legend', { text: get('detailsTerms') }), notice,
      offers.length ? el('div', { class: 'offers' }, ...offers.map((offer, index) => choice(form, offer, index === chosen, currency, notice))) : message('doubtful', get('detailsNoOffer')));
  }

  /** @param {Xrm.FormContext} form @param {Offer} offer @param {boolean} checked @param {string|null} currency @param {HTMLElement} notice */
  function choice(form, offer, checked, currency, notice) {
    const { el, replace, uniqueId } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    const { termOf, commitmentTermOf } = Pax8.OrderLine.Offers;
    const term = termOf(offer);
    const length = commitmentTermOf(offer);
    const id = uniqueId('offer');
    const input = /** @type {HTMLInputElement} */ (el('input', { type: 'radio', name: 'offer', id, 'aria-describedby': `${id}-facts`, disabled: term === null }));
    input.checked = checked;
    input.addEventListener('change', () => {
      attributeOf(form, 'pax8_billingterm').setValue(term);
      attributeOf(form, 'pax8_commitmentterm').setValue(length);
      attributeOf(form, 'pax8_commitmentid').setValue(offer.commitment ? offer.commitment.id : null);
      replace(notice);
    });
    return el('label', { class: 'offer', for: id }, input,
      el('span', { class: 'name', text: length ? get('detailsOffer', offer.price.billingTerm, length) : offer.price.billingTerm }),
      el('span', { class: 'cost', text: costOf(form, offer.price, currency) }),
      el('span', { class: 'facts', id: `${id}-facts`, text: factsOf(offer) }));
  }

  /** What one costs at the quantity of the form. @param {Xrm.FormContext} form @param {OrderingPrice} price @param {string|null} currency */
  function costOf(form, price, currency) {
    const { get, language } = Pax8.Texts;
    const rate = Pax8.OrderLine.Offers.rateOf(price, valueOf(form, 'pax8_quantity') || 1);
    if (!rate || rate.cost === null) return get('detailsNoCost');
    const figure = `${rate.cost.toLocaleString(language(), { minimumFractionDigits: 2, maximumFractionDigits: 4 })} ${currency || ''}`.trim();
    return rate.charge === 'Flat Rate' ? get('detailsFlat', figure) : get('detailsEach', figure, price.unit || get('detailsUnit'));
  }

  /** What its commitment allows. @param {Offer} offer */
  function factsOf({ commitment }) {
    const { get } = Pax8.Texts;
    if (!commitment) return '';
    /** @type {[boolean|null, string, string][]} */
    const facts = [
      [commitment.autoRenew, 'detailsRenews', 'detailsRenewsNot'], [commitment.allowsIncrease, '', 'detailsNoMore'], [commitment.allowsDecrease, 'detailsFewer', 'detailsNoFewer'],
      [commitment.allowsEarlyCancellation, 'detailsEarly', 'detailsNoEarly'], [commitment.hasCancellationFee, 'detailsFee', ''],
    ];
    return facts.map(([isTrue, yes, no]) => (isTrue === true && yes) || (isTrue === false && no) || '').filter(Boolean).map(key => get(key)).join(' ');
  }

  /** @param {Xrm.FormContext} form @param {OrderingDetails} details @param {Entered} stored */
  function fields(form, details, stored) {
    const { el } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    const attribute = attributeOf(form, column);
    const rights = attribute.getUserPrivilege();
    const isAllowed = form.ui.getFormType() === creating ? rights.canCreate : rights.canUpdate;
    /** @type {Map<string, () => string[]>} */
    const inputs = new Map();
    const enter = () => {
      const entered = Object.fromEntries([...inputs].map(([key, read]) => /** @type {[string, string[]]} */ ([key, read()])).filter(([, values]) => values.length));
      attribute.setValue(Object.keys(entered).length ? JSON.stringify(entered) : null);
    };
    const all = details.fields.map(field => {
      const { element, read } = input(field, stored[field.key] || [], !isAllowed);
      inputs.set(field.key, read);
      element.addEventListener('change', enter);
      return element;
    });
    return el('fieldset', {}, el('legend', { text: get('detailsFields') }),
      !isAllowed && all.length > 0 && message('doubtful', get('detailsNotMember')),
      ...(all.length ? [el('p', { class: 'quiet', text: get('detailsPersonal') }), ...all] : [message('', get('detailsNoField'))]));
  }

  /**
   * The input of a field, by what Pax8 says it takes. Pax8 marks none as needed; Check finds out what is missing.
   * @param {OrderingField} field @param {string[]} values @param {boolean} disabled
   */
  function input(field, values, disabled) {
    const { el, uniqueId } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    const id = uniqueId('field');
    const hint = field.description ? el('p', { id: `${id}-hint`, class: 'quiet', text: field.description }) : null;
    const common = { id, disabled, 'aria-describedby': hint && hint.id };
    const labelled = (/** @type {HTMLElement} */ control) => el('div', { class: 'field' }, el('label', { for: id, text: field.label }), control, hint);
    if (field.type === 'Multi-Value' && field.values) {
      const boxes = field.values.map(value => {
        const box = /** @type {HTMLInputElement} */ (el('input', { type: 'checkbox', value, disabled }));
        box.checked = values.includes(value);
        return box;
      });
      const element = el('div', { class: 'field', role: 'group', 'aria-labelledby': `${id}-label`, 'aria-describedby': common['aria-describedby'] },
        el('span', { id: `${id}-label`, class: 'label', text: field.label }), ...boxes.map(box => el('label', { class: 'check' }, box, box.value)), hint);
      return { element, read: () => boxes.filter(box => box.checked).map(box => box.value) };
    }
    if (field.values) {
      // A value that Pax8 no longer offers stays to be seen until another is chosen.
      const offered = [...new Set(['', ...field.values, ...values])];
      const control = /** @type {HTMLSelectElement} */ (el('select', common, ...offered.map(value => el('option', { value, text: value || get('detailsNone') }))));
      control.value = values[0] || '';
      return { element: labelled(control), read: () => (control.value ? [control.value] : []) };
    }
    if (field.type === 'Multi-Value') {
      const control = /** @type {HTMLTextAreaElement} */ (el('textarea', { ...common, rows: 3, placeholder: get('detailsOneALine') }));
      control.value = values.join('\n');
      return { element: labelled(control), read: () => control.value.split('\n').map(value => value.trim()).filter(Boolean) };
    }
    const control = /** @type {HTMLInputElement} */ (el('input', { ...common, type: 'text', autocomplete: 'off' }));
    control.value = values[0] || '';
    return { element: labelled(control), read: () => (control.value.trim() ? [control.value.trim()] : []) };
  }

  /** What was entered, to read only. @param {Entered} stored */
  function list(stored) {
    const { el } = Pax8.Hub.Page;
    const entries = Object.entries(stored);
    return entries.length
      ? el('dl', { class: 'stored' }, ...entries.flatMap(([key, values]) => [el('dt', { text: key }), el('dd', { text: values.join('\n') })]))
      : el('p', { class: 'quiet', text: Pax8.Texts.get('detailsNothing') });
  }

  /** @param {Xrm.FormContext} form @param {string} text */
  function failure(form, text) {
    const { el, link } = Pax8.Hub.Page;
    return el('div', { role: 'alert' }, message('bad', text), link(Pax8.Texts.get('detailsReadAgain'), () => readAgain(form)));
  }

  /** @param {''|'busy'|'bad'|'doubtful'} tone @param {string} text */
  function message(tone, text) {
    const { el, icon } = Pax8.Hub.Page;
    return el('div', { class: `message ${tone}` }, tone && icon(tone), el('p', { text }));
  }

  /** @param {Xrm.FormContext} form @param {string} lookup @returns {string|null} */
  function idOf(form, lookup) {
    const [reference] = valueOf(form, lookup) || [];
    return reference ? reference.id : null;
  }

  /** @param {Xrm.FormContext} form @param {string} name @returns {any} */
  function valueOf(form, name) {
    return attributeOf(form, name).getValue();
  }

  /** @param {Xrm.FormContext} form @param {string} name */
  function attributeOf(form, name) {
    return /** @type {Xrm.Attributes.Attribute<any>} */ (form.getAttribute(name));
  }

  // The form calls this as soon as the page is there, and when it has changed.
  // Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/controls/getcontentwindow
  /** @type {any} */ (window).setClientApiContext = (/** @type {any} */ _xrm, /** @type {Xrm.FormContext} */ form) => show(form);

  return { show };
})();
