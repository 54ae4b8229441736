// The Web API as the shell calls it. Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/overview

export const root = '/api/data/v9.2/';

/** An answer that refuses: its message is the server's sentence, its code the platform's error number. */
export class WebApiError extends Error {
  /** @param {string} message @param {number} code @param {number} status */
  constructor(message, code, status) {
    super(message);
    this.name = 'WebApiError';
    this.code = code;
    this.status = status;
  }
}

/**
 * Sends a request and gives the answer, whatever its status.
 * @param {string} method
 * @param {string} path below /api/data/v9.2/, or an address of this server
 * @param {{ body?: unknown, headers?: Object<string, string> }} [options]
 * @returns {Promise<Response>}
 */
export async function send(method, path, options = {}) {
  /** @type {Object<string, string>} */
  const headers = { Accept: 'application/json', 'OData-MaxVersion': '4.0', 'OData-Version': '4.0', 'X-Requested-With': 'XMLHttpRequest', ...options.headers };
  if (options.body !== undefined) headers['Content-Type'] = 'application/json; charset=utf-8';
  const address = path.startsWith('/') || path.startsWith('http') ? path : root + path;
  try {
    return await fetch(address, { method, headers, body: options.body === undefined ? undefined : JSON.stringify(options.body), credentials: 'same-origin' });
  } catch {
    throw new WebApiError('The server cannot be reached. Check that the local tenant is running and try again.', 0, 0);
  }
}

/**
 * Sends a request and reads its answer; refusals are thrown.
 * @param {string} method @param {string} path @param {{ body?: unknown, headers?: Object<string, string> }} [options]
 * @returns {Promise<any>} the JSON; null where the answer has none
 */
export async function call(method, path, options = {}) {
  const response = await send(method, path, options);
  if (!response.ok) throw await errorOf(response);
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

/** What a refusing answer says. @param {Response} response @returns {Promise<WebApiError>} */
export async function errorOf(response) {
  const text = await response.text();
  try {
    const error = JSON.parse(text).error;
    return new WebApiError(error.message, Number(error.code) || 0, response.status);
  } catch {
    return new WebApiError(text.trim() || `The server answered with status ${response.status}. Refresh the page and try again.`, 0, response.status);
  }
}

/** With formatted values, names of lookups and all that the platform knows beside the values. */
export const annotated = { Prefer: 'odata.include-annotations="*"' };

/**
 * Rows of a FetchXML query.
 * @param {string} entitySetName @param {string} fetchXml
 * @returns {Promise<{ rows: any[], more: boolean, total: number, cookie: string|null }>} total is -1 where the server did not count
 */
export async function fetchRows(entitySetName, fetchXml) {
  const answer = await call('GET', `${entitySetName}?fetchXml=${encodeURIComponent(fetchXml)}`, { headers: annotated });
  const total = answer['@Microsoft.Dynamics.CRM.totalrecordcount'];
  return {
    rows: answer.value,
    more: answer['@Microsoft.Dynamics.CRM.morerecords'] === true || answer['@odata.nextLink'] !== undefined,
    total: typeof total === 'number' ? total : -1,
    cookie: cookieOf(answer['@Microsoft.Dynamics.CRM.fetchxmlpagingcookie']),
  };
}

// The annotation carries an element of which the attribute pagingcookie is URL encoded twice.
// Source: learn.microsoft.com/power-apps/developer/data-platform/fetchxml/page-results
/** @param {string|undefined} annotation */
function cookieOf(annotation) {
  if (!annotation) return null;
  const element = new DOMParser().parseFromString(annotation, 'application/xml').documentElement;
  const encoded = element.getAttribute('pagingcookie');
  return encoded === null ? null : decodeURIComponent(decodeURIComponent(encoded));
}

/** A row with its annotations. @param {string} entitySetName @param {string} id */
export function retrieve(entitySetName, id) {
  return call('GET', `${entitySetName}(${bare(id)})`, { headers: annotated });
}

/**
 * Creates a row. @param {string} entitySetName @param {Object<string, any>} values
 * @returns {Promise<string>} its id
 */
export async function create(entitySetName, values) {
  const response = await send('POST', entitySetName, { body: values });
  if (!response.ok) throw await errorOf(response);
  const address = response.headers.get('OData-EntityId') || '';
  const id = /\(([0-9a-fA-F-]{36})\)/.exec(address);
  if (!id) throw new WebApiError('The server did not say which row it created. Refresh the list and look for it.', 0, response.status);
  return id[1];
}

/** @param {string} entitySetName @param {string} id @param {Object<string, any>} values */
export async function update(entitySetName, id, values) {
  // Without If-Match a PATCH creates the row where there is none.
  await call('PATCH', `${entitySetName}(${bare(id)})`, { body: values, headers: { 'If-Match': '*' } });
}

/** @param {string} entitySetName @param {string} id */
export async function remove(entitySetName, id) {
  await call('DELETE', `${entitySetName}(${bare(id)})`);
}

/** An id without braces, in lower case, as the Web API takes it. @param {string} id */
export function bare(id) {
  return id.replace(/[{}]/g, '').toLowerCase();
}

/** An id as the client API gives it: braces, upper case. @param {string} id */
export function braced(id) {
  return id === '' ? '' : `{${bare(id).toUpperCase()}}`;
}
