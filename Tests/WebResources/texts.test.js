// Looking a text up never throws, wherever it is done and whatever is asked for.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import vm from 'node:vm';

const folder = new URL('../../Solution/src/WebResources/pax8_/common/', import.meta.url);
const scripts = await Promise.all(['client.js', 'texts.js'].map(name => readFile(new URL(name, folder), 'utf8')));

/** Pax8.Texts beside this client API. */
function textsBeside(globals) {
  const window = vm.createContext(globals);
  for (const script of scripts) vm.runInContext(script, window);
  return vm.runInContext('Pax8.Texts', window);
}

const speaking = languageId => ({ Xrm: { Utility: { getGlobalContext: () => ({ userSettings: { languageId } }), getResourceString: () => { throw new Error('no file'); } } } });

for (const [languageId, text] of [[1033, 'Sync is enabled for Contoso.'], [1031, 'Die Synchronisierung ist für Contoso eingeschaltet.'], [1036, 'Sync is enabled for Contoso.'], [undefined, 'Sync is enabled for Contoso.']]) {
  test(`A user of language ${languageId} reads ${text}`, () => assert.equal(textsBeside(speaking(languageId)).get('enableDoneOne', 'Contoso'), text));
}

test('A page around which there is no client API reads English', () => assert.equal(textsBeside({ parent: {} }).get('edit'), 'Edit'));
test('A client API that throws leaves English', () => assert.equal(textsBeside({ Xrm: { Utility: { getGlobalContext: () => { throw new Error('not yet'); } } } }).get('edit'), 'Edit'));
test('A key that is not there comes back', () => assert.equal(textsBeside(speaking(1033)).get('toString'), 'toString'));
test('A value is set in as it is', () => assert.equal(textsBeside(speaking(1033)).get('enableDoneOne', '$& {0}'), 'Sync is enabled for $& {0}.'));
