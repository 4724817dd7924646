/** The camera's picture behind the objects. */
import type { Meanings } from './meaning';

export const video: Meanings = {
  statements: {
    video_show: ({ world, block }) => {
      const shown = block.fields.get('MODE') !== 'hide';
      if (world.camera.shown === shown) return;
      world.camera.shown = shown;
      world.host.setCameraShown(shown);
    },
    video_camera: (run) => run.world.host.chooseCamera(run.field('CAMERA')),
    video_flip: ({ world: { camera }, block }) => {
      if (block.fields.get('AXIS') === 'up_down') camera.flippedUpDown = !camera.flippedUpDown;
      else camera.flippedLeftRight = !camera.flippedLeftRight;
    },
    video_opacity: (run) => {
      run.world.camera.seeThrough = Math.min(100, Math.max(0, run.number('PERCENT')));
    },
  },
  values: {
    video_connected: ({ world }) => world.host.isCameraConnected(),
  },
};
