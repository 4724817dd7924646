/**
 * Draws what `nunchi-bench scaling` prints, both axes in powers of ten:
 * `nunchi-bench scaling | node scripts/measuring/plot.mjs > docs/images/scaling.svg`.
 */
import { text } from 'node:stream/consumers';

const WIDTH = 640;
const HEIGHT = 400;
const EDGE = { left: 64, right: 88, top: 32, bottom: 48 };
const NAME_HEIGHT = 15;
const LINES = [
  { key: 'open_ms', name: 'open', colour: '#2f6fed' },
  { key: 'add_ms', name: 'add', colour: '#c2410c' },
  { key: 'train_ms', name: 'train', colour: '#0f7b52' },
  { key: 'predict_ms', name: 'predict', colour: '#8a3ffc' },
  { key: 'similar_ms', name: 'similar', colour: '#b0126f' },
  { key: 'undo_ms', name: 'undo', colour: '#5c6470' },
];

const figures = (await text(process.stdin))
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line))
  .filter(({ what }) => what === 'scaling');
const values = figures.flatMap((one) => LINES.map(({ key }) => one[key]));
const tens = (numbers) => [Math.floor(Math.log10(Math.min(...numbers))), Math.ceil(Math.log10(Math.max(...numbers)))];
const across = tens(figures.map(({ photos }) => photos));
const up = tens(values);

const place = (value, [from, to], start, end) => (start + ((Math.log10(value) - from) / (to - from)) * (end - start)).toFixed(1);
const x = (photos) => place(photos, across, EDGE.left, WIDTH - EDGE.right);
const y = (ms) => place(ms, up, HEIGHT - EDGE.bottom, EDGE.top);
const powers = ([from, to]) => Array.from({ length: to - from + 1 }, (_, step) => 10 ** (from + step));
const words = (number) => number.toLocaleString('en', { maximumFractionDigits: 3 });

const columns = powers(across).map(
  (photos) => `<path class="grid" d="M${x(photos)} ${EDGE.top}V${HEIGHT - EDGE.bottom}"/><text x="${x(photos)}" y="${HEIGHT - EDGE.bottom + 18}" text-anchor="middle">${words(photos)}</text>`,
);
const rows = powers(up).map(
  (ms) => `<path class="grid" d="M${EDGE.left} ${y(ms)}H${WIDTH - EDGE.right}"/><text x="${EDGE.left - 8}" y="${y(ms)}" dy="4" text-anchor="end">${words(ms)}</text>`,
);
/** Heights of the names at the ends of the lines, from the top down, none over another. */
const heights = new Map();
const ends = LINES.map(({ key }) => ({ key, at: Number(y(figures.at(-1)[key])) }));
let lowest = -Infinity;
for (const { key, at } of ends.sort((one, other) => one.at - other.at)) {
  lowest = Math.max(at, lowest + NAME_HEIGHT);
  heights.set(key, lowest);
}
const lines = LINES.map(({ key, name, colour }) => {
  const points = figures.map((one) => `${x(one.photos)} ${y(one[key])}`);
  const dots = points.map((point) => `<circle cx="${point.split(' ')[0]}" cy="${point.split(' ')[1]}" r="3.5"/>`).join('');
  return `<g stroke="${colour}" fill="${colour}"><path class="line" d="M${points.join('L')}"/>${dots}<text class="name" x="${WIDTH - EDGE.right + 10}" y="${heights.get(key)}" dy="4">${name}</text></g>`;
});

console.log(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Milliseconds by number of photos">
<style>rect{fill:#fff}text{font:13px system-ui,sans-serif;fill:#4a5160;stroke:none}.grid{stroke:#dfe3ea}.line{fill:none;stroke-width:2}.name{font-weight:700;fill:inherit}</style>
<rect width="${WIDTH}" height="${HEIGHT}"/>
${[...columns, ...rows, ...lines].join('\n')}
<text x="${(EDGE.left + WIDTH - EDGE.right) / 2}" y="${HEIGHT - 8}" text-anchor="middle">photos</text>
<text x="${EDGE.left}" y="${EDGE.top - 14}" text-anchor="middle">ms</text>
</svg>`);
