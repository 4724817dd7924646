/** What the result shows: a bar for each class of the model, with names and colours of now. */
import type { ClassId, ClassView, Prediction } from '../api';
import { percents } from './percents';

export interface Bar {
  id: ClassId;
  name: string;
  /** Index into the palette of class colours. */
  colour: number;
  /** Whole, 0 to 100; all bars together make 100. */
  percent: number;
  isWinner: boolean;
}

/** `classes`: those of the project; a class that was renamed since is shown by its new name. */
export function barsOf(prediction: Prediction, classes: readonly ClassView[]): Bar[] {
  const shares = percents(prediction.classes.map((one) => one.confidence));
  return prediction.classes.map((one, index) => {
    const { name, colour } = classes.find(({ id }) => id === one.id) ?? one;
    const percent = shares[index] ?? 0;
    return { id: one.id, name, colour, percent, isWinner: one.id === prediction.winner };
  });
}
