// Dialogs over the page: messages, questions, errors and the sign that something is going on.

import { button, el, iconButton, replace, uniqueId } from './dom.js';

/**
 * Opens a modal dialog. Escape closes it, and the focus goes back to where it was.
 * @param {string} title
 * @param {{ class?: string, role?: string, closable?: boolean, size?: { width: string, height: string }|null }} options
 * @param {(close: (result?: any) => void) => { content: (Node|string)[], actions?: HTMLElement[] }} build
 * @returns {Promise<any>} what close was called with; undefined after Escape
 */
export function openDialog(title, options, build) {
  return new Promise(resolve => {
    const focusedBefore = document.activeElement;
    const titleId = uniqueId('dialog-title');
    const closable = options.closable !== false;
    /** @type {any} */
    let result;
    const dialog = el('dialog', { class: `dialog ${options.class || ''}`, role: options.role, 'aria-labelledby': titleId });
    if (options.size) Object.assign(dialog.style, { width: `min(${options.size.width}, 100vw - 24px)`, height: `min(${options.size.height}, 100vh - 24px)` });
    const close = (/** @type {any} */ value = undefined) => {
      result = value;
      dialog.close();
    };
    const parts = build(close);
    dialog.append(
      el('div', { class: 'dialog-head' }, el('h2', { id: titleId, text: title }), closable && iconButton('close', 'Close', () => close())),
      el('div', { class: 'dialog-body' }, ...parts.content),
    );
    if (parts.actions) dialog.append(el('div', { class: 'dialog-actions' }, ...parts.actions));
    if (!closable) dialog.addEventListener('cancel', (/** @type {Event} */ event) => event.preventDefault());
    dialog.addEventListener('close', () => {
      dialog.remove();
      if (focusedBefore instanceof HTMLElement && focusedBefore.isConnected) focusedBefore.focus();
      resolve(result);
    });
    document.body.append(dialog);
    dialog.showModal();
    const first = dialog.querySelector('[autofocus]');
    if (first instanceof HTMLElement) first.focus();
  });
}

/** Paragraphs of a text. @param {string} text */
function paragraphs(text) {
  return String(text).split('\n').map(line => el('p', { text: line }));
}

/** @param {{ title?: string, text: string, confirmButtonLabel?: string }} strings */
export async function alertDialog(strings) {
  await openDialog(strings.title || 'Message', { role: 'alertdialog', class: 'small' }, close => ({
    content: paragraphs(strings.text),
    actions: [button(null, strings.confirmButtonLabel || 'OK', () => close(), { class: 'button primary', autofocus: true })],
  }));
}

/**
 * @param {{ title?: string, subtitle?: string, text: string, confirmButtonLabel?: string, cancelButtonLabel?: string }} strings
 * @returns {Promise<{ confirmed: boolean }>}
 */
export async function confirmDialog(strings) {
  const confirmed = await openDialog(strings.title || 'Confirm', { role: 'alertdialog', class: 'small' }, close => ({
    content: [...(strings.subtitle ? [el('p', { class: 'subtitle', text: strings.subtitle })] : []), ...paragraphs(strings.text)],
    actions: [
      button(null, strings.confirmButtonLabel || 'OK', () => close(true), { class: 'button primary', autofocus: true }),
      button(null, strings.cancelButtonLabel || 'Cancel', () => close(false)),
    ],
  }));
  return { confirmed: confirmed === true };
}

/** @param {{ message?: string, details?: string, errorCode?: number }} options */
export async function errorDialog(options) {
  const code = options.errorCode ? `Error code: 0x${(options.errorCode >>> 0).toString(16).padStart(8, '0')}` : '';
  await openDialog('That did not work', { role: 'alertdialog', class: 'small error' }, close => ({
    content: [
      ...paragraphs(options.message || 'The server refused the request.'),
      ...(options.details ? [el('details', {}, el('summary', { text: 'Details' }), el('pre', { text: options.details }))] : []),
      ...(code ? [el('p', { class: 'muted', text: code })] : []),
    ],
    actions: [button(null, 'OK', () => close(), { class: 'button primary', autofocus: true })],
  }));
}

/** Shows an exception as a person may read it. @param {any} error */
export function showError(error) {
  return errorDialog({ message: error.message || String(error), errorCode: error.code || error.errorCode });
}

/** @type {{ dialog: any, text: HTMLElement }|null} */
let progress = null;

/** Covers the page until closeProgress; a second call changes the text. @param {string} message */
export function showProgress(message) {
  if (progress) {
    replace(progress.text, message);
    return;
  }
  const text = el('p', { id: uniqueId('progress'), role: 'status', text: message });
  const dialog = el('dialog', { class: 'progress-dialog', 'aria-labelledby': text.id, on: { cancel: (/** @type {Event} */ e) => e.preventDefault() } },
    el('div', { class: 'spinner', 'aria-hidden': 'true' }), text);
  document.body.append(dialog);
  dialog.showModal();
  progress = { dialog, text };
}

export function closeProgress() {
  if (!progress) return;
  progress.dialog.close();
  progress.dialog.remove();
  progress = null;
}
