// The notice beside Endpoint URL: which addresses it speaks of, and with which text.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import vm from 'node:vm';

const file = new URL('../../Solution/src/WebResources/pax8_/connector/endpoint.js', import.meta.url);
const window = vm.createContext({ URL });
vm.runInContext(await readFile(file, 'utf8'), window);
const problem = (text, production = true) => vm.runInContext('Pax8.Connector.Endpoint', window).problem(text, production);

for (const [address, key] of [
  ['https://api.pax8.com', null], ['https://api.pax8.com/', null], [' https://API.pax8.com ', null], ['https://pax8.com', null], ['https://api.pax8.com:443', null],
  [null, 'endpointMissing'], ['  ', 'endpointMissing'], ['api.pax8.com', 'endpointNoAddress'], ['https://', 'endpointNoAddress'],
  ['http://api.pax8.com', 'endpointNotHttps'], ['ftp://api.pax8.com', 'endpointNotHttps'],
  ['https://me:secret@api.pax8.com', 'endpointUser'], ['https://@api.pax8.com', 'endpointUser'],
  ['https://api.pax8.com?', 'endpointQuery'], ['https://api.pax8.com#', 'endpointQuery'], ['https://api.pax8.com/?a=b', 'endpointQuery'],
  ['https://api.pax8.com/v1', 'endpointPath'],
  ['https://127.0.0.1', 'endpointHost'], ['https://2130706433', 'endpointHost'], ['https://[::1]', 'endpointHost'], ['https://localhost', 'endpointHost'],
  ['https://pax8.localhost', 'endpointHost'], ['https://api.pax8.com.', 'endpointHost'], ['https://päx8.com', 'endpointHost'],
  ['https://api.example.com', 'endpointNotPax8'], ['https://notpax8.com', 'endpointNotPax8'], ['https://api.pax8.com.example.com', 'endpointNotPax8'],
  ['https://api.pax8.com:8443', 'endpointPort'],
]) {
  test(`Production: ${address} ${key ? `has the problem ${key}` : 'is taken'}`, () => assert.equal(problem(address), key));
}

for (const [address, key] of [['https://pax8.example.com:8443', null], ['http://pax8.example.com', 'endpointNotHttps'], ['https://10.0.0.1', 'endpointHost']]) {
  test(`Sandbox: ${address} ${key ? `has the problem ${key}` : 'is taken'}`, () => assert.equal(problem(address, false), key));
}
