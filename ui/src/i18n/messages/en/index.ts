import { blocks } from './blocks';
import { camera } from './camera';
import { code } from './code';
import { errors } from './errors';
import { examples } from './examples';
import { popup } from './popup';
import { projects } from './projects';
import { shell } from './shell';
import { stage } from './stage';
import { teach } from './teach';
import { test } from './test';
import { train } from './train';

export const en = {
  blocks,
  camera,
  code,
  errors,
  examples,
  popup,
  projects,
  shell,
  stage,
  teach,
  test,
  train,
} as const;
