/** When the space bar takes a photo. */

/** True for the space bar while the focus is on nothing that uses it itself, or on `shutter`. */
export function isForShutter(event: KeyboardEvent, shutter: HTMLElement | undefined): boolean {
  if (event.key !== ' ' || event.ctrlKey || event.metaKey || event.altKey) return false;
  const { target } = event;
  if (target === shutter) return true;
  if (event.defaultPrevented || !(target instanceof HTMLElement)) return false;
  // The page itself, or a place that only takes the focus by program: no field, no button.
  return target.tabIndex < 0 && !target.isContentEditable && !target.closest('[role=dialog]');
}
