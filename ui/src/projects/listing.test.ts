import { afterEach, expect, test } from 'vitest';
import { projectCard } from '../state/testing';
import { listing, matches, SEARCHED_FROM } from './listing.svelte';

afterEach(() => {
  listing.order = 'changed';
  listing.query = '';
});

const hands = projectCard('hands', { name: '가위바위보', class_names: ['가위', 'Rock'] });

test.each(['가위바', ' 바위 ', 'ROCK', '가위ㅂ', '가우', 'ㄱㅇㅂ', '가위'.normalize('NFD'), ''])(
  '"%s" finds the project',
  (query) => expect(matches(hands, query)).toBe(true),
);

test.each(['가위보', 'paper', 'ㄴ', '가위 바위'])('"%s" does not find it', (query) =>
  expect(matches(hands, query)).toBe(false),
);

const cards = Array.from({ length: SEARCHED_FROM }, (_, index) =>
  projectCard(`p${index}`, {
    name: `Model ${[10, 9, 2, 1, 3, 4][index]}`,
    changed_at: 1000 - index,
    photos: [5, 50, 5, 0, 1, 2][index] ?? 0,
  }),
);
const ids = () => listing.of(cards, 'en').map((one) => one.id);

test('projects stand in the order that was chosen', () => {
  expect(ids()).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5']);
  listing.order = 'name';
  expect(ids()).toEqual(['p3', 'p2', 'p4', 'p5', 'p1', 'p0']);
  listing.order = 'photos';
  expect(ids()).toEqual(['p1', 'p0', 'p2', 'p5', 'p4', 'p3']);
});

test('a search hides what it does not find, but not where it cannot be seen', () => {
  listing.query = 'model 10';
  expect(ids()).toEqual(['p0']);
  expect(listing.of(cards.slice(1), 'en')).toHaveLength(SEARCHED_FROM - 1);
});
