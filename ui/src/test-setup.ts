/** Runs before every test file of the window. */
import { configure } from '@testing-library/svelte';
import { afterEach } from 'vitest';
import { locale } from './i18n/index.svelte';

// No judgement of speed: the machine may be busy with other work.
configure({ asyncUtilTimeout: 20_000 });

// jsdom has no layout: every question about the window's size is answered with no.
window.matchMedia = (media: string) =>
  Object.assign(new EventTarget(), {
    matches: false,
    media,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  });

globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
Object.assign(Element.prototype, { scrollIntoView: () => undefined });
// jsdom's files cannot be read as promises.
Object.assign(Blob.prototype, {
  arrayBuffer(this: Blob) {
    return new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsArrayBuffer(this);
    });
  },
});

afterEach(() => {
  locale.set('en');
});
