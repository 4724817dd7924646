/**
 * Runs the program: the interpreter on one side, the window on the other. Sixty steps a second,
 * whatever the screen shows; none while the window is out of sight.
 * Never here: what blocks mean, how anything looks.
 */
import type { Prediction, ProgramView } from '../api';
import { makeInterpreter } from './runtime/interpreter';
import type {
  Host,
  Interpreter,
  Recognition,
  RunNotice,
  RunState,
  StageView,
  Value,
} from './runtime/types';

const STEP_MS = 1000 / 60;
/** Steps that are made up for after a slow frame; more would make it slower still. */
const MOST_STEPS = 2;
/** A longer time between two frames is none of the program's. */
const SLEEP_MS = 500;

/** What the runner asks of the place around it; the rest of the host it is itself. */
export type Surroundings = Omit<
  Host,
  'now' | 'random' | 'openPopup' | 'closePopup' | 'stateChanged'
> & {
  /** The troubles of the last run are over. */
  forgetTroubles(): void;
};

export class Runner {
  state = $state<RunState>('stopped');
  /** Whether the popup is open. */
  asking = $state(false);
  /** What the stage shows: the run, or the start while nothing runs. */
  view = $state.raw<StageView>() as StageView;

  #interpreter: Interpreter;
  #frame = 0;
  #last = 0;
  #owed = 0;
  /** Milliseconds for which the window was out of sight, or the machine asleep. */
  #slept = 0;

  constructor(
    private readonly around: Surroundings,
    program: ProgramView,
  ) {
    this.#interpreter = this.#make(program);
    this.view = this.#interpreter.view;
  }

  /** Shows the start of another state of the program; a run goes on with what it began with. */
  show(program: ProgramView) {
    if (this.state !== 'stopped') return;
    this.#interpreter = this.#make(program);
    this.view = this.#interpreter.view;
  }

  start(program: ProgramView) {
    if (this.state !== 'stopped') return;
    this.show(program);
    this.around.forgetTroubles();
    this.#interpreter.start();
  }

  pause = () => this.#interpreter.pause();
  resume = () => this.#interpreter.resume();
  stop = () => this.#interpreter.stop();

  keyPressed = (key: string) => this.#interpreter.keyPressed(key);
  objectClicked = (actorKey: string) => this.#interpreter.objectClicked(actorKey);
  answer = (text: string) => this.#interpreter.answer(text);
  valueOf = (objectId: string, blockId: string): Value | undefined =>
    this.#interpreter.valueOf(objectId, blockId);

  popupResume = () => this.#interpreter.popupResume();
  popupPause = () => this.#interpreter.popupPause();

  popupConfirmed = (prediction: Prediction) => {
    this.asking = false;
    this.#interpreter.popupAnswered(recognitionOf(prediction));
  };

  popupClosed = () => {
    this.asking = false;
    this.#interpreter.popupClosed();
  };

  seen = (prediction: Prediction) => this.#interpreter.seen(recognitionOf(prediction));
  liveFailed = (notice: RunNotice) => this.#interpreter.liveFailed(notice);
  modelChanged = () => this.#interpreter.modelChanged();

  #make(program: ProgramView): Interpreter {
    const host: Host = {
      ...this.around,
      now: () => performance.now() - this.#slept,
      random: () => Math.random(),
      openPopup: () => (this.asking = true),
      closePopup: () => (this.asking = false),
      stateChanged: (state: RunState) => this.#changed(state),
    };
    return makeInterpreter(program, host);
  }

  #changed(state: RunState) {
    this.state = state;
    cancelAnimationFrame(this.#frame);
    if (state !== 'running') return;
    this.#last = performance.now();
    this.#owed = 0;
    this.#frame = requestAnimationFrame(this.#step);
  }

  #step = (now: number) => {
    this.#frame = requestAnimationFrame(this.#step);
    const passed = now - this.#last;
    if (passed > SLEEP_MS) this.#slept += passed - STEP_MS;
    this.#owed = Math.min(this.#owed + passed / STEP_MS, MOST_STEPS);
    this.#last = now;
    while (this.#owed >= 1 && this.state === 'running') {
      this.#owed--;
      this.#interpreter.tick();
    }
  };
}

/** What a program knows of an answer of the model. */
export const recognitionOf = (prediction: Prediction): Recognition => ({
  classes: prediction.classes.map(({ id, confidence }) => ({ id, confidence })),
  modelVersion: prediction.model_version,
  unsure: prediction.unsure,
});
