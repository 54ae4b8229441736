// Building of elements. Every text becomes a text node: nothing that comes from data is ever read as markup.

/**
 * Makes an element. Attributes of value true are set empty; those of value false, null or undefined are left out.
 * @param {string} tag
 * @param {Object<string, any>} [attributes] attributes, `text` for the content and `on` for listeners by event
 * @param {...(Node|string|null|undefined|false)} children
 * @returns {any}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'text') element.textContent = String(value);
    else if (name === 'on') for (const [event, listener] of Object.entries(value)) element.addEventListener(event, /** @type {any} */ (listener));
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  append(element, children);
  return element;
}

/**
 * @param {Element} element
 * @param {(Node|string|null|undefined|false)[]} children
 */
export function append(element, children) {
  for (const child of children) if (child) element.append(child);
}

/**
 * Puts the children in place of what the element had.
 * @param {Element} element
 * @param {...(Node|string|null|undefined|false)} children
 */
export function replace(element, ...children) {
  element.textContent = '';
  append(element, children);
}

let lastId = 0;

/** An id that no other element has. @param {string} prefix */
export function uniqueId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

const icons = {
  menu: 'M2 4h12M2 8h12M2 12h12',
  add: 'M8 3v10M3 8h10',
  save: 'M3 3h8l2 2v8H3zM5 3v4h5V3M5 13V9h6v4',
  saveclose: 'M3 3h8l2 2v8H3zM5.5 9.5l2 2 3.5-4',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.5M12 2v3H9',
  remove: 'M3 4h10M6 4V2.5h4V4M4.5 4l.5 9.5h6l.5-9.5M7 6.5v5M9 6.5v5',
  activate: 'M3 8.5 6.5 12 13 4.5',
  deactivate: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11M4.2 4.2l7.6 7.6',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9M10.5 10.5 14 14',
  close: 'M4 4l8 8M12 4l-8 8',
  filter: 'M2.5 3.5h11L9.5 8.5v4l-3 1v-5z',
  up: 'M8 13V3.5M4 7l4-4 4 4',
  down: 'M8 3v9.5M4 9l4 4 4-4',
  more: 'M3 8h.5M8 8h.5M13 8h.5',
  previous: 'M10 3 5 8l5 5',
  next: 'M6 3l5 5-5 5',
  open: 'M9 2.5h4.5V7M13.5 2.5 7.5 8.5M11 9v4.5H2.5V5H7',
  table: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M6.5 6.5v6',
  page: 'M4 2h5.5L12.5 5v9H4zM9 2v3.5h3.5',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  person: 'M8 2.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5M3 13.5a5 5 0 0 1 10 0',
  warning: 'M8 2.5 14 13H2zM8 6.5v3M8 11.2v.3',
  command: 'M3 3h10v10H3zM6 6.5 8 8l-2 1.5',
  information: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11M8 7.2v3.6M8 5.2v.2',
};

/** A picture that only decorates. @param {keyof typeof icons} name */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', icons[name]);
  svg.append(path);
  return svg;
}

/**
 * A button with an icon and a text.
 * @param {keyof typeof icons|null} iconName
 * @param {string} text
 * @param {() => void} onClick
 * @param {Object<string, any>} [attributes]
 */
export function button(iconName, text, onClick, attributes = {}) {
  return el('button', { type: 'button', class: 'button', ...attributes, on: { click: onClick } }, iconName && icon(iconName), el('span', { text }));
}

/** A button that shows only its icon. @param {keyof typeof icons} iconName @param {string} label @param {(event: any) => void} onClick @param {Object<string, any>} [attributes] */
export function iconButton(iconName, label, onClick, attributes = {}) {
  return el('button', { type: 'button', class: 'icon-button', title: label, 'aria-label': label, ...attributes, on: { click: onClick } }, icon(iconName));
}
