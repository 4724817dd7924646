/** The parts of others that the app ships: Rust crates of every system, and packages of its pages. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './run.mjs';

/** Packages that others ask for and that are not in the pages: Blockly needs a browser without one. */
const NOT_IN_PAGES = ['jsdom'];

/**
 * Crates that are linked into the app, with name, version, licence, authors and licence texts.
 * `options` go to cargo: `--filter-platform` for one system, `--offline` for no download.
 */
export function rustParts(options = []) {
  const found = JSON.parse(
    execFileSync('cargo', ['metadata', '--format-version=1', '--locked', ...options], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 }),
  );
  const nodes = new Map(found.resolve.nodes.map((node) => [node.id, node]));
  // They run while the app is built, and so does what they need.
  const macros = new Set(found.packages.filter(({ targets }) => targets.some(({ kind }) => kind.includes('proc-macro'))).map(({ id }) => id));
  const linked = new Set();
  const visit = (id) => {
    if (linked.has(id) || macros.has(id)) return;
    linked.add(id);
    for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps) if (kinds.some(({ kind }) => kind === null)) visit(pkg);
  };
  visit(found.packages.find(({ name }) => name === 'nunchi').id);
  return found.packages
    .filter(({ id, source }) => linked.has(id) && source !== null)
    .map(({ name, version, license, authors, manifest_path: manifest }) => part(name, version, license, authors, dirname(manifest)))
    .sort(byName);
}

/** Packages whose code is in the pages: those that the pages name, and what these need. */
export function pageParts() {
  const { packages } = JSON.parse(readFileSync(`${root}ui/package-lock.json`, 'utf8'));
  const found = new Set();
  const visit = (name, from) => {
    const path = placeOf(packages, name, from);
    if (path === undefined || found.has(path) || NOT_IN_PAGES.includes(name)) return;
    found.add(path);
    for (const need of Object.keys(packages[path].dependencies ?? {})) visit(need, path);
  };
  // Svelte's compiler is a tool, and its library is in the pages.
  for (const name of [...Object.keys(packages[''].dependencies), 'svelte']) visit(name, '');
  return [...found]
    .map((path) => {
      const folder = `${root}ui/${path}`;
      const { name, version, license, author } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
      return part(name, version, license, author ? [author.name ?? author] : [], folder);
    })
    .sort(byName);
}

/** Where a package finds another: in its own folder, or in one around it. */
function placeOf(packages, name, from) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    const path = `${folder ? `${folder}/` : ''}node_modules/${name}`;
    if (packages[path]) return path;
    if (folder === '') return undefined;
  }
}

const byName = (one, other) => (one.name + one.version < other.name + other.version ? -1 : 1);

function part(name, version, licence, authors, folder) {
  return { name, version, licence: licence ?? 'see text', authors, texts: texts(folder, licence ?? '') };
}

/** The licence texts in a folder: that of MIT alone, where MIT is enough. */
function texts(folder, licence) {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((one) => one.isFile() && /^(licen[cs]e|copying|notice|unlicense|copyright)/i.test(one.name))
    .map((one) => one.name)
    .sort();
  const ofMit = files.filter((name) => /mit/i.test(name));
  const chosen = /\bMIT\b/.test(licence) && !/\bAND\b/.test(licence) && ofMit.length > 0 ? ofMit : files;
  return chosen.map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n'));
}
