/** For tests: a world outside the interpreter with a clock that is moved by hand, and programs. */
import type { ObjectView, PictureSource, ProgramShared, ProgramView } from '../../api';
import { shapes } from '../blocks/catalogue';
import { LITERAL_NUMBER, LITERAL_TEXT } from '../blocks/shape';
import { makeInterpreter } from './interpreter';
import type { Actor, BlockTrouble, Host, ModelNow, Recognition, RunState, Value } from './types';

/* Programs */

/** The saved state of a block, before it is JSON. */
export interface State {
  type: string;
  id: string;
  fields?: Record<string, unknown>;
  inputs?: Record<string, { block?: State; shadow?: State }>;
  next?: { block: State };
  extraState?: unknown;
  enabled?: boolean;
  disabledReasons?: string[];
  x?: number;
  y?: number;
}

/** A list of blocks stands in a body; anything else in a slot or a field. */
type Given = State | State[] | Value;

let made = 0;

/** A block with what stands in its fields, slots and bodies, by name. */
export function block(type: string, given: Record<string, Given> = {}): State {
  const state: State = { type, id: `${type}-${++made}`, fields: {}, inputs: {} };
  const parts = shapes.get(type)?.parts ?? [];
  for (const [name, value] of Object.entries(given)) {
    const isField = parts.some((part) => 'field' in part && part.field === name);
    if (isField) state.fields = { ...state.fields, [name]: value };
    else state.inputs = { ...state.inputs, [name]: inputOf(value) };
  }
  return state;
}

function inputOf(value: Given) {
  if (Array.isArray(value)) {
    const first = chain(value);
    return first ? { block: first } : {};
  }
  return typeof value === 'object' ? { block: value } : { shadow: literal(value) };
}

function literal(value: Value): State {
  if (typeof value === 'boolean') return block('truth', { VALUE: String(value) });
  if (typeof value === 'number')
    return { type: LITERAL_NUMBER, id: `n-${++made}`, fields: { NUM: value } };
  return { type: LITERAL_TEXT, id: `t-${++made}`, fields: { TEXT: value } };
}

export function chain(blocks: readonly State[]): State | undefined {
  return blocks.reduceRight<State | undefined>(
    (next, state) => (next ? { ...state, next: { block: next } } : state),
    undefined,
  );
}

/** A hat with the blocks under it. */
export function script(hat: State, ...body: State[]): State {
  const next = chain(body);
  return next ? { ...hat, next: { block: next } } : hat;
}
export const whenRun = (...body: State[]) => script(block('start_run'), ...body);

/** A definition, and blocks that call it. The ids of its parameters are their names. */
export function definition(id: string, parameters: string[], ...body: State[]) {
  const state = { ...block('function_define', { NAME: id }), id };
  const extraState = { parameters: parameters.map((name) => ({ id: name, name })) };
  const call =
    (type: string) =>
    (args: Record<string, Given> = {}) => {
      const slots = Object.entries(args).map(([name, value]) => [`ARG_${name}`, value]);
      return {
        ...block(type, Object.fromEntries(slots) as Record<string, Given>),
        extraState: { functionId: id, parameters },
      };
    };
  return {
    define: { ...script(state, ...body), extraState },
    call: call('function_call'),
    value: call('function_value'),
  };
}
export const parameter = (id: string): State => ({
  type: 'function_parameter',
  id: `parameter-${++made}`,
  fields: { PARAMETER: id },
});

export const workspace = (tops: unknown[]) =>
  JSON.stringify({ blocks: { languageVersion: 0, blocks: tops } });

export const drawn = (name: string): PictureSource => ({ kind: 'drawn', name });

/** An object in the middle of the stage; its scripts stand one below the other. */
export function object(scripts: State[], changes: Partial<ObjectView> = {}): ObjectView {
  return {
    id: 'cat',
    name: 'Cat',
    kind: 'picture',
    shapes: [
      { id: 'shape-1', name: 'one', picture: drawn('cat') },
      { id: 'shape-2', name: 'two', picture: drawn('cat2') },
    ],
    shape: 0,
    text: '',
    x: 0,
    y: 0,
    size: 100,
    direction: 90,
    rotation: 0,
    visible: true,
    blocks: workspace(scripts.map((top, row) => ({ x: 0, y: row * 100, ...top }))),
    ...changes,
  };
}

export const shared: ProgramShared = {
  order: [],
  backdrop: null,
  variables: [
    { id: 'x', name: 'x', value: '0', shown: true },
    { id: 'y', name: 'y', value: '0', shown: true },
    { id: 'word', name: 'word', value: 'hello', shown: true },
  ],
  lists: [{ id: 'list', name: 'list', items: ['a', '7', 'c'], shown: true }],
  messages: [
    { id: 'go', name: 'go' },
    { id: 'back', name: 'back' },
  ],
};

export const program = (objects: ObjectView[], changes: Partial<ProgramShared> = {}) =>
  ({
    revision: 1,
    shared: { ...shared, order: objects.map(({ id }) => id), ...changes },
    objects,
  }) satisfies ProgramView;

/* The world outside */

export const CAT = 1;
export const DOG = 2;

export const recognition = (...confidences: number[]): Recognition => ({
  classes: confidences.map((confidence, index) => ({ id: index + 1, confidence })),
  modelVersion: 1,
  unsure: false,
});

export class FakeHost implements Host {
  milliseconds = 0;
  /** Milliseconds that go by whenever somebody looks at the clock. */
  lookCosts = 0;
  randoms: number[] = [];
  keys = new Set<string>();
  place: { x: number; y: number } | undefined;
  size = { width: 40, height: 20 };
  /** For false and for true. */
  words = ['false', 'true'];
  modelNow: ModelNow = {
    version: 1,
    classes: [
      { id: CAT, name: 'Cat' },
      { id: DOG, name: 'Dog' },
    ],
  };
  sounds: Record<string, number> = { bell: 2 };
  cameraConnected = true;

  /** What was asked of it, in order. */
  readonly called: string[] = [];
  readonly troubles: BlockTrouble[] = [];
  readonly troubledBlocks: string[] = [];
  readonly notices: string[] = [];
  readonly states: RunState[] = [];
  glowing: ReadonlySet<string> = new Set();
  glows = 0;
  readonly asked: {
    picture: PictureSource;
    resolve: (answer: Recognition) => void;
    reject: (reason: Error) => void;
  }[] = [];

  now = () => (this.milliseconds += this.lookCosts);
  random = () => this.randoms.shift() ?? 0;
  sizeOf: Host['sizeOf'] = () => this.size;
  pointer = () => this.place;
  isKeyDown = (key: string) => this.keys.has(key);
  wordsOf: Host['wordsOf'] = (value) => this.words[Number(value)] ?? '';
  model = () => this.modelNow;
  openPopup = () => void this.called.push('openPopup');
  closePopup = () => void this.called.push('closePopup');
  recognisePicture = (picture: PictureSource) =>
    new Promise<Recognition>((resolve, reject) => this.asked.push({ picture, resolve, reject }));
  setLive = (on: boolean) => void this.called.push(on ? 'live on' : 'live off');
  setCameraShown = (shown: boolean) =>
    void this.called.push(shown ? 'camera shown' : 'camera hidden');
  chooseCamera = (id: string) => void this.called.push(`camera ${id}`);
  isCameraConnected = () => this.cameraConnected;
  playSound = (name: string) => {
    this.called.push(`play ${name}`);
    return this.sounds[name] ?? 0;
  };
  pauseSounds = (paused: boolean) => void this.called.push(paused ? 'sounds wait' : 'sounds go on');
  stopSounds = () => void this.called.push('sounds stop');
  glow = (ids: ReadonlySet<string>) => {
    this.glowing = ids;
    this.glows += 1;
  };
  trouble = (blockId: string, _: string, trouble: BlockTrouble) => {
    this.troubles.push(trouble);
    this.troubledBlocks.push(blockId);
  };
  notice = (notice: string) => void this.notices.push(notice);
  stateChanged = (state: RunState) => void this.states.push(state);
}

/* Runs */

export type Play = ReturnType<typeof play>;

/** A program with its host, not yet started. */
export function play(view: ProgramView, host = new FakeHost()) {
  const run = makeInterpreter(view, host);
  const tick = (times = 1) => {
    for (let count = 0; count < times; count++) {
      host.milliseconds += 1000 / 60;
      run.tick();
    }
  };
  const actor = (key = 'cat'): Actor => {
    const found = run.view.actors.find((one) => one.key === key);
    if (!found) throw new Error(`nobody is called ${key}`);
    return found;
  };
  return {
    run,
    host,
    tick,
    seconds: (seconds: number) => tick(Math.round(seconds * 60)),
    actor,
    said: (key?: string) => actor(key).bubble?.text,
    variable: (id = 'x') => run.view.variables.get(id),
  };
}

/** A program of one object with these scripts, started, after its first tick. */
export function started(...scripts: State[]): Play {
  const playing = play(program([object(scripts)]));
  playing.run.start();
  playing.tick();
  return playing;
}

/** What a value block gives, put into a variable by a running script. */
export function valueIn(state: Given, prepare: (host: FakeHost) => void = () => undefined) {
  const host = new FakeHost();
  prepare(host);
  const scripts = [whenRun(block('var_set', { VARIABLE: 'x', VALUE: state }))];
  const playing = play(program([object(scripts)]), host);
  playing.run.start();
  playing.tick();
  return { value: playing.variable(), troubles: host.troubles };
}
