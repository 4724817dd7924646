import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RunState, StageView } from '../runtime/types';
import Stage from './Stage.svelte';
import { objectFor, programWith, viewOf } from './testing';

const cat = objectFor('cat', { x: 100, y: 50 });
const star = objectFor('star', { x: -100 });

let frames: FrameRequestCallback[] = [];
beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (call: FrameRequestCallback) => frames.push(call));
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
  // As large as the stage is in units, so that points are easy to read.
  Element.prototype.getBoundingClientRect = () => new DOMRectOfStage() as DOMRect;
  HTMLCanvasElement.prototype.getContext = () => null;
});
afterEach(() => vi.unstubAllGlobals());

class DOMRectOfStage {
  left = 0;
  top = 0;
  width = 480;
  height = 270;
}

/** Draws the frames that were asked for; how many there were. */
async function drawn(time = 0): Promise<number> {
  const due = frames;
  frames = [];
  for (const call of due) call(time);
  await tick();
  return due.length;
}

function stage(
  run: RunState,
  changes: Partial<StageView> = {},
  program = programWith([cat, star]),
) {
  const calls = {
    onselect: vi.fn(),
    onchange: vi.fn(),
    onobjectclick: vi.fn(),
    onkey: vi.fn(),
    onanswer: vi.fn(),
  };
  const view = viewOf(program, changes);
  const props = { program, run, view, selected: 'cat', ...calls };
  return { ...render(Stage, props), ...calls, view };
}

/** A point of the stage as the pointer gives it. */
const at = (x: number, y: number) => ({ clientX: x + 240, clientY: 135 - y, button: 0 });
const ground = () => screen.getByRole('group', { name: 'Stage' });

test('a stage that stands still is drawn once and then rests', async () => {
  stage('stopped');
  await tick();
  expect(await drawn()).toBeGreaterThan(0);
  expect(await drawn()).toBe(0);
  await drawn();
  expect(frames).toEqual([]);
});

test('a running stage is drawn at every frame, a paused one rests', async () => {
  const { rerender } = stage('running');
  await tick();
  for (let frame = 0; frame < 3; frame++) {
    await drawn();
    expect(frames.length).toBeGreaterThan(0);
  }
  await rerender({ run: 'paused' });
  // jsdom's frames cannot be taken back: the last ones run out.
  frames = [];
  await drawn();
  expect(frames).toEqual([]);
});

test('the picture says what is on it', async () => {
  stage('stopped');
  await tick();
  expect(screen.getByRole('img', { name: 'Stage. Cat, Star' })).toBeTruthy();
});

test('an object is dragged and kept once, where it was let go', async () => {
  const { onchange, onselect } = stage('stopped');
  const object = screen.getByRole('button', { name: /^Star/u });
  await fireEvent.pointerDown(object, at(-100, 0));
  expect(onselect).toHaveBeenCalledWith('star');
  await fireEvent.pointerMove(object, at(-80, 20));
  await fireEvent.pointerMove(object, at(-60, 30));
  expect(onchange).not.toHaveBeenCalled();
  await fireEvent.pointerUp(object, at(-60, 30));
  expect(onchange).toHaveBeenCalledTimes(1);
  expect(onchange).toHaveBeenCalledWith({ ...star, x: -60, y: 30 });
});

test('a tap that trembles moves nothing', async () => {
  const { onchange } = stage('stopped');
  const object = screen.getByRole('button', { name: /^Star/u });
  await fireEvent.pointerDown(object, at(-100, 0));
  await fireEvent.pointerMove(object, at(-99, 1));
  await fireEvent.pointerUp(object, at(-99, 1));
  expect(onchange).not.toHaveBeenCalled();
});

test('arrow keys move an object, and all steps of one press are one change', async () => {
  const { onchange } = stage('stopped');
  const object = screen.getByRole('button', { name: /^Cat/u });
  for (let step = 0; step < 5; step++) await fireEvent.keyDown(object, { key: 'ArrowLeft' });
  await fireEvent.keyDown(object, { key: 'ArrowUp', shiftKey: true });
  expect(onchange).not.toHaveBeenCalled();
  await fireEvent.keyUp(object, { key: 'ArrowUp' });
  expect(onchange).toHaveBeenCalledTimes(1);
  expect(onchange).toHaveBeenCalledWith({ ...cat, x: 90, y: 70 });
});

test('a tap on a running stage hits the object that is seen there now', async () => {
  const { onobjectclick, view } = stage('running');
  const actor = view.actors[0];
  if (actor) actor.x = -200;
  await fireEvent.pointerDown(ground(), at(100, 50));
  expect(onobjectclick).not.toHaveBeenCalled();
  await fireEvent.pointerDown(ground(), at(-200, 50));
  expect(onobjectclick).toHaveBeenCalledWith('cat');
});

test('a paused program hears no taps', async () => {
  const { onobjectclick } = stage('paused');
  await fireEvent.pointerDown(ground(), at(100, 50));
  expect(onobjectclick).not.toHaveBeenCalled();
});

test('the host is told where the pointer is and which keys are down, only while it runs', async () => {
  const { component, onkey, rerender } = stage('running');
  await tick();
  await fireEvent.pointerMove(ground(), at(12, -34));
  expect(component.pointer()).toEqual({ x: 12, y: -34 });
  await fireEvent.pointerLeave(ground());
  expect(component.pointer()).toBeUndefined();
  await fireEvent.keyDown(document.body, { key: ' ', code: 'Space' });
  expect(onkey).toHaveBeenCalledWith('space');
  expect(component.isKeyDown('space')).toBe(true);
  await rerender({ run: 'stopped' });
  expect(component.isKeyDown('space')).toBe(false);
  await fireEvent.keyDown(document.body, { key: 'a', code: 'KeyA' });
  expect(onkey).toHaveBeenCalledTimes(1);
});

test('starting gives the keys to the stage, so that space does not press the button again', async () => {
  const { rerender } = stage('stopped');
  const button = document.createElement('button');
  document.body.append(button);
  button.focus();
  await rerender({ run: 'running' });
  expect(document.activeElement).toBe(ground());
  button.remove();
});

test('a question is answered below the stage', async () => {
  const { onanswer } = stage('running', { question: { actorKey: 'cat', text: 'Who?' } });
  await tick();
  const field = screen.getByRole('textbox', { name: 'Your answer' });
  expect(document.activeElement).toBe(field);
  await fireEvent.input(field, { target: { value: 'Me' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Answer' }));
  expect(onanswer).toHaveBeenCalledWith('Me');
});

test('a question of a hidden object is written beside the answer', async () => {
  const program = programWith([{ ...cat, visible: false }]);
  stage('running', { question: { actorKey: 'cat', text: 'Who?' } }, program);
  await tick();
  expect(screen.getByText('Who?')).toBeTruthy();
});

test('screen readers hear what objects say', async () => {
  const { view, container } = stage('running');
  const actor = view.actors[0];
  if (actor) actor.bubble = { text: 'Hello', kind: 'say' };
  await drawn(1000);
  expect(container.querySelector('[aria-live="polite"]')?.textContent).toBe('Cat: Hello');
});

test('the stage fills the window and Escape makes it small again', async () => {
  stage('stopped');
  await fireEvent.click(screen.getByRole('button', { name: 'Fill the window with the stage' }));
  expect(screen.getByRole('button', { name: 'Make the stage small again' })).toBeTruthy();
  await fireEvent.keyDown(window, { key: 'Escape' });
  expect(screen.getByRole('button', { name: 'Fill the window with the stage' })).toBeTruthy();
});
