/** What an object shows and says. */
import { choice, number, option, statement, text, type BlockShape } from './shape';

export const looks: BlockShape[] = [
  statement('show'),
  statement('hide'),
  statement('say', text('TEXT', { text: 'hello' }), option('MODE', 'say', 'think')),
  statement(
    'say_for',
    text('TEXT', { text: 'hello' }),
    number('SECONDS', 4),
    option('MODE', 'say', 'think'),
  ),
  { ...statement('set_shape', choice('SHAPE', 'shape')), onlyFor: 'picture' },
  { ...statement('next_shape', option('WHICH', 'next', 'previous')), onlyFor: 'picture' },
  statement('set_size', number('PERCENT', 100)),
];
