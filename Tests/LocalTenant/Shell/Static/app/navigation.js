// Which page is shown, as the address says it. Source of the parameters:
// learn.microsoft.com/power-apps/developer/model-driven-apps/open-forms-views-dialogs-reports-url

import { announce } from './notifications.js';

/**
 * @typedef {{ dispose?: () => void, canLeave?: () => Promise<boolean> }} Page
 */

/** @type {Page|null} */
let current = null;
/** @type {(parameters: URLSearchParams) => Promise<Page>} */
let show = () => { throw new Error('The shell has not started.'); };
let shownAddress = '';
// The question was answered before the browser went back; it is not to be asked again on the way.
let agreed = false;

/** @param {Object<string, string|undefined|null>} parameters */
export function addressOf(parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) query.set(name, value);
  return `/main.aspx?${query}`;
}

/** @param {string} table @param {string} [viewId] */
export function listAddress(table, viewId) {
  return addressOf({ pagetype: 'entitylist', etn: table, viewid: viewId });
}

/** @param {string} table @param {string} [id] @param {string} [extraqs] */
export function recordAddress(table, id, extraqs) {
  return addressOf({ pagetype: 'entityrecord', etn: table, id, extraqs });
}

/** @param {string} name @param {string} [data] */
export function webResourceAddress(name, data) {
  return addressOf({ pagetype: 'webresource', webresourceName: name, data });
}

/** Starts with the page of the address. @param {typeof show} showPage */
export async function start(showPage) {
  show = showPage;
  window.addEventListener('popstate', async () => {
    if (await mayLeave()) await render();
    else history.pushState({ steps: steps() + 1 }, '', shownAddress);
  });
  document.addEventListener('click', event => {
    const link = event.target instanceof Element && event.target.closest('a[href^="/main.aspx"]');
    if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void go(link.getAttribute('href') || '');
  });
  await render();
}

/** Goes to an address of the shell. @param {string} address @param {{ replace?: boolean, force?: boolean }} [options] */
export async function go(address, options = {}) {
  if (!options.force && !await mayLeave()) return false;
  if (options.replace) history.replaceState(history.state, '', address);
  else history.pushState({ steps: steps() + 1 }, '', address);
  await render();
  return true;
}

/** Changes the address of the page that is shown, without showing it anew. @param {string} address */
export function rename(address) {
  history.replaceState(history.state, '', address);
  shownAddress = address;
}

/** Shows the page that was there before, or the given one. @param {string} otherwise */
export async function back(otherwise) {
  if (steps() === 0) await go(otherwise);
  else if (await mayLeave()) {
    agreed = true;
    history.back();
  }
}

/** How many pages of the shell lie before this one. */
function steps() {
  return history.state && typeof history.state.steps === 'number' ? history.state.steps : 0;
}

/** Whether the user agrees to leave what he has not saved. */
async function mayLeave() {
  if (agreed) {
    agreed = false;
    return true;
  }
  return !current || !current.canLeave || current.canLeave();
}

async function render() {
  if (current && current.dispose) current.dispose();
  current = null;
  shownAddress = location.pathname + location.search;
  current = await show(new URLSearchParams(location.search));
}

/** Names the page in the window's title and to a screen reader. @param {string} title @param {string} appName */
export function title(title, appName) {
  document.title = `${title} - ${appName}`;
  announce(title);
}
