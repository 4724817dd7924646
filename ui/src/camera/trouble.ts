/** What can be wrong with a camera, as the user meets it. */

export type CameraTrouble = 'none' | 'denied' | 'busy' | 'lost';

/**
 * Sorts the failures of `getUserMedia`. Without a camera, WebKitGTK throws OverconstrainedError
 * and Chromium NotFoundError. What is not known is most likely a device that does not answer.
 */
export function troubleOf(thrown: unknown): CameraTrouble {
  const name = (thrown as { name?: unknown } | null | undefined)?.name;
  switch (name) {
    case 'OverconstrainedError':
    case 'NotFoundError':
    case 'NotSupportedError':
      return 'none';
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    default:
      return 'busy';
  }
}
