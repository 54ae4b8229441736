// Notifications above the page, and the line that tells a screen reader what changed.

import { button, el, icon, iconButton, replace } from './dom.js';

/** @type {Map<string, HTMLElement>} */
const shown = new Map();
let last = 0;

/** Says a text to a screen reader without moving the focus. @param {string} text */
export function announce(text) {
  const line = document.getElementById('announcer');
  if (line) replace(line, text);
}

/** Levels as Xrm.App.addGlobalNotification numbers them. */
export const levels = { 1: 'success', 2: 'error', 3: 'warning', 4: 'information' };

/**
 * @param {{ type?: number, level: number, message: string, showCloseButton?: boolean, action?: { actionLabel?: string, eventHandler: () => void } }} notification
 * @returns {string} the id by which it is cleared
 */
export function addNotification(notification) {
  last += 1;
  const id = `notification-${last}`;
  const level = levels[/** @type {1|2|3|4} */ (notification.level)];
  if (!level) throw new Error(`A global notification has level 1, 2, 3 or 4, not ${notification.level}.`);
  const { action } = notification;
  const bar = el('div', { class: `notification ${level}`, role: level === 'error' ? 'alert' : 'status' },
    icon(iconOf[level]),
    el('p', { text: notification.message }),
    action && button(null, action.actionLabel || 'Open', () => action.eventHandler(), { class: 'link-button' }),
    notification.showCloseButton && iconButton('close', 'Dismiss', () => clearNotification(id)));
  shown.set(id, bar);
  /** @type {HTMLElement} */ (document.getElementById('notifications')).append(bar);
  return id;
}

/** @type {Object<string, any>} */
export const iconOf = { success: 'activate', error: 'warning', warning: 'warning', information: 'information' };

/** @param {string} id */
export function clearNotification(id) {
  const bar = shown.get(id);
  if (bar) bar.remove();
  shown.delete(id);
}

/** Tells of a defect in what ships: a button or script that the shell cannot run as it lies. @param {string} message */
export function reportDefect(message) {
  console.error(message);
  if ([...shown.values()].some(bar => bar.textContent?.includes(message))) return;
  addNotification({ level: 2, message, showCloseButton: true });
}
