// The texts of the scripts in the user's language, out of pax8_/strings/pax8.<language>.resx.

var Pax8 = Pax8 || {};

Pax8.Texts = (() => {
  'use strict';

  const resource = 'pax8_/strings/pax8';
  const english = 1033;

  /** What load has read; the client API has the texts elsewhere. @type {Map<string, string>|null} */
  let loaded = null;

  /**
   * @param {string} key
   * @param {...(string|number)} values stand in the text as {0}, {1} and so on
   */
  function get(key, ...values) {
    const text = loaded ? loaded.get(key) : Pax8.Client.xrm().Utility.getResourceString(resource, key);
    if (!text) throw new Error(`The text ${key} is missing in ${resource}.`);
    return text.replace(/\{(\d)\}/g, (_, place) => String(values[Number(place)]));
  }

  /**
   * Reads the texts for an HTML web resource: the page around it has loaded none of them. English stands in for other languages.
   * @param {string} folder address of pax8_/strings/, as seen from the page
   */
  async function load(folder) {
    const language = Pax8.Client.xrm().Utility.getGlobalContext().userSettings.languageId;
    loaded = (language !== english && await read(`${folder}pax8.${language}.resx`)) || await read(`${folder}pax8.${english}.resx`);
    if (!loaded) throw new Error(`The web resource ${resource}.${english}.resx could not be loaded. See whether it is in the solution.`);
    document.documentElement.lang = get('language');
  }

  /** @param {string} address @returns {Promise<Map<string, string>|null>} null where there is none */
  async function read(address) {
    const response = await fetch(address, { credentials: 'same-origin' });
    if (!response.ok) return null;
    const xml = new DOMParser().parseFromString(await response.text(), 'application/xml');
    return new Map([...xml.querySelectorAll('data')].map(data => {
      const value = data.querySelector('value');
      return [data.getAttribute('name') || '', (value && value.textContent) || ''];
    }));
  }

  return { get, load };
})();
