/** What the user chose for the app as a whole: language, colours, mirror. */
import { setPreferences, type Preferences } from '../api';
import { locale, systemLanguage } from '../i18n/index.svelte';
import { notices } from './notices.svelte';
import { MediaQuery } from 'svelte/reactivity';

class PreferencesStore {
  #systemDark = new MediaQuery('prefers-color-scheme: dark');
  current = $state.raw<Preferences>({ language: null, theme: 'system', mirror: true });

  /** The colours that are shown. */
  theme = $derived.by((): 'light' | 'dark' => {
    if (this.current.theme !== 'system') return this.current.theme;
    return this.#systemDark.current ? 'dark' : 'light';
  });

  /** Takes what is kept on the disk. */
  apply(preferences: Preferences) {
    this.current = preferences;
    locale.set(preferences.language ?? systemLanguage());
  }

  /** Changes some of them, at once in the window and then on the disk. */
  async set(some: Partial<Preferences>) {
    const before = this.current;
    this.apply({ ...before, ...some });
    try {
      await setPreferences(this.current);
    } catch (thrown) {
      this.apply(before);
      notices.problem(thrown);
    }
  }
}

export const preferences = new PreferencesStore();
