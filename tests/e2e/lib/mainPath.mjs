/** The whole way of a user through the app, in one go: taught, tested, asked by a program, closed, back again. */
import assert from 'node:assert/strict';
import { Code } from './code.mjs';
import { drawn, drawnTests, openWindow } from './place.mjs';
import { block, join, programOf, say, text, whenStarted } from './programs.mjs';

/** Goes it with `program`, in two runs of the app on one folder of data. */
export async function goTheMainPath(program) {
  const { path } = drawnTests().find(({ shows }) => shows === 'rock');
  const first = await openWindow({ program });
  let finished = false;
  try {
    await first.app.resize(1280, 800);
    await first.newProjectWith('Hands', ['Scissors', 'Rock']);
    await first.fill('Scissors', drawn('scissors', 5));
    await first.fill('Rock', drawn('rock', 5));
    await first.train();
    await first.testWith(path);
    await first.waitForWinner('Rock');
    await askByProgram(first, path);
    await first.goHome();
    finished = true;
  } finally {
    await (finished ? first.app.close() : first.app.discard());
  }
  const second = await openWindow({ program, home: first.app.home });
  try {
    await second.app.click('button', /Hands/);
    await second.inProject();
    assert.equal((await second.classCalled('Rock')).photos, 5);
    await second.testWith(path);
    await second.waitForWinner('Rock');
  } finally {
    await second.app.discard();
  }
}

/** A program asks the model about a picture and says what it answers. */
async function askByProgram(window, path) {
  const code = new Code(window);
  await code.put(programOf(whenStarted(block('ai_recognise', {}, say(join(text('it is '), block('ai_result')))))));
  await code.open();
  await code.start();
  await code.answer(path);
  await code.popupIsGone();
  await code.hears('it is Rock');
  await code.stop();
  await code.leave();
}
