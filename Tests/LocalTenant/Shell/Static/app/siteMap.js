// The site map: areas, groups and subareas of the app, without what the user may not read.

import { el, icon, replace, uniqueId } from './dom.js';
import { listAddress, webResourceAddress } from './navigation.js';
import { webResourceName, webResourceUrl } from './scripts.js';
import { parseXml, theApp } from '../data/metadata.js';

/**
 * @typedef {{ label: string, address: string, table: string|null, webResource: string|null, image: string|null }} SubArea
 * @typedef {{ label: string, subAreas: SubArea[] }} Group
 * @typedef {{ id: string, label: string, groups: Group[] }} Area
 */

/** The app's areas; all tables in one where the solution has no app. @returns {Area[]} */
export function readSiteMap() {
  const app = theApp();
  if (!app.siteMapXml) {
    const tables = app.tables.filter(table => table.custom && table.privileges.read);
    return [{ id: 'tables', label: 'Tables', groups: [{ label: 'Tables', subAreas: tables.map(table => ofTable(table.logicalName, null)) }] }];
  }
  return [...parseXml(app.siteMapXml).querySelectorAll(':scope > Area')].map(area => ({
    id: area.getAttribute('Id') || '',
    label: titleOf(area) || 'Area',
    groups: [...area.querySelectorAll(':scope > Group')].map(group => ({
      label: titleOf(group),
      subAreas: [...group.querySelectorAll(':scope > SubArea')].flatMap(subArea => {
        const read = subAreaOf(subArea);
        return read ? [read] : [];
      }),
    })).filter(group => group.subAreas.length),
  })).filter(area => area.groups.length);
}

/** @param {Element} element @returns {SubArea|null} null where the user lacks a privilege */
function subAreaOf(element) {
  if (![...element.querySelectorAll(':scope > Privilege')].every(allowed)) return null;
  const table = element.getAttribute('Entity');
  const icon_ = element.getAttribute('VectorIcon') || element.getAttribute('Icon');
  const image = icon_ && /^\$webresource:/i.test(icon_) ? webResourceUrl(webResourceName(icon_)) : icon_ && /^\/WebResources\//.test(icon_) ? icon_ : null;
  if (table) {
    const known = theApp().tables.find(t => t.logicalName === table);
    if (!known || !known.privileges.read) return null;
    const read = ofTable(table, image);
    return { ...read, label: titleOf(element) || read.label };
  }
  const url = element.getAttribute('Url') || '';
  if (/^\$webresource:/i.test(url)) {
    const name = url.replace(/^\$webresource:/i, '');
    return { label: titleOf(element), address: webResourceAddress(name), table: null, webResource: name, image };
  }
  throw new Error(`The site map's ${titleOf(element) || element.getAttribute('Id')} leads to ${url || 'nothing'}, which the shell does not support.`);
}

/** @param {Element} privilege */
function allowed(privilege) {
  const table = theApp().tables.find(t => t.logicalName === privilege.getAttribute('Entity'));
  const wanted = (privilege.getAttribute('Privilege') || '').split(',').map(name => name.trim()).filter(Boolean);
  return table !== undefined && wanted.every(name => {
    const member = name.charAt(0).toLowerCase() + name.slice(1);
    if (!Object.hasOwn(table.privileges, member)) throw new Error(`The shell does not know the site map's privilege ${name}.`);
    return table.privileges[/** @type {keyof typeof table.privileges} */ (member)];
  });
}

/** @param {string} name @param {string|null} image @returns {SubArea} */
function ofTable(name, image) {
  const table = theApp().tables.find(t => t.logicalName === name);
  return { label: table ? table.displayCollectionName : name, address: listAddress(name), table: name, webResource: null, image };
}

/** @param {Element} element */
function titleOf(element) {
  const titles = [...element.querySelectorAll(':scope > Titles > Title')];
  const own = titles.find(t => t.getAttribute('LCID') === '1033') || titles[0];
  return (own && own.getAttribute('Title')) || element.getAttribute('Title') || '';
}

/** The navigation at the left. @param {HTMLElement} place @param {Area[]} areas @param {() => void} onChoose */
export function drawSiteMap(place, areas, onChoose) {
  const show = (/** @type {Area} */ area) => replace(list, ...area.groups.map(group => {
    const id = uniqueId('group');
    return el('div', { class: 'nav-group' }, el('h2', { id, class: 'nav-heading', text: group.label || area.label }),
      el('ul', { 'aria-labelledby': id }, ...group.subAreas.map(subArea => el('li', {}, el('a', {
        href: subArea.address, class: 'nav-link', 'data-table': subArea.table, 'data-webresource': subArea.webResource, on: { click: onChoose },
      }, subArea.image ? el('img', { src: subArea.image, alt: '', class: 'icon' }) : icon(subArea.table ? 'table' : 'page'), el('span', { text: subArea.label }))))));
  }));
  const list = el('div', { class: 'nav-groups' });
  const picker = areas.length > 1 && el('select', { class: 'area-picker', 'aria-label': 'Area', on: { change: (/** @type {any} */ e) => { show(areas[e.target.selectedIndex]); markCurrent(place, new URLSearchParams(location.search)); } } },
    ...areas.map(area => el('option', { text: area.label })));
  replace(place, list, picker);
  if (areas.length) show(areas[0]);
}

/** Marks the subarea that the page belongs to. @param {HTMLElement} place @param {URLSearchParams} parameters */
export function markCurrent(place, parameters) {
  for (const link of place.querySelectorAll('.nav-link')) {
    const table = link.getAttribute('data-table');
    const webResource = link.getAttribute('data-webresource');
    const current = (table !== null && table === parameters.get('etn')) || (webResource !== null && webResource.split('?')[0] === (parameters.get('webresourceName') || '').split('?')[0]);
    if (current) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}
