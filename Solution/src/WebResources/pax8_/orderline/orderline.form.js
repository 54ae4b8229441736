// The form of an order line: hands itself to the page Provisioning Details, which writes into its fields, and empties what belonged
// to another product.

var Pax8 = Pax8 || {};
Pax8.OrderLine = Pax8.OrderLine || {};

Pax8.OrderLine.Form = (() => {
  'use strict';

  const ofProduct = ['pax8_commitmentid', 'pax8_commitmentterm', 'pax8_provisioningdetails'];
  const page = 'WebResource_details';

  /** @param {Xrm.Events.EventContext} executionContext */
  function onLoad(executionContext) {
    const form = executionContext.getFormContext();
    form.data.addOnLoad(() => {
      for (const column of ofProduct) attributeOf(form, column).setSubmitMode('dirty');
      void show(form);
    });
    void show(form);
  }

  /** @param {Xrm.Events.EventContext} executionContext */
  function onChange(executionContext) {
    void show(executionContext.getFormContext());
  }

  /** @param {Xrm.Events.EventContext} executionContext */
  function onProductChange(executionContext) {
    const form = executionContext.getFormContext();
    for (const column of ofProduct) {
      const attribute = attributeOf(form, column);
      // What the form was not given to read may be stored all the same; the next save empties it.
      if (attribute.getUserPrivilege().canUpdate) attribute.setSubmitMode('always');
      attribute.setValue(null);
    }
    void show(form);
  }

  /**
   * The form does not wait for the page, which comes after it.
   * Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/controls/getcontentwindow
   * @param {Xrm.FormContext} form
   */
  async function show(form) {
    const control = /** @type {any} */ (form.getControl(page));
    const window = await control.getContentWindow();
    const start = () => window.setClientApiContext(Xrm, form);
    if (window.document.readyState === 'complete') start();
    else window.addEventListener('load', start, { once: true });
  }

  /** @param {Xrm.FormContext} form @param {string} column */
  function attributeOf(form, column) {
    return /** @type {Xrm.Attributes.Attribute<any>} */ (form.getAttribute(column));
  }

  return { onLoad, onChange, onProductChange };
})();
