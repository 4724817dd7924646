/** Runs before every test file of the window. */
import { afterEach } from 'vitest';
import { locale } from './i18n/index.svelte';

// jsdom has no layout: every question about the window's size is answered with no.
window.matchMedia = (media: string) =>
  Object.assign(new EventTarget(), {
    matches: false,
    media,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  });

afterEach(() => {
  locale.set('en');
});
