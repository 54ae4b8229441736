// What a command's function gets, by CrmParameter.
// Source: learn.microsoft.com/power-apps/developer/model-driven-apps/pass-data-page-parameter-ribbon-actions

import { summary, theApp } from '../data/metadata.js';
import { userLanguage } from '../xrm/resources.js';

/**
 * Where a command stands and what is chosen there.
 * @typedef {Object} RibbonPlace
 * @property {'Form'|'HomepageGrid'|'SubGrid'} location
 * @property {any} primaryControl
 * @property {any} selectedControl null on a form
 * @property {string} primaryTable
 * @property {() => string[]} primaryIds
 * @property {string} selectedTable
 * @property {() => { id: string, name: string }[]} selected
 * @property {() => { id: string, name: string }[]} all
 * @property {() => any} [values] the form's context, for rules that look at values and state
 */

/** @type {Object<string, (place: RibbonPlace) => any>} */
const parameters = {
  PrimaryControl: place => place.primaryControl,
  SelectedControl: place => place.selectedControl || place.primaryControl,
  FirstPrimaryItemId: place => place.primaryIds()[0] || '',
  PrimaryItemIds: place => place.primaryIds(),
  PrimaryEntityTypeName: place => place.primaryTable,
  PrimaryEntityTypeCode: place => typeCode(place.primaryTable),
  SelectedEntityTypeName: place => place.selectedTable,
  SelectedEntityTypeCode: place => typeCode(place.selectedTable),
  FirstSelectedItemId: place => (place.selected()[0] || { id: '' }).id,
  SelectedControlSelectedItemCount: place => place.selected().length,
  SelectedControlSelectedItemIds: place => place.selected().map(row => row.id),
  SelectedControlSelectedItemReferences: place => place.selected().map(row => reference(row, place.selectedTable)),
  SelectedControlAllItemCount: place => place.all().length,
  SelectedControlAllItemIds: place => place.all().map(row => row.id),
  SelectedControlAllItemReferences: place => place.all().map(row => reference(row, place.selectedTable)),
  OrgName: () => theApp().organization.name,
  OrgLcid: () => 1033,
  UserLcid: () => userLanguage,
};

/** @param {{ id: string, name: string }} row @param {string} table */
function reference(row, table) {
  return { Id: row.id, Name: row.name, TypeName: table, TypeCode: typeCode(table) };
}

/** @param {string} table */
function typeCode(table) {
  return summary(table).typeCode;
}

/** The arguments under an element of parameters. @param {Element} element @param {RibbonPlace} place @returns {any[]} */
export function argumentsOf(element, place) {
  return [...element.children].map(parameter => {
    const value = parameter.getAttribute('Value') || '';
    switch (parameter.nodeName) {
      case 'CrmParameter':
        if (!Object.hasOwn(parameters, value)) throw new Error(`The shell does not support the CrmParameter ${value}.`);
        return parameters[value](place);
      case 'StringParameter': return value;
      case 'BoolParameter': return value === 'true' || value === '1';
      case 'IntParameter': case 'DecimalParameter': return Number(value);
      default: throw new Error(`The shell does not support the ribbon parameter ${parameter.nodeName}.`);
    }
  });
}
