/** What a run draws on the blocks: which of them run now, and what went wrong at them. */
import type * as Blockly from 'blockly/core';
import { clearTrouble, noteTrouble } from './notes';

export class Marks {
  #glowing = new Set<string>();
  #troubled = new Set<string>();

  constructor(private readonly workspace: Blockly.WorkspaceSvg) {}

  /** Marks the blocks that run now. */
  glow(ids: ReadonlySet<string>) {
    for (const id of this.#glowing) if (!ids.has(id)) this.#mark(id, false);
    for (const id of ids) if (!this.#glowing.has(id)) this.#mark(id, true);
    this.#glowing = new Set(ids);
  }

  /** Says a sentence at a block, until `clearTroubles`. */
  trouble(id: string, sentence: string) {
    const block = this.workspace.getBlockById(id);
    if (!block) return;
    this.#troubled.add(id);
    noteTrouble(block, sentence);
  }

  clearTroubles() {
    for (const id of this.#troubled) {
      const block = this.workspace.getBlockById(id);
      if (block) clearTrouble(block);
    }
    this.#troubled.clear();
  }

  /** Other blocks are there now; those among them that run are marked. */
  drawAgain() {
    this.#troubled.clear();
    for (const id of this.#glowing) this.#mark(id, true);
  }

  #mark(id: string, on: boolean) {
    this.workspace.getBlockById(id)?.getSvgRoot().classList.toggle('nunchi-glow', on);
  }
}
