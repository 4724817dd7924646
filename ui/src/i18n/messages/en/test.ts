export const test = {
  input: 'Where the picture comes from',
  upload: 'Upload',
  live: 'Live',

  need: {
    title: 'Train the model first',
    text: 'Then show it something new here, and see what it recognises.',
  },
  stale_data: 'The photos have changed since the training. Train again to use them.',
  stale_conditions: 'The conditions have changed since the training. Train again to use them.',

  choose: 'Choose a picture',
  drop: 'You can also drop or paste one here.',
  another: 'Another picture',
  picture: 'The picture that was recognised',
  examples: 'Pictures to test with',
  example: 'Test picture {{number}}',
  example_failed: 'This picture could not be opened. Choose another one.',

  busy: 'Recognising…',
  waiting: 'Choose a picture to see what it is.',
  waiting_live: 'Hold something in front of the camera.',
  again: 'Try again',
  recognised: 'Recognised',
  announce: 'Recognised: {{name}}, {{percent}}%',
  announce_live: 'Recognised: {{name}}',
  confidence: 'Confidence of each class',
  similar: 'Your photos that look most like it',
} as const;
