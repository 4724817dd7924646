/** The whole way by keyboard alone: no pointer is ever used here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Key } from './lib/app.mjs';
import { inWindow } from './lib/place.mjs';

/** More stops than any screen of the app has. */
const MOST_STOPS = 120;

class Keyboard {
  constructor(window) {
    this.window = window;
    this.app = window.app;
  }

  press(...keys) {
    return this.app.driver.actions().sendKeys(...keys).perform();
  }

  async chord(modifier, key) {
    await this.app.driver.actions().keyDown(modifier).sendKeys(key).keyUp(modifier).perform();
  }

  async isAt(role, name) {
    const found = await this.app.all(role, name);
    return this.app.run((...all) => all.some((one) => one.contains(document.activeElement)), ...found);
  }

  /** Goes from stop to stop until this one has the focus, which must be visible. */
  async tabTo(role, name) {
    await this.app.find(role, name);
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      if (await this.isAt(role, name)) {
        assert.ok(await this.app.run(focusIsVisible), `the focus on ${role} ${name} can be seen`);
        return;
      }
      await this.press(Key.TAB);
    }
    assert.fail(`${MOST_STOPS} stops, and none was the ${role} ${name}`);
  }

  async enter(role, name) {
    await this.tabTo(role, name);
    await this.press(Key.ENTER);
  }

  /** Chooses in a group of radios, which is one stop: arrows move in it. */
  async choose(from, to) {
    await this.tabTo('radio', from);
    await this.press(Key.ARROW_RIGHT);
    await this.app.eventually(`${to} is chosen`, () => this.isAt('radio', to));
  }
}

test('a model is made, taught by camera, trained and tried by keyboard alone', () =>
  inWindow({ camera: true }, async (window) => {
    const { say, app } = window;
    const keyboard = new Keyboard(window);
    await keyboard.enter('button', say('projects:new'));
    await window.inProject();

    await keyboard.tabTo('textbox', say('shell:header.name'));
    await keyboard.press('By keys', Key.ENTER);
    await app.eventually('the model has its name', async () => (await window.modelName()) === 'By keys');

    const classes = [1, 2].map((number) => say('projects:class_name', { number }));
    for (const [place, name] of classes.entries()) {
      if (!(await window.classCalled(name)).open) await keyboard.enter('button', new RegExp(`^${name}`));
      await app.find('radio', say('teach:input.camera'));
      if (place === 0) await keyboard.choose(say('teach:input.upload'), say('teach:input.camera'));
      await keyboard.tabTo('button', say('camera:take'));
      await app.eventually('the camera is on', async () => (await app.find('button', say('camera:take'))).isEnabled());
      for (let photo = 1; photo <= 5; photo++) {
        await keyboard.press(Key.SPACE);
        await window.waitForPhotos(name, photo);
      }
    }

    await keyboard.enter('button', say('train:button'));
    await app.see(say('train:status.done'), 60_000);
    await keyboard.tabTo('tab', say('train:chart.accuracy'));
    await keyboard.press(Key.ARROW_RIGHT, Key.ARROW_RIGHT);
    await app.find('table');

    await keyboard.choose(say('test:upload'), say('test:live'));
    await app.eventually('a class wins', async () => classes.includes(await window.winner()));
  }));

test('photos are deleted, brought back and adjusted by keyboard alone', () =>
  inWindow({}, async (window) => {
    const { say, app } = window;
    const keyboard = new Keyboard(window);
    await keyboard.enter('button', say('projects:example'));
    await window.inProject();
    const [{ name, open }] = await window.classes();
    if (!open) await keyboard.enter('button', new RegExp(`^${name}`));
    await keyboard.tabTo('button', say('teach:photos.one', { number: 1 }));
    await keyboard.press(Key.ARROW_RIGHT, Key.DELETE);
    await window.waitForPhotos(name, 11);
    await keyboard.chord(Key.CONTROL, 'z');
    await window.waitForPhotos(name, 12);

    // The grid is one stop: the photo that was last in use.
    await keyboard.tabTo('button', /^Photo \d+$/);
    await keyboard.press(Key.ENTER);
    await app.find('dialog', say('teach:square.title'));
    await keyboard.tabTo('button', say('teach:square.closer'));
    await keyboard.press(Key.ENTER);
    await keyboard.enter('button', say('teach:square.save'));
    await app.eventually('the dialog is closed', async () => (await app.all('dialog')).length === 0);
    await app.find('button', say('shell:header.undo_what', { what: say('shell:operation.adjust_square') }));
  }));

/* The function below runs in the page. */

function focusIsVisible() {
  for (let one = document.activeElement; one && one !== document.body; one = one.parentElement) {
    const style = getComputedStyle(one);
    if (parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== 'none') return true;
    if (style.boxShadow !== 'none' && one === document.activeElement) return true;
    // A text field may show the focus by its border, and where it is by the caret.
    if (one === document.activeElement && one.matches('input[type=text], input:not([type])')) return true;
  }
  return false;
}
