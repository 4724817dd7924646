import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Which folder may import from which: a feature never imports another feature. */
const features = ['projects', 'teach', 'train', 'test', 'shell'];
const forbidOtherFeatures = features.map((own) => ({
  files: [`src/${own}/**`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: features.filter((f) => f !== own).map((f) => `**/${f}/**`),
            message: 'Features meet only in App.svelte.',
          },
          { group: ['@tauri-apps/*'], message: 'The api folder is the only door to Rust.' },
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
    files: ['src/shared/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['**/api/**', '**/state/**', ...features.map((f) => `**/${f}/**`)], message: 'Shared parts know no project words.' }] },
      ],
    },
  },
  ...forbidOtherFeatures,
  {
    files: ['*.js', '*.ts', 'src/**/*.test.ts'],
    ...ts.configs.disableTypeChecked,
  },
);
