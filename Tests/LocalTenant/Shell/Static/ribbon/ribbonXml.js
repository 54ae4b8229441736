// Buttons, commands and rules as a table's RibbonDiffXml has them.
// Source: learn.microsoft.com/power-apps/developer/model-driven-apps/define-custom-actions-modify-ribbon

import { parseXml } from '../data/metadata.js';
import { webResourceName, webResourceUrl } from '../app/scripts.js';

/**
 * @typedef {Object} RibbonButton
 * @property {string} id
 * @property {number} sequence
 * @property {string} label
 * @property {string} tooltip
 * @property {string|null} image address of its picture
 * @property {string|null} command
 * @property {RibbonButton[]} children those of its menu
 */

export class Ribbon {
  /** @param {import('../data/metadata.js').Table} table */
  constructor(table) {
    this.table = table;
    this.xml = table.ribbonXml ? parseXml(table.ribbonXml) : null;
  }

  /**
   * The buttons that the table adds at a place.
   * @param {'Form'|'HomepageGrid'|'SubGrid'} place
   * @returns {RibbonButton[]}
   */
  buttons(place) {
    if (!this.xml) return [];
    const prefix = `Mscrm.${place}.${this.table.logicalName}.`;
    return [...this.xml.querySelectorAll('CustomActions > CustomAction')]
      .filter(action => this.checkLocation(action).startsWith(prefix))
      .flatMap(action => [...action.querySelectorAll(':scope > CommandUIDefinition > *')].map(element => this.button(element, action)))
      .sort((left, right) => left.sequence - right.sequence);
  }

  /** Ids of the platform's buttons that the table hides. @returns {Set<string>} */
  hidden() {
    const actions = this.xml ? [...this.xml.querySelectorAll('CustomActions > HideCustomAction')] : [];
    return new Set(actions.map(action => action.getAttribute('Location') || ''));
  }

  /** @param {Element} action */
  checkLocation(action) {
    const location = action.getAttribute('Location') || '';
    if (!/^Mscrm\.(Form|HomepageGrid|SubGrid)\./.test(location)) {
      throw new Error(`The custom action ${action.getAttribute('Id')} has the location ${location}, which the shell does not support.`);
    }
    return location;
  }

  /** @param {Element} element @param {Element} action @returns {RibbonButton} */
  button(element, action) {
    if (!['Button', 'FlyoutAnchor', 'SplitButton'].includes(element.nodeName)) {
      throw new Error(`The custom action ${action.getAttribute('Id')} adds a ${element.nodeName}, which the shell does not support.`);
    }
    const image = element.getAttribute('ModernImage') || element.getAttribute('Image16by16') || element.getAttribute('Image32by32');
    return {
      id: element.getAttribute('Id') || '',
      sequence: Number(element.getAttribute('Sequence') || action.getAttribute('Sequence')) || 0,
      label: this.text(element.getAttribute('LabelText') || element.getAttribute('Alt') || ''),
      tooltip: this.text(element.getAttribute('ToolTipDescription') || element.getAttribute('ToolTipTitle') || ''),
      image: image && /^\$webresource:/i.test(image) ? webResourceUrl(webResourceName(image)) : null,
      command: element.getAttribute('Command'),
      children: [...element.querySelectorAll(':scope > Menu > MenuSection > Controls > *')].map(child => this.button(child, action)),
    };
  }

  /** A label, where it lies among the LocLabels. @param {string} text */
  text(text) {
    if (text.startsWith('$Resources:')) throw new Error(`The ribbon of ${this.table.displayName} names ${text}, a text of the platform that the shell does not have.`);
    if (!text.startsWith('$LocLabels:')) return text;
    const id = text.slice('$LocLabels:'.length);
    const label = this.byId('LocLabels > LocLabel', id);
    const titles = label ? [...label.querySelectorAll('Titles > Title')] : [];
    const title = titles.find(t => t.getAttribute('languagecode') === '1033') || titles[0];
    if (!title) throw new Error(`The ribbon of ${this.table.displayName} names the label ${id}, which it does not have.`);
    return title.getAttribute('description') || '';
  }

  /** @param {string} id @returns {Element} */
  command(id) {
    const command = this.byId('CommandDefinitions > CommandDefinition', id);
    if (!command) throw new Error(`The ribbon of ${this.table.displayName} names the command ${id}, which it does not have.`);
    return command;
  }

  /** The rules of a command. @param {Element} command @param {'EnableRule'|'DisplayRule'} kind @returns {(Element|string)[]} ids for the platform's own */
  rules(command, kind) {
    return [...command.querySelectorAll(`:scope > ${kind}s > ${kind}`)].map(use => {
      const id = use.getAttribute('Id') || '';
      const rule = this.byId(`RuleDefinitions > ${kind}s > ${kind}`, id);
      if (!rule && !id.startsWith('Mscrm.')) throw new Error(`The ribbon of ${this.table.displayName} names the rule ${id}, which it does not have.`);
      return rule || id;
    });
  }

  /** @param {string} path @param {string} id */
  byId(path, id) {
    return this.xml ? [...this.xml.querySelectorAll(path)].find(element => element.getAttribute('Id') === id) || null : null;
  }
}
