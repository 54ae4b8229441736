import js from '@eslint/js';
import powerApps from '@microsoft/eslint-plugin-power-apps';

const browser = ['document', 'window', 'parent', 'location', 'fetch', 'console', 'DOMParser', 'URL', 'URLSearchParams', 'setTimeout', 'clearTimeout', 'matchMedia', 'Intl', 'Element', 'HTMLElement', 'Node'];

export default [
  {
    // The scripts as they ship: classic scripts that share the one global object Pax8.
    files: ['Solution/src/WebResources/**/*.js'],
    languageOptions: {
      ecmaVersion: 2018,
      sourceType: 'script',
      globals: { Xrm: 'readonly', ...Object.fromEntries(browser.map(name => [name, 'readonly'])) },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { '@microsoft/power-apps': powerApps },
    rules: {
      ...js.configs.recommended.rules,
      ...powerApps.configs.paCheckerHosted.rules,
      // A catch without its variable is younger than ES2018.
      'no-unused-vars': ['error', { caughtErrors: 'none' }],
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'prefer-const': 'error',
    },
  },
];
