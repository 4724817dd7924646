/**
 * Makes a bare machine able to build, run and test Nunchi: checks Rust and Node, installs the
 * Debian packages that are missing (and says what for), and the npm packages of the lock files.
 */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { output, root, run, say } from './lib/run.mjs';

/** Debian package -> what it is for. */
const debianPackages = {
  'build-essential': 'a C compiler, for SQLite',
  'pkg-config': 'finds the libraries below',
  'libwebkit2gtk-4.1-dev': 'the web view that draws the window',
  'libgtk-3-dev': 'the window itself',
  'librsvg2-dev': 'icons',
  'gstreamer1.0-plugins-base': 'the camera in the web view',
  'gstreamer1.0-plugins-good': 'the camera in the web view',
  xvfb: 'a virtual display, for machines without a screen and for the tests',
  'webkit2gtk-driver': 'drives the window in the end-to-end tests',
  scrot: 'takes the picture that `npm start` prints where there is no screen',
  iproute2: 'cuts the tests off from every network',
  strace: 'shows that the app opens no connection',
};

function fail(text) {
  console.error(`\n${text}`);
  process.exit(1);
}

function checkTools() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) fail('Node 20.19 or newer is needed: https://nodejs.org');
  const rust = output('rustc', ['--version']);
  if (!rust) fail('Rust is needed: https://rustup.rs');
  const version = /rustc 1\.(\d+)/.exec(rust);
  if (!version || Number(version[1]) < 91) fail(`Rust 1.91 or newer is needed, this is ${rust}: run "rustup update".`);
}

function isInstalled(name) {
  return output('dpkg-query', ['-W', '-f', '${Status}', name])?.includes('install ok installed') ?? false;
}

function installDebianPackages() {
  const missing = Object.keys(debianPackages).filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  say('Install Debian packages');
  for (const name of missing) console.log(`   ${name}: ${debianPackages[name]}`);
  const asRoot = process.getuid() === 0 ? [] : ['sudo'];
  const apt = (...args) => {
    const [program, ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
    run(program, rest, { stdio: ['ignore', 'ignore', 'inherit'] });
  };
  apt('update');
  apt('install', '--yes', '--no-install-recommends', ...missing);
}

function checkSystem() {
  if (process.platform === 'linux') {
    if (output('dpkg-query', ['--version'])) return installDebianPackages();
    console.log('This is not a Debian system. Install what these Debian packages hold:');
    for (const [name, why] of Object.entries(debianPackages)) console.log(`   ${name}: ${why}`);
  } else if (process.platform === 'darwin') {
    if (!output('xcode-select', ['-p'])) fail('The command line tools are needed: run "xcode-select --install".');
  } else if (process.platform === 'win32') {
    if (output('where', ['link.exe']) === undefined) {
      console.log('If the build fails for want of link.exe: install the "Desktop development with C++" part of the Visual Studio Build Tools.');
    }
  }
}

/** `npm ci` in a folder, unless its node_modules are those of its lock file already. */
function installNpmPackages(folder) {
  const lock = readFileSync(`${folder}package-lock.json`, 'utf8');
  const mark = `${folder}node_modules/.installed-lock.json`;
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return;
  say(`Install npm packages in ${folder === root ? 'the project' : 'ui'}`);
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
  if (statSync(`${folder}node_modules`).isDirectory()) writeFileSync(mark, lock);
}

checkTools();
checkSystem();
installNpmPackages(root);
installNpmPackages(`${root}ui/`);
