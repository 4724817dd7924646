/** The menus of blocks and of the ground: what Blockly offers, and what fingers need besides. */
import * as Blockly from 'blockly/core';
import { contextOf } from './context';
import { words } from './words';

const { registry: menus } = Blockly.ContextMenuRegistry;
type Scope = Blockly.ContextMenuRegistry.Scope;

/** Undo is the project's; the shape of blocks and help pages are not the user's to choose. */
const NOT_OURS = ['undoWorkspace', 'redoWorkspace', 'blockInline', 'blockHelp'];

/** Blockly's messages that ours say better. */
const BETTER = {
  DUPLICATE_BLOCK: 'duplicate',
  DUPLICATE_COMMENT: 'duplicate',
  ADD_COMMENT: 'add_note',
  REMOVE_COMMENT: 'remove_note',
  COLLAPSE_BLOCK: 'fold',
  COLLAPSE_ALL: 'fold_all',
  EXPAND_BLOCK: 'unfold',
  EXPAND_ALL: 'unfold_all',
  DISABLE_BLOCK: 'turn_off',
  ENABLE_BLOCK: 'turn_on',
  DELETE_BLOCK: 'delete',
  CLEAN_UP: 'tidy',
  WORKSPACE_COMMENT_DEFAULT_TEXT: 'note_hint',
  COLLAPSED_WARNINGS_WARNING: 'folded_warning',
} as const;

/** Puts our words over Blockly's, in the language of the window. */
export function nameMenus() {
  for (const [message, key] of Object.entries(BETTER)) Blockly.Msg[message] = words(`menu.${key}`);
  Blockly.Msg['DELETE_X_BLOCKS'] = words('menu.delete_many', { number: '%1' });
}

const blockOf = (scope: Scope) =>
  scope.focusedNode instanceof Blockly.BlockSvg ? scope.focusedNode : undefined;

function add(
  id: string,
  key: string,
  weight: number,
  fits: (scope: Scope) => 'enabled' | 'disabled' | 'hidden',
  run: (scope: Scope) => void,
) {
  menus.register({
    id,
    weight,
    displayText: () => words(`menu.${key}`),
    preconditionFn: fits,
    callback: run,
  });
}

/** A keyboard has keys for these; a finger has only the menu. */
function addCopying() {
  const movable = (scope: Scope) => {
    const block = blockOf(scope);
    return block && !block.isInFlyout && !block.isShadow() ? 'enabled' : 'hidden';
  };
  const copy = (scope: Scope) => {
    const block = blockOf(scope);
    if (block) Blockly.clipboard.copy(block);
    return block;
  };
  add('nunchiCopy', 'copy', 0.1, movable, copy);
  add('nunchiCut', 'cut', 0.2, movable, (scope) => copy(scope)?.checkAndDelete());
  add(
    'nunchiPaste',
    'paste',
    0,
    ({ focusedNode }) => {
      if (!(focusedNode instanceof Blockly.WorkspaceSvg)) return 'hidden';
      return Blockly.clipboard.getLastCopiedData() ? 'enabled' : 'disabled';
    },
    ({ focusedNode }) => {
      const data = Blockly.clipboard.getLastCopiedData();
      if (data && focusedNode instanceof Blockly.WorkspaceSvg)
        Blockly.clipboard.paste(data, focusedNode);
    },
  );
}

function addValue() {
  add(
    'nunchiValue',
    'value',
    0.05,
    (scope) => {
      const block = blockOf(scope);
      const hasValue = block?.outputConnection && !block.isShadow() && !block.isInFlyout;
      return hasValue ? 'enabled' : 'hidden';
    },
    (scope) => {
      const block = blockOf(scope);
      if (block) contextOf(block.workspace).showValue(block);
    },
  );
}

/** A note that was just put on a block is open to be written. */
function openNewNotes() {
  const item = menus.getItem('blockComment');
  if (!item || !('callback' in item) || !item.callback) return;
  const { callback } = item;
  item.callback = (scope, ...rest) => {
    callback(scope, ...rest);
    const note = blockOf(scope)?.getIcon(Blockly.icons.CommentIcon.TYPE);
    if (note instanceof Blockly.icons.CommentIcon) void openToWrite(note);
  };
}

async function openToWrite(note: Blockly.icons.CommentIcon) {
  await note.setBubbleVisible(true);
  const editor = note.getBubble()?.getEditor();
  if (editor) Blockly.getFocusManager().focusNode(editor);
}

export function setUpMenus() {
  for (const id of NOT_OURS) if (menus.getItem(id)) menus.unregister(id);
  if (!menus.getItem('commentCreate')) Blockly.ContextMenuItems.registerCommentOptions();
  addValue();
  addCopying();
  openNewNotes();
}
