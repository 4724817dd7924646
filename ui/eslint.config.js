import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/**
 * Which folder of src may import from which. A feature never imports another feature: they meet
 * in App.svelte. `api` is the only door to Rust, `i18n` knows the types of `api` alone.
 */
const arrows = {
  api: [],
  i18n: ['api'],
  shared: [],
  state: ['api', 'i18n'],
  camera: ['api', 'i18n', 'shared', 'state'],
  projects: ['api', 'i18n', 'shared', 'state'],
  shell: ['api', 'i18n', 'shared', 'state'],
  teach: ['api', 'i18n', 'shared', 'state', 'camera'],
  recognising: ['api', 'i18n', 'shared', 'state', 'camera'],
  test: ['api', 'i18n', 'shared', 'state', 'camera', 'recognising'],
  code: ['api', 'i18n', 'shared', 'state', 'camera', 'recognising'],
  train: ['api', 'i18n', 'shared', 'state'],
};
const folders = Object.keys(arrows);
const rust = { group: ['@tauri-apps/*'], message: 'The api folder is the only door to Rust.' };

const forbidOtherArrows = folders.map((own) => ({
  files: [`src/${own}/**`],
  ignores: ['**/*.test.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(${folders
              .filter((folder) => folder !== own && !arrows[own].includes(folder))
              .join('|')})(/|$)`,
            message: `'${own}' may import only from: ${arrows[own].join(', ') || 'itself'}.`,
          },
          ...(own === 'api' ? [] : [rust]),
        ],
      },
    ],
  },
}));

export default ts.config(
  { ignores: ['dist/**', 'src/api/generated.ts'] },
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js'] },
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      eqeqeq: 'error',
      'no-alert': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/button-has-type': 'error',
      'svelte/require-each-key': 'error',
    },
  },
  {
    // The types of components are known to svelte-check alone; here they would all be `any`.
    files: ['**/*.svelte'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // What users name is text, never markup.
    files: ['src/**'],
    ignores: ['src/**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          'MemberExpression[property.name=MARKUP]',
          'MemberExpression[property.value=MARKUP]',
          'SvelteAttribute[key.name=MARKUP]',
          'SvelteDirective[key.name.name=MARKUP]',
        ].map((place) => ({
          selector: place.replace(
            'MARKUP',
            '/^(innerHTML|outerHTML|insertAdjacentHTML|srcdoc|createContextualFragment)$/',
          ),
          message: 'Names and texts are text: use textContent.',
        })),
      ],
    },
  },
  { files: ['src/*'], rules: { 'no-restricted-imports': ['error', { patterns: [rust] }] } },
  ...forbidOtherArrows,
  {
    files: ['*.js', '*.ts', 'src/**/*.test.ts'],
    ...ts.configs.disableTypeChecked,
  },
);
