import { expect, test } from 'vitest';
import type { StageView } from '../runtime/types';
import { Announcer } from './announcer';
import { figureNamed } from './drawings/catalogue';
import { figureObject } from './newObject';
import { actorAtRest, viewAtRest } from './scene';

const shared = { order: [], backdrop: null, variables: [], lists: [], messages: [] };
const cat = { ...figureObject(figureNamed('cat'), []), id: 'cat' };

function saying(text: string | undefined, more: Partial<StageView> = {}): StageView {
  const actor = actorAtRest(cat);
  actor.bubble = text === undefined ? undefined : { text, kind: 'say' };
  return { ...viewAtRest({ shared, objects: [] }), actors: [actor], ...more };
}

test('what an object says is heard once', () => {
  const announcer = new Announcer();
  expect(announcer.hear(saying('hi'), 0)).toEqual([
    { objectId: 'cat', text: 'hi', isQuestion: false },
  ]);
  expect(announcer.hear(saying('hi'), 5000)).toEqual([]);
});

test('a bubble that changes all the time is heard now and then, and its last word is heard', () => {
  const announcer = new Announcer();
  let heard: string[] = [];
  for (let frame = 0; frame <= 120; frame++) {
    const news = announcer.hear(saying(String(Math.min(frame, 100))), frame * 16);
    heard = [...heard, ...news.map((one) => one.text)];
  }
  expect(heard).toEqual(['0', '75']);
  expect(announcer.hear(saying('100'), 9000).map((one) => one.text)).toEqual(['100']);
});

test('the same words are heard again after a silence', () => {
  const announcer = new Announcer();
  announcer.hear(saying('hi'), 0);
  announcer.hear(saying(undefined), 2000);
  expect(announcer.hear(saying('hi'), 4000)).toHaveLength(1);
});

test('a question is heard, also from an object that cannot be seen', () => {
  const view = saying(undefined, { question: { actorKey: 'cat', text: 'Who?' } });
  for (const actor of view.actors) actor.visible = false;
  expect(new Announcer().hear(view, 0)).toEqual([
    { objectId: 'cat', text: 'Who?', isQuestion: true },
  ]);
});
