// Shows on the form of a sync job what it held and what became of that, where it held something.

var Pax8 = Pax8 || {};
Pax8.SyncJob = Pax8.SyncJob || {};

Pax8.SyncJob.Form = (() => {
  'use strict';

  const told = ['pax8_heldcount', 'pax8_decision', 'pax8_appliedcount'];

  /** @param {Xrm.Events.EventContext} executionContext */
  function onLoad(executionContext) {
    const form = executionContext.getFormContext();
    form.data.addOnLoad(() => showHeld(form));
    showHeld(form);
  }

  /** The form has all the columns that are named here. @param {Xrm.FormContext} form */
  function showHeld(form) {
    const isAny = told.some(column => Boolean(/** @type {Xrm.Attributes.Attribute<any>} */ (form.getAttribute(column)).getValue()));
    const tab = form.ui.tabs.get('tab_general');
    const section = tab && tab.sections.get('section_held');
    if (section) section.setVisible(isAny);
  }

  return { onLoad };
})();
