// The form context of the client API.
// Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/clientapi-form-context

import { showError } from '../app/dialogs.js';
import { braced } from '../data/webApi.js';
import { collection, strict } from '../xrm/strict.js';

/** @param {import('./formModel.js').FormModel} form */
export function createEntity(form) {
  return strict('formContext.data.entity', {
    getId: () => (form.id === null ? '' : braced(form.id)),
    getEntityName: () => form.table.logicalName,
    getEntityReference: () => form.reference(),
    getPrimaryAttributeValue: () => form.name,
    getIsDirty: () => form.dirty,
    isValid: () => form.problems().length === 0,
    getDataXml: () => { throw new Error('The local tenant\'s client API does not support formContext.data.entity.getDataXml.'); },
    save: (/** @type {string|undefined} */ then) => {
      void saveOrShow(form, then === 'saveandclose' ? 2 : then === 'saveandnew' ? 59 : 1).then(async saved => {
        if (saved && then === 'saveandclose') await form.page.close();
        if (saved && then === 'saveandnew') await form.page.openNew();
      }, () => {});
    },
    addOnSave: (/** @type {Function} */ handler) => add(form, 'save', handler),
    removeOnSave: (/** @type {Function} */ handler) => removeFrom(form, 'save', handler),
    addOnPostSave: (/** @type {Function} */ handler) => add(form, 'postsave', handler),
    removeOnPostSave: (/** @type {Function} */ handler) => removeFrom(form, 'postsave', handler),
    attributes: collection('formContext.data.entity.attributes', () => attributesOf(form), attribute => attribute.getName()),
  });
}

/** @param {import('./formModel.js').FormModel} form */
export function createFormContext(form) {
  const { page } = form;
  const data = strict('formContext.data', {
    entity: form.entityApi,
    attributes: collection('formContext.data.attributes', () => [], () => ''),
    getIsDirty: () => form.dirty,
    isValid: () => form.problems().length === 0,
    refresh: (/** @type {boolean} */ save) => form.refresh(save === true),
    save: async (/** @type {{ saveMode?: number }|undefined} */ options) => {
      const saved = await saveOrShow(form, (options && options.saveMode) || 1);
      if (!saved) throw Object.assign(new Error('The form was not saved. Correct the marked fields and save again.'), { errorCode: 0 });
      return { savedEntityReference: form.reference() };
    },
    addOnLoad: (/** @type {Function} */ handler) => add(form, 'load', handler),
    removeOnLoad: (/** @type {Function} */ handler) => removeFrom(form, 'load', handler),
  });
  const ui = strict('formContext.ui', {
    getFormType: () => form.formType(),
    setFormNotification: (/** @type {string} */ message, /** @type {string} */ level, /** @type {string} */ id) => page.notify(message, level, id),
    clearFormNotification: (/** @type {string} */ id) => page.clearNotice(id),
    refreshRibbon: () => { void page.refreshRibbon(); },
    close: () => { void page.close(); },
    setFormEntityName: (/** @type {string} */ name) => page.setEntityName(name),
    getViewPortHeight: () => window.innerHeight,
    getViewPortWidth: () => window.innerWidth,
    tabs: collection('formContext.ui.tabs', () => page.tabs.map(tab => tab.api), tab => tab.getName()),
    controls: collection('formContext.ui.controls', () => controlsOf(form), control => control.getName()),
    formSelector: strict('formContext.ui.formSelector', {
      getCurrentItem: () => strict('form item', { getId: () => page.formId, getLabel: () => page.formName }),
      items: collection('formContext.ui.formSelector.items', () => [], () => ''),
    }),
    headerSection: strict('formContext.ui.headerSection', {
      getBodyVisible: () => page.headerVisible,
      setBodyVisible: (/** @type {boolean} */ visible) => page.showHeader(visible),
    }),
  });
  return strict('formContext', {
    data,
    ui,
    getAttribute: (/** @type {any} */ which) => pick(attributesOf(form), which, attribute => attribute.getName()),
    getControl: (/** @type {any} */ which) => pick(controlsOf(form), which, control => control.getName()),
  });
}

/** @param {import('./formModel.js').FormModel} form @param {number} mode */
async function saveOrShow(form, mode) {
  try {
    return await form.save(mode);
  } catch (error) {
    await showError(error);
    throw error;
  }
}

/** @param {import('./formModel.js').FormModel} form */
function attributesOf(form) {
  return [...form.attributes.values()].map(attribute => attribute.api);
}

/** @param {import('./formModel.js').FormModel} form */
function controlsOf(form) {
  return form.controls.map(control => control.api);
}

/** @param {any[]} items @param {any} which @param {(item: any) => string} nameOf */
function pick(items, which, nameOf) {
  if (which === undefined) return items;
  if (typeof which === 'number') return items[which] || null;
  if (typeof which === 'function') return items.filter(which);
  return items.find(item => nameOf(item) === which) || null;
}

/** @param {import('./formModel.js').FormModel} form @param {string} event @param {Function} handler */
function add(form, event, handler) {
  /** @type {any[]} */ (form.handlers.get(event)).push({ handler });
}

/** @param {import('./formModel.js').FormModel} form @param {string} event @param {Function} handler */
function removeFrom(form, event, handler) {
  form.handlers.set(event, /** @type {any[]} */ (form.handlers.get(event)).filter(h => h.handler !== handler));
}
