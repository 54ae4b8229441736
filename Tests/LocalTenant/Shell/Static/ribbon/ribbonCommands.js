// The table's own commands as entries of a command bar.

import { showError } from '../app/dialogs.js';
import { reportDefect } from '../app/notifications.js';
import { functionNamed, loadScript, webResourceName } from '../app/scripts.js';
import { argumentsOf } from './ribbonParameters.js';
import { Ribbon } from './ribbonXml.js';
import { passes } from './ribbonRules.js';

/**
 * @typedef {Object} Command
 * @property {string} id
 * @property {string} label
 * @property {string} [tooltip]
 * @property {any} [icon] name of an icon of the shell
 * @property {string|null} [image] address of a picture
 * @property {() => Promise<{ visible: boolean, enabled: boolean }>} state
 * @property {() => any} run
 * @property {Command[]} [children]
 */

/** @param {import('../data/metadata.js').Table} table @param {import('./ribbonParameters.js').RibbonPlace} place @returns {Command[]} */
export function ribbonCommands(table, place) {
  try {
    const ribbon = new Ribbon(table);
    return ribbon.buttons(place.location).map(button => commandOf(ribbon, button, place));
  } catch (error) {
    reportDefect(/** @type {Error} */ (error).message);
    return [];
  }
}

/** Whether the table hides one of the platform's buttons. @param {import('../data/metadata.js').Table} table @param {string} id */
export function isHidden(table, id) {
  return new Ribbon(table).hidden().has(id);
}

/** @param {Ribbon} ribbon @param {import('./ribbonXml.js').RibbonButton} button @param {import('./ribbonParameters.js').RibbonPlace} place @returns {Command} */
function commandOf(ribbon, button, place) {
  return {
    id: button.id,
    label: button.label,
    tooltip: button.tooltip,
    image: button.image,
    icon: 'command',
    children: button.children.map(child => commandOf(ribbon, child, place)),
    state: () => stateOf(ribbon, button, place),
    run: () => run(ribbon, button, place),
  };
}

/** @param {Ribbon} ribbon @param {import('./ribbonXml.js').RibbonButton} button @param {import('./ribbonParameters.js').RibbonPlace} place */
async function stateOf(ribbon, button, place) {
  if (!button.command) return { visible: true, enabled: true };
  try {
    const command = ribbon.command(button.command);
    if (!await passes(ribbon.rules(command, 'DisplayRule'), place)) return { visible: false, enabled: false };
    // The command bar of model-driven apps hides what a rule disables.
    const enabled = await passes(ribbon.rules(command, 'EnableRule'), place);
    return { visible: enabled, enabled };
  } catch (error) {
    reportDefect(`${button.label}: ${/** @type {Error} */ (error).message}`);
    return { visible: true, enabled: false };
  }
}

/** @param {Ribbon} ribbon @param {import('./ribbonXml.js').RibbonButton} button @param {import('./ribbonParameters.js').RibbonPlace} place */
async function run(ribbon, button, place) {
  if (!button.command) return;
  try {
    for (const action of ribbon.command(button.command).querySelectorAll(':scope > Actions > *')) {
      if (action.nodeName !== 'JavaScriptFunction') throw new Error(`The shell does not support the ribbon action ${action.nodeName}.`);
      // Libraries without a function of use are named with isNaN; they are only to be loaded.
      await loadScript(webResourceName(action.getAttribute('Library') || ''));
      await functionNamed(action.getAttribute('FunctionName') || '')(...argumentsOf(action, place));
    }
  } catch (error) {
    console.error(error);
    await showError(error);
  }
}
