/** The Code place: blocks are dragged, a program runs, asks the model, and is still there later. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pause } from '../../scripts/lib/run.mjs';
import { Code } from './lib/code.mjs';
import { drawnTests, inWindow, openWindow } from './lib/place.mjs';
import { block, join, number, programOf, say, text, whenStarted } from './lib/programs.mjs';

const classNames = { scissors: 'Scissors', rock: 'Rock', paper: 'Paper' };

/** The example, taught, with a program that was put there before the Code place is opened. */
async function withProgram(window, ...scripts) {
  await window.app.resize(1280, 800);
  await window.openExample();
  await window.train();
  const code = new Code(window);
  await code.put(programOf(...scripts));
  return code.open();
}

test('blocks that are dragged by mouse and by finger ask the model and say what it answers', async () => {
  const first = await openWindow({ language: 'en' });
  const [picture] = drawnTests();
  try {
    await first.app.resize(1280, 800);
    await first.openExample();
    await first.train();
    const code = await new Code(first).open();
    await code.place('start', 'start_run');
    await code.append('ai', 'ai_recognise', 'start_run');
    await code.append('looks', 'say', 'start_run', { touch: true });
    await code.fill('ai', 'ai_result', 'say');
    await code.start();
    await code.answer(picture.path);
    await code.popupIsGone();
    await code.hears(classNames[picture.shows]);
    await code.stop();
  } finally {
    await first.app.close();
  }

  const second = await openWindow({ home: first.app.home });
  try {
    const code = await new Code(second).open();
    const [script] = await code.saved();
    assert.equal(script.type, 'start_run');
    assert.equal(script.next.block.type, 'ai_recognise');
    assert.equal(script.next.block.next.block.type, 'say');
    assert.equal((await code.wordsOf('ai_result')).length, 1, 'and its blocks are drawn');
    await code.start();
    await code.answer(picture.path);
    await code.hears(classNames[picture.shows]);
  } finally {
    await second.app.discard();
  }
});

test('a popup that is closed without a photo leaves no result', () =>
  inWindow({ language: 'en' }, async (window) => {
    const answers = (classId) =>
      join(
        join(text('<'), block('ai_result')),
        join(join(text('> '), block('ai_confidence', { fields: { CLASS: classId } })), join(text(' '), block('ai_is', { fields: { CLASS: classId } }))),
      );
    const code = await withProgram(window, whenStarted(block('ai_recognise', {}, say(answers('1')))));
    await code.start();
    await code.closePopup();
    await code.popupIsGone();
    await code.hears('<> 0 false');
    await code.stop();

    await code.start();
    await code.popup();
    await code.press('ESCAPE');
    await code.popupIsGone();
    await code.hears('<> 0 false');
  }));

test('a program goes on behind the popup, and the script that asked waits', () =>
  inWindow({ language: 'en' }, async (window) => {
    const counting = block(
      'repeat',
      { slots: { TIMES: number(30), DO: block('change_x', { slots: { BY: number(1) } }) } },
      say(text('counted')),
    );
    const code = await withProgram(window, whenStarted(block('ai_recognise', {}, say(text('asked')))), whenStarted(counting));
    await code.start();
    await code.popup();
    await pause(1500);
    assert.equal(await code.heard('counted'), false, 'nothing moves while the popup holds the program');

    await window.app.click('button', window.say('popup:resume'));
    await code.hears('counted');
    await code.popup();
    assert.equal(await code.heard('asked'), false, 'the script that asked has no answer yet');

    await window.app.click('button', window.say('popup:pause'));
    await window.app.click('button', window.say('popup:resume'));
    await code.closePopup();
    await code.hears('asked');

    await code.stop();
    await code.start();
    await code.popup();
    await window.app.click('button', window.say('popup:stop'));
    await code.popupIsGone();
    await window.app.see(window.say('code:run.state_stopped'));
  }));

test('a class that gets another name gets it in every block, and one that is deleted is marked', () =>
  inWindow({ language: 'en' }, async (window) => {
    const asks = (CLASS) => block('if', { slots: { CONDITION: block('ai_is', { fields: { CLASS } }) } });
    const code = await withProgram(window, whenStarted({ ...asks('1'), next: { block: asks('2') } }));
    await window.app.eventually('the blocks name the classes', async () => /Scissors.*Rock/.test((await code.wordsOf('ai_is')).join()));
    await code.leave();
    await window.openClass('Scissors');
    await window.nameClass('Zwei');
    await code.open();
    await window.app.eventually('the blocks have the new name', async () => /Zwei.*Rock/.test((await code.wordsOf('ai_is')).join()));

    await code.leave();
    await window.openClass('Rock');
    await window.app.click('button', window.say('teach:card.delete', { name: 'Rock' }));
    await window.app.eventually('the class is gone', async () => (await window.classes()).length === 2);
    await code.open();
    await window.app.eventually('the block says so', async () => (await code.warnings()) > 0);
    await code.start();
    await code.stop();
  }));

test('what is undone in the blocks comes back with redo', () =>
  inWindow({ language: 'en' }, async (window) => {
    await window.app.resize(1280, 800);
    await window.openExample();
    const code = await new Code(window).open();
    await code.place('start', 'start_run');
    await window.app.eventually('it is saved', async () => (await code.saved()).length === 1);
    await window.app.click('button', /^Undo/);
    await window.app.eventually('it is gone', async () => (await code.wordsOf('start_run')).length === 0);
    await window.app.click('button', /^Redo/);
    await window.app.eventually('it is back', async () => (await code.wordsOf('start_run')).length === 1);
  }));

test('an example that watches the camera runs where there is none', () =>
  inWindow({ language: 'ko' }, async (window) => {
    await window.app.resize(1280, 800);
    await window.openExample();
    const code = await new Code(window).open();
    await code.openExampleProgram('reaction');
    await code.start();
    await window.app.eventually('the robot answers', () => code.heardSince());
    await window.app.see(window.say('code:run.state_running'));
    await code.stop();
  }));

test('undo takes back the first change of blocks that were there before', () =>
  inWindow({ language: 'en' }, async (window) => {
    await window.app.resize(1280, 800);
    await window.openExample();
    const code = new Code(window);
    await code.put(programOf(whenStarted(say(text('hello')))));
    await code.open();
    await code.append('flow', 'wait', 'start_run');
    await window.app.eventually('it is saved', async () => JSON.stringify(await code.saved()).includes('"wait"'));
    await window.app.click('button', /^Undo/);
    await window.app.eventually('it is gone', async () => (await code.wordsOf('wait')).length === 0);
    assert.equal((await code.wordsOf('say')).length, 1, 'and what was there is there');
  }));
