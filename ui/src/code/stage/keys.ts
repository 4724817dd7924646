/**
 * The keys that programs know: `space`, `enter`, `up`, `down`, `left`, `right`, `a` to `z`, `0` to
 * `9`, and which of them are down. Never here: what a key does.
 */

const NAMED: Readonly<Record<string, string>> = {
  ' ': 'space',
  Enter: 'enter',
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** The name of a key; undefined for keys that programs do not know. */
export function keyName(event: { key: string; code: string }): string | undefined {
  const named = NAMED[event.key];
  if (named) return named;
  if (/^[a-z0-9]$/iu.test(event.key)) return event.key.toLowerCase();
  // While Korean is typed, the key "a" says "ㅁ": its place on the keyboard tells.
  return /^(?:Key|Digit|Numpad)([A-Z0-9])$/u.exec(event.code)?.[1]?.toLowerCase();
}

/** Whether somebody types: then the keys are not the program's. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[role="dialog"], [role="menu"]')) return true;
  return target.matches('textarea, select, input:not([type="checkbox"], [type="radio"])');
}

/** Whether space and Enter press what is focused: then they are not the program's. */
export function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, a, summary, input') !== null;
}

/** The keys that are down while a program runs. */
export class KeysDown {
  readonly #down = new Set<string>();

  /** Takes a key event of the window; the name of a key that has just been pressed. */
  press(event: KeyboardEvent): string | undefined {
    const name = keyName(event);
    if (!name || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if ((name === 'space' || name === 'enter') && isControl(event.target)) return;
    if (this.#down.has(name)) return;
    this.#down.add(name);
    return name;
  }

  release(event: { key: string; code: string }) {
    const name = keyName(event);
    if (name) this.#down.delete(name);
  }

  /** The window no longer hears when keys come up. */
  releaseAll() {
    this.#down.clear();
  }

  isDown(name: string): boolean {
    return this.#down.has(name);
  }
}
