/** What the meaning of a block is given: its world, who runs it, and what stands in its slots. */
import type { Block } from './code';
import type { Thread } from './thread';
import type { Actor, BlockTrouble, Value } from './types';
import { cut, MAX_TEXT, numberOf, textOf, truthOf } from './values';
import type { World } from './world';

export class BlockRun {
  private constructor(
    readonly world: World,
    readonly actor: Actor,
    readonly block: Block,
    /** One a slot. */
    private readonly given: readonly Value[],
    /** Undefined while somebody only looks at a value: then nothing may change. */
    private readonly running: Thread | undefined,
  ) {}

  /** Takes the values of the slots from the thread. */
  static of(thread: Thread, world: World, block: Block): BlockRun {
    const given = thread.values.splice(thread.values.length - block.slots.length);
    return new BlockRun(world, thread.actor, block, given, thread);
  }

  static toLookAt(world: World, actor: Actor, block: Block, given: readonly Value[]): BlockRun {
    return new BlockRun(world, actor, block, given, undefined);
  }

  get thread(): Thread {
    if (!this.running) throw new Error(`${this.block.type} is only looked at`);
    return this.running;
  }

  get locals(): ReadonlyMap<string, Value> | undefined {
    return this.running?.locals;
  }

  field(name: string): string {
    return this.block.fields.get(name) ?? '';
  }

  value(slot: string): Value {
    return this.given[this.block.slots.indexOf(slot)] ?? '';
  }

  truth(slot: string): boolean {
    return truthOf(this.value(slot), this.world.host.wordsOf);
  }

  text(slot: string): string {
    return textOf(this.value(slot), this.world.host.wordsOf);
  }

  /** 0 for a text that is not a number; nothing at all is 0 without a word. */
  number(slot: string): number {
    const value = this.value(slot);
    const number = numberOf(value);
    if (number === undefined && value !== '') this.trouble('not_a_number');
    return number ?? 0;
  }

  /** At most as long as a text may be. */
  fit(text: string): string {
    if (text.length > MAX_TEXT) this.trouble('text_too_long');
    return cut(text);
  }

  trouble(trouble: BlockTrouble) {
    if (this.running) this.world.reports.trouble(this.block.id, this.actor.objectId, trouble);
  }
}
