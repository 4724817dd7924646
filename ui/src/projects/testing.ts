/** For tests only: pressing buttons. Asking for roles takes long where a page has many words. */
import { fireEvent } from '@testing-library/svelte';

/** The newest button with this name: that of a dialog, where one is open. */
export function button(name: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].filter(
    (one) => (one.getAttribute('aria-label') ?? one.textContent).trim() === name,
  );
  const newest = found.at(-1);
  if (!newest) throw new Error(`no button is called ${name}`);
  return newest;
}

export const press = (name: string) => fireEvent.click(button(name));
