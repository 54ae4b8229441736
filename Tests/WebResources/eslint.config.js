import js from '@eslint/js';
import powerApps from '@microsoft/eslint-plugin-power-apps';

const browser = ['document', 'window', 'parent', 'location', 'fetch', 'console', 'DOMParser', 'URL', 'URLSearchParams', 'setTimeout', 'clearTimeout', 'matchMedia', 'Intl', 'Element', 'HTMLElement', 'Node'];

const further = ['addEventListener', 'removeEventListener', 'history', 'navigator', 'Event', 'HTMLInputElement', 'HTMLTextAreaElement', 'ResizeObserver', 'XMLSerializer'];

/** @param {string[]} names */
const readonly = names => Object.fromEntries(names.map(name => [name, 'readonly']));

const linterOptions = { reportUnusedDisableDirectives: 'error' };

const rules = {
  ...js.configs.recommended.rules,
  ...powerApps.configs.paCheckerHosted.rules,
  // A catch without its variable is younger than ES2018.
  'no-unused-vars': ['error', { caughtErrors: 'none' }],
  eqeqeq: 'error',
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-new-func': 'error',
  'prefer-const': 'error',
};

export default [
  {
    // The scripts as they ship: classic scripts that share the one global object Pax8.
    files: ['Solution/src/WebResources/**/*.js'],
    languageOptions: { ecmaVersion: 2018, sourceType: 'script', globals: { Xrm: 'readonly', ...readonly(browser) } },
    linterOptions,
    plugins: { '@microsoft/power-apps': powerApps },
    rules,
  },
  {
    // The local tenant's pages around them: modules of today's browsers, which make Xrm and have none.
    files: ['Tests/LocalTenant/Shell/Static/**/*.js'],
    languageOptions: { ecmaVersion: 2023, sourceType: 'module', globals: readonly([...browser, ...further]) },
    linterOptions,
    plugins: { '@microsoft/power-apps': powerApps },
    rules,
  },
];
