/**
 * Selecting by pointer inside a box that scrolls: a mouse draws a band, a finger that rests on a
 * photo and then moves sweeps over photos. Near the edge the box scrolls along.
 * Never here: what is selected, photos.
 */
import type { Band } from './grid';

export interface Point {
  x: number;
  y: number;
}

/** What the box is told. Points are in its content, from the content's top left corner. */
export interface DragSelectEvents {
  /** A mouse has begun a band, with or without a key that keeps what was selected. */
  onbandstart: (keep: boolean) => void;
  onband: (band: Band) => void;
  /** A finger has rested on a place. */
  onhold: (point: Point) => void;
  /** The finger has moved on without being lifted. */
  onsweep: (point: Point) => void;
  /** The band or the sweep is over. */
  onend: () => void;
}

/** A finger that rests this long selects. */
const HOLD_MS = 450;
/** A pointer that moves less than this has not moved. */
const STILL_PX = 7;
/** So near to the edge the box scrolls along. */
const EDGE_PX = 36;
/** A click that comes so soon after a drag belongs to the drag. */
const CLICK_OF_DRAG_MS = 350;

type Mode = 'none' | 'pressed' | 'band' | 'sweep';

/** Listens on the box until the answer is called. `content` lies inside it and is as large as all rows. */
export function dragSelect(
  box: HTMLElement,
  content: () => HTMLElement | undefined,
  events: DragSelectEvents,
): () => void {
  let mode: Mode = 'none';
  let pointer = -1;
  let touch = false;
  let from: Point = { x: 0, y: 0 };
  let pressedAt: Point = { x: 0, y: 0 };
  let last: Point = { x: 0, y: 0 };
  let hold: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;
  let endedAt = -Infinity;

  /** From the window's coordinates to those of the content. */
  function inContent(client: Point): Point {
    const corner = content()?.getBoundingClientRect() ?? { left: 0, top: 0 };
    return { x: client.x - corner.left, y: client.y - corner.top };
  }

  function tell() {
    const to = inContent(last);
    if (mode === 'band') events.onband({ x1: from.x, y1: from.y, x2: to.x, y2: to.y });
    if (mode === 'sweep') events.onsweep(to);
  }

  function scrollAlong() {
    const { top, bottom } = box.getBoundingClientRect();
    const beyond = Math.max(last.y - (bottom - EDGE_PX), 0) - Math.max(top + EDGE_PX - last.y, 0);
    if (beyond !== 0) {
      box.scrollTop += Math.min(Math.max(beyond / 3, -18), 18);
      tell();
    }
    frame = requestAnimationFrame(scrollAlong);
  }

  function begin(next: 'band' | 'sweep') {
    mode = next;
    if (next === 'band') box.setPointerCapture(pointer);
    frame = requestAnimationFrame(scrollAlong);
  }

  function stop() {
    clearTimeout(hold);
    cancelAnimationFrame(frame);
    const dragged = mode === 'band' || mode === 'sweep';
    mode = 'none';
    pointer = -1;
    if (dragged) {
      endedAt = performance.now();
      events.onend();
    }
  }

  function down(event: PointerEvent) {
    // The buttons of a photo are pressed, not dragged.
    const onTool = event.target instanceof Element && event.target.closest('[data-tool]');
    if (!event.isPrimary || event.button !== 0 || onTool) return;
    mode = 'pressed';
    pointer = event.pointerId;
    touch = event.pointerType === 'touch';
    pressedAt = last = { x: event.clientX, y: event.clientY };
    from = inContent(pressedAt);
    if (!touch) return;
    hold = setTimeout(() => {
      begin('sweep');
      events.onhold(from);
    }, HOLD_MS);
  }

  function move(event: PointerEvent) {
    if (event.pointerId !== pointer) return;
    last = { x: event.clientX, y: event.clientY };
    if (mode !== 'pressed') return tell();
    if (Math.hypot(last.x - pressedAt.x, last.y - pressedAt.y) < STILL_PX) return;
    if (touch) return stop(); // the finger scrolls
    begin('band');
    events.onbandstart(event.shiftKey || event.ctrlKey || event.metaKey);
    tell();
  }

  function up(event: PointerEvent) {
    if (event.pointerId === pointer) stop();
  }

  function click(event: MouseEvent) {
    if (performance.now() - endedAt > CLICK_OF_DRAG_MS) return;
    event.stopPropagation();
    event.preventDefault();
  }

  /** The window must not scroll under a finger that sweeps. */
  function touchMove(event: TouchEvent) {
    if (mode === 'sweep' && event.cancelable) event.preventDefault();
  }

  /** A finger that rests asks for no menu. */
  function menu(event: Event) {
    if (touch) event.preventDefault();
  }

  box.addEventListener('pointerdown', down);
  box.addEventListener('pointermove', move);
  box.addEventListener('pointerup', up);
  box.addEventListener('pointercancel', up);
  box.addEventListener('click', click, { capture: true });
  box.addEventListener('touchmove', touchMove, { passive: false });
  box.addEventListener('contextmenu', menu);
  return () => {
    stop();
    box.removeEventListener('pointerdown', down);
    box.removeEventListener('pointermove', move);
    box.removeEventListener('pointerup', up);
    box.removeEventListener('pointercancel', up);
    box.removeEventListener('click', click, { capture: true });
    box.removeEventListener('touchmove', touchMove);
    box.removeEventListener('contextmenu', menu);
  };
}
