// Rules that decide whether a command is shown and whether it can be used.
// Source: learn.microsoft.com/power-apps/developer/model-driven-apps/define-ribbon-enable-rules
//         learn.microsoft.com/power-apps/developer/model-driven-apps/define-ribbon-display-rules

import { functionNamed, loadScript, webResourceName } from '../app/scripts.js';
import { summary } from '../data/metadata.js';
import { argumentsOf } from './ribbonParameters.js';

/** @typedef {import('./ribbonParameters.js').RibbonPlace} RibbonPlace */

const formStates = { Undefined: 0, Create: 1, Existing: 2, ReadOnly: 3, Disabled: 4, BulkEdit: 6 };

// A rule's answer that does not come within ten seconds counts as no.
const longestAnswer = 10000;

/** @type {Object<string, (rule: Element, place: RibbonPlace) => boolean|Promise<boolean>>} */
const kinds = {
  CustomRule: custom,
  SelectionCountRule: (rule, place) => {
    const count = place.selected().length;
    return count >= number(rule, 'Minimum', 0) && count <= number(rule, 'Maximum', Infinity);
  },
  ValueRule: (rule, place) => {
    const attribute = context(place).getAttribute(rule.getAttribute('Field'));
    const value = attribute === null ? null : attribute.getValue();
    const wanted = rule.getAttribute('Value');
    return wanted === null || wanted === 'null' || wanted === '' ? value === null : asText(value) === wanted.toLowerCase();
  },
  FormStateRule: (rule, place) => {
    const state = rule.getAttribute('State') || '';
    if (!Object.hasOwn(formStates, state)) throw new Error(`The shell does not know the form state ${state}.`);
    return context(place).ui.getFormType() === formStates[/** @type {keyof typeof formStates} */ (state)];
  },
  RecordPrivilegeRule: (rule, place) => privilege(rule, place),
  EntityPrivilegeRule: (rule, place) => privilege(rule, place),
  EntityRule: (rule, place) => {
    const name = rule.getAttribute('EntityName');
    const appliesTo = rule.getAttribute('AppliesTo') || 'PrimaryEntity';
    return name === null || name === (appliesTo === 'SelectedEntity' ? place.selectedTable : place.primaryTable);
  },
  FormEntityContextRule: (rule, place) => rule.getAttribute('EntityName') === place.primaryTable,
  // The shell is a web client and never offline or inside Outlook.
  CrmClientTypeRule: rule => rule.getAttribute('Type') === 'Web',
  CommandClientTypeRule: rule => rule.getAttribute('Type') === 'Modern' || rule.getAttribute('Type') === 'Refresh',
  CrmOutlookClientTypeRule: () => false,
  CrmOfflineAccessStateRule: rule => rule.getAttribute('State') === 'Online',
  HideForTabletExperienceRule: () => true,
  OrRule: async (rule, place) => {
    for (const alternative of rule.querySelectorAll(':scope > Or')) if (await all([...alternative.children], place)) return true;
    return false;
  },
};

/** The platform's own rules that a command may name. @type {Object<string, (place: RibbonPlace) => boolean>} */
const ofPlatform = {
  'Mscrm.SelectionCountExactlyOne': place => place.selected().length === 1,
  'Mscrm.SelectionCountAtLeastOne': place => place.selected().length >= 1,
  'Mscrm.VisualizationPaneNotMaximized': () => true,
  'Mscrm.NotOffline': () => true,
  'Mscrm.IsOnline': () => true,
  'Mscrm.WebClient': () => true,
  'Mscrm.ShowOnlyInModern': () => true,
  'Mscrm.CreatePrimaryEntityPermission': place => summary(place.primaryTable).privileges.create,
  'Mscrm.CanWritePrimary': place => summary(place.primaryTable).privileges.write,
  'Mscrm.CanWriteSelected': place => summary(place.selectedTable).privileges.write,
  'Mscrm.CanSavePrimary': place => context(place).ui.getFormType() <= 2,
  'Mscrm.FormStateNotNew': place => context(place).ui.getFormType() !== 1,
};

/** Whether all the rules say yes. @param {(Element|string)[]} rules as the ribbon has them @param {RibbonPlace} place */
export async function passes(rules, place) {
  for (const rule of rules) {
    if (typeof rule === 'string') {
      if (!Object.hasOwn(ofPlatform, rule)) throw new Error(`The shell does not know the platform's rule ${rule}.`);
      if (!ofPlatform[rule](place)) return false;
    } else if (!await all([...rule.children], place)) return false;
  }
  return true;
}

/** @param {Element[]} rules @param {RibbonPlace} place @returns {Promise<boolean>} */
async function all(rules, place) {
  for (const rule of rules) {
    if (!Object.hasOwn(kinds, rule.nodeName)) throw new Error(`The shell does not support the ribbon rule ${rule.nodeName}.`);
    const answer = await kinds[rule.nodeName](rule, place);
    if (answer === (rule.getAttribute('InvertResult') === 'true')) return false;
  }
  return true;
}

/** @param {Element} rule @param {RibbonPlace} place @returns {Promise<boolean>} */
async function custom(rule, place) {
  const library = rule.getAttribute('Library') || '';
  const name = rule.getAttribute('FunctionName') || '';
  if (!library.startsWith('$webresource:')) throw new Error(`The rule with the function ${name} names the library ${library}; it has to begin with $webresource:.`);
  await loadScript(webResourceName(library));
  const answer = functionNamed(name)(...argumentsOf(rule, place));
  if (!(answer && typeof answer.then === 'function')) return answer === true;
  /** @type {any} */
  let timer;
  const late = new Promise(resolve => { timer = setTimeout(() => resolve(false), longestAnswer); });
  try {
    return await Promise.race([answer, late]) === true;
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Element} rule @param {RibbonPlace} place */
function privilege(rule, place) {
  const appliesTo = rule.getAttribute('AppliesTo') || 'PrimaryEntity';
  const table = rule.getAttribute('EntityName') || (appliesTo === 'SelectedEntity' ? place.selectedTable : place.primaryTable);
  const type = rule.getAttribute('PrivilegeType') || '';
  const member = type.charAt(0).toLowerCase() + type.slice(1);
  const { privileges } = summary(table);
  if (!Object.hasOwn(privileges, member)) throw new Error(`The shell does not know the privilege ${type}.`);
  return privileges[/** @type {keyof typeof privileges} */ (member)];
}

/** @param {RibbonPlace} place */
function context(place) {
  if (!place.values) throw new Error('A rule that looks at a form stands above a list.');
  return place.values();
}

/** @param {Element} rule @param {string} name @param {number} otherwise */
function number(rule, name, otherwise) {
  const value = rule.getAttribute(name);
  return value === null ? otherwise : Number(value);
}

/** @param {any} value */
function asText(value) {
  if (value === null) return null;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (Array.isArray(value)) return value[0].id.toLowerCase();
  return String(value).toLowerCase();
}
