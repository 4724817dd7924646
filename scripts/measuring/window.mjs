/** The release program in a window that a driver holds. */
import { openWindow } from '../../tests/e2e/lib/place.mjs';
import { virtualDisplay } from '../lib/display.mjs';

/** Opens a window, gives it to `use`, and puts it away. What `use` yields is handed on. */
export async function* inWindow(options, use) {
  const display = await virtualDisplay('1280x800x24');
  process.env.DISPLAY = display.name;
  const window = await openWindow(options);
  try {
    yield* use(window);
  } finally {
    await (options.home ? window.app.close() : window.app.discard());
    display.end();
  }
}
