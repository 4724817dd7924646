/** What comes in between: a camera pulled out, a lid closed, a window closed too early. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawn, inWindow, openWindow } from './lib/place.mjs';
import { pause } from '../../scripts/lib/run.mjs';

/** Many photos, so that something happens in the middle of them. */
const many = Array.from({ length: 12 }, () => drawn('rock')).flat();

test('a camera that is pulled out is missed in a sentence, and goes on when it is back', () =>
  inWindow({ camera: true }, async (window) => {
    const { app, say } = window;
    await window.newProjectWith('Hands', ['Scissors', 'Rock']);
    await window.openClass('Rock');
    await window.openCamera();
    for (let photo = 1; photo <= 2; photo++) {
      await window.takePhoto();
      await window.waitForPhotos('Rock', photo);
    }
    await app.run(pullOut);
    await app.see(say('camera:trouble.lost'));
    assert.equal((await window.classCalled('Rock')).photos, 2);
    await app.click('button', say('camera:again'));
    await window.takePhoto();
    await window.waitForPhotos('Rock', 3);
  }));

test('a lid closed during an upload costs no photo, and the live picture goes on', () =>
  inWindow({ camera: true }, async (window) => {
    const { app } = window;
    await window.newProjectWith('Hands', ['Scissors', 'Rock']);
    await window.fill('Scissors', drawn('scissors', 5));
    await window.openClass('Rock');
    await window.upload(many);
    const counted = await someAreCounted(window);
    assert.ok(counted < many.length, 'the upload was still running');
    await sleep(app);
    await window.waitForPhotos('Rock', many.length, 120_000);

    await window.train();
    await window.testLive();
    await app.eventually('an answer', async () => (await window.bars()).length > 0);
    await sleep(app);
    await app.eventually('new pictures', () => app.run(goesOn));
  }));

test('a window closed during an upload keeps what was counted, and closed during a training loses nothing', async () => {
  let window = await openWindow();
  await window.newProjectWith('Hands', ['Scissors', 'Rock']);
  await window.fill('Scissors', drawn('scissors', 5));
  await window.openClass('Rock');
  await window.upload(many);
  const counted = await someAreCounted(window);
  assert.ok(counted < many.length, 'the upload was still running');
  await window.app.close();

  window = await openWindow({ home: window.app.home });
  assert.equal(await window.modelName(), 'Hands');
  const { photos } = await window.classCalled('Rock');
  assert.ok(photos >= counted, `${counted} were counted, ${photos} are there`);
  await window.unfoldConditions();
  await window.setCondition('epochs', 200);
  await window.startTraining();
  await window.app.close();

  window = await openWindow({ home: window.app.home });
  try {
    assert.equal(await window.modelName(), 'Hands');
    const kept = Object.fromEntries((await window.classes()).map((one) => [one.name, one.photos]));
    assert.deepEqual(kept, { Scissors: 5, Rock: photos });
    await window.unfoldConditions();
    await window.setCondition('epochs', 5);
    await window.train();
  } finally {
    await window.app.discard();
  }
});

function someAreCounted(window) {
  return window.app.eventually('some photos are counted', async () => {
    const { photos } = await window.classCalled('Rock');
    return photos >= 5 && photos;
  });
}

/** Every process of the app stands still for a while, as when the lid is closed. */
async function sleep(app) {
  app.signal('SIGSTOP');
  await pause(3000);
  app.signal('SIGCONT');
}

/* The functions below run in the page. */

/** What a web view does when the camera is gone. */
function pullOut() {
  const [track] = document.querySelector('video').srcObject.getVideoTracks();
  track.stop();
  track.dispatchEvent(new Event('ended'));
}

/** Whether the live picture has shown another frame since it was asked last. */
function goesOn() {
  const { currentTime } = document.querySelector('section.result video');
  const before = globalThis.seenTime;
  globalThis.seenTime = currentTime;
  return before !== undefined && currentTime > before;
}
