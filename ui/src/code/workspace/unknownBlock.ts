/** The grey stand-in of a block that this version does not know. It keeps what it stands for. */
import * as Blockly from 'blockly/core';
import { UNKNOWN_STATEMENT, UNKNOWN_VALUE } from './saved';
import { UNKNOWN_STYLE } from './theme';
import { words } from './words';

interface StandIn extends Blockly.Block {
  original?: { type: string; original: unknown };
}

function define(type: string, connect: (block: Blockly.Block) => void) {
  Blockly.Blocks[type] = {
    init(this: StandIn) {
      this.appendDummyInput().appendField(words('unknown'), 'LABEL');
      this.setStyle(UNKNOWN_STYLE);
      connect(this);
    },
    saveExtraState(this: StandIn) {
      return this.original ?? null;
    },
    loadExtraState(this: StandIn, state: { type: string; original: unknown }) {
      this.original = state;
      if (state.type)
        this.getField('LABEL')?.setValue(words('unknown_named', { type: state.type.slice(0, 40) }));
    },
  };
}

export function defineUnknownBlocks() {
  define(UNKNOWN_STATEMENT, (block) => {
    block.setPreviousStatement(true);
    block.setNextStatement(true);
  });
  define(UNKNOWN_VALUE, (block) => block.setOutput(true));
}
