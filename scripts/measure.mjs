/**
 * `npm run measure`: builds the release program and measures it in its real window, in a virtual
 * display. Prints one JSON object a line on stdout and nothing else there. A part can be named:
 * `npm run measure -- cold_start`, `npm run measure -- live many`. Linux only.
 */
import { codeLive } from './measuring/codeLive.mjs';
import { coldStart } from './measuring/coldStart.mjs';
import { live } from './measuring/live.mjs';
import { many } from './measuring/many.mjs';
import { network } from './measuring/network.mjs';
import { rest } from './measuring/rest.mjs';
import { steadyLive } from './measuring/steadyLive.mjs';
import { thousand } from './measuring/thousand.mjs';
import { buildReleaseProgram, releaseProgram } from './lib/run.mjs';

const parts = { cold_start: coldStart, rest, thousand, live, code_live: codeLive, many, network };
/** What takes so long that it is only made when it is named. */
const named = { steady_live: steadyLive };

const chosen = process.argv.slice(2);
const all = { ...parts, ...named };
const unknown = chosen.filter((name) => !(name in all));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. There are: ${Object.keys(all).join(', ')}.`);
  process.exit(2);
}

buildReleaseProgram();
for (const [name, part] of Object.entries(all)) {
  if (chosen.length > 0 ? !chosen.includes(name) : name in named) continue;
  for await (const figure of part(releaseProgram)) console.log(JSON.stringify(figure));
}
// Drivers that have ended keep no script waiting.
process.exit();
