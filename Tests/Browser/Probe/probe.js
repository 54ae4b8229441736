'use strict';

// A form script and commands as another solution could bring them: what the client API of the shell is tested with.
var Probe = window.Probe || {};

Probe.seen = [];

Probe.Form = {
  onLoad(executionContext) {
    const form = executionContext.getFormContext();
    Probe.seen.push(`load ${form.ui.getFormType()}`);
    form.getAttribute('name').addOnChange(Probe.Form.onName);
    form.data.entity.addOnSave(Probe.Form.onSave);
    form.data.addOnLoad(() => Probe.seen.push('data'));
    form.getControl('accountnumber').setDisabled(true);
    form.getControl('fax').setVisible(false);
    form.getControl('telephone1').setLabel('Telephone');
  },

  onName(executionContext) {
    const form = executionContext.getFormContext();
    const name = executionContext.getEventSource().getValue() || '';
    form.getAttribute('accountnumber').setValue(name.toUpperCase().slice(0, 20));
    form.getAttribute('emailaddress1').setRequiredLevel(name.startsWith('Mail') ? 'required' : 'none');
    if (name === 'Bad') form.getControl('name').setNotification('Bad is no name.', 'probe');
    else form.getControl('name').clearNotification('probe');
    if (name.length > 20) form.ui.setFormNotification('A long name.', 'WARNING', 'long');
    else form.ui.clearFormNotification('long');
  },

  onSave(executionContext) {
    const form = executionContext.getFormContext();
    Probe.seen.push(`save ${executionContext.getEventArgs().getSaveMode()} dirty ${form.data.getIsDirty()}`);
    if (form.getAttribute('name').getValue() === 'Never') {
      executionContext.getEventArgs().preventDefault();
      form.ui.setFormNotification('Never is not saved.', 'ERROR', 'never');
    }
  },
};

Probe.Commands = {
  async greet(form, table, ids) {
    const { confirmed } = await Xrm.Navigation.openConfirmDialog({ title: Xrm.Utility.getResourceString('probe_/texts', 'Greeting'), text: `${table} ${ids.length}` });
    if (!confirmed) return;
    Xrm.Utility.showProgressIndicator('Greeting…');
    try {
      await Xrm.WebApi.updateRecord('account', form.data.entity.getId(), { description: 'Greeted' });
      await form.data.refresh(false);
    } finally {
      Xrm.Utility.closeProgressIndicator();
    }
    form.ui.setFormNotification('Greeted.', 'INFO', 'greeted');
  },

  async mark(references, grid) {
    for (const reference of references) await Xrm.WebApi.updateRecord(reference.TypeName, reference.Id, { fax: 'marked' });
    grid.refresh();
    await Xrm.App.addGlobalNotification({ type: 2, level: 1, message: `${references.map(r => r.Name).join(', ')} marked.`, showCloseButton: true });
  },

  async nameIsShort(form) {
    const name = form.getAttribute('name').getValue();
    return name !== null && name.length < 20;
  },

  fail() {
    return Xrm.Utility.openThatDoesNotExist();
  },
};

window.Probe = Probe;
