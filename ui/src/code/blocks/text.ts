/** What a text object writes. */
import { statement, text as textSlot, type BlockShape } from './shape';

export const text: BlockShape[] = [
  { ...statement('text_write', textSlot('TEXT', { text: 'hello' })), onlyFor: 'text' },
  { ...statement('text_append', textSlot('TEXT', { text: 'hello' })), onlyFor: 'text' },
  { ...statement('text_clear'), onlyFor: 'text' },
];
