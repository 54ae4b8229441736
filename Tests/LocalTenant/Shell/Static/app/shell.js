// The shell: header, site map, and the page that the address names.

import { el, icon, replace } from './dom.js';
import { showError } from './dialogs.js';
import { go, listAddress, start, title, webResourceAddress } from './navigation.js';
import { addNotification, reportDefect } from './notifications.js';
import { showList } from './listPage.js';
import { drawSiteMap, markCurrent, readSiteMap } from './siteMap.js';
import { showWebResource } from './webResourcePage.js';
import { call } from '../data/webApi.js';
import { loadApp, theApp } from '../data/metadata.js';
import { showForm } from '../form/formPage.js';
import { wireMenu } from '../ribbon/commandBar.js';
import { createXrm } from '../xrm/xrm.js';

const page = /** @type {HTMLElement} */ (document.getElementById('page'));
const navigation = /** @type {HTMLElement} */ (document.getElementById('navigation'));

async function run() {
  const app = await loadApp();
  Object.assign(window, { Xrm: createXrm() });
  const areas = readSiteMap();
  drawHeader();
  drawSiteMap(navigation, areas, () => document.body.classList.remove('nav-open'));
  if (!areas.length) {
    replace(page, el('div', { class: 'card message' }, el('h1', { text: 'Nothing to see here' }),
      el('p', { text: `${app.user.name} has no role that may read anything in ${app.displayName}. Choose another user at the top right.` })));
    return;
  }
  const first = areas[0].groups[0].subAreas[0];
  await start(async parameters => {
    markCurrent(navigation, parameters);
    replace(page, el('p', { class: 'loading', text: 'Loading…' }));
    page.setAttribute('aria-busy', 'true');
    try {
      switch (parameters.get('pagetype')) {
        case 'entitylist': return await showList(page, parameters);
        case 'entityrecord': return await showForm(page, parameters);
        case 'webresource': return await showWebResource(page, parameters, name => labelOfWebResource(areas, name));
        case null:
          await go(first.webResource ? webResourceAddress(first.webResource) : listAddress(first.table || ''), { replace: true, force: true });
          return {};
        default: throw new Error(`There is no page of type ${parameters.get('pagetype')}. Choose one at the left.`);
      }
    } catch (error) {
      title('Not available', app.displayName);
      replace(page, el('div', { class: 'card message', role: 'alert' }, el('h1', { text: 'This page cannot be shown' }), el('p', { text: /** @type {Error} */ (error).message })));
      return {};
    } finally {
      page.setAttribute('aria-busy', 'false');
    }
  });
}

/** @param {import('./siteMap.js').Area[]} areas @param {string} name */
function labelOfWebResource(areas, name) {
  const subArea = areas.flatMap(area => area.groups).flatMap(group => group.subAreas).find(s => s.webResource && s.webResource.split('?')[0] === name.split('?')[0]);
  return subArea ? subArea.label : name;
}

function drawHeader() {
  const app = theApp();
  const menuButton = el('button', { type: 'button', class: 'icon-button', id: 'nav-button', 'aria-label': 'Site map', title: 'Site map', 'aria-expanded': 'true', 'aria-controls': 'navigation' }, icon('menu'));
  menuButton.addEventListener('click', () => {
    const small = matchMedia('(max-width: 48rem)').matches;
    document.body.classList.toggle(small ? 'nav-open' : 'nav-closed');
    showNavigationState(menuButton);
  });
  addEventListener('resize', () => showNavigationState(menuButton));
  showNavigationState(menuButton);
  const users = el('div', { id: 'users', class: 'menu', role: 'menu', popover: 'auto', 'aria-label': 'Users' },
    ...app.users.map(user => el('button', {
      type: 'button', role: 'menuitemradio', tabindex: '-1', 'aria-checked': String(user.id === app.user.id), on: { click: () => void switchUser(user.id) },
    }, el('span', { class: 'user-name', text: user.name }), el('span', { class: 'user-roles', text: user.roles.join(', ') || 'no role' }))));
  const userButton = el('button', { type: 'button', class: 'user-button', popovertarget: 'users', 'aria-haspopup': 'menu', 'aria-expanded': 'false', title: `Roles: ${app.user.roles.join(', ') || 'none'}` },
    icon('person'), el('span', { text: app.user.name }));
  wireMenu(userButton, users);
  replace(/** @type {HTMLElement} */ (document.getElementById('header')), menuButton,
    el('a', { href: '/main.aspx', class: 'app-name', text: app.displayName }), el('span', { class: 'environment', text: 'Local tenant' }), el('span', { class: 'spacer' }), userButton, users);
}

/** @param {HTMLElement} button */
function showNavigationState(button) {
  const small = matchMedia('(max-width: 48rem)').matches;
  const open = small ? document.body.classList.contains('nav-open') : !document.body.classList.contains('nav-closed');
  button.setAttribute('aria-expanded', String(open));
}

/** @param {string} id */
async function switchUser(id) {
  try {
    await call('POST', '/shell/user', { body: { userId: id } });
    location.reload();
  } catch (error) {
    await showError(error);
  }
}

addEventListener('unhandledrejection', event => {
  reportDefect(`A script failed: ${event.reason && event.reason.message ? event.reason.message : event.reason}`);
});
addEventListener('error', event => {
  if (event.message) addNotification({ level: 2, message: `A script failed: ${event.message}`, showCloseButton: true });
});

run().catch(error => {
  replace(page, el('div', { class: 'card message', role: 'alert' }, el('h1', { text: 'The shell cannot start' }), el('p', { text: error.message })));
});
