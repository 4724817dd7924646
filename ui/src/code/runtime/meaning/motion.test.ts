import { expect, test } from 'vitest';
import { block, object, play, program, whenRun, type State } from '../testing';
import type { Actor } from '../types';

/** The cat after these blocks have run for a tick. */
function after(blocks: State[], changes: Parameters<typeof object>[1] = {}) {
  const playing = play(program([object([whenRun(...blocks)], changes)]));
  playing.run.start();
  playing.tick();
  return playing;
}

test('moving, turning and going to a place', () => {
  const check = (
    state: State,
    changes: Parameters<typeof object>[1],
    expected: Partial<Actor>,
    why: string,
  ) => {
    const actor = after([state], changes).actor();
    for (const [name, value] of Object.entries(expected))
      expect(actor[name as keyof Actor], why).toBeCloseTo(value as number, 6);
  };
  const move = (STEPS: number | string) => block('move', { STEPS });
  check(move(10), {}, { x: 10, y: 0 }, '90 is to the right');
  check(move(10), { direction: 0 }, { x: 0, y: 10 }, '0 is up');
  check(move(-10), { direction: 180 }, { x: 0, y: 10 }, 'backwards');
  check(move('Cat'), {}, { x: 0, y: 0 }, 'not a number: it stays');
  check(block('change_x', { BY: 5 }), { x: 1 }, { x: 6, y: 0 }, 'x');
  check(block('change_y', { BY: 5 }), { y: 1 }, { x: 0, y: 6 }, 'y');
  check(block('go_to', { X: 3, Y: -4 }), {}, { x: 3, y: -4 }, 'a place');
  check(block('turn', { DEGREES: 90 }), {}, { direction: 180, rotation: 90 }, 'both turn');
  check(block('turn', { DEGREES: -100 }), {}, { direction: 350, rotation: 260 }, 'past 0');
  check(block('change_x', { BY: 1e300 }), {}, { x: 10_000 }, 'never out of this world');
  check(block('turn', { DEGREES: 1e300 }), { direction: 0 }, { x: 0 }, 'a huge turn is a turn');
});

test('gliding takes its time and arrives exactly', () => {
  const glide = block('glide_to', { SECONDS: 2, X: 20, Y: -40 });
  const { actor, seconds, tick } = after([glide, block('hide')]);
  seconds(1);
  expect(actor().x).toBeCloseTo(10, 0);
  expect(actor().y).toBeCloseTo(-20, 0);
  expect(actor().visible).toBe(true);
  seconds(1);
  tick();
  expect(actor()).toMatchObject({ x: 20, y: -40, visible: false });
});

test('gliding in no time is going there', () => {
  const glide = block('glide_to', { SECONDS: 0, X: 20, Y: -40 });
  expect(after([glide]).actor()).toMatchObject({ x: 20, y: -40 });
});

test('at the edge it bounces as light off a mirror, and stands inside again', () => {
  const check = (
    changes: Parameters<typeof object>[1],
    expected: { x: number; y: number; direction: number; rotation: number },
    why: string,
  ) => {
    const { x, y, direction, rotation } = after([block('bounce')], changes).actor();
    const found = { x, y, direction, rotation };
    for (const name of ['x', 'y', 'direction', 'rotation'] as const)
      expect(found[name], `${why}: ${name}`).toBeCloseTo(expected[name], 6);
  };
  const none = { x: 0, y: 0, direction: 90, rotation: 0 };
  check({}, none, 'in the middle nothing happens');
  check({ x: 230 }, { ...none, x: 220, direction: 270, rotation: 180 }, 'the right edge');
  check({ x: -230 }, { ...none, x: -220 }, 'moving away from an edge it keeps its way');
  check(
    { y: 130, direction: 45 },
    { x: 0, y: 125, direction: 135, rotation: 90 },
    'the upper edge turns up to down',
  );
  check(
    { x: 230, y: 130, direction: 45 },
    { x: 220, y: 125, direction: 225, rotation: 180 },
    'in a corner it goes back',
  );
  check({ size: 1000, x: 30, direction: 0 }, { ...none, x: 30, direction: 0 }, 'no room inside');
});
