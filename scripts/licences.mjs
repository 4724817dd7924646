/**
 * `npm run licences`: gathers the licence texts of every part of others that the app ships, from
 * the sources of the parts themselves, into LICENSES/THIRD-PARTY.txt. Parts with the same text
 * stand together. Run it when Cargo.lock or ui/package-lock.json has changed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { rustParts, pageParts } from './lib/parts.mjs';
import { root } from './lib/run.mjs';

const HEAD = `The parts of others inside Nunchi, and their licences.
Written by "npm run licences" from the sources of the parts. Where a part may be used under one of
several licences, of which MIT is one, it is used under MIT.
`;

/** Parts that bring no text, and the part of the same authors or licence whose text is theirs. */
const TEXT_OF = { 'alloc-stdlib': 'alloc-no-stdlib', selectors: 'cssparser' };
/** Parts that bring no text, and where the project keeps it. */
const KEPT = { pretendard: 'LICENSES/Pretendard-OFL-1.1.txt' };

/** Standard words for a part that names MIT as its licence and brings no text of it. */
const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** Text, without what differs between two copies of the same licence. */
const key = (text) => text.replace(/\s+/g, ' ').trim();

const all = [...rustParts(), ...pageParts()];
const sections = new Map();
const without = [];
for (const part of all) {
  const texts = textsOf(part);
  if (texts.length === 0) without.push(part);
  for (const text of texts) {
    const section = sections.get(key(text)) ?? { text: text.trim(), parts: [] };
    section.parts.push(part);
    sections.set(key(text), section);
  }
}

function textsOf({ name, licence, authors, texts }) {
  if (texts.length > 0) return texts;
  if (name in KEPT) return [readFileSync(root + KEPT[name], 'utf8')];
  if (name in TEXT_OF) return all.find((one) => one.name === TEXT_OF[name])?.texts ?? [];
  if (!/\bMIT\b/.test(licence)) return [];
  return [`Copyright (c) ${authors.join(', ') || `the authors of ${name}`}\n\n${MIT}`];
}

if (without.length > 0) {
  console.error('No licence text is known for:');
  for (const { name, version, licence } of without) console.error(`   ${name} ${version} (${licence})`);
  process.exit(1);
}
const line = '='.repeat(80);
const pages = [...sections.values()].map(({ text, parts }) => {
  const names = parts.map(({ name, version, licence }) => `${name} ${version} (${licence})`);
  return `${line}\n${names.join('\n')}\n${line}\n\n${text}\n`;
});
writeFileSync(`${root}LICENSES/THIRD-PARTY.txt`, [HEAD, ...pages].join('\n'));
console.log(`LICENSES/THIRD-PARTY.txt: ${all.length} parts, ${sections.size} texts`);
