/** The sign of a note on a block, large enough for a finger. */
import * as Blockly from 'blockly/core';
import { enlarge, SIGN_SIZE } from './sign';

class CommentSign extends Blockly.icons.CommentIcon {
  override getSize() {
    return new Blockly.utils.Size(SIGN_SIZE, SIGN_SIZE);
  }

  override initView(listener: (event: PointerEvent) => void) {
    if (this.svgRoot) return;
    super.initView(listener);
    enlarge(this.svgRoot);
  }
}

export function registerComments() {
  Blockly.icons.registry.unregister(Blockly.icons.CommentIcon.TYPE.toString());
  Blockly.icons.registry.register(Blockly.icons.CommentIcon.TYPE, CommentSign);
}
