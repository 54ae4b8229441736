// The form of an order: what may not be changed any more is locked, and one that needs review says so.

var Pax8 = Pax8 || {};
Pax8.Order = Pax8.Order || {};

Pax8.Order.Form = (() => {
  'use strict';

  const entered = ['pax8_name', 'pax8_provideraccountid'];
  const draft = 476500000;
  const refused = 476500006;
  const needsReview = 476500007;
  const reviewNotice = 'pax8.review';

  /** @param {Xrm.Events.EventContext} executionContext */
  function onLoad(executionContext) {
    const form = executionContext.getFormContext();
    form.data.addOnLoad(() => show(form));
    show(form);
  }

  /** The server refuses a change all the same. @param {Xrm.FormContext} form */
  function show(form) {
    const attribute = /** @type {Xrm.Attributes.OptionSetAttribute} */ (form.getAttribute('pax8_orderstatus'));
    const status = attribute.getValue();
    const isOpen = status === null || status === draft || status === refused;
    for (const column of entered) /** @type {Xrm.Controls.StandardControl} */ (form.getControl(column)).setDisabled(!isOpen);
    if (status === needsReview) form.ui.setFormNotification(Pax8.Texts.get('orderReviewNotice'), 'WARNING', reviewNotice);
    else form.ui.clearFormNotification(reviewNotice);
  }

  return { onLoad };
})();
