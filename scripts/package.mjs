/**
 * `npm run package`: the installer of this system; more kinds by name, as in
 * `npm run package -- appimage`.
 */
import { run } from './lib/run.mjs';

const kinds = { linux: 'deb', darwin: 'dmg', win32: 'nsis' };
const chosen = process.argv.slice(2);

run('node', ['scripts/setup.mjs']);
run('npx', ['tauri', 'build', '--bundles', ...(chosen.length ? chosen : [kinds[process.platform]])]);
