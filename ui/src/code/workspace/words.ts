/** The words of blocks in the language of the window, and in every language for the search. */
import { t } from '../../i18n/index.svelte';
import { en } from '../../i18n/messages/en';
import { ko } from '../../i18n/messages/ko';
import type { BlockShape, Category, OptionField, Part } from '../blocks/shape';

// Keys are put together from types here, so the compiler cannot know them; words.test.ts does.
const say = t as unknown as (key: string, holes?: Record<string, string | number>) => string;

/** A sentence of the `blocks` messages by its path. */
export const words = (path: string, holes?: Record<string, string | number>) =>
  say(`blocks:${path}`, holes);

export const typeWords = (type: string) => words(type);
export const optionWords = (option: string) => words(`option.${option}`);
export const categoryWords = (category: Category) => words(`category.${category}`);

export const isOption = (part: Part): part is OptionField => 'options' in part;

type Tree = Record<string, unknown>;
const trees: Tree[] = [en.blocks, ko.blocks];

function inAll(...path: string[]): string[] {
  return trees.flatMap((tree) => {
    const found = path.reduce<unknown>((at, key) => (at as Tree | undefined)?.[key], tree);
    return typeof found === 'string' ? [found] : [];
  });
}

/** Everything in every language by which a block can be found. */
export function searchedWords(shape: BlockShape, category: Category): string[] {
  const options = shape.parts.filter(isOption).flatMap((part) => part.options);
  return [
    ...inAll(shape.type).map((text) => text.replace(/%\d/g, ' ')),
    ...options.flatMap((option) => inAll('option', option)),
    ...inAll('category', category),
    ...inAll('search', shape.type),
    ...inAll('search', category),
  ];
}
