/**
 * Shapes and sizes of the blocks: flat, round, and large enough for fingers. Built on Blockly's
 * zelos. Never here: colours of categories, words.
 */
import * as Blockly from 'blockly/core';
import { FIELD_COLOUR, FIELD_TEXT_COLOUR } from './colours';

export const RENDERER = 'nunchi';
export const FONT = '"Pretendard Variable", Pretendard, system-ui, sans-serif';

/** Height of what can be pressed on a block, at a zoom of 1. */
const FIELD_HEIGHT = 44;
/** Height of a row of words between two bodies, without the corners around it. */
const ELSE_HEIGHT = 24;

const ARROW =
  'data:image/svg+xml,' +
  encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" width="12" height="12"><path d="M2 4l4 4.5L10 4" fill="none" stroke="${FIELD_TEXT_COLOUR}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
  );

class Constants extends Blockly.zelos.ConstantProvider {
  constructor() {
    super();
    this.CORNER_RADIUS = 8;
    this.FIELD_TEXT_FONTSIZE = 12; // points: 16 px
    this.FIELD_TEXT_FONTWEIGHT = '600';
    this.FIELD_TEXT_FONTFAMILY = FONT;
    this.FIELD_BORDER_RECT_RADIUS = FIELD_HEIGHT / 2;
    this.FIELD_BORDER_RECT_X_PADDING = 12;
    this.FIELD_BORDER_RECT_COLOUR = FIELD_COLOUR;
    this.FIELD_DROPDOWN_SVG_ARROW_DATAURI = ARROW;
    this.FIELD_DROPDOWN_SVG_ARROW_PADDING = 6;
    this.FIELD_DROPDOWN_COLOURED_DIV = false;
    this.EMPTY_INLINE_INPUT_HEIGHT = FIELD_HEIGHT;
    this.DUMMY_INPUT_MIN_HEIGHT = FIELD_HEIGHT;
    this.DUMMY_INPUT_SHADOW_MIN_HEIGHT = FIELD_HEIGHT;
    this.MIN_BLOCK_HEIGHT = FIELD_HEIGHT + 14;
    // Room for the notch above what stands in the block.
    this.TOP_ROW_MIN_HEIGHT = 8;
    this.BOTTOM_ROW_MIN_HEIGHT = 6;
    this.EMPTY_STATEMENT_INPUT_HEIGHT = 36;
    this.SELECTED_GLOW_SIZE = 1;
  }

  /** Blockly measures the text; the height for fingers stays whatever the font is. */
  override setFontConstants_(theme: Blockly.Theme) {
    super.setFontConstants_(theme);
    this.FIELD_BORDER_RECT_HEIGHT = FIELD_HEIGHT;
    this.FIELD_DROPDOWN_BORDER_RECT_HEIGHT = FIELD_HEIGHT;
  }
}

const { Types } = Blockly.blockRendering;
type Row = Blockly.blockRendering.Row;
type Measurable = Blockly.blockRendering.Measurable;

const isSpacer = (row: Row | undefined): row is Blockly.blockRendering.SpacerRow =>
  row !== undefined && Types.isSpacer(row);
const isLabel = (element: Measurable) =>
  Types.isField(element) && element.field instanceof Blockly.FieldLabel;

class RenderInfo extends Blockly.zelos.RenderInfo {
  /** Korean blocks begin with a slot; there is room for it under the notch. */
  protected override adjustXPosition_() {}

  /** Blockly nests tighter than our round corners allow; only rows like "else" are low. */
  protected override finalizeVerticalAlignment_() {
    this.rows.forEach((row, index) => {
      const before = this.rows[index - 1];
      if (!isSpacer(before) || !before.followsStatement) return;
      const [, first, , second] = row.elements;
      if (first && !second && isLabel(first)) row.height = ELSE_HEIGHT;
    });
  }

  /** Values have no notch: they stay as low as what stands in them lets them be. */
  override createRows_() {
    super.createRows_();
    if (!this.outputConnection) return;
    const height = this.block_.isShadow() ? 0 : 4;
    this.topRow.minHeight = height;
    this.bottomRow.minHeight = height;
    for (const row of [this.topRow, this.bottomRow]) row.measure();
  }
}

class Renderer extends Blockly.zelos.Renderer {
  protected override makeConstants_() {
    return new Constants();
  }

  protected override makeRenderInfo_(block: Blockly.BlockSvg) {
    return new RenderInfo(this, block);
  }
}

export function registerRenderer() {
  Blockly.blockRendering.register(RENDERER, Renderer);
}
