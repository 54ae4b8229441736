// A form as its FormXml describes it. Source: learn.microsoft.com/power-apps/developer/model-driven-apps/form-xml-schema

import { labelOf, parseXml } from '../data/metadata.js';

/**
 * @typedef {Object} CellLayout
 * @property {string} label
 * @property {boolean} showLabel
 * @property {boolean} visible
 * @property {number} colspan
 * @property {number} rowspan
 * @property {ControlLayout|null} control null for an empty cell
 *
 * @typedef {Object} ControlLayout
 * @property {string} id
 * @property {string} kind what the class id stands for
 * @property {string|null} column
 * @property {boolean} disabled
 * @property {Map<string, string>} parameters
 *
 * @typedef {Object} SectionLayout
 * @property {string} name
 * @property {string} label
 * @property {boolean} showLabel
 * @property {boolean} visible
 * @property {number} columns
 * @property {CellLayout[][]} rows
 *
 * @typedef {Object} TabLayout
 * @property {string} name
 * @property {string} label
 * @property {boolean} visible
 * @property {{ width: string, sections: SectionLayout[] }[]} columns
 *
 * @typedef {Object} HandlerLayout
 * @property {string} functionName
 * @property {string} library
 * @property {boolean} passContext
 * @property {string} parameters
 *
 * @typedef {Object} FormLayout
 * @property {TabLayout[]} tabs
 * @property {CellLayout[]} header
 * @property {string[]} libraries
 * @property {{ name: string, attribute: string|null, handlers: HandlerLayout[] }[]} events
 */

/** Controls by class id. Source: learn.microsoft.com/power-apps/developer/model-driven-apps/form-xml-schema */
const kinds = new Map([
  ['4273EDBD-AC1D-40D3-9FB2-095C621B552D', 'text'],
  ['71716B6C-711E-476C-8AB8-5D11542BFB47', 'url'],
  ['ADA2203E-B4CD-49BE-9DDF-234642B43B52', 'email'],
  ['8C10015A-B339-4982-9474-A95FE05631A5', 'phone'],
  ['E0DECE4B-6FC8-4A8F-A065-082708572369', 'memo'],
  ['C6D124CA-7EDA-4A60-AEA9-7FB8D318B68F', 'integer'],
  ['C3EFE0C3-0EC6-42BE-8349-CBD9079DFD8E', 'decimal'],
  ['533B9E00-756B-4312-95A0-DC888637AC78', 'money'],
  ['3EF39988-22BB-4F0B-BBBE-64B5A3748AEE', 'choice'],
  ['5D68B988-0661-4DB2-BC3E-17598AD3BE6C', 'status'],
  ['67FAC785-CD58-4F9F-ABB3-4B7DDC6ED5ED', 'bit'],
  ['B0C6723A-8503-4FD7-BB28-C8A06AC933C2', 'bit'],
  ['5B773807-9FB2-42DB-97C3-7A91EFF8ADFF', 'datetime'],
  ['270BD3DB-D9AF-4782-9025-509E298DEC0A', 'lookup'],
  ['E7A81278-8635-4D9E-8D4D-59480B391C5B', 'subgrid'],
  ['9FDF5F91-88B1-47F4-AD53-C11EFC01A01D', 'webresource'],
]);

/** @param {string} xml @returns {FormLayout} */
export function readForm(xml) {
  const form = parseXml(xml);
  const header = form.querySelector(':scope > header');
  return {
    tabs: [...form.querySelectorAll(':scope > tabs > tab')].map(tab),
    header: header ? [...header.querySelectorAll('cell')].map(cell).filter(c => c.control) : [],
    libraries: [...form.querySelectorAll(':scope > formLibraries > Library')].map(library => library.getAttribute('name') || ''),
    events: [...form.querySelectorAll('events > event')].map(event => ({
      name: event.getAttribute('name') || '',
      attribute: event.getAttribute('attribute'),
      handlers: [...event.querySelectorAll('Handlers > Handler')].filter(handler => flag(handler, 'enabled', true)).map(handler => ({
        functionName: handler.getAttribute('functionName') || '',
        library: handler.getAttribute('libraryName') || '',
        passContext: flag(handler, 'passExecutionContext', false),
        parameters: handler.getAttribute('parameters') || '',
      })),
    })),
  };
}

/** @param {Element} element @returns {TabLayout} */
function tab(element) {
  return {
    name: element.getAttribute('name') || '',
    label: labelOf(element),
    visible: flag(element, 'visible', true),
    columns: [...element.querySelectorAll(':scope > columns > column')].map(column => ({
      width: column.getAttribute('width') || '100%',
      sections: [...column.querySelectorAll(':scope > sections > section')].map(section),
    })),
  };
}

/** @param {Element} element @returns {SectionLayout} */
function section(element) {
  // The number of columns is written as a count, or as one digit for each.
  const columns = element.getAttribute('columns') || '1';
  return {
    name: element.getAttribute('name') || '',
    label: labelOf(element),
    showLabel: flag(element, 'showlabel', true),
    visible: flag(element, 'visible', true),
    columns: columns.length > 1 ? columns.length : Number(columns),
    rows: [...element.querySelectorAll(':scope > rows > row')].map(row => [...row.querySelectorAll(':scope > cell')].map(cell)).filter(row => row.length),
  };
}

/** @param {Element} element @returns {CellLayout} */
function cell(element) {
  const control = element.querySelector(':scope > control');
  return {
    label: labelOf(element),
    showLabel: flag(element, 'showlabel', true),
    visible: flag(element, 'visible', true),
    colspan: Number(element.getAttribute('colspan')) || 1,
    rowspan: Number(element.getAttribute('rowspan')) || 1,
    control: control && controlLayout(control),
  };
}

/** @param {Element} element @returns {ControlLayout} */
function controlLayout(element) {
  const classId = (element.getAttribute('classid') || '').replace(/[{}]/g, '').toUpperCase();
  const kind = kinds.get(classId);
  if (!kind) throw new Error(`The shell does not support the control ${element.getAttribute('id')} of class id ${classId}.`);
  const parameters = element.querySelector(':scope > parameters');
  return {
    id: element.getAttribute('id') || '',
    kind,
    column: element.getAttribute('datafieldname'),
    disabled: flag(element, 'disabled', false),
    parameters: new Map(parameters ? [...parameters.children].map(p => [p.nodeName, (p.textContent || '').trim()]) : []),
  };
}

/** @param {Element} element @param {string} name @param {boolean} otherwise */
function flag(element, name, otherwise) {
  const value = element.getAttribute(name);
  return value === null ? otherwise : value === 'true' || value === '1';
}
