export const camera = {
  live: 'Live view',
  starting: 'Starting the camera…',
  take: 'Take photo',
  hold: 'Hold for a burst',
  burst_one: '{{count}} photo',
  burst_other: '{{count}} photos',
  choose: 'Choose a camera',
  unnamed: 'Camera {{number}}',
  mirror: 'Show as in a mirror',
  again: 'Try again',
  no_picture:
    'The camera gives no picture yet. No photo was taken. Wait a moment, then press again.',

  practice: {
    name: 'Practice camera',
    instead: 'There is no camera here, so this one shows pictures to practise with.',
    next: 'Next picture',
    previous: 'Picture before',
    which: 'Picture {{number}} of {{count}}',
  },

  trouble: {
    none: 'No camera found. Plug one in, or upload photos instead.',
    denied: 'The camera is blocked. Allow it in the settings of this device, then try again.',
    busy: 'Another program is using the camera. Close it there, then try again.',
    lost: 'The camera is gone. Plug it in again. The photos so far are safe.',
  },
} as const;
