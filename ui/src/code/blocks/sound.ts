/** Sounds. */
import { choice, statement, type BlockShape } from './shape';

export const sound: BlockShape[] = [
  statement('play_sound', choice('SOUND', 'sound')),
  statement('play_sound_wait', choice('SOUND', 'sound')),
];
