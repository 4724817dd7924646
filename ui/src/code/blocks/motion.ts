/** Where an object is and where it looks. */
import { number, statement, type BlockShape } from './shape';

export const motion: BlockShape[] = [
  statement('move', number('STEPS', 10)),
  statement('change_x', number('BY', 10)),
  statement('change_y', number('BY', 10)),
  statement('go_to', number('X', 0), number('Y', 0)),
  statement('glide_to', number('SECONDS', 2), number('X', 10), number('Y', 10)),
  statement('turn', number('DEGREES', 90)),
  statement('bounce'),
];
