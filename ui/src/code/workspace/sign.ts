/** Signs on blocks: Blockly draws them 17 wide, too small for a finger. */
import * as Blockly from 'blockly/core';

const DRAWN = 17;
export const SIGN_SIZE = 32;

/** Draws what is in a sign at our size. */
export function enlarge(root: SVGGElement | null) {
  if (!root) return;
  const larger = Blockly.utils.dom.createSvgElement(Blockly.utils.Svg.G, {
    transform: `scale(${SIGN_SIZE / DRAWN})`,
  });
  larger.append(...root.childNodes);
  root.append(larger);
}
