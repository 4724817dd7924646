/** Finds blocks by their words, Korean and English, also in the middle of a word. No Blockly. */
import { catalogue } from '../blocks/catalogue';
import type { BlockShape, Category } from '../blocks/shape';
import { searchedWords } from './words';

export interface Found {
  shape: BlockShape;
  category: Category;
}

const plain = (text: string) => text.normalize('NFC').toLowerCase();
const tight = (text: string) => plain(text).replace(/\s+/g, '');

/** Everything that one block is found by: as it is written, and without its spaces. */
function index(): (Found & { text: string; own: string })[] {
  return catalogue.flatMap(({ category, blocks }) =>
    blocks
      .filter((shape) => !shape.special)
      .map((shape) => {
        const all = searchedWords(shape, category);
        const text = `${all.map(plain).join('\n')}\n${all.map(tight).join('\n')}`;
        return { shape, category, text, own: all.slice(0, 2).map(tight).join('\n') };
      }),
  );
}
let indexed: ReturnType<typeof index> | undefined;

/** The blocks that have every word of the question, those that say it themselves first. */
export function findBlocks(question: string): Found[] {
  const asked = plain(question).split(/\s+/).filter(Boolean);
  if (asked.length === 0) return [];
  indexed ??= index();
  const whole = tight(question);
  const found = indexed.filter(
    ({ text }) => text.includes(whole) || asked.every((word) => text.includes(word)),
  );
  const saysIt = (one: { own: string }) => (one.own.includes(whole) ? 0 : 1);
  return [...found].sort((one, other) => saysIt(one) - saysIt(other));
}
