/**
 * The pictures and backdrops that are drawn for the app, by name. Programs keep these names: none
 * is ever changed. The words are `stage:figure`, `stage:shape` and `stage:backdrop`.
 * Never here: addresses of files, how a picture gets on the screen.
 */

/** Where a figure stands in the picker. */
export type FigureGroup = 'friends' | 'things' | 'sorting' | 'nature';
export const FIGURE_GROUPS: readonly FigureGroup[] = ['friends', 'things', 'sorting', 'nature'];

/** All shapes of a figure have the same size, so that it does not jump when it changes shape. */
const figure = <Name extends string, const Shapes extends readonly [string, ...string[]]>(
  name: Name,
  group: FigureGroup,
  width: number,
  height: number,
  shapes: Shapes,
) => ({ name, group, width, height, shapes });

/** In the order of the picker. The first is the mascot. */
export const FIGURES = [
  figure('nunchi', 'friends', 100, 124, [
    'nunchi',
    'nunchi-happy',
    'nunchi-thinking',
    'nunchi-surprised',
  ]),
  figure('robot', 'friends', 100, 124, ['robot', 'robot-happy']),
  figure('friend-minji', 'friends', 84, 130, ['friend-minji', 'friend-minji-waving']),
  figure('friend-haru', 'friends', 84, 130, ['friend-haru', 'friend-haru-waving']),
  figure('cat', 'friends', 120, 100, ['cat-1', 'cat-2']),
  figure('fish', 'friends', 116, 84, ['fish-1', 'fish-2']),
  figure('hand', 'things', 90, 141, ['hand-scissors', 'hand-rock', 'hand-paper']),
  figure('traffic-light', 'things', 64, 146, ['traffic-red', 'traffic-yellow', 'traffic-green']),
  figure('button', 'things', 108, 84, ['button', 'button-pressed']),
  figure('bell', 'things', 120, 98, ['bell', 'bell-ringing']),
  figure('bulb', 'things', 100, 112, ['bulb-off', 'bulb-on']),
  figure('door', 'things', 92, 136, ['door-closed', 'door-open']),
  figure('rocket', 'things', 84, 136, ['rocket', 'rocket-flying']),
  figure('car', 'things', 132, 78, ['car']),
  figure('ball', 'things', 90, 90, ['ball']),
  figure('gift', 'things', 108, 114, ['gift']),
  figure('star', 'things', 100, 98, ['star', 'star-happy']),
  figure('heart', 'things', 96, 88, ['heart']),
  figure('arrow', 'things', 112, 88, ['arrow']),
  figure('apple', 'nature', 84, 92, ['apple']),
  figure('banana', 'nature', 104, 88, ['banana']),
  figure('bin-paper', 'sorting', 98, 148, ['bin-paper', 'bin-paper-open']),
  figure('bin-plastic', 'sorting', 98, 148, ['bin-plastic', 'bin-plastic-open']),
  figure('bin-can', 'sorting', 98, 148, ['bin-can', 'bin-can-open']),
  figure('bin-food', 'sorting', 98, 148, ['bin-food', 'bin-food-open']),
  figure('paper-sheet', 'sorting', 80, 98, ['paper-sheet']),
  figure('bottle', 'sorting', 50, 116, ['bottle']),
  figure('can', 'sorting', 68, 98, ['can']),
  figure('fishbone', 'sorting', 124, 64, ['fishbone']),
  figure('tree', 'nature', 108, 136, ['tree']),
  figure('cloud', 'nature', 132, 78, ['cloud']),
  figure('leaf', 'nature', 96, 96, ['leaf']),
] as const;

export type Figure = (typeof FIGURES)[number];
export type FigureName = Figure['name'];
export type DrawnShape = Figure['shapes'][number];

/** In the order of the picker. Each fills the stage. */
export const BACKDROPS = [
  'meadow',
  'park',
  'classroom',
  'room',
  'street',
  'theatre',
  'sea',
  'space',
  'night',
  'grid',
] as const;
export type BackdropName = (typeof BACKDROPS)[number];

export const isBackdrop = (name: string): name is BackdropName =>
  (BACKDROPS as readonly string[]).includes(name);

/** The figure that has this shape. */
export function figureOfShape(shape: string): Figure | undefined {
  return FIGURES.find((one) => (one.shapes as readonly string[]).includes(shape));
}

/** The figure of this name. */
export function figureNamed(name: FigureName): Figure {
  return FIGURES.find((one) => one.name === name) ?? FIGURES[0];
}
