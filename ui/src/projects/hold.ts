/**
 * A finger that rests on something asks for its menu, as the right button of a mouse does.
 * Never here: what the menu holds.
 */

/** A finger that rests this long asks. */
const HOLD_MS = 500;
/** A finger that moves less than this has not moved. */
const STILL_PX = 8;

/** Listens on a card until the answer is called; the click that ends a hold opens nothing. */
export function askedForMenu(element: HTMLElement, onask: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from = { x: 0, y: 0 };
  let asked = false;

  function ask(event?: Event) {
    event?.preventDefault();
    end();
    asked = true;
    onask();
  }
  function begin(event: PointerEvent) {
    // A second finger is no hold.
    end();
    asked = false;
    if (event.pointerType === 'mouse' || event.isPrimary === false) return;
    from = { x: event.clientX, y: event.clientY };
    timer = setTimeout(ask, HOLD_MS);
  }
  function move(event: PointerEvent) {
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > STILL_PX) end();
  }
  function end() {
    clearTimeout(timer);
    timer = undefined;
  }
  function click(event: MouseEvent) {
    if (!asked) return;
    asked = false;
    // A key or a screen reader presses without a pointer, and has not held anything.
    if (event.detail === 0) return;
    event.preventDefault();
    event.stopPropagation();
  }
  /** A key or a mouse that asked is followed by no click of its own. */
  function byContextMenu(event: MouseEvent) {
    const isHold = timer !== undefined;
    ask(event);
    asked = isHold;
  }

  const listeners = {
    pointerdown: begin,
    pointermove: move,
    pointerup: end,
    pointercancel: end,
    contextmenu: byContextMenu,
  };
  const all = Object.entries(listeners) as [string, EventListener][];
  for (const [name, listener] of all) element.addEventListener(name, listener);
  element.addEventListener('click', click, { capture: true });
  return () => {
    end();
    for (const [name, listener] of all) element.removeEventListener(name, listener);
    element.removeEventListener('click', click, { capture: true });
  };
}
