/** For tests: a workspace without a page, and programs in it. */
import * as Blockly from 'blockly/core';
import { afterEach, beforeAll, beforeEach } from 'vitest';
import { setContext, type Context } from './context';
import { recallNames } from './define';
import { followDefinitions } from './functionCalls';
import { readProgram, writeProgram } from './saved';
import { setUp, speak } from './setUp';
import { noSurroundings, type Surroundings } from './surroundings';

export const around: Surroundings = {
  ...noSurroundings,
  object: { id: 'o1', kind: 'picture', shapes: [] },
  shared: {
    variables: [{ id: 'v1', name: 'score', value: '0', shown: true }],
    lists: [],
    messages: [],
  },
  objects: [
    { id: 'o1', name: 'Eye' },
    { id: 'o2', name: 'Cat' },
  ],
  classes: [
    { id: '1', name: 'rock' },
    { id: '2', name: 'paper' },
  ],
  model: { state: 'fresh', knows: new Set(['1']) },
};

/** A workspace made anew for each test. */
export class Bench {
  workspace!: Blockly.Workspace;
  context!: Context;
  /** What the page was asked for. */
  readonly asked: string[] = [];

  constructor() {
    beforeAll(() => {
      setUp();
      speak('en');
    });
    beforeEach(() => this.#open());
    afterEach(() => this.workspace.dispose());
  }

  #open() {
    this.asked.length = 0;
    this.workspace = new Blockly.Workspace();
    this.context = {
      around,
      make: (kind, use) => {
        this.asked.push(kind);
        use('new');
      },
      rename: (kind, id) => this.asked.push(`rename ${kind} ${id}`),
      remove: (kind, id) => this.asked.push(`remove ${kind} ${id}`),
      showValue: () => undefined,
    };
    setContext(this.workspace, this.context);
  }

  load(text: string) {
    Blockly.Events.disable();
    this.workspace.clear();
    const { state } = readProgram(text);
    Blockly.serialization.workspaces.load({ ...state }, this.workspace);
    for (const block of this.workspace.getAllBlocks(false)) recallNames(block);
    followDefinitions(this.workspace);
    Blockly.Events.enable();
  }

  save = () => writeProgram(Blockly.serialization.workspaces.save(this.workspace));

  only() {
    const [block] = this.workspace.getTopBlocks(true);
    if (!block) throw new Error('there is no block');
    return block;
  }
}

export const program = (...blocks: object[]) =>
  JSON.stringify({ blocks: { languageVersion: 0, blocks } });
