// Objects of the client API. What the shell does not support is refused by its name; nothing is silently undefined.

// Asked for by the language itself or by a console, and no part of the client API.
const harmless = new Set(['then', 'toJSON', 'constructor', 'valueOf', 'toString', 'nodeType', '$$typeof']);

/**
 * The object, with a sentence for every member that it lacks.
 * @template {Object} T
 * @param {string} name what the object is called in the sentence
 * @param {T} members
 * @returns {T}
 */
export function strict(name, members) {
  return new Proxy(members, {
    get(target, member, receiver) {
      if (member in target || typeof member === 'symbol' || harmless.has(member)) return Reflect.get(target, member, receiver);
      throw new Error(`The local tenant's client API does not support ${name}.${member}.`);
    },
  });
}

/**
 * A collection of the client API.
 * Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/collections
 * @param {string} name
 * @param {() => any[]} items
 * @param {(item: any) => string} nameOf
 */
export function collection(name, items, nameOf) {
  return strict(name, {
    forEach: (/** @type {(item: any, index: number) => void} */ work) => items().forEach(work),
    get: (/** @type {any} */ which) => {
      if (which === undefined) return items();
      if (typeof which === 'number') return items()[which] || null;
      if (typeof which === 'function') return items().filter(which);
      return items().find(item => nameOf(item) === which) || null;
    },
    getAll: () => items(),
    getLength: () => items().length,
  });
}
