/** A program that can be started: what the window calls, passed on to the world of the run. */
import type { ProgramView } from '../../api';
import type { ObjectCode } from './code';
import { look } from './look';
import { parse } from './parse';
import type {
  Host,
  Interpreter,
  MakeInterpreter,
  Recognition,
  RunNotice,
  StageView,
  Value,
} from './types';
import { cut } from './values';
import { World, type Program } from './world';

export const makeInterpreter: MakeInterpreter = (program, host) => new Run(program, host);

function read(view: ProgramView): Program {
  const code = new Map<string, ObjectCode>();
  for (const { id, blocks } of view.objects) if (!code.has(id)) code.set(id, parse(blocks));
  return { view, code, usesStopwatch: [...code.values()].some((one) => one.usesStopwatch) };
}

/** Shows the world of now: whoever holds it sees the start again after a stop. */
function viewOf(world: () => World): StageView {
  return {
    get actors() {
      return world().cast.actors;
    },
    get variables() {
      return world().memory.variables;
    },
    get lists() {
      return world().memory.lists;
    },
    get camera() {
      return world().camera;
    },
    get question() {
      return world().question;
    },
    get timer() {
      return world().stopwatch.seconds;
    },
    get timerShown() {
      return world().program.usesStopwatch;
    },
  };
}

class Run implements Interpreter {
  readonly #program: Program;
  #world: World;
  readonly view = viewOf(() => this.#world);
  #glowing: ReadonlySet<string> = new Set();

  constructor(
    view: ProgramView,
    private readonly host: Host,
  ) {
    this.#program = read(view);
    this.#world = new World(this.#program, host);
  }

  get state() {
    return this.#world.control.state;
  }

  get asking() {
    return this.#world.popup.isAsking;
  }

  start() {
    this.stop();
    const world = this.#world;
    for (const [objectId, { problems }] of this.#program.code)
      for (const { blockId, trouble } of problems)
        world.reports.trouble(blockId, objectId, trouble);
    world.raise({ kind: 'run' });
    world.control.start();
    if (this.state === 'running') world.watching.start();
  }

  tick() {
    const world = this.#world;
    if (this.state !== 'running') return;
    world.control.clock.advance();
    world.watching.update();
    world.scheduler.tick();
    world.watching.update();
    world.popup.closeIfForgotten();
    // Not of `world`: the host may have stopped the program in between.
    this.#glow(this.#world.scheduler.standing());
  }

  pause() {
    this.#world.control.pause();
  }

  resume() {
    this.#world.popup.resume();
  }

  stop() {
    if (this.state === 'stopped') return;
    const old = this.#world;
    this.#world = new World(this.#program, this.host);
    old.endThreads(() => true);
    if (old.popup.isOpen) this.host.closePopup();
    old.recognising.stopLive();
    if (old.camera.shown) this.host.setCameraShown(false);
    this.host.stopSounds();
    this.#glow(new Set());
    old.control.stop();
  }

  keyPressed(key: string) {
    if (this.state === 'running') this.#world.raise({ kind: 'key', key });
  }

  objectClicked(actorKey: string) {
    const actor = this.#world.cast.byKey(actorKey);
    if (actor && this.state === 'running') this.#world.raise({ kind: 'click' }, [actor]);
  }

  answer(text: string) {
    if (this.state === 'running') this.#world.questions.answered(cut(text));
  }

  popupResume() {
    if (this.#world.popup.isOpen) this.#world.popup.resume();
  }

  popupPause() {
    if (this.#world.popup.isOpen) this.pause();
  }

  popupAnswered(recognition: Recognition) {
    this.#world.popup.close(recognition);
  }

  popupClosed() {
    this.#world.popup.close(undefined);
  }

  seen(recognition: Recognition) {
    if (this.state !== 'running') return;
    this.#world.recognising.seen(recognition);
    this.#world.watching.update();
  }

  liveFailed(notice: RunNotice) {
    if (this.state !== 'stopped') this.#world.recognising.liveFailed(notice);
  }

  modelChanged() {
    const { popup, recognising, watching } = this.#world;
    recognising.modelChanged();
    watching.update();
    if (!popup.isOpen || recognising.hasModel()) return;
    this.host.closePopup();
    popup.close(undefined);
  }

  valueOf(objectId: string, blockId: string): Value | undefined {
    const block = this.#program.code.get(objectId)?.values.get(blockId);
    const actor = this.#world.cast.own(objectId);
    if (!block || !actor) return undefined;
    return look(this.#world, actor, [...block.operations, block])?.[0];
  }

  /** Told only when it changed. */
  #glow(blockIds: ReadonlySet<string>) {
    const isSame =
      blockIds.size === this.#glowing.size && [...blockIds].every((id) => this.#glowing.has(id));
    if (isSame) return;
    this.#glowing = blockIds;
    this.host.glow(blockIds);
  }
}
