// Xrm.Navigation. Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/xrm-navigation

import { alertDialog, confirmDialog, errorDialog, openDialog } from '../app/dialogs.js';
import { addressOf, go, listAddress, recordAddress, webResourceAddress } from '../app/navigation.js';
import { webResourceFrame } from '../app/webResourcePage.js';
import { bare } from '../data/webApi.js';
import { strict } from './strict.js';

export function createNavigation() {
  return strict('Xrm.Navigation', {
    openAlertDialog: (/** @type {any} */ strings) => alertDialog(strings),
    openConfirmDialog: (/** @type {any} */ strings) => confirmDialog(strings),
    openErrorDialog: (/** @type {any} */ options) => errorDialog(options),
    openForm,
    openUrl: (/** @type {string} */ url) => {
      if (!/^https?:\/\//i.test(url) && !url.startsWith('/')) throw new Error('openUrl opens addresses that begin with http, https or /.');
      window.open(url, '_blank', 'noopener');
    },
    openWebResource: (/** @type {string} */ name, /** @type {any} */ _options, /** @type {string} */ data) => {
      window.open(webResourceAddress(name, data), '_blank', 'noopener');
    },
    navigateTo,
  });
}

/** @param {any} options @param {Object<string, any>} [parameters] values for a new row */
async function openForm(options, parameters) {
  if (options.useQuickCreateForm) throw new Error('The local tenant\'s client API does not support openForm with useQuickCreateForm.');
  const values = parameters ? defaults(parameters) : undefined;
  const source = options.createFromEntity;
  if (source) throw new Error('The local tenant\'s client API does not support openForm with createFromEntity.');
  const id = options.entityId ? bare(options.entityId) : undefined;
  const address = addressOf({ pagetype: 'entityrecord', etn: options.entityName, id, formid: options.formId && bare(options.formId), extraqs: values });
  if (options.openInNewWindow) window.open(address, '_blank', 'noopener');
  else await go(address);
  return { savedEntityReference: [] };
}

/** @param {Object<string, any>} parameters */
function defaults(parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (Array.isArray(value) && value.length) {
      query.set(name, value[0].id);
      query.set(`${name}name`, value[0].name || '');
      query.set(`${name}type`, value[0].entityType);
    } else if (value instanceof Date) query.set(name, value.toISOString());
    else if (value !== null && value !== undefined) query.set(name, String(value));
  }
  return query.toString();
}

/** @param {any} page @param {any} [options] */
async function navigateTo(page, options) {
  const dialog = options && options.target === 2;
  switch (page.pageType) {
    case 'webresource':
      if (dialog) return openPage(page, options);
      await go(webResourceAddress(page.webresourceName, page.data));
      return undefined;
    case 'entitylist':
      if (dialog) break;
      await go(listAddress(page.entityName, page.viewId && bare(page.viewId)));
      return undefined;
    case 'entityrecord':
      if (dialog) break;
      await go(page.data ? recordAddress(page.entityName, page.entityId && bare(page.entityId), defaults(page.data)) : recordAddress(page.entityName, page.entityId && bare(page.entityId)));
      return undefined;
    default:
  }
  throw new Error(`The local tenant's client API does not support navigateTo with pageType ${page.pageType}${dialog ? ' in a dialog' : ''}.`);
}

/** @param {any} page @param {any} options */
async function openPage(page, options) {
  const frame = webResourceFrame(page.webresourceName, page.data || null, options.title || page.webresourceName);
  const size = options.position === 2 || !options.width || !options.height ? null : { width: lengthOf(options.width), height: lengthOf(options.height) };
  await openDialog(options.title || page.webresourceName, { class: options.position === 2 ? 'side' : 'large', size }, () => ({ content: [frame] }));
}

/** A size as navigateTo takes it: a number of percent, or a value with its unit. @param {number|{ value: number, unit: '%'|'px' }} size */
function lengthOf(size) {
  const { value, unit } = typeof size === 'number' ? { value: size, unit: '%' } : size;
  return unit === '%' ? `${value}vmin` : `${value}px`;
}
