/** The whole way a user goes: name, classes, photos, camera, training, testing, coming back. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { drawn, drawnTests, inWindow, openWindow } from './lib/place.mjs';
import { root } from '../../scripts/lib/run.mjs';

const names = { scissors: 'Scissors', rock: 'Rock', paper: 'Paper' };

test('from an empty start to a model that is still there after a restart', async () => {
  const shapes = Object.keys(names);
  const first = await openWindow({ camera: true });
  let winner;
  try {
    await first.newProjectWith('My hands', Object.values(names));
    for (const shape of shapes) await first.fill(names[shape], drawn(shape, 10));

    await first.addClass('Screen');
    await first.openCamera();
    for (let photo = 1; photo <= 5; photo++) {
      await first.takePhoto();
      await first.waitForPhotos('Screen', photo);
    }

    await first.train();
    await first.app.find('image', first.pattern('train:chart.describe_acc_val'));

    for (const { path, shows } of drawnTests()) {
      assert.equal(await first.answerTo(path), names[shows], path);
    }
    winner = await first.bars();
    assert.deepEqual(winner.map((bar) => bar.name).sort(), [...Object.values(names), 'Screen'].sort());
    const sum = winner.reduce((total, bar) => total + bar.percent, 0);
    assert.ok(Math.abs(sum - 100) <= 2, `percents add up to ${sum}`);

    await first.testLive();
    await first.waitForWinner('Screen');
  } finally {
    await first.app.close();
  }

  const second = await openWindow({ home: first.app.home });
  try {
    assert.equal(await second.modelName(), 'My hands');
    const kept = Object.fromEntries((await second.classes()).map((one) => [one.name, one.photos]));
    assert.deepEqual(kept, { Scissors: 10, Rock: 10, Paper: 10, Screen: 5 });
    await second.app.see(second.say('train:status.done'));
    await second.app.find('image', second.pattern('train:chart.describe_acc_val'));
    assert.equal(await second.answerTo(drawnTests().at(-1).path), 'Paper');
    assert.deepEqual(await second.bars(), winner, 'the model answers as before');
    const similar = await second.similar();
    assert.equal(similar.length, 3);
    assert.ok(similar.includes('Paper'), similar.join());
  } finally {
    await second.app.discard();
  }
});

test('the example goes the whole way without a file and without a camera', () =>
  inWindow({ language: 'ko' }, async (window) => {
    await window.openExample();
    const photos = (await window.classes()).map((one) => one.photos);
    assert.deepEqual(photos, [12, 12, 12]);
    const classNames = (await window.classes()).map((one) => one.name);
    await window.train();
    await window.testWithExample(1);
    await window.app.eventually('a class of the example wins', async () => classNames.includes(await window.winner()));
  }));

test('changed photos and conditions mark the model as out of date', () =>
  inWindow({}, async (window) => {
    await window.openExample();
    await window.train();
    const [{ name }] = await window.classes();
    await window.fill(name, [drawnTests()[1].path]);
    await window.app.see(window.say('train:status.data_changed'));
    await window.app.click('button', /^Undo/);
    await window.waitForPhotos(name, 12);
    await window.app.see(window.say('train:status.done'));
    await window.unfoldConditions();
    await window.app.type('textbox', window.say('train:field.epochs.name'), '31');
    await window.app.see(window.say('train:status.conditions_changed'));
  }));

const hands = `${root}../shared/data/dev/hands_rps`;
test('real photos are taught and recognised', { skip: existsSync(hands) ? false : `${hands} is not there` }, () =>
  inWindow({}, async (window) => {
    const splits = JSON.parse(readFileSync(`${hands}/splits.json`, 'utf8'));
    await window.newProjectWith('Hands', Object.values(names));
    for (const shape of Object.keys(names)) {
      await window.fill(names[shape], splits.train[20][0][shape].map((file) => `${hands}/${shape}/${file}`));
    }
    await window.train();
    let right = 0;
    const asked = Object.keys(names).flatMap((shape) => splits.test[shape].slice(0, 4).map((file) => ({ shape, file })));
    for (const { shape, file } of asked) {
      if ((await window.answerTo(`${hands}/${shape}/${file}`)) === names[shape]) right += 1;
    }
    assert.ok(right >= asked.length - 2, `${right} of ${asked.length} right`);
  }));
