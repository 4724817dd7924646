export const projects = {
  title: 'Your projects',
  welcome: 'Teach your computer to see',
  promise: 'Photos never leave this device. No account, no internet.',

  step_photos: 'Take photos and name the groups',
  step_train: 'Press one button to train',
  step_use: 'Show it something new',

  new: 'New project',
  example: 'Open the example',
  example_hint: 'No camera needed: pictures are already in it.',
  model_name: 'New model',
  class_name: 'Class {{number}}',

  no_photos: 'No photos yet',
  photos_one: '{{count}} photo',
  photos_other: '{{count}} photos',
  changed: 'Changed {{when}}',
} as const;
