/** What is told to Blockly once for the whole window, and once more for another language. */
import * as Blockly from 'blockly/core';
import * as englishMessages from 'blockly/msg/en';
import * as koreanMessages from 'blockly/msg/ko';
import type { Language } from '../../api';
import { registerChoiceField } from './choiceField';
import { registerComments } from './comments';
import { defineBlocks } from './define';
import { defineCalls } from './functionCalls';
import { defineDefinition } from './functionDefinition';
import { nameMenus, setUpMenus } from './menu';
import { registerOptionField } from './optionField';
import { registerRenderer } from './renderer';
import { thinScrollbars } from './room';
import { focusSearch, registerToolboxItems } from './toolboxItems';
import { defineUnknownBlocks } from './unknownBlock';

let isSetUp = false;

/** Undo is the project's: its keys must reach the page. */
function leaveUndoToThePage() {
  const { UNDO, REDO } = Blockly.ShortcutItems.names;
  for (const name of [UNDO, REDO]) Blockly.ShortcutRegistry.registry.unregister(name);
}

/** The slash opens the search, as on many pages. */
function addSearchKey() {
  Blockly.ShortcutRegistry.registry.register({
    name: 'nunchi_search',
    keyCodes: [Blockly.utils.KeyCodes.SLASH],
    preconditionFn: (workspace) => !workspace.isDragging(),
    callback: (workspace, event) => {
      event.preventDefault();
      return focusSearch(workspace);
    },
  });
}

/** No windows of the browser: what Blockly would ask about can be undone. */
function answerQuestions() {
  Blockly.dialog.setAlert((_message, done) => done?.());
  Blockly.dialog.setConfirm((_message, answer) => answer(true));
  Blockly.dialog.setPrompt((_message, _default, answer) => answer(null));
}

export function setUp() {
  if (isSetUp) return;
  isSetUp = true;
  registerRenderer();
  registerChoiceField();
  registerOptionField();
  registerToolboxItems();
  defineBlocks();
  defineDefinition();
  defineCalls();
  defineUnknownBlocks();
  registerComments();
  setUpMenus();
  leaveUndoToThePage();
  addSearchKey();
  answerQuestions();
  // Blocks are larger than Blockly's own, and so are fingers.
  Blockly.config.snapRadius = 48;
  Blockly.config.connectingSnapRadius = 60;
  Blockly.FlyoutButton.TEXT_MARGIN_X = 16;
  Blockly.FlyoutButton.TEXT_MARGIN_Y = 20;
  thinScrollbars();
}

/** Blockly's own words: menus, and what is read aloud. */
export function speak(language: Language) {
  const messages = language === 'ko' ? koreanMessages : englishMessages;
  Blockly.setLocale(messages as unknown as Record<string, string>);
  nameMenus();
}
