/**
 * The states of the window worth looking at, each reached as a user would. They are what
 * `npm run screenshots` takes, and what the tests of layout and accessibility look through.
 * Each gets a window that has just been opened, with nothing in it.
 */
import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Code } from './code.mjs';
import { damage, filesIn } from './files.mjs';
import { drawn, drawnTests } from './place.mjs';

const classNames = { en: ['Scissors', 'Rock', 'Paper'], ko: ['가위', '바위', '보'] };
const shapes = ['scissors', 'rock', 'paper'];

async function withPhotos(window, counts = [12, 9, 3]) {
  const names = classNames[window.language];
  await window.newProjectWith(window.language === 'ko' ? '가위바위보' : 'Rock, paper, scissors', names);
  for (const [place, shape] of shapes.entries()) await window.fill(names[place], drawn(shape, counts[place]));
  await window.openClass(names[0]);
}

async function trained(window) {
  await withPhotos(window, [12, 12, 12]);
  await window.train();
}

/**
 * play: reaches the state; area: the one to look at where the window shows one at a time;
 * camera: whether there is one.
 */
export const scenes = {
  home: { play: async () => {} },

  projects: { play: withProjects },

  search: {
    async play(window) {
      await withProjects(window);
      await (await window.app.find('searchbox', window.say('projects:search'))).sendKeys('zzz');
      await window.app.see(window.pattern('projects:none_found'));
    },
  },

  cardmenu: {
    async play(window) {
      await inExample(window);
      await window.goHome();
      await window.openCardMenu((await window.projects())[0]);
    },
  },

  rename: {
    async play(window) {
      await inExample(window);
      await window.goHome();
      await window.chooseInMenu((await window.projects())[0], 'rename');
      await window.app.find('dialog');
    },
  },

  bin: {
    async play(window) {
      await withBin(window);
      await window.openBin();
    },
  },

  emptybin: { play: (window) => window.openBin() },

  erase: {
    async play(window) {
      await withBin(window);
      await window.openBin();
      await window.app.click('button', window.say('projects:bin.empty_all'));
      await window.app.find('dialog');
    },
  },

  copy: {
    async play(window) {
      await inExample(window);
      await window.chooseInHeader(window.say('shell:header.copy'));
      await window.app.find('dialog');
    },
  },

  rescue: {
    async play(window) {
      await inExample(window);
      await window.goHome();
      const path = join(mkdtempSync(join(tmpdir(), 'nunchi-files-')), 'stick.nunchi');
      copyFileSync(filesIn(window.app.home, 'projects')[0], path);
      damage(path);
      await window.openFile(path);
      await window.app.see(window.pattern('projects:rescue.found_of_other'));
    },
  },

  privacy: {
    async play(window) {
      await withBin(window);
      await window.openPrivacy();
    },
  },

  forget: {
    async play(window) {
      await inExample(window);
      await deleteFirstClass(window);
      await window.openPrivacy();
    },
  },

  erasing: {
    async play(window) {
      await window.openPrivacy();
      await window.app.click('button', window.say('projects:privacy.everything'));
      await window.app.click('button', window.say('projects:privacy.ask_go_on'));
      await window.app.find('dialog', window.say('projects:privacy.ask_second'));
    },
  },

  undone: {
    area: 'data',
    async play(window) {
      await inExample(window);
      await deleteFirstClass(window);
      await window.undo('delete_class');
      await window.app.see(window.say('shell:header.undone', { what: window.say('shell:operation.delete_class') }));
    },
  },

  merge: {
    area: 'data',
    async play(window) {
      await inExample(window);
      const [{ name }] = await window.classes();
      await window.openClass(name);
      await window.openMerge(name);
    },
  },

  empty: { play: (window) => window.newProject(), area: 'data' },

  photos: { play: (window) => withPhotos(window), area: 'data' },

  selected: {
    area: 'data',
    async play(window) {
      await withPhotos(window);
      await window.selectPhotos(3);
    },
  },

  camera: {
    area: 'data',
    camera: true,
    async play(window) {
      await withPhotos(window);
      await window.openCamera();
      await window.cameraIsOn();
    },
  },

  nocamera: {
    area: 'data',
    async play(window) {
      await withPhotos(window);
      await window.openCamera();
      await window.app.see(window.say('camera:trouble.none'));
    },
  },

  refused: {
    area: 'data',
    async play(window) {
      await withPhotos(window);
      await window.upload(notPictures());
      await window.app.see(window.say('teach:upload.refused', { count: 2 }));
    },
  },

  square: {
    area: 'data',
    async play(window) {
      await withPhotos(window);
      await window.openSquare(1);
    },
  },

  conditions: {
    area: 'learning',
    async play(window) {
      await withPhotos(window);
      await window.unfoldConditions();
    },
  },

  training: {
    area: 'learning',
    async play(window) {
      await withPhotos(window, [12, 12, 12]);
      await window.unfoldConditions();
      await window.setCondition('epochs', 200);
      await window.startTraining();
    },
  },

  trained: { play: trained, area: 'learning' },

  result: {
    area: 'result',
    async play(window) {
      await trained(window);
      await window.testWith(drawnTests()[0].path);
      await window.waitForWinner(classNames[window.language][2]);
    },
  },

  live: {
    area: 'result',
    camera: true,
    async play(window) {
      await trained(window);
      await window.testLive();
      await window.cameraIsOn();
    },
  },

  stale: {
    area: 'learning',
    async play(window) {
      await trained(window);
      await window.fill(classNames[window.language][0], [drawnTests()[1].path]);
    },
  },

  code: { area: 'blocks', play: async (window) => void (await inCode(window)) },

  program: { area: 'blocks', play: async (window) => void (await withProgram(window, 'game')) },

  toolbox: {
    area: 'blocks',
    async play(window) {
      await (await withProgram(window, 'sorter')).category('flow');
    },
  },

  stage: {
    area: 'stage',
    async play(window) {
      await (await withProgram(window, 'sorter')).start();
    },
  },

  popup: {
    area: 'stage',
    async play(window) {
      const code = await withProgram(window, 'game');
      await code.start();
      await code.popup();
      await code.choose(drawnTests()[0].path);
    },
  },

  examples: {
    area: 'blocks',
    async play(window) {
      await (await inCode(window)).openExamples();
    },
  },

  picker: {
    area: 'stage',
    async play(window) {
      const code = await inCode(window);
      await code.show('stage');
      await window.app.click('button', window.say('stage:add'));
      await window.app.find('dialog');
    },
  },

  export: {
    area: 'blocks',
    async play(window) {
      await (await withProgram(window, 'game')).openExport();
    },
  },
};

/** The example, open. */
const inExample = (window) => window.openExample();

/** Home with all kinds of projects: photos of several classes, none, a damaged file, a full bin. */
async function withProjects(window) {
  await withPhotos(window);
  await window.goHome();
  await withBin(window);
  for (let times = 0; times < 2; times++) {
    await window.chooseInMenu(window.language === 'ko' ? '가위바위보' : 'Rock, paper, scissors', 'duplicate');
    await window.app.eventually('it is there', async () => (await window.projects()).length === 3 + times);
  }
  await addForeign(window);
  await window.app.run(() => scrollTo(0, 0));
}

/** The example at home, and a copy of it in the bin. */
async function withBin(window) {
  await window.openExample();
  const name = await window.modelName();
  await window.goHome();
  await window.chooseInMenu(name, 'duplicate');
  const copy = window.say('projects:copy_name', { name });
  await window.app.eventually('the copy is there', async () => (await window.projects()).includes(copy));
  await window.chooseInMenu(copy, 'bin');
  await window.app.eventually('it is in the bin', async () => !(await window.projects()).includes(copy));
}

/** Puts a file that is no project beside the projects, and shows home anew. */
async function addForeign(window) {
  writeFileSync(join(window.app.home, 'projects', 'letter.nunchi'), 'Dear project, I am a text.');
  await window.newProject();
  await window.goHome();
  await window.app.see(window.say('projects:card.left'));
}

async function deleteFirstClass(window) {
  const [{ name }] = await window.classes();
  await window.openClass(name);
  await window.app.click('button', window.say('teach:card.delete', { name }));
  await window.app.eventually('the class is gone', async () => !(await window.classCalled(name)));
}

/** The Code place of the example, as it is at first. */
async function inCode(window) {
  await window.openExample();
  return new Code(window).open();
}

/** The Code place with one of the example programs, and the model taught. */
async function withProgram(window, name) {
  const code = await inCode(window);
  await code.openExampleProgram(name);
  return code;
}

/** Files that the window refuses. */
function notPictures() {
  const folder = mkdtempSync(join(tmpdir(), 'nunchi-files-'));
  const names = ['letter.png', 'a picture with a very long name that nobody would type again.jpg'];
  return names.map((name) => {
    const path = join(folder, name);
    writeFileSync(path, 'This is no picture.');
    return path;
  });
}

/** Shows the area of a scene, where the window shows one at a time. */
export async function lookAt(window, { area }) {
  if (!area || (await window.dialogIsOpen()) || (await window.app.all('menu')).length > 0) return;
  if (area === 'blocks' || area === 'stage') await new Code(window).show(area);
  else await window.goTo(area);
}
