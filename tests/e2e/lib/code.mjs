/**
 * The Code place in the words of its user: open it, drag blocks, start, answer the popup. What is
 * found by role, label or the editor's own marks stands here and nowhere else in the tests.
 */
import { Key } from './app.mjs';

export class Code {
  /** `window`: a window in which a project is open. */
  constructor(window) {
    this.window = window;
    this.app = window.app;
    this.say = window.say;
  }

  /** Goes to the Code place and waits until its blocks can be used. */
  async open() {
    await this.app.click('button', this.say('shell:places.code'));
    await this.app.eventually('the blocks are there', () => this.app.run(() => document.querySelector('.blocklyToolbox, .blocklyToolboxDiv') !== null));
    return this;
  }

  async leave() {
    await this.app.click('button', this.say('shell:places.teach'));
  }

  /** The narrow window shows blocks or stage: goes to one, where that is so. */
  async show(part) {
    const [tab] = await this.app.all('button', this.say(`code:views.${part}`));
    await tab?.click();
  }

  /* Blocks */

  /** Opens a category of the toolbox. */
  async category(name) {
    const row = await this.app.eventually(`category ${name}`, async () => (await this.app.all('treeitem', this.say(`blocks:category.${name}`)))[0]);
    await row.click();
    await this.app.eventually('its blocks are shown', () => this.app.run(() => [...document.querySelectorAll('.blocklyFlyout .blocklyDraggable')].some((one) => one.getClientRects().length > 0)));
  }

  /** The blocks of the open object, as they are saved. */
  saved(objectName) {
    return this.app.runAsync(async (name) => {
      const program = await globalThis.__TAURI_INTERNALS__.invoke('read_program');
      const object = name ? program.objects.find((one) => one.name === name) : program.objects.at(-1);
      return object?.blocks ? JSON.parse(object.blocks).blocks?.blocks ?? [] : [];
    }, objectName ?? null);
  }

  program() {
    return this.app.runAsync(() => globalThis.__TAURI_INTERNALS__.invoke('read_program'));
  }

  /** Drags the block of this type out of the open flyout, by mouse or by finger. */
  async drag(type, to, { touch = false } = {}) {
    const from = await this.app.eventually(`block ${type} in the toolbox`, () => this.app.run(placeInFlyout, type));
    if (touch) await this.app.runAsync(dragByTouch, from, to);
    else await this.dragByMouse(from, to);
  }

  async dragByMouse(from, to) {
    const actions = this.app.driver.actions({ async: true });
    actions.move({ x: Math.round(from.x), y: Math.round(from.y) }).press();
    for (let step = 1; step <= 6; step++) {
      const at = (start, end) => Math.round(start + ((end - start) * step) / 6);
      actions.move({ x: at(from.x, to.x), y: at(from.y, to.y), duration: 40 });
    }
    await actions.release().perform();
  }

  /** Drags a block from the toolbox to just below the last block that hangs from `afterType`. */
  async append(category, type, afterType, options) {
    await this.category(category);
    await this.drag(type, await this.app.run(placeBelow, afterType, await this.app.eventually(`block ${type}`, () => this.app.run(grip, type))), options);
    await this.app.eventually(`${type} hangs below ${afterType}`, () => this.app.run(hangsBelow, type, afterType));
  }

  /** Drags a block from the toolbox to a free place. */
  async place(category, type, to, options) {
    await this.category(category);
    await this.drag(type, to ?? (await this.app.run(freePlace)), options);
    await this.app.eventually(`${type} is on the ground`, () => this.app.run((wanted) => document.querySelector(`.blocklySvg .blocklyBlockCanvas .${wanted}`) !== null, type));
  }

  /** Drags a value block from the toolbox into a slot of a block on the ground. */
  async fill(category, type, intoType, options) {
    await this.category(category);
    await this.drag(type, await this.app.run(placeInSlot, intoType, await this.app.run(grip, type)), options);
    await this.app.eventually(`${type} stands in ${intoType}`, () => this.app.run((inner, outer) => document.querySelector(`.blocklySvg .blocklyBlockCanvas .${outer} .${inner}`) !== null, type, intoType));
  }

  /** The words that the blocks of this type on the ground show. */
  wordsOf(type) {
    return this.app.run((wanted) => [...document.querySelectorAll(`.blocklySvg .blocklyBlockCanvas .${wanted}`)].map((one) => one.textContent.replace(/\s+/g, ' ').trim()), type);
  }

  /** Puts a program in the place of the present one without the mouse, as an example does. */
  async put(changes) {
    await this.app.runAsync((all) => globalThis.__TAURI_INTERNALS__.invoke('change_program', { operation: 'open_program', changes: all }), changes);
  }

  /* Examples and worksheets */

  async openExamples() {
    await this.app.click('button', this.say('code:run.more'));
    await this.app.click('menuitem', this.say('code:run.examples'));
    await this.app.find('dialog', this.say('examples:title'));
  }

  /** Opens one of the example programs and waits until its model is taught. */
  async openExampleProgram(name) {
    await this.openExamples();
    await this.app.click('button', new RegExp(`^${this.say(`examples:${name}.title`)}`));
    await this.app.eventually('the model is taught', () => this.hasModel());
  }

  async openExport() {
    await this.app.click('button', this.say('code:run.more'));
    await this.app.click('menuitem', this.say('code:run.export'));
    await this.app.find('dialog');
  }

  /** Whether the project has a model of all that is in it, as the place that cannot be seen now says. */
  hasModel() {
    return this.app.run((done) => document.querySelector('section.learning').textContent.includes(done), this.say('train:status.done'));
  }

  /* Running */

  start() {
    return this.app.click('button', this.say('code:run.start'));
  }
  stop() {
    return this.app.click('button', this.say('code:run.stop'));
  }

  /** What objects have said, as a screen reader hears it. */
  hears(text) {
    return this.app.eventually(`somebody says ${text}`, () => this.heard(text));
  }

  /** Whether somebody says this now. */
  heard(text) {
    return this.app.run((wanted) => [...document.querySelectorAll('[aria-live=polite]')].some((one) => one.textContent.includes(wanted)), text);
  }

  /** Whether anybody has said anything in this run. */
  heardSince() {
    return this.app.run(() => [...document.querySelectorAll('main [aria-live=polite]')].some((one) => one.textContent.trim() !== ''));
  }

  /** How many blocks carry a sign that something is the matter with them. */
  warnings() {
    return this.app.run(() => document.querySelectorAll('.blocklySvg .blocklyBlockCanvas .blocklyWarningIcon, .blocklySvg .blocklyBlockCanvas .blocklyIconGroup').length);
  }

  /* The popup */

  popup() {
    return this.app.find('dialog', this.say('popup:title'));
  }

  async popupIsGone() {
    await this.app.eventually('the popup is gone', async () => (await this.app.all('dialog', this.say('popup:title'))).length === 0);
  }

  /** Gives a file to the popup. */
  async choose(path) {
    await this.popup();
    await this.app.upload('[role=dialog] input[type=file]', [path]);
    await this.app.eventually('it can be used', async () => (await this.app.all('button', this.say('popup:confirm')))[0]?.isEnabled());
  }

  /** Gives a file to the popup and uses it. */
  async answer(path) {
    await this.choose(path);
    await this.app.click('button', this.say('popup:confirm'));
  }

  closePopup() {
    return this.app.click('button', this.say('popup:close'));
  }

  press(key) {
    return this.app.driver.actions().sendKeys(Key[key] ?? key).perform();
  }
}

/* The functions below run in the page. What lies on the ground is no part of the toolbox's list. */

/** Where a block of the flyout is taken: at its upper left, which belongs to no slot. */
function placeInFlyout(type) {
  const block = [...document.querySelectorAll(`.blocklyFlyout .${type}`)].find((one) => one.getClientRects().length > 0);
  if (!block) return null;
  const path = block.querySelector(':scope > .blocklyPath');
  path.scrollIntoView?.({ block: 'nearest' });
  const box = path.getBoundingClientRect();
  return box.bottom > innerHeight || box.top < 0 ? null : { x: box.left + 10, y: box.top + 12 };
}

/** How far the grip is from the corner of the block. */
function grip() {
  return { x: 10, y: 12 };
}

function placeBelow(type, by) {
  let block = document.querySelector(`.blocklySvg .blocklyBlockCanvas .${type}`);
  for (;;) {
    const next = [...block.children].filter((one) => one.classList.contains('blocklyDraggable')).at(-1);
    const path = block.querySelector(':scope > .blocklyPath').getBoundingClientRect();
    if (!next || next.getBoundingClientRect().top < path.bottom - 8) return { x: path.left + by.x, y: path.bottom + by.y + 2 };
    block = next;
  }
}

function hangsBelow(type, top) {
  return document.querySelector(`.blocklySvg .blocklyBlockCanvas .${top} .${type}`) !== null;
}

function freePlace() {
  const ground = document.querySelector('.blocklyMainBackground').getBoundingClientRect();
  return { x: ground.left + ground.width * 0.72, y: ground.top + ground.height * 0.3 };
}

function placeInSlot(type, by) {
  const slot = document.querySelector(`.blocklySvg .blocklyBlockCanvas .${type} .blocklyShadow > .blocklyPath, .blocklySvg .blocklyBlockCanvas .${type} .blocklyShadow`);
  const box = slot.getBoundingClientRect();
  return { x: box.left + by.x, y: box.top + by.y };
}

/** A finger, as the web view tells of it: pointer events of the kind `touch`. */
async function dragByTouch(from, to) {
  const fire = (kind, target, { x, y }) =>
    target.dispatchEvent(
      new PointerEvent(kind, { bubbles: true, cancelable: true, composed: true, pointerId: 7, pointerType: 'touch', isPrimary: true, button: 0, buttons: kind === 'pointerup' ? 0 : 1, clientX: x, clientY: y }),
    );
  const wait = () => new Promise((done) => setTimeout(done, 30));
  const target = document.elementFromPoint(from.x, from.y);
  fire('pointerdown', target, from);
  for (let step = 1; step <= 8; step++) {
    await wait();
    fire('pointermove', document, { x: from.x + ((to.x - from.x) * step) / 8, y: from.y + ((to.y - from.y) * step) / 8 });
  }
  await wait();
  fire('pointerup', document, to);
}
