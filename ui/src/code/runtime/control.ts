/** Whether the program runs, and with it the clock and the sounds. */
import { Clock } from './clock';
import type { Host, RunState } from './types';

export class Control {
  readonly clock: Clock;
  #state: RunState = 'stopped';

  constructor(private readonly host: Host) {
    this.clock = new Clock(() => host.now());
  }

  get state(): RunState {
    return this.#state;
  }

  start() {
    this.clock.go();
    this.#become('running');
  }

  pause() {
    if (this.#state !== 'running') return;
    this.clock.halt();
    this.host.pauseSounds(true);
    this.#become('paused');
  }

  resume() {
    if (this.#state !== 'paused') return;
    this.clock.go();
    this.host.pauseSounds(false);
    this.#become('running');
  }

  stop() {
    if (this.#state === 'stopped') return;
    this.clock.halt();
    this.#become('stopped');
  }

  #become(state: RunState) {
    this.#state = state;
    this.host.stateChanged(state);
  }
}
