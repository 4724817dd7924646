/** What goes wrong in a classroom: it is said in a sentence, and nothing is lost. */
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Code } from './lib/code.mjs';
import { drawn, inWindow, openWindow } from './lib/place.mjs';
import { block, join as joined, programOf, say, text, whenStarted } from './lib/programs.mjs';
import { debugProgram, pause, root } from '../../scripts/lib/run.mjs';

const folder = mkdtempSync(join(tmpdir(), 'nunchi-files-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function file(name, bytes) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

test('a file of 11 MB and a text renamed to .png are refused with a reason, and the others are in', () =>
  inWindow({}, async (window) => {
    const huge = file('huge.jpg', Buffer.alloc(11 * 1024 * 1024, 0xff));
    const text = file('letter.png', 'Dear picture, I am a text.\n');
    await window.newProjectWith('Hands', ['Scissors', 'Rock']);
    await window.openClass('Rock');
    await window.upload([huge, text, ...drawn('rock', 3)]);
    await window.waitForPhotos('Rock', 3);
    await window.app.see(window.say('teach:upload.refused', { count: 2 }));
    await window.app.see(window.say('teach:reason.too_large'));
    await window.app.see(window.say('teach:reason.unsupported_format'));
    await window.app.see('huge.jpg');
    await window.app.see('letter.png');
    await window.app.click('button', window.say('teach:upload.close'));
    await window.app.gone(window.say('teach:reason.too_large'));
    assert.equal((await window.classCalled('Rock')).photos, 3);
  }));

test('without a camera the window says so, and upload goes on working', () =>
  inWindow({ camera: false }, async (window) => {
    await window.newProjectWith('Hands', ['Scissors', 'Rock']);
    await window.openClass('Rock');
    await window.openCamera();
    await window.app.see(window.say('camera:trouble.none'));
    await window.openUpload();
    await window.fill('Rock', drawn('rock', 2));
  }));

test('with four photos the window says how many are missing, and trains with the fifth', () =>
  inWindow({ language: 'ko' }, async (window) => {
    await window.newProjectWith('손', ['가위', '바위']);
    await window.fill('가위', drawn('scissors', 5));
    await window.fill('바위', drawn('rock', 4));
    await window.app.see(window.say('train:status.short_class', { name: '바위', count: 1 }));
    assert.equal(await (await window.trainButton()).isEnabled(), false);
    await window.fill('바위', [drawn('rock')[4]]);
    await window.app.see(window.say('train:status.ready'));
    await window.train();
  }));

test('photos that were counted are there after a kill in the middle of an upload', async () => {
  const first = await openWindow();
  await first.newProjectWith('Hands', ['Scissors', 'Rock']);
  await first.openClass('Rock');
  const many = Array.from({ length: 15 }, () => drawn('rock')).flat();
  await first.upload(many);
  const counted = await first.app.eventually('some photos are counted', async () => {
    const { photos } = await first.classCalled('Rock');
    return photos >= 5 && photos;
  });
  first.app.kill();
  await pause(500);
  assert.ok(counted < many.length, 'the upload was still running');

  const second = await openWindow({ home: first.app.home });
  try {
    assert.equal(await second.modelName(), 'Hands');
    const { photos } = await second.classCalled('Rock');
    assert.ok(photos >= counted, `${counted} were counted, ${photos} are there`);
  } finally {
    await second.app.discard();
  }
});

test('a class without a name and a class with the name of another are mended with a sentence', () =>
  inWindow({}, async (window) => {
    await window.newProjectWith('Hands', ['Scissors', 'Rock']);
    await window.openClass('Rock');
    await window.app.type('textbox', window.say('teach:card.name'), ' ');
    await window.app.see(window.say('errors:class_name_empty'));
    assert.ok(await window.classCalled('Rock'), 'the old name is still there');
    await window.app.type('textbox', window.say('teach:card.name'), 'Scissors');
    await window.app.see(window.pattern('teach:name_taken', {}));
    const names = (await window.classes()).map((one) => one.name);
    assert.equal(new Set(names).size, 2, names.join(', '));
  }));

test('a deleted class comes back with its photos', () =>
  inWindow({}, async (window) => {
    await window.newProjectWith('Hands', ['Scissors', 'Rock']);
    await window.fill('Rock', drawn('rock', 4));
    await window.app.click('button', window.say('teach:card.delete', { name: 'Rock' }));
    await window.app.eventually('the class is gone', async () => !(await window.classCalled('Rock')));
    await window.app.click('button', window.say('teach:undo'));
    await window.waitForPhotos('Rock', 4);
  }));

test('a damaged project is left as it is, and the window says so', async () => {
  const first = await openWindow();
  await first.newProjectWith('Hands', ['Scissors', 'Rock']);
  await first.app.close();
  const projects = join(first.app.home, 'projects');
  const [name] = readdirSync(projects).filter((one) => one.endsWith('.nunchi'));
  for (const other of readdirSync(projects)) if (other !== name) rmSync(join(projects, other), { recursive: true });
  const damaged = Buffer.from('This was a project once. '.repeat(400));
  writeFileSync(join(projects, name), damaged);

  const second = await openWindow({ home: first.app.home });
  try {
    await second.app.see(new RegExp(`${second.pattern('errors:project_foreign').source}|${second.pattern('errors:project_damaged').source}`));
    assert.deepEqual(readFileSync(join(projects, name)), damaged);
    await second.newProject();
  } finally {
    await second.app.discard();
  }
});

/** Elements that nobody made but a name that was taken for markup. */
const madeOfNames = () => [...document.querySelectorAll('img[src="x"], b, i')].filter((one) => one.src || /^(Rock|It is )$/.test(one.textContent)).length;

test('a name that looks like markup is shown as it was written, wherever it stands', () =>
  inWindow({}, async (window) => {
    const name = '<img src=x onerror=alert(1)>';
    const rock = '<b>Rock</b>';
    const seen = async (text) => {
      await window.app.see(text);
      assert.equal(await window.app.run(madeOfNames), 0, `markup beside ${text}`);
    };
    await window.newProjectWith(name, ['Scissors', rock]);
    await window.fill('Scissors', drawn('scissors', 5));
    await window.fill(rock, drawn('rock', 5));
    await window.train();
    await seen(rock);
    await window.testWith(drawn('rock', 6)[5]);
    await window.waitForWinner(rock);
    await seen(name);

    const code = new Code(window);
    const asked = block('ai_recognise', {}, say(joined(text('<i>It is </i>'), block('ai_result'))));
    await code.put(programOf(whenStarted(asked)));
    await code.open();
    await code.category('ai');
    await code.start();
    await code.answer(drawn('rock', 6)[5]);
    await code.popupIsGone();
    await code.hears(`<i>It is </i>${rock}`);
    assert.equal(await window.app.run(madeOfNames), 0, 'markup in the Code place');
    await code.stop();
    await code.leave();

    await window.goHome();
    await seen(name);
    await window.chooseInMenu(name, 'bin');
    await window.openBin();
    await seen(name);
  }));

/** The app with one bit of the network turned over that lies inside its program. */
function programWithADamagedNetwork() {
  const program = readFileSync(debugProgram);
  const network = readFileSync(`${root}crates/vision/assets/backbone.onnx`);
  const middle = network.length >> 1;
  const place = program.indexOf(network.subarray(middle, middle + 64));
  assert.ok(place > 0, 'the network lies in the program');
  program[place] ^= 1;
  const path = file('nunchi', program);
  chmodSync(path, 0o755);
  return path;
}

test('a network with one bit changed is refused at the start, and the photos stay within reach', async () => {
  const first = await openWindow();
  await first.newProjectWith('Hands', ['Scissors', 'Rock']);
  await first.fill('Scissors', drawn('scissors', 5));
  await first.fill('Rock', drawn('rock', 4));
  await first.app.close();

  const second = await openWindow({ home: first.app.home, program: programWithADamagedNetwork() });
  try {
    await second.app.see(second.say('errors:backbone_damaged'));
    await second.waitForPhotos('Scissors', 5);
    await second.fill('Rock', [drawn('rock')[4]]);
    await second.undo('add_photos');
    await second.waitForPhotos('Rock', 4);
    await second.fill('Rock', [drawn('rock')[4]]);
    await second.app.click('button', second.say('shell:close'));
    await second.app.gone(second.say('errors:backbone_damaged'));
    await second.startTraining();
    await second.app.see(second.say('errors:backbone_damaged'));
  } finally {
    await second.app.discard();
  }
});
