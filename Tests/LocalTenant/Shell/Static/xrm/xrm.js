// The global object Xrm of the client API, for form scripts, commands and pages (as parent.Xrm).
// Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/clientapi-xrm

import { addNotification, clearNotification } from '../app/notifications.js';
import { strict } from './strict.js';
import { createNavigation } from './xrmNavigation.js';
import { createUtility } from './xrmUtility.js';
import { createWebApi } from './xrmWebApi.js';

export function createXrm() {
  return strict('Xrm', {
    Navigation: createNavigation(),
    Utility: createUtility(),
    WebApi: createWebApi(),
    App: strict('Xrm.App', {
      addGlobalNotification: async (/** @type {any} */ notification) => addNotification(notification),
      clearGlobalNotification: async (/** @type {string} */ id) => clearNotification(id),
    }),
  });
}
