/** The camera's picture behind the objects. */
import { boolean, choice, number, option, statement, type BlockShape } from './shape';

export const video: BlockShape[] = [
  statement('video_show', option('MODE', 'show', 'hide')),
  statement('video_camera', choice('CAMERA', 'camera')),
  boolean('video_connected'),
  statement('video_flip', option('AXIS', 'left_right', 'up_down')),
  statement('video_opacity', number('PERCENT', 0)),
];
