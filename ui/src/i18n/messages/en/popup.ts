export const popup = {
  title: 'Input data',
  close: 'Close',
  move: 'Move with the arrow keys, or drag.',

  input: 'Where the picture comes from',
  upload: 'Upload',
  camera: 'Camera',

  waiting: 'Choose a picture. What it is shows here.',
  waiting_camera: 'Hold something in front of the camera.',
  confirm: 'Use this photo',

  stop: 'Stop project',
  pause: 'Pause project',
  resume: 'Resume project',

  model_gone: 'There is no model any more. The project goes on without a picture.',
} as const;
