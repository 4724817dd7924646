import { expect, test } from 'vitest';
import { block, object, play, program, script, started, whenRun, type State } from '../testing';

const add = (BY = 1) => block('var_change', { VARIABLE: 'x', BY });
const wait = (SECONDS: number) => block('wait', { SECONDS });
const send = (MESSAGE: string) => block('send_message', { MESSAGE });
const sendWait = (MESSAGE: string) => block('send_message_wait', { MESSAGE });
const whenMessage = (MESSAGE: string, ...body: State[]) =>
  script(block('start_message', { MESSAGE }), ...body);

test('a key starts the scripts that wait for it', () => {
  const { run, tick, variable } = started(
    script(block('start_key', { KEY: 'space' }), add()),
    script(block('start_key', { KEY: 'a' }), add(10)),
  );
  run.keyPressed('space');
  tick();
  expect(variable()).toBe(1);
});

test('every press starts the script once more, while the first still runs', () => {
  const { run, seconds, variable } = started(
    script(block('start_key', { KEY: 'a' }), wait(1), add()),
  );
  run.keyPressed('a');
  seconds(0.5);
  run.keyPressed('a');
  seconds(0.6);
  expect(variable()).toBe(1);
  seconds(0.5);
  expect(variable()).toBe(2);
});

test('a click starts the scripts of what was clicked alone', () => {
  const whenClicked = () => script(block('start_object_click'), block('hide'));
  const { run, tick, actor } = play(
    program([object([whenClicked()]), object([whenClicked()], { id: 'dog' })]),
  );
  run.start();
  run.objectClicked('dog');
  run.objectClicked('nobody');
  tick();
  expect(actor('cat').visible).toBe(true);
  expect(actor('dog').visible).toBe(false);
});

test('a message starts the scripts of every object that wait for it', () => {
  const cat = object([whenRun(send('go'), block('hide'))]);
  const dog = object([whenMessage('go', add()), whenMessage('back', add(10))], { id: 'dog' });
  const bird = object([whenMessage('go', add(100))], { id: 'bird' });
  const { run, tick, actor, variable } = play(program([cat, dog, bird]));
  run.start();
  tick();
  expect(actor().visible, 'the sender does not wait').toBe(false);
  tick();
  expect(variable()).toBe(101);
});

test('sending and waiting goes on when all the scripts have ended', () => {
  const { tick, seconds, variable } = started(
    whenRun(sendWait('go'), add(100)),
    whenMessage('go', wait(1), add()),
    whenMessage('go', wait(2), add()),
  );
  seconds(1.5);
  expect(variable()).toBe(1);
  seconds(0.6);
  tick();
  expect(variable()).toBe(102);
});

test('when nobody waits for a message, sending and waiting goes on at once', () => {
  expect(started(whenRun(sendWait('back'), add())).variable()).toBe(1);
});

test('two scripts that call each other by messages do not hold the window', () => {
  const { tick, variable } = started(
    whenRun(send('go')),
    whenMessage('go', add(), send('back')),
    whenMessage('back', add(), send('go')),
  );
  tick(10);
  expect(variable(), 'one message a tick').toBe(10);
});

test('a message that is gone is not sent, and the block says so', () => {
  const { host, variable } = started(whenRun(send('gone'), add()), whenMessage('gone', add(10)));
  expect(variable()).toBe(1);
  expect(host.troubles).toEqual(['message_gone']);
});

test('sounds are played, and waited for by the program’s own time', () => {
  const { host, run, seconds, variable } = started(
    whenRun(
      block('play_sound', { SOUND: 'bell' }),
      add(),
      block('play_sound_wait', { SOUND: 'bell' }),
      add(),
    ),
  );
  expect(host.called).toEqual(['play bell', 'play bell']);
  seconds(1.5);
  run.pause();
  seconds(10);
  expect(variable()).toBe(1);
  run.resume();
  seconds(0.6);
  expect(variable()).toBe(2);
});

test('a sound that is not there is over at once', () => {
  const { variable, tick } = started(whenRun(block('play_sound_wait', { SOUND: 'gone' }), add()));
  tick();
  expect(variable()).toBe(1);
});

test('the picture of the camera is shown, turned over, and made see-through', () => {
  const { run, host } = started(
    whenRun(
      block('video_show', { MODE: 'show' }),
      block('video_flip', { AXIS: 'left_right' }),
      block('video_flip', { AXIS: 'up_down' }),
      block('video_flip', { AXIS: 'up_down' }),
      block('video_opacity', { PERCENT: 150 }),
      block('video_camera', { CAMERA: 'back' }),
    ),
  );
  expect(run.view.camera).toEqual({
    shown: true,
    seeThrough: 100,
    flippedLeftRight: true,
    flippedUpDown: false,
  });
  expect(host.called).toEqual(['camera shown', 'camera back']);
});
