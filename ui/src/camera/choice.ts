/** Remembers which camera the user chose last, on this device. */
import type { CameraDevice } from './camera.svelte';

const KEY = 'nunchi.camera';

/** The last choice; none when nothing was chosen or storing is not allowed. */
export function recall(): CameraDevice | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return isDevice(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function remember({ id, label }: CameraDevice) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ id, label }));
  } catch {
    // Without storage the choice lasts until the camera is closed.
  }
}

/** The device that was chosen: the same id, or else the same name. */
export function preferred(
  devices: CameraDevice[],
  choice: CameraDevice | undefined,
): CameraDevice | undefined {
  if (!choice) return undefined;
  return (
    devices.find((one) => one.id === choice.id) ??
    devices.find((one) => one.label !== '' && one.label === choice.label)
  );
}

function isDevice(kept: unknown): kept is CameraDevice {
  if (typeof kept !== 'object' || kept === null) return false;
  const { id, label } = kept as Record<string, unknown>;
  return typeof id === 'string' && typeof label === 'string';
}
