/**
 * Closes a window that is not modal by Escape, from wherever the focus is, and by the back
 * gesture where the system has one. What lies above it goes first: an open dialog, menu or list.
 */

/** What takes an Escape for itself while it is open. */
const ABOVE = [
  '[role="dialog"][data-state="open"]',
  '[role="alertdialog"][data-state="open"]',
  '[role="menu"][data-state="open"]',
  '[role="listbox"][data-state="open"]',
  // A field of a block that is being filled in.
  '.blocklyHtmlInput',
  '.blocklyDropDownDiv[style*="opacity: 1"]',
].join(',');

/** Calls `close` until the function that comes back is called. */
export function watchClosing(close: () => void): () => void {
  /** Whether the Escape that is pressed now is for something above. */
  let isForAbove = false;

  // Before anyone else hears it: by then, what lay above would be closed already.
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    isForAbove = document.querySelector(ABOVE) !== null;
    if (isForAbove) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  window.addEventListener('keydown', onKey, { capture: true });
  const unwatchBack = watchBack(() => !isForAbove, close);
  return () => {
    window.removeEventListener('keydown', onKey, { capture: true });
    unwatchBack();
  };
}

/** What the web view tells of the back gesture by; not all have it. */
interface BackWatcher {
  onclose: (() => void) | null;
  destroy(): void;
}

function watchBack(isForUs: () => boolean, close: () => void): () => void {
  const { CloseWatcher } = window as { CloseWatcher?: new () => BackWatcher };
  if (!CloseWatcher) return () => undefined;
  const watch = () => {
    const watcher = new CloseWatcher();
    watcher.onclose = () => {
      if (isForUs()) close();
      else current = watch();
    };
    return watcher;
  };
  let current = watch();
  return () => current.destroy();
}
