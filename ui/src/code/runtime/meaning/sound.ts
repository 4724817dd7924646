/** Sounds. */
import { waitSeconds, type Meanings } from './meaning';

export const sound: Meanings = {
  statements: {
    play_sound: (run) => void run.world.host.playSound(run.field('SOUND')),
    play_sound_wait: (run) => waitSeconds(run.world, run.world.host.playSound(run.field('SOUND'))),
  },
};
