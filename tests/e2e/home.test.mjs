/** Projects as a person expects them: at home, in the bin, as files, and gone when they are to be. */
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { Key } from './lib/app.mjs';
import { damage, everyFile, filesIn } from './lib/files.mjs';
import { drawnTests, inWindow, openWindow } from './lib/place.mjs';

/** Makes empty projects with these names; the last one is the newest. */
async function makeProjects(window, names) {
  for (const name of names) {
    await window.newProject();
    await window.nameModel(name);
    await window.goHome();
  }
}

test('a project is made, renamed, duplicated, put into the bin, brought back and erased', () =>
  inWindow({}, async (window) => {
    const { app, say } = window;
    await makeProjects(window, ['Hands']);
    await window.renameProject('Hands', 'Animals');
    await window.waitForProjects('Animals');
    await window.chooseInMenu('Animals', 'duplicate');
    const copy = say('projects:copy_name', { name: 'Animals' });
    await app.eventually('both are there', async () => (await window.projects()).length === 2);

    await window.chooseInMenu(copy, 'bin');
    await window.waitForProjects('Animals');
    await app.click('button', say('projects:undo'));
    await app.eventually('both are back', async () => (await window.projects()).includes(copy));

    await window.chooseInMenu(copy, 'bin');
    await window.waitForProjects('Animals');
    assert.equal(filesIn(app.home, 'bin').length, 1);
    await window.openBin();
    await window.waitForProjects(copy);
    await app.click('button', say('projects:bin.restore_what', { name: copy }));
    await app.see(say('projects:bin.empty'));
    await window.goBack();
    await app.eventually('it is restored', async () => (await window.projects()).includes(copy));

    await window.chooseInMenu(copy, 'bin');
    await window.openBin();
    await app.click('button', say('projects:bin.erase_what', { name: copy }));
    await app.find('dialog', say('projects:erase.one', { name: copy }));
    await app.click('button', say('projects:erase.no'));
    await window.dialogIsGone();
    await window.waitForProjects(copy);
    await app.click('button', say('projects:bin.erase_what', { name: copy }));
    await app.click('button', say('projects:erase.yes'));
    await app.see(say('projects:bin.empty'));
    assert.deepEqual(filesIn(app.home, 'bin'), []);
    await window.goBack();
    await window.openProject('Animals');
    assert.equal(await window.modelName(), 'Animals');
  }));

test('six projects are searched by name and class and put in order, and the choice stays', () =>
  inWindow({ language: 'ko' }, async (window) => {
    const { app, say } = window;
    await window.openExample();
    const example = await window.modelName();
    await window.goHome();
    await makeProjects(window, ['나비', '가지', '다람쥐', '라일락', '마늘']);
    const search = () => app.find('searchbox', say('projects:search'));
    await (await search()).sendKeys('가위');
    await window.waitForProjects(example);
    await (await search()).sendKeys(Key.ESCAPE);
    await (await search()).sendKeys('ㄷㄹ');
    await window.waitForProjects('다람쥐');
    await (await search()).sendKeys('ㅎ');
    await app.see(window.pattern('projects:none_found'));
    await app.click('button', say('projects:search_clear'));

    await app.click('button', say('projects:order.chosen', { order: say('projects:order.changed') }));
    await app.click('menuitem', say('projects:order.name'));
    const inOrder = ['가지', '나비', '다람쥐', '라일락', '마늘', example].sort(new Intl.Collator('ko').compare);
    await window.waitForProjects(...inOrder);
    await window.openProject('나비');
    await window.goHome();
    await window.waitForProjects(...inOrder);
  }));

test('the menu of a card opens by a finger that rests and by the key of the keyboard', () =>
  inWindow({}, async (window) => {
    const { app, say } = window;
    await makeProjects(window, ['Hands']);
    const card = (await app.all('button', /^Hands/))[0];
    await app.run(restFinger, card);
    await app.find('menuitem', say('projects:card.rename'));
    await app.driver.actions().sendKeys(Key.ESCAPE).perform();
    await app.eventually('the menu is closed', async () => (await app.all('menuitem')).length === 0);
    await app.run((one) => one.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true })), card);
    await app.find('menuitem', say('projects:card.rename'));
    assert.ok(!(await window.isInProject()));
  }));

test('a copy opens where its project is no more, and recognises the same', () =>
  inWindow({}, async (window) => {
    const { app, say } = window;
    await window.openExample();
    await window.train();
    const [{ path }] = drawnTests();
    await window.answerTo(path);
    const before = await window.bars();
    const name = await window.modelName();
    await window.chooseInHeader(say('shell:header.copy'));
    const copy = await window.saveCopy('handout');
    assert.ok(statSync(copy).size > 0, copy);
    const bytes = readFileSync(copy);

    await window.goHome();
    await window.chooseInMenu(name, 'bin');
    await window.openBin();
    await app.click('button', say('projects:bin.empty_all'));
    await app.click('button', say('projects:erase.yes'));
    await app.see(say('projects:bin.empty'));
    await window.goBack();
    await window.openFile(copy);
    await window.inProject();
    assert.equal(await window.modelName(), name);
    await window.answerTo(path);
    assert.deepEqual(await window.bars(), before);
    assert.deepEqual(readFileSync(copy), bytes, 'the file itself stays as it is');
  }));

test('a copy without photos has none, and still recognises', () =>
  inWindow({}, async (window) => {
    const { app, say } = window;
    await window.openExample();
    await window.train();
    const [{ path }] = drawnTests();
    await window.answerTo(path);
    const before = await window.bars();
    const name = await window.modelName();
    await window.goHome();
    await window.chooseInMenu(name, 'copy');
    const copy = await window.saveCopy('without_photos');
    await window.openFile(copy);
    await window.inProject();
    await app.eventually('no class has a photo', async () => {
      const classes = await window.classes();
      return classes.length > 0 && classes.every((one) => one.photos === 0);
    });
    await window.answerTo(path);
    assert.deepEqual(await window.bars(), before);
  }));

test('a damaged project says so when it is pressed, and what reads of it is rescued into a new one', async () => {
  const first = await openWindow();
  await first.openExample();
  const name = await first.modelName();
  await first.goHome();
  await first.app.close();
  const [path] = filesIn(first.app.home, 'projects');
  damage(path);
  const damaged = readFileSync(path);

  const window = await openWindow({ home: first.app.home });
  const { app, say } = window;
  try {
    await app.eventually('its card is there', async () => (await window.projects()).length === 1);
    const [shown] = await window.projects();
    await window.pressCard(shown);
    await app.find('dialog');
    await app.see(window.pattern('projects:rescue.found_of_other'));
    await app.click('button', say('projects:rescue.rescue'));
    await window.inProject();
    const photos = (await window.classes()).reduce((sum, one) => sum + one.photos, 0);
    assert.ok(photos > 0 && photos < 36, `${photos} photos of ${name} were rescued`);
    assert.deepEqual(readFileSync(path), damaged, 'the original stays as it is');
    await window.goHome();
    assert.equal((await window.projects()).length, 2);
  } finally {
    await app.discard();
  }
});

test('a damaged file from elsewhere is kept aside until it is rescued or thrown away', () =>
  inWindow({}, async (window) => {
    const { app, say } = window;
    await window.openExample();
    await window.chooseInHeader(say('shell:header.copy'));
    const copy = await window.saveCopy('whole');
    damage(copy);
    await window.goHome();
    await window.openFile(copy);
    await app.find('dialog');
    await app.see(window.pattern('projects:rescue.found_of_other'));
    assert.equal(filesIn(app.home, 'refused').length, 1);
    await app.click('button', say('projects:rescue.discard'));
    await window.dialogIsGone();
    assert.deepEqual(filesIn(app.home, 'refused'), []);
    assert.equal((await window.projects()).length, 1);
  }));

test('a deleted class comes back by undo after the app was closed', async () => {
  const first = await openWindow();
  await first.openExample();
  const [{ name, photos }] = await first.classes();
  await first.openClass(name);
  await first.app.click('button', first.say('teach:card.delete', { name }));
  await first.app.eventually('the class is gone', async () => !(await first.classCalled(name)));
  await first.app.close();

  const second = await openWindow({ home: first.app.home });
  try {
    await second.inProject();
    assert.equal(await second.classCalled(name), undefined);
    await second.undo('delete_class');
    await second.waitForPhotos(name, photos);
    await second.app.see(second.say('shell:header.undone', { what: second.say('shell:operation.delete_class') }));
  } finally {
    await second.app.discard();
  }
});

test('two classes are merged into one, and one undo parts them', () =>
  inWindow({}, async (window) => {
    await window.openExample();
    const [one, other] = await window.classes();
    await window.openClass(one.name);
    await window.mergeInto(one.name, other.name);
    await window.waitForPhotos(other.name, one.photos + other.photos);
    await window.undo('merge_class');
    await window.waitForPhotos(one.name, one.photos);
    await window.waitForPhotos(other.name, other.photos);
  }));

test('a second window asks for the project, and the first one goes home and says so', async () => {
  const first = await openWindow();
  const { home } = first.app;
  await first.newProject();
  await first.nameModel('Hands');
  await first.app.eventually('the name is kept', async () => (await first.modelName()) === 'Hands');
  const second = await openWindow({ home });
  const { app, say } = second;
  try {
    await second.waitForProjects('Hands');
    await second.pressCard('Hands');
    await app.find('dialog', say('projects:busy.title', { name: 'Hands' }));
    await app.click('button', say('projects:busy.take'));
    await second.inProject();
    assert.equal(await second.modelName(), 'Hands');
    await first.app.see(first.say('projects:busy.taken', { name: 'Hands' }));
    assert.ok(!(await first.isInProject()));
  } finally {
    await first.app.close();
    await app.discard();
  }
});

test('"Your photos stay here" counts what is kept, and forgets what was deleted', () =>
  inWindow({}, async (window) => {
    const { app, say } = window;
    await window.openExample();
    const [{ name, photos }] = await window.classes();
    await window.openClass(name);
    await app.click('button', say('teach:card.delete', { name }));
    await app.eventually('the class is gone', async () => !(await window.classCalled(name)));
    await window.openPrivacy();
    assert.equal(await app.run(() => document.querySelector('main:not([hidden]) code').textContent), app.home);
    await app.see(say('projects:privacy.forget_about', { count: photos }));
    await app.click('button', say('projects:privacy.forget'));
    await app.find('dialog', say('projects:privacy.forget_ask'));
    await app.click('button', say('projects:privacy.forget_yes'));
    await app.see(say('projects:privacy.forget_none'));
    await window.goBack();
    const undo = await app.find('button', say('shell:header.undo'));
    assert.equal(await undo.isEnabled(), false);
    assert.equal(await window.classCalled(name), undefined);
  }));

test('erasing everything asks twice and leaves nothing behind', () =>
  inWindow({}, async (window) => {
    const { app, say } = window;
    await window.openExample();
    await window.goHome();
    await makeProjects(window, ['비밀 이름']);
    await window.chooseInMenu('비밀 이름', 'bin');
    await window.openPrivacy();
    await app.click('button', say('projects:privacy.everything'));
    await app.click('button', say('projects:privacy.ask_go_on'));
    await app.click('button', say('projects:privacy.ask_no'));
    await window.dialogIsGone();
    assert.equal(filesIn(app.home, 'projects').length, 1);
    await app.click('button', say('projects:privacy.everything'));
    await app.click('button', say('projects:privacy.ask_go_on'));
    await app.click('button', say('projects:privacy.ask_yes'));
    await app.see(say('projects:welcome'));
    assert.deepEqual(await window.projects(), []);
    assert.deepEqual(everyFile(app.home).filter((path) => /\.nunchi|refused/.test(path)), []);
    for (const path of everyFile(app.home)) assert.ok(!readFileSync(path).includes(Buffer.from('비밀 이름')), `${path} still names it`);
  }));

/* The function below runs in the page. */

/** A finger rests on an element for a while and is lifted. */
function restFinger(element) {
  const { left, top, width, height } = element.getBoundingClientRect();
  const at = { bubbles: true, cancelable: true, clientX: left + width / 2, clientY: top + height / 2 };
  const finger = { ...at, pointerType: 'touch', isPrimary: true };
  element.dispatchEvent(new PointerEvent('pointerdown', finger));
  setTimeout(() => {
    element.dispatchEvent(new PointerEvent('pointerup', finger));
    // As a browser clicks for a finger: with a count, which a press of a key does not have.
    element.dispatchEvent(new MouseEvent('click', { ...at, detail: 1 }));
  }, 800);
}
