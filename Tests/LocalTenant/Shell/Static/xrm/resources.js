// Texts of resx web resources: loaded with the scripts of a form that depend on them, and with nothing else.
// Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/xrm-utility/getresourcestring
//         learn.microsoft.com/power-apps/developer/model-driven-apps/web-resource-dependencies

import { webResourceUrl } from '../app/scripts.js';
import { theApp } from '../data/metadata.js';

const numbers = new Map([['en', 1033], ['de', 1031], ['fr', 1036], ['es', 3082], ['it', 1040], ['nl', 1043]]);

/** The user's language, as Dataverse numbers it: the browser's. */
export const userLanguage = numbers.get(navigator.language.slice(0, 2)) || 1033;

/** @type {Map<string, Map<string, string>>} */
const texts = new Map();

/**
 * Reads the resx web resources that a script of a form depends on, so that getResourceString, which cannot wait, finds them.
 * @param {string} script name of the web resource
 */
export async function loadTextsOf(script) {
  const names = (theApp().texts[script] || []).filter(name => !texts.has(name));
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
 * The text of a key in the user's language. Where that has no file, the shell throws or takes the base language's, as it was
 * started.
 * @param {string} name the resx web resource without language and extension, such as pax8_/strings/pax8
 * @param {string} key
 * @returns {string|null} null where the file does not have the key
 */
export function resourceString(name, key) {
  const base = name.replace(/(\.\d{4})?(\.resx)?$/, '');
  const { missingTexts, organization } = theApp();
  const languages = missingTexts === 'BaseLanguage' ? [userLanguage, organization.languageId] : [userLanguage];
  const file = languages.map(language => texts.get(`${base}.${language}.resx`)).find(Boolean);
  if (!file) throw new Error(`No resx web resource ${base} is loaded in the language ${languages.join(' or ')}.`);
  const text = file.get(key);
  return text === undefined ? null : text;
}
