/**
 * Sentences at blocks: a sign on the block, large enough for a finger, that opens a bubble.
 * Mild ones say what stands in the way (no model yet, something is gone); trouble is what the
 * running program met. Never here: when a program meets trouble.
 */
import * as Blockly from 'blockly/core';
import { choiceFields } from './choiceField';
import { contextOf } from './context';
import { FUNCTION_PARAMETER, isCall, type ParameterField } from './functionCalls';
import { enlarge, SIGN_SIZE } from './sign';
import { goneKey } from './surroundings';
import { words } from './words';

const TROUBLE = 'trouble';
const MILD = 'mild';
const TYPE = new Blockly.icons.IconType<Blockly.icons.WarningIcon>('note');

class NoteIcon extends Blockly.icons.WarningIcon {
  override getType() {
    return TYPE;
  }

  override getSize() {
    return new Blockly.utils.Size(SIGN_SIZE, SIGN_SIZE);
  }

  override initView(listener: (event: PointerEvent) => void) {
    if (this.svgRoot) return;
    super.initView(listener);
    // TypeScript believes that it is still null.
    const root = this.svgRoot as SVGGElement | null;
    enlarge(root);
    root?.classList.add('nunchi-note');
  }

  markTrouble(isTrouble: boolean) {
    this.svgRoot?.classList.toggle('nunchi-trouble', isTrouble);
  }
}

/** The sentence in lines that fit beside a block. */
const inLines = (sentence: string) => Blockly.utils.string.wrap(sentence, 26);

function noteOf(block: Blockly.BlockSvg): NoteIcon | undefined {
  const icon = block.getIcon(TYPE);
  return icon instanceof NoteIcon ? icon : undefined;
}

function set(block: Blockly.BlockSvg, id: string, sentence: string): NoteIcon | undefined {
  let icon = noteOf(block);
  if (!icon && sentence === '') return undefined;
  icon ??= block.addIcon(new NoteIcon(block));
  icon.addMessage(sentence && inLines(sentence), id);
  if (icon.getText() !== '') return icon;
  block.removeIcon(icon.getType());
  return undefined;
}

/** What stands in the way of a block, whether the program runs or not. */
export function mildSentence(block: Blockly.Block): string {
  const sentences: string[] = [];
  if (block.type.startsWith('ai_')) {
    const { state } = contextOf(block.workspace).around.model;
    if (state !== 'fresh')
      sentences.push(words(state === 'none' ? 'warning.no_model' : 'warning.stale'));
  }
  for (const field of choiceFields(block))
    if (field.isGone)
      sentences.push(words(`warning.${goneKey(field.choice)}`, { name: field.goneName }));
  if (isCall(block) && block.isGone)
    sentences.push(
      words('warning.gone_function', { name: block.call.name || words('warning.nameless') }),
    );
  if (block.type === FUNCTION_PARAMETER) {
    const field = block.getField('PARAMETER') as ParameterField;
    if (field.isGone) sentences.push(words('warning.gone_parameter', { name: field.goneName }));
  }
  return sentences.join('\n');
}

export function refreshNote(block: Blockly.BlockSvg) {
  if (!block.isInsertionMarker()) set(block, MILD, mildSentence(block));
}

/** Says what a running block met, and opens the bubble. */
export function noteTrouble(block: Blockly.BlockSvg, sentence: string) {
  const icon = set(block, TROUBLE, sentence);
  icon?.markTrouble(true);
  void icon?.setBubbleVisible(true);
}

export function clearTrouble(block: Blockly.BlockSvg) {
  const icon = noteOf(block);
  if (!icon) return;
  icon.markTrouble(false);
  void icon.setBubbleVisible(false);
  set(block, TROUBLE, '');
}
