/** True or false. */
import { boolean, choice, condition, option, text, type BlockShape } from './shape';

export const decision: BlockShape[] = [
  boolean('key_down', choice('KEY', 'key')),
  boolean('touching', choice('OBJECT', 'touchable')),
  boolean(
    'compare',
    text('A', { text: 'ten' }),
    option('OPERATOR', 'equal', 'not_equal', 'greater', 'less', 'greater_equal', 'less_equal'),
    text('B', { text: 'ten' }),
  ),
  boolean('and_or', condition('A'), option('OPERATOR', 'and', 'or'), condition('B')),
  boolean('not', condition('A')),
  boolean('truth', option('VALUE', 'true', 'false')),
];
