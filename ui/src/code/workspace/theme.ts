/** Blockly's themes for light and dark. The ground and menus are coloured by workspace.css. */
import * as Blockly from 'blockly/core';
import type { Category } from '../blocks/shape';
import { categoryColours, darker, FIELD_COLOUR, UNKNOWN_COLOUR } from './colours';
import { FONT } from './renderer';

export const UNKNOWN_STYLE = 'unknown';
export const LITERAL_STYLE = 'literal';

const style = (colour: string) => ({
  colourPrimary: colour,
  colourSecondary: darker(colour, 0.1),
  colourTertiary: darker(colour, 0.22),
});

const blockStyles = {
  ...Object.fromEntries(
    (Object.entries(categoryColours) as [Category, string][]).map(([category, colour]) => [
      category,
      style(colour),
    ]),
  ),
  [UNKNOWN_STYLE]: style(UNKNOWN_COLOUR),
  [LITERAL_STYLE]: style(FIELD_COLOUR),
};

function make(name: 'light' | 'dark', glow: string) {
  return Blockly.Theme.defineTheme(`nunchi-${name}`, {
    name: `nunchi-${name}`,
    blockStyles,
    fontStyle: { family: FONT, weight: '600', size: 12 },
    componentStyles: {
      selectedGlowColour: glow,
      insertionMarkerColour: name === 'light' ? '#1d2330' : '#eef1f7',
      insertionMarkerOpacity: 0.3,
    },
    startHats: true,
  });
}

export const themes = { light: make('light', '#3b4cca'), dark: make('dark', '#c3cbff') };
