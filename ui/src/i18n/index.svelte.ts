/**
 * The only place where sentences for people live. `t` gives a message in the chosen language;
 * keys and holes are checked by the compiler (`i18n.d.ts`). One message file for each feature.
 * Holes take a Korean particle by `{{name, josa(을/를)}}`.
 */
import { josa } from 'es-hangul';
import i18next from 'i18next';
import type { ErrorView, Language } from '../api';
import { en } from './messages/en';
import { ko } from './messages/ko';

type JosaPair = Parameters<typeof josa>[1];

const instance = i18next.createInstance();
void instance.init({
  lng: 'en',
  fallbackLng: 'en',
  defaultNS: 'shell',
  ns: Object.keys(en),
  resources: { en, ko },
  interpolation: { escapeValue: false },
  initAsync: false,
});
instance.services.formatter?.add('josa', (value: unknown, _language, options) => {
  const pair = Object.keys(options as object).find((key) => key.includes('/'));
  return pair ? josa(String(value), pair as JosaPair) : String(value);
});

class Locale {
  /** The language of the window. */
  language = $state<Language>('en');

  set(language: Language) {
    void instance.changeLanguage(language);
    this.language = language;
    document.documentElement.lang = language;
  }
}

/** The language of the window; setting it redraws every message. */
export const locale = new Locale();

/** The language to start with when the user has chosen none. */
export function systemLanguage(): Language {
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith('ko')) ? 'ko' : 'en';
}

/** The message for `key` in the language of the window. */
export const t: typeof instance.t = ((...args: never[]) => {
  void locale.language; // makes every message a dependency on the language
  return (instance.t as (...args: never[]) => unknown)(...args);
}) as typeof instance.t;

/** The sentence for a failure. */
export function errorText(error: ErrorView): string {
  void locale.language;
  // The holes of a sentence are known only to the side that filled them.
  const say = instance.t as unknown as (key: string, holes: ErrorView['detail']) => string;
  return say(`errors:${error.code}`, error.detail);
}
