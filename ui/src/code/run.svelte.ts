/**
 * A run of the program in the window: hands the interpreter what it asks of the world around it,
 * from the model, the camera, the stage, the sounds and the blocks.
 * Never here: what blocks mean, how anything looks.
 */
import { tick, untrack } from 'svelte';
import {
  AppError,
  type ErrorCode,
  recognise,
  type PictureSource,
  type Prediction,
  type ProgramView,
} from '../api';
import { camera } from '../camera/camera.svelte';
import { errorText, locale, t } from '../i18n/index.svelte';
import { barsOf } from '../recognising/bars';
import { notices } from '../state/notices.svelte';
import type { OpenProject } from '../state/project.svelte';
import { LiveRecogniser, type LiveTrouble } from './live.svelte';
import { pictureBytes } from './pictureBytes';
import type { CodeProgram } from './program.svelte';
import { recognitionOf, Runner, type Surroundings } from './runner.svelte';
import type { Actor, BlockTrouble, ModelNow, RunNotice, RunState, Value } from './runtime/types';
import type { StageCamera } from './stage/paint';
import { sizeOfActor, type LiveWinner, type StageProgram } from './stage/scene';
import { sounds } from './stage/sounds';
import { Troubles } from './troubles.svelte';

/** What a run asks of the stage and of the blocks, while they are on the screen. */
export interface Attached {
  stage:
    | {
        pointer: () => { x: number; y: number } | undefined;
        isKeyDown: (name: string) => boolean;
      }
    | undefined;
  workspace:
    | {
        glow: (ids: ReadonlySet<string>) => void;
        trouble: (blockId: string, sentence: string) => void;
        clearTroubles: () => void;
      }
    | undefined;
}

export class ProgramRun {
  /** The whole program as it is now. */
  program = $derived.by<ProgramView>(() => ({
    revision: 0,
    shared: this.code.shared,
    objects: this.code.objects,
  }));
  #live: LiveRecogniser;
  #runner: Runner;
  #troubles = new Troubles();
  #attached: Attached = { stage: undefined, workspace: undefined };
  #cameraShown = $state(false);
  /** What the run began with; the stage knows no other. */
  #begun: StageProgram;
  #dispose: () => void;

  constructor(
    private readonly project: OpenProject,
    private readonly code: CodeProgram,
  ) {
    this.#begun = this.program;
    this.#live = new LiveRecogniser(
      {
        onprediction: (prediction) => this.#runner.seen(prediction),
        onfailure: (trouble) => this.#liveFailed(trouble),
      },
      () => project.view.is_example,
    );
    this.#runner = new Runner(this.#around(), this.program);
    void camera.look();
    this.#dispose = $effect.root(() => this.#follow());
  }

  get state() {
    return this.#runner.state;
  }
  get asking() {
    return this.#runner.asking;
  }
  get view() {
    return this.#runner.view;
  }

  /** The camera's picture for the stage; undefined while it shows none. */
  get stageCamera(): StageCamera | undefined {
    const { video, facesAway } = this.#live;
    return video && this.#cameraShown ? { video, facesAway } : undefined;
  }

  /** What the model sees in the camera now. */
  get liveWinner(): LiveWinner | undefined {
    const { prediction } = this.#live;
    if (!prediction) return undefined;
    const winner = barsOf(prediction, this.project.view.classes).find((bar) => bar.isWinner);
    if (!winner) return undefined;
    const { name, percent, colour } = winner;
    return { name, percent, colour, unsure: prediction.unsure };
  }

  attach(attached: Attached) {
    this.#attached = attached;
  }

  start = () => {
    void camera.look();
    this.#begun = this.program;
    this.#runner.start(this.program);
  };
  pause = () => this.#runner.pause();
  resume = () => this.#runner.resume();
  stop = () => this.#runner.stop();
  keyPressed = (key: string) => this.#runner.keyPressed(key);
  objectClicked = (actorKey: string) => this.#runner.objectClicked(actorKey);
  answer = (text: string) => this.#runner.answer(text);
  popupConfirmed = (prediction: Prediction) => this.#runner.popupConfirmed(prediction);
  popupClosed = () => this.#runner.popupClosed();
  popupResume = () => this.#runner.popupResume();
  popupPause = () => this.#runner.popupPause();

  /** What a value block of the selected object gives now. */
  valueOf(blockId: string): Value | undefined {
    const object = this.code.selectedId;
    return object === undefined ? undefined : this.#runner.valueOf(object, blockId);
  }

  dispose() {
    this.stop();
    this.#live.dispose();
    this.#dispose();
  }

  #follow() {
    // At rest, a click on a block says what it gives in the program of now.
    $effect(() => this.#runner.show(this.program));
    $effect(() => {
      void this.project.view.status.model?.version;
      untrack(() => this.#runner.modelChanged());
    });
    $effect(() => {
      const { state } = this;
      untrack(() => this.#stateChanged(state));
    });
    // Another object's blocks are shown: what went wrong in them is said there.
    $effect(() => {
      const { selectedId } = this.code;
      void locale.language; // other words are another workspace
      void tick().then(() => this.#sayTroublesOf(selectedId));
    });
  }

  #sayTroublesOf(objectId: string | undefined) {
    if (objectId !== this.code.selectedId) return;
    for (const { blockId, trouble } of this.#troubles.of(objectId))
      this.#attached.workspace?.trouble(blockId, t(`code:trouble.${trouble}`));
  }

  #stateChanged(state: RunState) {
    sounds.pause(state === 'paused');
    this.#live.pause(state === 'paused');
    if (state === 'stopped') this.#live.stop();
  }

  #around(): Surroundings {
    return {
      sizeOf: (actor: Actor) => sizeOfActor(this.#begun, actor),
      pointer: () => this.#attached.stage?.pointer(),
      isKeyDown: (key) => this.#attached.stage?.isKeyDown(key) ?? false,
      wordsOf: (value) => t(value ? 'blocks:option.true' : 'blocks:option.false'),
      model: () => this.#modelNow(),
      recognisePicture: async (picture: PictureSource) =>
        recognitionOf(await recognise(await pictureBytes(picture))),
      setLive: (on) => this.#live.recognise(on),
      setCameraShown: (shown) => {
        this.#cameraShown = shown;
        this.#live.show(shown);
      },
      chooseCamera: (id) => camera.choose(id),
      isCameraConnected: () => camera.state.kind === 'live' || camera.isConnected,
      playSound: (name) => sounds.play(name),
      pauseSounds: (paused) => sounds.pause(paused),
      stopSounds: () => sounds.stop(),
      glow: (blockIds) => this.#attached.workspace?.glow(blockIds),
      trouble: (blockId, objectId, trouble) => this.#trouble(blockId, objectId, trouble),
      forgetTroubles: () => {
        this.#troubles.clear();
        this.#attached.workspace?.clearTroubles();
      },
      notice: (notice, error) => say(notice, error),
    };
  }

  #modelNow(): ModelNow {
    const { status, classes } = this.project.view;
    return { version: status.model?.version, classes };
  }

  #trouble(blockId: string, objectId: string, trouble: BlockTrouble) {
    if (!this.#troubles.add({ blockId, objectId, trouble })) return;
    if (objectId === this.code.selectedId)
      this.#attached.workspace?.trouble(blockId, t(`code:trouble.${trouble}`));
  }

  #liveFailed(trouble: LiveTrouble) {
    if (trouble.kind === 'no_camera') this.#runner.liveFailed('no_camera');
    else {
      notices.show({ tone: 'problem', text: errorText(trouble.error) });
      this.#runner.liveFailed('recognise_failed');
    }
  }
}

function say(notice: RunNotice, error?: ErrorCode) {
  const text = error ? errorText(new AppError(error)) : t(`code:notice.${notice}`);
  notices.show({ tone: notice === 'model_changed' ? 'plain' : 'problem', text });
}
