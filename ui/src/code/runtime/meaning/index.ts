/** What every block means, by its type. */
import { ai } from './ai';
import { calculation } from './calculation';
import { data } from './data';
import { decision } from './decision';
import { flow } from './flow';
import { functions } from './functions';
import { looks } from './looks';
import type { HatMeaning, Meanings, StatementMeaning, ValueMeaning } from './meaning';
import { motion } from './motion';
import { sound } from './sound';
import { start } from './start';
import { text } from './text';
import { video } from './video';

const categories: readonly Meanings[] = [
  start,
  flow,
  motion,
  looks,
  text,
  sound,
  decision,
  calculation,
  data,
  functions,
  video,
  ai,
];

const together = <T>(of: (meanings: Meanings) => Readonly<Record<string, T>> | undefined) =>
  new Map(categories.flatMap((category) => Object.entries(of(category) ?? {})));

export const meanings = {
  hats: together<HatMeaning>(({ hats }) => hats),
  statements: together<StatementMeaning>(({ statements }) => statements),
  values: together<ValueMeaning>(({ values }) => values),
} as const;
