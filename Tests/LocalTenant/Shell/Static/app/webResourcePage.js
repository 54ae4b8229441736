// A page that is a web resource, such as the Admin Hub: shown in a frame, with parent.Xrm to work with.

import { el, replace } from './dom.js';
import { title } from './navigation.js';
import { webResourceUrl } from './scripts.js';
import { theApp } from '../data/metadata.js';

/** The frame of a web resource. @param {string} name may carry a query @param {string|null} data @param {string} label */
export function webResourceFrame(name, data, label) {
  const [path, query] = name.split('?');
  const parameters = new URLSearchParams(query || '');
  if (data) parameters.set('data', data);
  return el('iframe', { class: 'web-resource-page', title: label, src: `${webResourceUrl(path)}${parameters.size ? `?${parameters}` : ''}` });
}

/** @param {HTMLElement} place @param {URLSearchParams} parameters @param {(name: string) => string} labelOf */
export async function showWebResource(place, parameters, labelOf) {
  const name = parameters.get('webresourceName') || '';
  const label = labelOf(name);
  title(label, theApp().displayName);
  const frame = webResourceFrame(name, parameters.get('data'), label);
  replace(place, frame);
  frame.focus();
  return {};
}
