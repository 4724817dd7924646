/** What can start a script. */
import type { Block } from './code';

export type Event =
  | { kind: 'run' }
  | { kind: 'key'; key: string }
  | { kind: 'click' }
  | { kind: 'message'; id: string }
  | { kind: 'clone' }
  /** The camera has seen what this hat waits for. */
  | { kind: 'seen'; hat: Block };
