// What an Endpoint URL must be like, for a notice beside the field. The server decides; it says the same in the same words.

var Pax8 = Pax8 || {};
Pax8.Connector = Pax8.Connector || {};

Pax8.Connector.Endpoint = (() => {
  'use strict';

  const standard = 'https://api.pax8.com';
  const domain = 'pax8.com';

  /**
   * What is wrong with the address.
   * @param {string|null} text
   * @param {boolean} production
   * @returns {string|null} key of the text that says it; null where nothing is
   */
  function problem(text, production) {
    const trimmed = (text || '').trim();
    if (!trimmed) return 'endpointMissing';
    const address = parse(trimmed);
    if (!address) return 'endpointNoAddress';
    if (address.protocol !== 'https:') return 'endpointNotHttps';
    if (trimmed.includes('@')) return 'endpointUser';
    if (trimmed.includes('?') || trimmed.includes('#')) return 'endpointQuery';
    if (address.pathname !== '/') return 'endpointPath';
    if (!isPublicName(hostOf(trimmed))) return 'endpointHost';
    if (!production) return null;
    if (address.hostname !== domain && !address.hostname.endsWith(`.${domain}`)) return 'endpointNotPax8';
    return address.port ? 'endpointPort' : null;
  }

  /** @param {string} text */
  function parse(text) {
    try {
      return new URL(text);
    } catch (error) {
      return null;
    }
  }

  /** The host as it was typed: a URL turns other alphabets and short forms of IP addresses into what they stand for. @param {string} text */
  function hostOf(text) {
    return text.replace(/^https:\/*/i, '').replace(/[/:].*$/, '').toLowerCase();
  }

  /** @param {string} host */
  function isPublicName(host) {
    return /^[a-z0-9.-]+$/.test(host) && host.indexOf('.') > 0 && !host.endsWith('.') && !host.endsWith('.localhost') && !/^[\d.]+$/.test(host);
  }

  return { standard, problem };
})();
