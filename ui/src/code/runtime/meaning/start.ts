/** What begins a script, and messages between scripts. */
import type { BlockRun } from '../blockRun';
import type { Thread } from '../thread';
import { waitUntil, type Meanings } from './meaning';

export const start: Meanings = {
  hats: {
    start_run: (_, event) => event.kind === 'run',
    start_key: (hat, event) => event.kind === 'key' && event.key === hat.fields.get('KEY'),
    start_object_click: (_, event) => event.kind === 'click',
    start_message: (hat, event) =>
      event.kind === 'message' && event.id === hat.fields.get('MESSAGE'),
  },
  statements: {
    send_message: (run) => void send(run),
    send_message_wait: (run) => {
      const started = send(run);
      if (started.length > 0) return waitUntil(() => started.every((thread) => thread.ended));
    },
  },
};

function send(run: BlockRun): Thread[] {
  const id = run.field('MESSAGE');
  const { messages } = run.world.program.view.shared;
  if (messages.some((message) => message.id === id))
    return run.world.raise({ kind: 'message', id });
  run.trouble('message_gone');
  return [];
}
