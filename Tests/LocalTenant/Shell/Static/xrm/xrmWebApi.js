// Xrm.WebApi. Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/xrm-webapi

import { annotated, bare, call, create, errorOf, remove, send, update } from '../data/webApi.js';
import { summary } from '../data/metadata.js';
import { strict } from './strict.js';

export function createWebApi() {
  const members = {
    createRecord: guarded(async (/** @type {string} */ table, /** @type {any} */ data) => ({ entityType: table, id: await create(summary(table).entitySetName, data) })),
    retrieveRecord: guarded((/** @type {string} */ table, /** @type {string} */ id, /** @type {string} */ options = '') =>
      call('GET', `${summary(table).entitySetName}(${bare(id)})${options}`, { headers: annotated })),
    retrieveMultipleRecords: guarded(retrieveMultiple),
    updateRecord: guarded(async (/** @type {string} */ table, /** @type {string} */ id, /** @type {any} */ data) => {
      await update(summary(table).entitySetName, id, data);
      return { entityType: table, id: bare(id) };
    }),
    deleteRecord: guarded(async (/** @type {string} */ table, /** @type {string} */ id) => {
      await remove(summary(table).entitySetName, id);
      return { entityType: table, id: bare(id) };
    }),
    isAvailableOffline: () => false,
    execute: guarded(execute),
  };
  return strict('Xrm.WebApi', { ...members, online: strict('Xrm.WebApi.online', members) });
}

/**
 * Failures have a number and a message, as the client API's have.
 * @template {any[]} A @template R
 * @param {(...parameters: A) => Promise<R>} work
 * @returns {(...parameters: A) => Promise<R>}
 */
function guarded(work) {
  return async (...parameters) => {
    try {
      return await work(...parameters);
    } catch (error) {
      const known = /** @type {any} */ (error);
      throw Object.assign(new Error(known.message), { errorCode: known.code || 0, code: known.code || 0 });
    }
  };
}

/** @param {string} table @param {string} [options] @param {number} [maxPageSize] */
async function retrieveMultiple(table, options = '', maxPageSize) {
  const prefer = maxPageSize ? `${annotated.Prefer},odata.maxpagesize=${maxPageSize}` : annotated.Prefer;
  const answer = await call('GET', `${summary(table).entitySetName}${options}`, { headers: { Prefer: prefer } });
  const cookie = answer['@Microsoft.Dynamics.CRM.fetchxmlpagingcookie'];
  return { entities: answer.value, nextLink: answer['@odata.nextLink'], ...(cookie ? { fetchXmlPagingCookie: cookie } : {}) };
}

/**
 * Calls an action or function.
 * @param {any} request with getMetadata
 * @returns {Promise<Response>} ok, and json() for what it gives back
 */
async function execute(request) {
  const metadata = request.getMetadata();
  const names = Object.keys(metadata.parameterTypes || {});
  if (metadata.operationType !== 0 && metadata.operationType !== 1) {
    throw new Error('The local tenant\'s client API does not support execute for create, retrieve, update and delete (operationType 2). Use createRecord and the like.');
  }
  const bound = metadata.boundParameter;
  const target = bound ? request[bound] : null;
  if (bound && !target) throw new Error(`The request lacks its bound parameter ${bound}.`);
  const operation = target ? `${summary(target.entityType).entitySetName}(${bare(target.id)})/Microsoft.Dynamics.CRM.${metadata.operationName}` : metadata.operationName;
  const values = names.filter(name => name !== bound && request[name] !== undefined && request[name] !== null);
  const response = metadata.operationType === 0
    ? await send('POST', operation, { body: Object.fromEntries(values.map(name => [name, jsonOf(request[name])])) })
    : await send('GET', functionAddress(operation, values.map(name => [name, request[name]])));
  if (!response.ok) throw await errorOf(response);
  return response;
}

/** @param {string} operation @param {[string, any][]} values */
function functionAddress(operation, values) {
  const aliases = values.map(([name], index) => `${name}=@p${index + 1}`).join(',');
  const query = values.map(([, value], index) => `@p${index + 1}=${encodeURIComponent(literal(value))}`).join('&');
  return `${operation}(${aliases})${query ? `?${query}` : ''}`;
}

/** @param {any} value */
function literal(value) {
  if (typeof value === 'string') return `'${value.replace(/'/g, "''")}'`;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object') return JSON.stringify(jsonOf(value));
  return String(value);
}

/** A row that a parameter names, as the Web API takes it. @param {any} value */
function jsonOf(value) {
  if (!value || typeof value !== 'object' || !value.entityType || !value.id) return value;
  return { '@odata.type': `Microsoft.Dynamics.CRM.${value.entityType}`, [summary(value.entityType).primaryKey]: bare(value.id) };
}

