/**
 * Starts the real app in its real window and drives it by WebDriver. Each start has its own
 * driver, port and data folder; nothing is shared between tests.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Builder, By, Key, until } from 'selenium-webdriver';
import { debugProgram, pause, root } from '../../../scripts/lib/run.mjs';

export { By, Key, until };

/** Longest wait for anything that the window should do, in milliseconds. */
const PATIENCE = 30_000;

/** A new, empty data folder, as on a first start. */
export const newHome = () => mkdtempSync(join(tmpdir(), 'nunchi-e2e-'));

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Longest wait for the answer to one command: a window that is gone never answers. */
const ANSWER = 60_000;

/** Drivers that run; none outlives this process, however it ends. */
const running = new Set();
process.on('exit', () => running.forEach(end));
process.once('SIGTERM', () => process.exit(1));

/**
 * Starts the app.
 * @param {{home?: string, camera?: boolean, language?: 'ko' | 'en', program?: string, env?: object}} options
 */
export async function launch({ home = newHome(), camera = false, language = 'en', theme = 'light', program = debugProgram, env = {} } = {}) {
  const driverEnv = {
    ...process.env,
    LANG: language === 'ko' ? 'ko_KR.UTF-8' : 'en_US.UTF-8',
    LANGUAGE: language,
    NUNCHI_HOME: home,
    TAURI_WEBVIEW_AUTOMATION: 'true',
    ...(camera ? { NUNCHI_MOCK_CAMERA: '1' } : {}),
    ...env,
  };
  choose(home, { language, theme });
  const { driver, server } = await begin(program, driverEnv);
  await driver.manage().setTimeouts({ script: PATIENCE, pageLoad: PATIENCE });
  return new App(driver, server, home);
}

/**
 * Starts a driver and lets it start the app. On a busy machine the two can miss each other, and
 * then the driver waits for ever: a second one is tried.
 */
async function begin(program, env, tries = 2) {
  const port = await freePort();
  const server = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  server.unref();
  running.add(server);
  try {
    const driver = await within(PATIENCE, 'the start of the app', connect(port, program));
    const execute = driver.execute.bind(driver);
    driver.execute = (command) => within(ANSWER, command.getName(), execute(command));
    return { driver, server };
  } catch (error) {
    end(server);
    if (tries <= 1) throw error;
    console.error(`tried again: ${error.message}`);
    return begin(program, env, tries - 1);
  }
}

/** The answer, or an error when it does not come in time. */
function within(milliseconds, what, answer) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${milliseconds / 1000} s: ${what}`)), milliseconds);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** Writes what the user would choose in the window before the first start. */
function choose(home, chosen) {
  const file = join(home, 'preferences.json');
  mkdirSync(home, { recursive: true });
  try {
    writeFileSync(file, JSON.stringify({ preferences: chosen }), { flag: 'wx' });
  } catch {
    // A later start keeps what is there.
  }
}

async function connect(port, program) {
  for (let waited = 0; ; waited += 100) {
    try {
      return await new Builder()
        .usingServer(`http://127.0.0.1:${port}`)
        .withCapabilities({
          browserName: 'wry',
          'webkitgtk:browserOptions': { binary: program, args: [] },
        })
        .build();
    } catch (error) {
      if (waited > 5000 || !/ECONNREFUSED/.test(String(error))) throw error;
      await pause(100);
    }
  }
}

/** Ends the driver and whatever it started. */
function end(server) {
  running.delete(server);
  try {
    process.kill(-server.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

class App {
  constructor(driver, server, home) {
    this.driver = driver;
    this.server = server;
    this.home = home;
  }

  /** Closes the window as a user does. */
  async close() {
    await Promise.race([this.driver.quit().catch(() => {}), pause(5000)]);
    await pause(200);
    end(this.server);
  }

  /** Ends the app without any warning, as a flat battery does. */
  kill() {
    end(this.server);
  }

  /** Sends a signal to every process of the app. */
  signal(name) {
    process.kill(-this.server.pid, name);
  }

  /** Closes the window and removes its data. */
  async discard() {
    await this.close();
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  /** Runs a function in the page; the arguments must be plain data or elements. */
  run(inPage, ...args) {
    return this.driver.executeScript(`return (${inPage}).apply(null, arguments)`, ...args);
  }

  /** Runs an asynchronous function in the page. */
  runAsync(inPage, ...args) {
    return this.driver.executeAsyncScript(
      `const args = [...arguments], done = args.pop();
       (${inPage}).apply(null, args).then((value) => done({ value }), (error) => done({ error: String(error) }));`,
      ...args,
    ).then((answer) => {
      if (answer.error) throw new Error(answer.error);
      return answer.value;
    });
  }

  /** Waits until `check` gives something true, and gives it back. */
  async eventually(what, check, patience = PATIENCE) {
    const deadline = Date.now() + patience;
    let last;
    for (;;) {
      try {
        const value = await check();
        if (value) return value;
      } catch (error) {
        last = error;
      }
      if (Date.now() > deadline) {
        await this.screenshot(`failed-${what.replace(/\W+/g, '-')}`).catch(() => {});
        throw new Error(`never happened: ${what}${last ? ` (${last})` : ''}`);
      }
      await pause(50);
    }
  }

  /** Every visible element with this role and accessible name (a string is matched whole). */
  all(role, name) {
    const pattern = name instanceof RegExp ? { source: name.source, flags: name.flags } : name;
    return this.run(findByRole, role, pattern);
  }

  /** The one visible element with this role and name, once it is there. */
  find(role, name, patience) {
    return this.eventually(`${role} ${name ?? ''}`, async () => (await this.all(role, name))[0], patience);
  }

  /** Clicks the element with this role and name. */
  async click(role, name) {
    await this.eventually(`click ${role} ${name ?? ''}`, async () => {
      const [element] = await this.all(role, name);
      if (!element || !(await element.isEnabled())) return false;
      await this.run((one) => one.scrollIntoView({ block: 'nearest' }), element);
      await element.click();
      return true;
    });
  }

  /** Waits for a visible text. */
  see(text, patience) {
    const pattern = text instanceof RegExp ? { source: text.source, flags: text.flags } : text;
    return this.eventually(`text ${text}`, () => this.run(pageShows, pattern), patience);
  }

  /** Waits until a text is gone. */
  gone(text) {
    const pattern = text instanceof RegExp ? { source: text.source, flags: text.flags } : text;
    return this.eventually(`gone ${text}`, async () => !(await this.run(pageShows, pattern)));
  }

  /** Replaces the text of a field and commits it by Enter. */
  async type(role, name, text) {
    await this.eventually(`type into ${role} ${name}`, async () => {
      const [field] = await this.all(role, name);
      if (!field) return false;
      await this.run((one) => one.scrollIntoView({ block: 'nearest' }), field);
      await field.click();
      await this.run((one) => one.select(), field);
      await field.sendKeys(text);
      return (await field.getAttribute('value')) === text;
    });
    await this.driver.actions().sendKeys(Key.ENTER).perform();
  }

  /** Gives files to the file input that `selector` names. */
  async upload(selector, paths) {
    const input = await this.eventually(`input ${selector}`, async () => (await this.driver.findElements(By.css(selector)))[0]);
    await input.sendKeys(paths.join('\n'));
  }

  /** Makes the window so large; there is no window manager in a virtual display. */
  async resize(width, height) {
    await this.driver.manage().window().setRect({ x: 0, y: 0, width, height });
    await this.eventually(`size ${width}x${height}`, () => this.run((w, h) => innerWidth === w && innerHeight === h, width, height));
  }

  /** Saves a picture of the page under `screenshots/` and gives its path. */
  async screenshot(name) {
    const folder = `${root}screenshots`;
    mkdirSync(folder, { recursive: true });
    const path = `${folder}/${name}.png`;
    // Where the window paints only what changes, a picture of a page at rest never comes.
    await this.run(keepPainting);
    try {
      writeFileSync(path, await this.driver.takeScreenshot(), 'base64');
    } finally {
      await this.run(restAgain);
    }
    return path;
  }
}

/* The functions below run in the page. */

/** Changes one point of the page, too little to be seen, again and again. */
function keepPainting() {
  const point = document.createElement('i');
  point.id = 'keep-painting';
  point.style.cssText = 'position:fixed;right:0;bottom:0;width:1px;height:1px;pointer-events:none';
  document.body.append(point);
  let turn = 0;
  globalThis.paintTimer = setInterval(() => (point.style.background = `rgb(128 128 128 / ${++turn % 2}%)`), 30);
}

function restAgain() {
  clearInterval(globalThis.paintTimer);
  document.getElementById('keep-painting')?.remove();
}

function findByRole(role, name) {
  const selectors = {
    alert: '[role=alert]',
    button: 'button:not([role]), [role=button], summary',
    checkbox: 'input[type=checkbox], [role=checkbox]',
    dialog: 'dialog, [role=dialog], [role=alertdialog]',
    gridcell: '[role=gridcell], [role=option]',
    heading: 'h1, h2, h3, [role=heading]',
    image: 'img, [role=img]',
    link: 'a[href], [role=link]',
    menuitem: '[role^=menuitem]',
    radio: 'input[type=radio], [role=radio]',
    slider: 'input[type=range], [role=slider]',
    spinbutton: 'input[type=number], [role=spinbutton]',
    switch: '[role=switch]',
    tab: '[role=tab]',
    table: 'table, [role=table]',
    textbox: 'input:not([type]), input[type=text], textarea, [role=textbox]',
  };
  const label = (element) => {
    const ids = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const named = ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
    const text =
      named ||
      element.getAttribute('aria-label') ||
      [...(element.labels ?? [])].map((one) => one.textContent).join(' ') ||
      element.textContent ||
      element.getAttribute('alt') ||
      element.getAttribute('title') ||
      '';
    return text.replace(/\s+/g, ' ').trim();
  };
  const matches =
    name === null || name === undefined
      ? () => true
      : typeof name === 'string'
        ? (text) => text === name
        : (text) => new RegExp(name.source, name.flags).test(text);
  return [...document.querySelectorAll(selectors[role] ?? `[role=${role}]`)].filter(
    (element) => element.getClientRects().length > 0 && matches(label(element)),
  );
}

function pageShows(text) {
  const page = document.body.innerText.replace(/\s+/g, ' ');
  return typeof text === 'string' ? page.includes(text) : new RegExp(text.source, text.flags).test(page);
}
