/**
 * Everything that a run changes, made anew for each run: putting things back to the start is
 * making a new world.
 */
import type { ClassId, ProgramView } from '../../api';
import { meantBy } from '../merged';
import { Stopwatch } from './clock';
import type { Block, ObjectCode } from './code';
import { Cast } from './cast';
import { Control } from './control';
import type { Event } from './events';
import { meanings } from './meaning';
import { Memory } from './memory';
import { Popup } from './popup';
import { Questions } from './questions';
import { Recognising } from './recognising';
import { Reports } from './reports';
import { Scheduler } from './scheduler';
import { Thread } from './thread';
import type { Actor, CameraPicture, Host } from './types';
import { Watching } from './watching';

/** A program that has been read: what each object's blocks are. */
export interface Program {
  readonly view: ProgramView;
  readonly code: ReadonlyMap<string, ObjectCode>;
  readonly usesStopwatch: boolean;
}

export class World {
  readonly cast: Cast;
  readonly memory: Memory;
  readonly control: Control;
  readonly stopwatch: Stopwatch;
  readonly reports: Reports;
  readonly recognising: Recognising;
  readonly popup: Popup;
  readonly watching: Watching;
  readonly questions = new Questions();
  readonly scheduler: Scheduler;
  readonly camera: CameraPicture = {
    shown: false,
    seeThrough: 0,
    flippedLeftRight: false,
    flippedUpDown: false,
  };

  constructor(
    readonly program: Program,
    readonly host: Host,
  ) {
    this.cast = new Cast(program.view.objects);
    this.memory = new Memory(program.view.shared);
    this.control = new Control(host);
    this.stopwatch = new Stopwatch(this.control.clock);
    this.reports = new Reports(host);
    this.recognising = new Recognising(host, this.reports, this.control.clock);
    this.popup = new Popup(host, this.control, this.recognising);
    this.watching = new Watching(this);
    this.scheduler = new Scheduler(this);
  }

  get question(): { actorKey: string; text: string } | undefined {
    const question = this.questions.current;
    return question && { actorKey: question.thread.actor.key, text: question.text };
  }

  /**
   * The class that a block asks for, if there still is one; with its name of now. For one that was
   * merged into another it is that one.
   */
  classOf(block: Block): { id: ClassId; name: string } | undefined {
    return meantBy(this.host.model().classes, block.fields.get('CLASS') ?? '');
  }

  /** What a class is called now; nothing for one that is gone. */
  className(id: ClassId | undefined): string {
    return this.host.model().classes.find((one) => one.id === id)?.name ?? '';
  }

  /** Starts the scripts of these actors that wait for the event, each as a thread of its own. */
  raise(event: Event, actors: readonly Actor[] = this.cast.actors): Thread[] {
    const started: Thread[] = [];
    for (const actor of [...actors]) {
      const code = this.program.code.get(actor.objectId);
      for (const { hat, body } of code?.scripts ?? []) {
        if (!code || !meanings.hats.get(hat.type)?.(hat, event)) continue;
        const thread = new Thread(actor, code, body);
        if (this.scheduler.add(thread)) started.push(thread);
      }
    }
    return started;
  }

  /** Ends all threads that `which` says yes to. */
  endThreads(which: (thread: Thread) => boolean) {
    for (const thread of this.scheduler.threads) if (which(thread)) thread.end();
  }
}
