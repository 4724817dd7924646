/** What begins a script, and messages between scripts. */
import { choice, hat, statement, type BlockShape } from './shape';

export const start: BlockShape[] = [
  hat('start_run'),
  hat('start_key', choice('KEY', 'key')),
  hat('start_object_click'),
  hat('start_message', choice('MESSAGE', 'message')),
  statement('send_message', choice('MESSAGE', 'message')),
  statement('send_message_wait', choice('MESSAGE', 'message')),
];
