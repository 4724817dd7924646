/** All blocks there are, in the order of the toolbox. */
import { ai } from './ai';
import { calculation } from './calculation';
import { data } from './data';
import { decision } from './decision';
import { flow } from './flow';
import { functions } from './functions';
import { looks } from './looks';
import { motion } from './motion';
import type { BlockShape, Category } from './shape';
import { sound } from './sound';
import { start } from './start';
import { text } from './text';
import { video } from './video';

/** The blocks of each category, in the order of the toolbox. */
export const catalogue: readonly { category: Category; blocks: readonly BlockShape[] }[] = [
  { category: 'start', blocks: start },
  { category: 'flow', blocks: flow },
  { category: 'motion', blocks: motion },
  { category: 'looks', blocks: looks },
  { category: 'text', blocks: text },
  { category: 'sound', blocks: sound },
  { category: 'decision', blocks: decision },
  { category: 'calculation', blocks: calculation },
  { category: 'data', blocks: data },
  { category: 'functions', blocks: functions },
  { category: 'video', blocks: video },
  { category: 'ai', blocks: ai },
];

/** Every block by its type. */
export const shapes: ReadonlyMap<string, BlockShape> = new Map(
  catalogue.flatMap(({ blocks }) => blocks.map((shape) => [shape.type, shape] as const)),
);
