/** What is told to Blockly once for the whole window, and once more for another language. */
import * as Blockly from 'blockly/core';
import * as englishMessages from 'blockly/msg/en';
import * as koreanMessages from 'blockly/msg/ko';
import type { Language } from '../../api';
import { registerChoiceField } from './choiceField';
import { defineBlocks } from './define';
import { defineCalls } from './functionCalls';
import { defineDefinition } from './functionDefinition';
import { registerOptionField } from './optionField';
import { registerRenderer } from './renderer';
import { registerToolboxItems } from './toolboxItems';
import { defineUnknownBlocks } from './unknownBlock';

let isSetUp = false;

/** Undo is the project's: its keys must reach the page. */
function leaveUndoToThePage() {
  const { UNDO, REDO } = Blockly.ShortcutItems.names;
  for (const name of [UNDO, REDO]) Blockly.ShortcutRegistry.registry.unregister(name);
  for (const id of ['undoWorkspace', 'redoWorkspace'])
    if (Blockly.ContextMenuRegistry.registry.getItem(id))
      Blockly.ContextMenuRegistry.registry.unregister(id);
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
  leaveUndoToThePage();
  answerQuestions();
  // Blocks are larger than Blockly's own, and so are fingers.
  Blockly.config.snapRadius = 48;
  Blockly.config.connectingSnapRadius = 60;
}

/** Blockly's own words: menus, and what is read aloud. */
export function speak(language: Language) {
  const messages = language === 'ko' ? koreanMessages : englishMessages;
  Blockly.setLocale(messages as unknown as Record<string, string>);
}
