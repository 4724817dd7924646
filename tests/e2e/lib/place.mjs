/**
 * The window in the words of its user: name the model, open a class, upload, train, test. What is
 * found by role and label stands here and nowhere else in the tests.
 */
import { readdirSync } from 'node:fs';
import { By, launch } from './app.mjs';
import { patternIn, wordsIn } from './words.mjs';
import { root } from '../../../scripts/lib/run.mjs';

const pictures = `${root}crates/project/assets/example`;

/** Paths of the drawn pictures of one shape: scissors, rock, paper. */
export const drawn = (shape, count = 12) => examplePaths(new RegExp(`^${shape}-`)).slice(0, count);

/** Paths of the drawn pictures to test with, and what each shows. */
export const drawnTests = () => {
  const shows = ['paper', 'scissors', 'rock', 'scissors', 'rock', 'paper'];
  return examplePaths(/^test-/).map((path, place) => ({ path, shows: shows[place] }));
};

const examplePaths = (pattern) =>
  readdirSync(pictures)
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => `${pictures}/${name}`);

/** Starts the app and gives the window; options as for `launch`. */
export async function openWindow(options = {}) {
  return new Window(await launch(options), options.language ?? 'en');
}

/** `use` gets a window of its own, which is closed and forgotten afterwards. */
export async function inWindow(options, use) {
  const window = await openWindow(options);
  try {
    return await use(window);
  } catch (error) {
    await window.app.screenshot(`failed-${Date.now()}`).catch(() => {});
    throw error;
  } finally {
    await window.app.discard();
  }
}

export class Window {
  constructor(app, language) {
    this.app = app;
    this.language = language;
    this.say = wordsIn(language);
    this.pattern = patternIn(language);
  }

  /* Home */

  async newProject() {
    await this.app.click('button', this.say('projects:new'));
    await this.inProject();
  }

  async openExample() {
    await this.app.click('button', this.say('projects:example'));
    await this.inProject();
  }

  /** Names of the projects on the screen, at home or in the bin, in their order. */
  projects() {
    return this.app.run(() => [...document.querySelectorAll('main li article')].map((card) => card.getAttribute('aria-label')));
  }

  /** Waits until exactly these projects are shown. */
  waitForProjects(...names) {
    const wanted = names.join(', ');
    return this.app.eventually(`the projects are ${wanted}`, async () => (await this.projects()).join(', ') === wanted);
  }

  async openProject(name) {
    await this.pressCard(name);
    await this.inProject();
  }

  /** Presses the card of a project, whatever it does then. */
  pressCard(name) {
    return this.app.click('button', startsWith(name));
  }

  /** Opens the menu of a project at home. */
  async openCardMenu(name) {
    await this.app.click('button', this.say('projects:card.more', { name }));
    await this.app.find('menuitem');
  }

  /** Does to a project what its menu offers: `duplicate`, `bin`, … */
  async chooseInMenu(name, item) {
    await this.openCardMenu(name);
    await this.app.click('menuitem', this.say(`projects:card.${item}`));
  }

  async renameProject(name, wanted) {
    await this.chooseInMenu(name, 'rename');
    await this.app.type('textbox', this.say('projects:rename.name'), wanted);
    await this.dialogIsGone();
  }

  async openBin() {
    await this.chooseInHeader(this.say('shell:header.bin'));
    await this.app.find('heading', this.say('projects:bin.title'));
  }

  /** Goes back from the bin or from "Your photos stay here". */
  async goBack() {
    await this.app.click('button', new RegExp(`^(${this.say('projects:bin.back')}|${this.say('projects:privacy.back')})$`));
  }

  /** Gives a project file to the window, as the file dialog does. */
  openFile(path) {
    return this.app.upload('input[type=file][accept=".nunchi"]', [path]);
  }

  /** Opens the menu of the header, which also holds the settings where there is little room. */
  async openHeaderMenu() {
    const names = [this.say('shell:header.menu'), this.say('shell:header.more')];
    await this.app.click('button', new RegExp(`^(${names.join('|')})$`));
    await this.app.find('menuitem');
  }

  async chooseInHeader(item) {
    await this.openHeaderMenu();
    await this.app.click('menuitem', item);
  }

  async openPrivacy() {
    await this.chooseInHeader(this.say('projects:privacy.title'));
    await this.app.find('heading', this.say('projects:privacy.title'));
    await this.app.eventually('all is counted', async () => (await this.app.run(() => document.querySelector('dl[aria-busy=false]'))) !== null);
  }

  /** Saves a copy from the open dialog and gives its path. */
  async saveCopy(kind) {
    await this.app.click('radio', new RegExp(`^${this.say(`projects:copy.${kind}`)}`));
    await this.app.click('button', this.say('projects:copy.save'));
    await this.app.see(this.say('projects:copy.done'));
    const path = await this.app.run(() => document.querySelector('[role=dialog] code').textContent);
    await this.app.click('button', this.say('projects:copy.close'));
    await this.dialogIsGone();
    return path;
  }

  /** Waits until a project is open. */
  inProject() {
    return this.app.find('textbox', this.say('shell:header.name'));
  }

  /** The narrow window shows one area at a time: goes to it, where that is so. */
  async goTo(area) {
    const [step] = await this.app.all('button', new RegExp(`${this.say(`shell:areas.${area}`)}$`));
    await step?.click();
  }

  /* The model and its classes */

  nameModel(name) {
    return this.app.type('textbox', this.say('shell:header.name'), name);
  }

  async isInProject() {
    return (await this.app.all('textbox', this.say('shell:header.name'))).length > 0;
  }

  dialogIsGone() {
    return this.app.eventually('the dialog is closed', async () => !(await this.dialogIsOpen()));
  }

  async dialogIsOpen() {
    return (await this.app.all('dialog')).length > 0;
  }

  /** Leaves the project for the list of projects; wide windows only. */
  async goHome() {
    await this.app.click('button', this.say('shell:header.home'));
    await this.app.find('button', this.say('projects:new'));
  }

  /** Draws the window in a theme, as the user's choice does. */
  setTheme(theme) {
    return this.app.run((chosen) => void (document.documentElement.dataset.theme = chosen), theme);
  }

  async modelName() {
    const field = await this.inProject();
    return field.getAttribute('value');
  }

  /** The classes as their cards show them: name, photos, whether the card is open. */
  classes() {
    return this.app.run(readCards);
  }

  async classCalled(name) {
    return (await this.classes()).find((one) => one.name === name);
  }

  async openClass(name) {
    await this.goTo('data');
    if ((await this.classCalled(name))?.open) return;
    await this.app.click('button', startsWith(name));
    await this.app.eventually(`class ${name} is open`, async () => (await this.classCalled(name))?.open);
  }

  /** Renames the open class. */
  async nameClass(name) {
    await this.app.type('textbox', this.say('teach:card.name'), name);
    await this.app.eventually(`a class is called ${name}`, () => this.classCalled(name));
  }

  /** Adds a class, which opens by itself, and names it. */
  async addClass(name) {
    const before = (await this.classes()).length;
    await this.app.click('button', this.say('teach:add_class'));
    await this.app.eventually('the new class is open', async () => (await this.classes())[before]?.open);
    await this.nameClass(name);
  }

  /** A new project with these classes, at least two, and no photos. */
  async newProjectWith(modelName, classNames) {
    await this.newProject();
    await this.nameModel(modelName);
    for (const [place, name] of classNames.entries()) {
      if (place >= 2) {
        await this.addClass(name);
      } else {
        await this.openClass(this.say('projects:class_name', { number: place + 1 }));
        await this.nameClass(name);
      }
    }
  }

  /** Merges the open class into another one. */
  async mergeInto(name, into) {
    await this.openMerge(name);
    await this.app.click('menuitem', into);
    await this.app.eventually(`${name} is merged`, async () => !(await this.classCalled(name)));
  }

  async openMerge(name) {
    await this.app.click('button', this.say('teach:card.merge', { name }));
    await this.app.find('menuitem');
  }

  /** Takes back what the button says that it takes back. */
  async undo(operation) {
    await (await this.undoButton(operation)).click();
  }

  undoButton(operation) {
    return this.app.find('button', this.say('shell:header.undo_what', { what: this.say(`shell:operation.${operation}`) }));
  }

  /* Photos */

  /** Gives files to the open class, as the file dialog does. */
  upload(paths) {
    return this.app.upload('section.data input[type=file]:not([webkitdirectory])', paths);
  }

  /** Uploads to a class and waits until its photos are all there. */
  async fill(className, paths) {
    await this.openClass(className);
    const { photos } = await this.classCalled(className);
    await this.upload(paths);
    await this.waitForPhotos(className, photos + paths.length);
  }

  waitForPhotos(className, count, patience) {
    return this.app.eventually(`${className} has ${count} photos`, async () => (await this.classCalled(className))?.photos === count, patience);
  }

  /** Shows the camera of the open class. */
  openCamera() {
    return this.app.click('radio', this.say('teach:input.camera'));
  }

  /** Shows the box for files of the open class. */
  openUpload() {
    return this.app.click('radio', this.say('teach:input.upload'));
  }

  /** Waits until the picture of the camera moves. */
  cameraIsOn() {
    return this.app.eventually('the camera is on', () => this.app.run(aVideoPlays));
  }

  /** Deletes every photo of the open class. */
  async deleteAllPhotos() {
    await this.app.click('button', this.say('teach:photos.select'));
    await this.app.click('button', this.say('teach:photos.all'));
    await this.app.click('button', this.say('teach:photos.remove'));
    await this.app.eventually('all photos are deleted', () => this.app.run(() => !document.querySelector('section.data [data-photo]')));
  }

  /** Selects the first photos of the open class. */
  async selectPhotos(count) {
    await this.app.click('button', this.say('teach:photos.select'));
    for (let number = 1; number <= count; number++) await this.app.click('button', this.say('teach:photos.one', { number }));
    await this.app.see(this.say('teach:photos.selected', { count }));
  }

  /** Opens the dialog for the square of a photo of the open class. */
  async openSquare(number) {
    await this.app.click('button', this.say('teach:photos.one', { number }));
    await this.app.click('button', this.say('teach:photos.adjust', { number }));
    await this.app.find('dialog', this.say('teach:square.title'));
  }

  async takePhoto() {
    await this.app.click('button', this.say('camera:take'));
  }

  /* Training */

  trainButton() {
    return this.app.find('button', new RegExp(`^(${this.say('train:button')}|${this.say('train:again')})$`));
  }

  async train() {
    await this.startTraining();
    await this.app.see(this.say('train:status.done'), 60_000);
  }

  /** Presses the button as soon as it can be pressed. */
  async startTraining() {
    await this.goTo('learning');
    const button = await this.app.eventually('the train button is enabled', async () => {
      const one = await this.trainButton();
      return (await one.isEnabled()) && one;
    });
    await button.click();
  }

  /** Unfolds the conditions: the status sentence is the button for it. */
  async unfoldConditions() {
    if ((await this.app.all('group', this.say('train:conditions'))).length > 0) return;
    const status = await this.app.driver.findElement(By.css('section.learning button[aria-expanded]'));
    await status.click();
    await this.app.find('group', this.say('train:conditions'));
  }

  setCondition(field, value) {
    return this.app.type('textbox', this.say(`train:field.${field}.name`), String(value));
  }

  /* Testing */

  /** Gives a picture to the test area, as the file dialog does. */
  async testWith(path) {
    await this.goTo('result');
    await this.app.upload('section.result input[type=file]', [path]);
  }

  /** Gives a picture to the test area and waits for its own answer, not the one before it. */
  async answerTo(path) {
    await this.goTo('result');
    const label = this.say('test:confidence');
    await this.app.run(countAnswers, label);
    await this.testWith(path);
    await this.app.eventually('an answer', () => this.app.run(() => globalThis.answers > 0));
    return this.winner();
  }

  /** The classes of the photos that look most like the picture that was recognised. */
  similar() {
    const classes = (label) => {
      const titles = [...document.querySelectorAll('section.result h3')];
      const list = titles.find((title) => title.textContent === label)?.nextElementSibling;
      const shown = [...(list?.querySelectorAll('li') ?? [])];
      const drawn = shown.every((one) => one.querySelector('img').naturalWidth > 0);
      return drawn && shown.map((one) => one.textContent.trim());
    };
    return this.app.eventually('similar photos', async () => {
      const found = await this.app.run(classes, this.say('test:similar'));
      return found.length > 0 && found;
    });
  }

  /** Gives a picture of the example to the test area. */
  async testWithExample(number) {
    await this.goTo('result');
    await this.app.click('button', this.say('test:example', { number }));
  }

  /** Tests what the camera sees. */
  async testLive() {
    await this.goTo('result');
    await this.app.click('radio', this.say('test:live'));
  }

  /** Class names and percents, as the bars show them. */
  bars() {
    return this.app.run(readBars, this.say('test:confidence'));
  }

  /** The class with the longest bar, if there is an answer. */
  async winner() {
    const bars = await this.bars();
    return bars.sort((one, other) => other.percent - one.percent)[0]?.name;
  }

  async waitForWinner(name) {
    await this.app.eventually(`${name} wins`, async () => (await this.winner()) === name);
  }
}

/** A card's button is named by its class and then its count. */
const startsWith = (name) => new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\S)`);

/* The functions below run in the page. */

function readCards() {
  return [...document.querySelectorAll('section.data article')].map((card) => ({
    name: card.getAttribute('aria-label'),
    photos: Number(/\d+/.exec(card.querySelector('.count').textContent.replace(/[,.]/g, ''))[0]),
    open: card.querySelector('[aria-expanded=true]') !== null,
  }));
}

function readBars(label) {
  return [...document.querySelectorAll(`section.result ul[aria-label="${label}"] li`)].map((bar) => ({
    name: bar.querySelector('.name').textContent,
    percent: Number(bar.querySelector('.percent').textContent.replace('%', '')),
  }));
}

/** Counts from now on how often bars are drawn anew; they are gone while the model looks. */
function countAnswers(label) {
  globalThis.answers = 0;
  globalThis.answerWatch?.disconnect();
  globalThis.answerWatch = new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]);
    if (added.some((node) => node.querySelector?.(`ul[aria-label="${label}"]`))) globalThis.answers += 1;
  });
  globalThis.answerWatch.observe(document.querySelector('section.result'), { childList: true, subtree: true });
}

function aVideoPlays() {
  return [...document.querySelectorAll('video')].some((video) => video.getClientRects().length > 0 && video.videoWidth > 0 && !video.paused && video.currentTime > 0);
}
