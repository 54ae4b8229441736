// Elements of the page. Every text is set as text, never as markup: names come from Pax8 and from people.

var Pax8 = Pax8 || {};
Pax8.Hub = Pax8.Hub || {};

Pax8.Hub.Page = (() => {
  'use strict';

  const svgNamespace = 'http://www.w3.org/2000/svg';
  let count = 0;

  /**
   * An element.
   * @param {string} name
   * @param {Object<string, any>} properties text, on (handlers by event), and attributes; those that are null or false are left out
   * @param {...(Node|string|null|false|undefined)} children
   * @returns {HTMLElement}
   */
  function el(name, properties = {}, ...children) {
    const element = document.createElement(name);
    set(element, properties);
    element.append(...children.filter(isThere));
    return element;
  }

  /** @param {string} name @param {Object<string, any>} properties @param {...Node} children */
  function svg(name, properties = {}, ...children) {
    const element = document.createElementNS(svgNamespace, name);
    set(element, properties);
    element.append(...children);
    return element;
  }

  /** @param {Element} element @param {Object<string, any>} properties */
  function set(element, properties) {
    for (const [name, value] of Object.entries(properties)) {
      if (value === null || value === undefined || value === false) continue;
      if (name === 'text') element.textContent = value;
      else if (name === 'on') for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
      else element.setAttribute(name, value === true ? '' : String(value));
    }
  }

  /** @param {any} child @returns {child is Node|string} */
  function isThere(child) {
    return child !== null && child !== undefined && child !== false && child !== '';
  }

  /** Puts these in the place of what is there. @param {Element} element @param {...(Node|string|null|false|undefined)} children */
  function replace(element, ...children) {
    element.textContent = '';
    element.append(...children.filter(isThere));
  }

  /** A drawing of pax8_/icons in the colour of the text. @param {string} name */
  function icon(name) {
    return el('span', { class: `icon icon-${name}`, 'aria-hidden': 'true' });
  }

  /** @param {string} text @param {() => void} work @param {Object<string, any>} properties */
  function button(text, work, properties = {}) {
    return el('button', { type: 'button', text, on: { click: work }, ...properties });
  }

  /** A button that leads to another page. @param {string} text @param {() => void} work @param {Object<string, any>} properties */
  function link(text, work, properties = {}) {
    return button(text, work, { class: 'link', ...properties });
  }

  /** @param {string} prefix */
  function uniqueId(prefix) {
    count += 1;
    return `${prefix}-${count}`;
  }

  /** Tells a screen reader. @param {string} text */
  function announce(text) {
    const announcer = document.getElementById('announcer');
    if (announcer) announcer.textContent = text;
  }

  return { el, svg, replace, icon, button, link, uniqueId, announce };
})();
