/** Small programs for the tests of the Code place, as the editor saves them. */

let made = 0;
const id = () => `test-${++made}`;

/** A block with its fields and what stands in its slots; `then` follows it. */
export function block(type, { fields = {}, slots = {} } = {}, then) {
  const inputs = Object.fromEntries(Object.entries(slots).map(([name, inner]) => [name, { block: inner }]));
  return { type, id: id(), fields, inputs, ...(then ? { next: { block: then } } : {}) };
}

export const text = (TEXT) => block('literal_text', { fields: { TEXT } });
export const number = (NUM) => block('literal_number', { fields: { NUM } });
export const say = (value, then) => block('say', { fields: { MODE: 'say' }, slots: { TEXT: value } }, then);
export const join = (A, B) => block('join', { slots: { A, B } });

/** A script that begins with the start button. */
export const whenStarted = (first) => block('start_run', {}, first);

/** The changes that make a program of one text object with these scripts. */
export function programOf(...scripts) {
  const blocks = scripts.map((script, place) => ({ ...script, x: 20, y: 20 + place * 260 }));
  const object = {
    id: 'speaker',
    name: 'Speaker',
    kind: 'text',
    shapes: [],
    shape: 0,
    text: 'Nunchi',
    x: 0,
    y: 0,
    size: 100,
    direction: 90,
    rotation: 0,
    visible: true,
    blocks: JSON.stringify({ blocks: { languageVersion: 0, blocks } }),
  };
  const shared = { order: ['speaker'], backdrop: null, variables: [], lists: [], messages: [] };
  return [
    { kind: 'put_object', object },
    { kind: 'shared', shared },
  ];
}
