/** Runs a thread step by step. What the blocks mean is not known here. */
import { UNKNOWN, type Block, type Operation } from './code';
import { BlockRun } from './blockRun';
import { meanings } from './meaning';
import type { Call, Frame, Role, Step, Thread } from './thread';
import type { Value } from './types';
import type { World } from './world';

/** Frames of one thread: how deep blocks stand in blocks and functions call functions. */
export const MAX_FRAMES = 2_000;

/** One block, or one value for it. Says whether the thread gives way to the others. */
export function step(thread: Thread, world: World): boolean {
  if (thread.until) return keepsWaiting(thread, thread.until);
  const frame = thread.frames.at(-1);
  if (!frame) return end(thread);
  const block = frame.sequence[frame.index];
  if (!block) return leave(thread, frame);
  const operation = block.operations[frame.operation];
  if (operation === undefined) return act(thread, world, block);
  frame.operation += 1;
  workOut(thread, world, operation);
  return false;
}

function keepsWaiting(thread: Thread, until: () => boolean): boolean {
  if (!until()) return true;
  thread.until = undefined;
  goOn(thread);
  return false;
}

function workOut(thread: Thread, world: World, operation: Operation) {
  if (typeof operation !== 'object') return thread.values.push(operation);
  const run = BlockRun.of(thread, world, operation);
  const result = meanings.values.get(operation.type)?.(run) ?? unknown(run);
  if (typeof result === 'object') enter(thread, run, result, true);
  else thread.values.push(result);
}

function unknown(run: BlockRun): Value {
  run.trouble('unknown_block');
  return '';
}

function act(thread: Thread, world: World, block: Block): boolean {
  const run = BlockRun.of(thread, world, block);
  const meaning = meanings.statements.get(block.type);
  if (block.type === UNKNOWN || !meaning) unknown(run);
  const wish = meaning?.(run);
  if (wish) return follow(thread, run, wish);
  goOn(thread);
  return false;
}

function follow(thread: Thread, run: BlockRun, wish: Step): boolean {
  switch (wish.do) {
    case 'wait':
      thread.until = wish.until;
      return true;
    case 'try_again':
      startAgain(thread);
      return true;
    case 'branch':
      push(thread, run, run.block.bodies.get(wish.body) ?? [], { kind: 'branch' });
      return false;
    case 'loop':
      push(thread, run, run.block.bodies.get(wish.body) ?? [], {
        kind: 'loop',
        again: wish.again,
        hasGivenWay: false,
      });
      return false;
    case 'call':
      enter(thread, run, wish, false);
      return false;
    case 'leave_loop':
      leaveLoop(thread);
      return false;
    case 'return':
      return giveBack(thread, wish.value);
    case 'end':
      return end(thread);
  }
}

function enter(thread: Thread, run: BlockRun, call: Call, wantsResult: boolean) {
  push(thread, run, call.code.body, { kind: 'call', wantsResult, locals: call.locals });
}

function push(thread: Thread, run: BlockRun, sequence: readonly Block[], role: Role) {
  if (thread.frames.length < MAX_FRAMES) {
    thread.frames.push({ sequence, index: 0, operation: 0, role });
    return;
  }
  run.trouble('too_deep');
  end(thread);
}

/** The end of a list of blocks. */
function leave(thread: Thread, frame: Frame): boolean {
  const { role } = frame;
  if (role.kind === 'script') return end(thread);
  if (role.kind === 'call') return giveBack(thread, '');
  if (role.kind === 'loop') return nextRound(thread, frame, role);
  thread.frames.pop();
  goOn(thread);
  return false;
}

function nextRound(thread: Thread, frame: Frame, role: Role & { kind: 'loop' }): boolean {
  role.hasGivenWay = !role.hasGivenWay;
  if (role.hasGivenWay) return true;
  if (role.again === 'evaluate') {
    thread.frames.pop();
    startAgain(thread);
  } else if (role.again()) {
    frame.index = 0;
  } else {
    thread.frames.pop();
    goOn(thread);
  }
  return false;
}

/** The loop around, but none around the function that it is in. */
function leaveLoop(thread: Thread) {
  const place = thread.innermost('loop', 'call');
  if (thread.frames[place]?.role.kind === 'loop') thread.frames.length = place;
  goOn(thread);
}

/** Ends the function that it is in; outside of one, the script. */
function giveBack(thread: Thread, value: Value): boolean {
  const place = thread.innermost('call');
  const role = thread.frames[place]?.role;
  if (role?.kind !== 'call') return end(thread);
  thread.frames.length = place;
  if (role.wantsResult) thread.values.push(value);
  else goOn(thread);
  return false;
}

function goOn(thread: Thread) {
  const frame = thread.frames.at(-1);
  if (!frame) return;
  frame.index += 1;
  frame.operation = 0;
}

function startAgain(thread: Thread) {
  const frame = thread.frames.at(-1);
  if (frame) frame.operation = 0;
}

function end(thread: Thread): boolean {
  thread.end();
  return true;
}
