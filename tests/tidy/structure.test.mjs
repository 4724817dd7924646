/** The structure that ARCHITECTURE.md promises, checked. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/lib/run.mjs';

const read = (path) => readFileSync(join(root, path), 'utf8');

function filesUnder(folder, ending) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => path.endsWith(ending) && statSync(join(root, path)).isFile());
}

/** The sources of the window, without what only its tests use. */
const windowSources = () =>
  [...filesUnder('ui/src', '.svelte'), ...filesUnder('ui/src', '.ts')].filter((path) => !/\.test\.ts$|\/testing\.ts$/.test(path));

test('crates depend on each other in one direction only', () => {
  const allowed = {
    nunchi: ['nunchi-project'],
    'nunchi-bench': ['nunchi-learn', 'nunchi-project', 'nunchi-vision'],
    'nunchi-learn': [],
    'nunchi-project': ['nunchi-learn', 'nunchi-vision'],
    'nunchi-vision': [],
  };
  const metadata = JSON.parse(
    execFileSync('cargo', ['metadata', '--format-version=1', '--no-deps', '--offline'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 }),
  );
  const found = Object.fromEntries(
    metadata.packages.map((one) => [
      one.name,
      one.dependencies
        .filter((dependency) => dependency.kind !== 'dev' && dependency.path)
        .map((dependency) => dependency.name)
        .sort(),
    ]),
  );
  assert.deepEqual(found, allowed);
});

test('the fuzzer is locked with what the crates are built of', () => {
  const fuzzed = Object.fromEntries(
    [...read('fuzz/Cargo.lock').matchAll(/^name = "(nunchi-\w+)"\n[^[]*dependencies = \[([^\]]*)\]/gm)].map(([, name, list]) => [
      name,
      [...list.matchAll(/"([\w-]+)/g)].map((found) => found[1]),
    ]),
  );
  for (const crate of ['learn', 'project', 'vision']) {
    const [, section] = /^\[dependencies\]\n((?:[^[\n].*\n|\n)*)/m.exec(read(`crates/${crate}/Cargo.toml`));
    const wanted = [...section.matchAll(/^([\w-]+)/gm)].map((found) => found[1]);
    assert.ok(wanted.length > 2, section);
    const missing = wanted.filter((name) => !fuzzed[`nunchi-${crate}`].includes(name));
    assert.deepEqual(missing, [], `nunchi-${crate}: in fuzz/, cargo update --workspace`);
  }
});

test('only the root package knows Tauri', () => {
  for (const crate of readdirSync(join(root, 'crates'))) {
    assert.doesNotMatch(read(`crates/${crate}/Cargo.toml`), /^tauri/m, crate);
  }
});

test('every command is named, registered, allowed and callable by the same name', () => {
  const names = [...read('src-tauri/src/command_names.rs').matchAll(/^ {4}"(\w+)",$/gm)].map((found) => found[1]).sort();
  assert.ok(names.length > 20);
  const registered = [...read('src-tauri/src/lib.rs').matchAll(/commands::\w+::(\w+),/g)].map((found) => found[1]).sort();
  assert.deepEqual(registered, names);
  const capability = JSON.parse(read('src-tauri/capabilities/main.json'));
  assert.deepEqual(capability.windows, ['main']);
  assert.deepEqual(
    [...capability.permissions].sort(),
    names.map((name) => `allow-${name.replaceAll('_', '-')}`).sort(),
    'the window may ask for the commands and for nothing else',
  );
  const called = [...read('ui/src/api/index.ts').matchAll(/call(?:Bytes|Watched)?(?:<[^(]*>)?\(\s*'(\w+)'/g)].map((found) => found[1]).sort();
  assert.deepEqual(called, names);
});

test('the window loads nothing from elsewhere and evaluates no text', () => {
  const { csp, devCsp } = JSON.parse(read('tauri.conf.json')).app.security;
  assert.equal(devCsp, null);
  const policy = Object.values(csp).join(' ');
  assert.doesNotMatch(policy, /unsafe-eval|https:|\*/);
  const hosts = [...policy.matchAll(/http:\/\/([\w.]+)/g)].map((found) => found[1]);
  assert.ok(hosts.every((host) => host.endsWith('.localhost')), hosts.join(' '));
});

test('sentences for people live in the messages only', () => {
  const withoutComments = (text) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|<!--[\s\S]*?-->/g, '');
  /** What a component shows without asking for a message: text between its tags. */
  const markup = (text) => text.replace(/<(script|style)[\s\S]*?<\/\1>/g, '').replace(/\{[^{}]*\}|=>/g, '');
  const strays = windowSources()
    .filter((path) => !path.startsWith('ui/src/i18n/'))
    .filter((path) => {
      const text = withoutComments(read(path));
      // A language is called by its own name in every language.
      if (/[\uac00-\ud7a3]/.test(text.replaceAll("'한국어'", ''))) return true;
      return path.endsWith('.svelte') && />[^<>{}]*\p{L}{2,}[^<>{}]*</u.test(markup(text));
    });
  assert.deepEqual(strays, []);
});

test('only the api folder talks to Rust', () => {
  const strays = windowSources()
    .filter((path) => !path.startsWith('ui/src/api/'))
    .filter((path) => /@tauri-apps/.test(read(path)));
  assert.deepEqual(strays, []);
});

test('every Rust file says in its first line what lives there', () => {
  const sources = [...filesUnder('crates', '.rs'), ...filesUnder('src-tauri/src', '.rs')];
  const silent = sources.filter((path) => !read(path).startsWith('//!'));
  assert.deepEqual(silent.map((path) => relative('.', path)), []);
});

test('everything of others that is shipped is named with its licence', () => {
  const list = read('LICENSES/README.md');
  const { dependencies } = JSON.parse(read('ui/package.json'));
  for (const name of [...Object.keys(dependencies), 'svelte']) {
    const { license } = JSON.parse(read(`ui/node_modules/${name}/package.json`));
    const row = list.split('\n').find((line) => line.startsWith('|') && line.includes(`\`${name}\``));
    assert.ok(row, `LICENSES/README.md does not name ${name}`);
    assert.ok(row.includes(license), `${name} is under ${license}`);
  }
  for (const crate of readdirSync(join(root, 'crates'))) {
    if (!existsSync(join(root, `crates/${crate}/assets`))) continue;
    assert.ok(list.includes(`\`crates/${crate}/assets\``), `LICENSES/README.md does not name the assets of ${crate}`);
  }
  const linked = [...list.matchAll(/\]\(([^)]+)\)/g)].map((found) => found[1]);
  const texts = readdirSync(join(root, 'LICENSES')).filter((name) => name !== 'README.md');
  assert.deepEqual(linked.sort(), texts.sort(), 'every page in LICENSES is linked, every link leads to one');
});
