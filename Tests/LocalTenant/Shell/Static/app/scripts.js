// Script web resources: loaded once each, in order, as they ship.

/** @type {Map<string, Promise<void>>} */
const loaded = new Map();

/** The address of a web resource. @param {string} name */
export function webResourceUrl(name) {
  return `/WebResources/${name.split('/').map(encodeURIComponent).join('/')}`;
}

/** The name in a reference such as $webresource:pax8_/a.js. @param {string} reference */
export function webResourceName(reference) {
  return reference.replace(/^\$webresource:/i, '');
}

/** @param {string} name @returns {Promise<void>} */
export function loadScript(name) {
  let loading = loaded.get(name);
  if (!loading) {
    loading = new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = webResourceUrl(name);
      script.addEventListener('load', () => resolve());
      script.addEventListener('error', () => reject(new Error(`The script ${name} could not be loaded. See whether the web resource is in the solution.`)));
      document.head.append(script);
    });
    loaded.set(name, loading);
  }
  return loading;
}

/** The function of a dotted name, such as Pax8.Connector.Form.onLoad. @param {string} name @returns {Function} */
export function functionNamed(name) {
  /** @type {any} */
  let value = window;
  let owner = value;
  for (const part of name.split('.')) {
    owner = value;
    value = value === undefined || value === null ? undefined : value[part];
  }
  if (typeof value !== 'function') throw new Error(`There is no function ${name}. See whether a library of that name is loaded.`);
  return value.bind(owner);
}
