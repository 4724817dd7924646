/**
 * What the interpreter and the rest of the Code place say to each other. No DOM, no Blockly, no
 * calls to Rust: the host does those.
 */
import type { ClassId, ErrorCode, PictureSource, ProgramView } from '../../api';

/** Half of the stage's width and height, in units; the origin is the middle, y goes up. */
export const STAGE = { halfWidth: 240, halfHeight: 135 } as const;

/** What a value block gives. */
export type Value = number | string | boolean;

/** The words for true and false in the language of the window. */
export type WordsOf = (value: boolean) => string;

/** Something seen on the stage while a program runs: an object, or a clone of one. */
export interface Actor {
  /** Unique in this run. An object's own actor has the object's id. */
  readonly key: string;
  readonly objectId: string;
  readonly kind: 'picture' | 'text';
  readonly isClone: boolean;
  x: number;
  y: number;
  /** Percent of the picture's own size. */
  size: number;
  /** Degrees clockwise from up: the way it moves; 90 is right. */
  direction: number;
  /** Degrees clockwise that the picture is turned by. */
  rotation: number;
  visible: boolean;
  /** Index into the object's shapes. */
  shape: number;
  /** What a text object writes. */
  text: string;
  bubble: { text: string; kind: 'say' | 'think' } | undefined;
}

/** What a run shows. Read by the stage at every animation frame; never kept. */
export interface StageView {
  /** From back to front. */
  readonly actors: readonly Actor[];
  readonly variables: ReadonlyMap<string, Value>;
  readonly lists: ReadonlyMap<string, readonly Value[]>;
  readonly camera: CameraPicture;
  /** A question that waits for an answer, and whose bubble asks it. */
  readonly question: { actorKey: string; text: string } | undefined;
  /** Seconds on the stopwatch. */
  readonly timer: number;
  /** The program has a block of the stopwatch. */
  readonly timerShown: boolean;
}

/** The camera's picture behind the objects. */
export interface CameraPicture {
  shown: boolean;
  /** 0 to 100 percent; 0 covers everything behind it. */
  seeThrough: number;
  /** Turned over from what a mirror shows. */
  flippedLeftRight: boolean;
  flippedUpDown: boolean;
}

/** What the model said of one picture. In the order of the model's classes; adds up to 1. */
export interface Recognition {
  classes: { id: ClassId; confidence: number }[];
  modelVersion: number;
  /** Whether the model does not know. */
  unsure: boolean;
}

/** The model as the program sees it now. */
export interface ModelNow {
  /** Undefined while there is no trained model. */
  version: number | undefined;
  /**
   * Classes of the project now, with the names of now, whether the model knows them or not, and
   * with the ids of those that were merged into them.
   */
  classes: readonly { id: ClassId; name: string; merged?: readonly ClassId[] }[];
}

export type RunState = 'stopped' | 'running' | 'paused';

/** Why a block could not do what it says; the key of a sentence under `code:trouble`. */
export type BlockTrouble =
  | 'class_gone'
  | 'message_gone'
  | 'variable_gone'
  | 'list_gone'
  | 'function_gone'
  | 'shape_gone'
  | 'object_gone'
  | 'divided_by_zero'
  | 'not_a_number'
  | 'no_such_item'
  | 'list_full'
  | 'text_too_long'
  | 'too_many_clones'
  | 'too_deep'
  | 'unknown_block'
  | 'too_many_blocks';

/** A passing message of a run, said once: a key under `code:notice`. */
export type RunNotice = 'no_model' | 'no_camera' | 'recognise_failed' | 'model_changed';

/** What the interpreter asks of the world around it. */
export interface Host {
  /** Milliseconds that only go forward. Standing still while paused is the interpreter's work. */
  now(): number;
  /** 0 to below 1. */
  random(): number;
  /** Units of a shape at 100 %, for edges and touching. */
  sizeOf(actor: Actor): { width: number; height: number };
  /** Width and height as above of the pointer's place; undefined while it is not on the stage. */
  pointer(): { x: number; y: number } | undefined;
  isKeyDown(key: string): boolean;
  readonly wordsOf: WordsOf;
  model(): ModelNow;

  /** Opens the popup; `Interpreter.popupAnswered` or `popupClosed` tells how it ended. */
  openPopup(): void;
  /** Closes the popup because the program has ended. */
  closePopup(): void;
  /** Asks the model about a picture of the program. Rejects when it cannot be read. */
  recognisePicture(picture: PictureSource): Promise<Recognition>;

  /** Turns live recognising on or off; answers come by `Interpreter.seen`. */
  setLive(on: boolean): void;
  /** Shows or hides the camera's picture. */
  setCameraShown(shown: boolean): void;
  chooseCamera(id: string): void;
  isCameraConnected(): boolean;

  /** Starts a sound and says how many seconds it lasts; 0 when there is none of that name. */
  playSound(name: string): number;
  pauseSounds(paused: boolean): void;
  stopSounds(): void;

  /** Draws the blocks that run now; called at most once a tick, only when they changed. */
  glow(blockIds: ReadonlySet<string>): void;
  /** A block could not do what it says. The program goes on. At most once a second for a block. */
  trouble(blockId: string, objectId: string, trouble: BlockTrouble): void;
  notice(notice: RunNotice, error?: ErrorCode): void;
  /** The program has been started, paused, resumed or stopped, also by itself. */
  stateChanged(state: RunState): void;
}

/** The interpreter, as the window uses it. Made anew for each start. */
export interface Interpreter {
  readonly state: RunState;
  /** Always what is so now: the run, or the start while nothing runs. */
  readonly view: StageView;
  /** Whether a thread waits for the popup. */
  readonly asking: boolean;
  /** One sixtieth of a second of the program, if it runs. */
  tick(): void;
  start(): void;
  pause(): void;
  resume(): void;
  stop(): void;

  keyPressed(key: string): void;
  objectClicked(actorKey: string): void;
  answer(text: string): void;

  /** The popup's own button: runs on with the popup open, or pauses again. */
  popupResume(): void;
  popupPause(): void;
  /** The popup was closed with a picture, or without one. */
  popupAnswered(recognition: Recognition): void;
  popupClosed(): void;

  /** A live frame was recognised. */
  seen(recognition: Recognition): void;
  /** Live recognising cannot go on; `no_camera` is said once a run. */
  liveFailed(notice: RunNotice): void;
  /** The project has a new model; what the old one said is forgotten. */
  modelChanged(): void;

  /** What a value block gives at this moment, for the bubble on a click; undefined for others. */
  valueOf(objectId: string, blockId: string): Value | undefined;
}

/** Makes an interpreter of a program; it does nothing until it is started. */
export type MakeInterpreter = (program: ProgramView, host: Host) => Interpreter;
