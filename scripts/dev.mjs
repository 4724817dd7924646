/** `npm run dev`: the app with the development server, so that the pages reload as they change. */
import { run } from './lib/run.mjs';

run('node', ['scripts/setup.mjs']);
run('npx', ['tauri', 'dev']);
