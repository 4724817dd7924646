/** What a text object writes. */
import type { BlockRun } from '../blockRun';
import { spoken } from '../values';
import type { Meanings } from './meaning';

export const text: Meanings = {
  statements: {
    text_write: (run) => write(run, written(run)),
    text_append: (run) => write(run, run.actor.text + written(run)),
    text_clear: (run) => write(run, ''),
  },
};

const written = (run: BlockRun) => spoken(run.value('TEXT'), run.world.host.wordsOf);

function write(run: BlockRun, text: string) {
  if (run.actor.kind === 'text') run.actor.text = run.fit(text);
}
