/** Notes on blocks: a sign large enough for a finger; where the note lies is a change, too. */
import * as Blockly from 'blockly/core';
import { enlarge, SIGN_SIZE } from './sign';

export const NOTE_MOVED = 'nunchi_note_moved';

/** Blockly tells of the words of a note only. */
class NoteMoved extends Blockly.Events.Abstract {
  override isBlank = false;
  override type = NOTE_MOVED;

  constructor(workspace: Blockly.Workspace) {
    super();
    this.workspaceId = workspace.id;
    this.recordUndo = false;
  }
}

class CommentSign extends Blockly.icons.CommentIcon {
  override getSize() {
    return new Blockly.utils.Size(SIGN_SIZE, SIGN_SIZE);
  }

  override initView(listener: (event: PointerEvent) => void) {
    if (this.svgRoot) return;
    super.initView(listener);
    enlarge(this.svgRoot);
  }

  override onBubbleLocationChange() {
    const before = this.getBubbleLocation();
    super.onBubbleLocationChange();
    if (!Blockly.utils.Coordinate.equals(before ?? null, this.getBubbleLocation() ?? null))
      this.#tell();
  }

  override onSizeChange() {
    const before = this.getBubbleSize();
    super.onSizeChange();
    if (!Blockly.utils.Size.equals(before, this.getBubbleSize())) this.#tell();
  }

  #tell() {
    Blockly.Events.fire(new NoteMoved(this.sourceBlock.workspace));
  }
}

export function registerComments() {
  Blockly.icons.registry.unregister(Blockly.icons.CommentIcon.TYPE.toString());
  Blockly.icons.registry.register(Blockly.icons.CommentIcon.TYPE, CommentSign);
}
