/** The stage fills the window, and the screen where the system lets it. */

/** `leave` is called when the user leaves by Escape or by the system's own way. Returns the end. */
export function fillWindow(leave: () => void): () => void {
  const page = document.documentElement;
  let isFull = false;
  const change = () => {
    if (document.fullscreenElement) isFull = true;
    else if (isFull) leave();
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    // What lies above the stage closes first.
    if (document.querySelector('[role="dialog"], [role="menu"]')) return;
    event.preventDefault();
    leave();
  };
  document.addEventListener('fullscreenchange', change);
  window.addEventListener('keydown', key);
  // The whole page, not the stage alone: dialogs and messages stay above it.
  void page.requestFullscreen?.().catch(() => undefined);
  return () => {
    document.removeEventListener('fullscreenchange', change);
    window.removeEventListener('keydown', key);
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
  };
}
