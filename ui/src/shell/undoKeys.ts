/** Ctrl+Z and its relatives. */

const TYPED = new Set(['text', 'search', 'number', 'email', 'url', 'tel', 'password']);

/** True where the keys belong to the text that is being typed. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return TYPED.has(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

/** What a key press asks for, if anything. */
export function historyKey(event: KeyboardEvent): 'undo' | 'redo' | undefined {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return undefined;
  // By the place of the key as well, since a Korean keyboard gives Hangul letters in `key`.
  const is = (letter: string) =>
    event.key.toLowerCase() === letter || event.code === `Key${letter.toUpperCase()}`;
  if (is('z')) return event.shiftKey ? 'redo' : 'undo';
  if (is('y') && !event.shiftKey) return 'redo';
  return undefined;
}
