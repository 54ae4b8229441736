// Texts of resx web resources. Source:
// learn.microsoft.com/power-apps/developer/model-driven-apps/resx-web-resources

import { webResourceUrl } from '../app/scripts.js';

const numbers = new Map([['en', 1033], ['de', 1031], ['fr', 1036], ['es', 3082], ['it', 1040], ['nl', 1043]]);

/** The user's language, as Dataverse numbers it: the browser's. */
export const userLanguage = numbers.get(navigator.language.slice(0, 2)) || 1033;

/** Languages in the order in which they are looked for. */
const languages = [userLanguage, 1033];

/** @type {Map<string, Map<string, string>>} */
const texts = new Map();

/**
 * Reads the resx web resources of these names, so that getResourceString, which cannot wait, finds them.
 * @param {string[]} names full names of web resources
 */
export async function loadResources(names) {
  await Promise.all(names.map(async name => {
    const answer = await fetch(webResourceUrl(name), { credentials: 'same-origin' });
    if (!answer.ok) throw new Error(`The web resource ${name} could not be loaded.`);
    const xml = new DOMParser().parseFromString(await answer.text(), 'application/xml');
    texts.set(name, new Map([...xml.querySelectorAll('data')].map(data => {
      const value = data.querySelector('value');
      return [data.getAttribute('name') || '', value ? value.textContent || '' : ''];
    })));
  }));
}

/**
 * The text of a key: from the file in the user's language, else from the one in the base language.
 * @param {string} name the resx web resource without language and extension, such as pax8_/strings/pax8
 * @param {string} key
 * @returns {string|null} null where no file has the key
 */
export function resourceString(name, key) {
  const base = name.replace(/(\.\d{4})?(\.resx)?$/, '');
  const file = [...languages.map(language => `${base}.${language}.resx`), `${base}.resx`, base].map(candidate => texts.get(candidate)).find(Boolean);
  if (!file) throw new Error(`There is no resx web resource ${name} in the user's language or in English.`);
  const text = file.get(key);
  return text === undefined ? null : text;
}
