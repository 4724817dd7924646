import { errors } from './errors';
import { camera } from './camera';
import { projects } from './projects';
import { shell } from './shell';
import { teach } from './teach';
import { test } from './test';
import { train } from './train';

export const ko = { camera, errors, projects, shell, teach, test, train } as const;
