/** Runs before every test file of the window. */
import { afterEach } from 'vitest';
import { locale } from './i18n/index.svelte';

afterEach(() => {
  locale.set('en');
});
