/** How far an arrow key moves a window, in pixels: with Shift, in fine steps. */

const STEP = 24;
const FINE_STEP = 4;

const WAYS: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** What this key moves by; undefined when it is no arrow, or is meant for something else. */
export function step(event: KeyboardEvent): { x: number; y: number } | undefined {
  const way = WAYS[event.key];
  if (!way || event.ctrlKey || event.altKey || event.metaKey) return undefined;
  const length = event.shiftKey ? FINE_STEP : STEP;
  return { x: way.x * length, y: way.y * length };
}
