/**
 * Which projects are shown, and in what order. What was chosen stays while the app runs.
 * Never here: the document, Rust.
 */
import { disassemble, getChoseong } from 'es-hangul';
import type { ProjectCard } from '../api';

export type Order = 'changed' | 'name' | 'photos';
export const ORDERS: readonly Order[] = ['changed', 'name', 'photos'];

/** From so many projects on they can be searched. */
export const SEARCHED_FROM = 6;

class Listing {
  order = $state<Order>('changed');
  query = $state('');

  /** Whether something is searched for in so many. A search that cannot be seen does not count. */
  isSearchOf(count: number): boolean {
    return count >= SEARCHED_FROM && this.query.trim() !== '';
  }

  /** The projects to show. */
  of(cards: readonly ProjectCard[], language: string): ProjectCard[] {
    const isSearch = this.isSearchOf(cards.length);
    const found = cards.filter((one) => !isSearch || matches(one, this.query));
    return sorted(found, this.order, language);
  }
}

/**
 * Whether a project or one of its classes is called so. A Hangul syllable that is still being
 * typed finds what it may become, and first consonants alone find whole words.
 */
export function matches(card: ProjectCard, query: string): boolean {
  const wanted = plain(query);
  if (wanted === '') return true;
  const isFirstSounds = /^[ㄱ-ㅎ\s]+$/u.test(wanted);
  return [card.name, ...card.class_names].some((name) => {
    const text = plain(name);
    if (isFirstSounds) return getChoseong(text).includes(wanted);
    return disassemble(text).includes(disassemble(wanted));
  });
}

const plain = (text: string) => text.normalize('NFC').trim().toLowerCase().replace(/\s+/gu, ' ');

function sorted(cards: ProjectCard[], order: Order, language: string): ProjectCard[] {
  const byName = new Intl.Collator(language, { numeric: true });
  return cards.sort((one, other) => {
    if (order === 'name') return byName.compare(one.name, other.name);
    const newest = other.changed_at - one.changed_at;
    return order === 'photos' ? other.photos - one.photos || newest : newest;
  });
}

export const listing = new Listing();
