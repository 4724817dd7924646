export const train = {
  button: 'Train the model',
  again: 'Train again',
  running: 'Training…',
  stop: 'Stop training',
  stop_short: 'Stop',
  conditions: 'Conditions',

  status: {
    missing_classes_one: 'Add one more class to train.',
    missing_classes_other: 'Add {{count}} classes to train.',
    no_photos: 'Add photos first, at least 5 for each class.',
    short_class_one: '{{name}} needs {{count}} more photo before you can train.',
    short_class_other: '{{name}} needs {{count}} more photos before you can train.',
    short_classes_one: '{{name}} needs {{missing}} more, and one other class needs photos too.',
    short_classes_other:
      '{{name}} needs {{missing}} more, and {{count}} other classes need photos too.',
    ready: 'Ready to train',
    starting: 'Getting ready…',
    waiting: 'Looking at photos, {{done}} of {{total}}',
    epoch: 'Epoch {{epoch}} of {{epochs}}',
    refitting: 'Learning from all photos…',
    stopping: 'Stopping…',
    done: 'Training finished',
    data_changed: 'Photos changed. Train again to use them.',
    conditions_changed: 'Conditions changed. Train again to use them.',
  },

  missing: {
    title: 'Still missing',
    classes_one: '{{count}} more class',
    classes_other: '{{count}} more classes',
    photos_one: '{{count}} more photo',
    photos_other: '{{count}} more photos',
  },

  field: {
    epochs: {
      name: 'Epochs',
      help: 'How many times all photos are studied. Too few: not learned. Too many: learned by heart.',
    },
    batch_size: {
      name: 'Batch size',
      help: 'How many photos are looked at before each correction.',
    },
    learning_rate: {
      name: 'Learning rate',
      help: 'How big each correction is. Bigger is faster but may overshoot.',
    },
    validation_ratio: {
      name: 'Validation ratio',
      help: 'Share of photos kept for the exam. 0.25 is 1 photo in 4.',
    },
    explain: 'What is “{{name}}”?',
    range: 'From {{min}} to {{max}}',
    reset: 'Back to {{value}}',
    not_a_number: 'Enter a number from {{min}} to {{max}}.',
    not_whole: 'Enter a whole number from {{min}} to {{max}}.',
    out_of_range: 'Enter a value from {{min}} to {{max}}.',
  },
  refit: {
    name: 'Then learn from all photos',
    help: 'After the exam, the model also studies the photos that were kept for it.',
  },
  reset: 'Back to defaults',

  accuracy: {
    title: 'Accuracy',
    untested: 'No photos were kept for an exam, so nobody knows yet.',
    all_one: 'Right on the {{count}} photo of the exam',
    all_other: 'Right on all {{count}} photos of the exam',
    none_one: 'Wrong on the {{count}} photo of the exam',
    none_other: 'Wrong on all {{count}} photos of the exam',
    counted: '{{right}} of {{total}} photos right in the exam',
    of_ten: 'About {{right}} of 10 right',
  },

  chart: {
    label: 'Views of the training',
    accuracy: 'Chart',
    loss: 'Loss',
    table: 'Table',
    acc: 'training accuracy (acc)',
    val_acc: 'validation accuracy (val_acc)',
    loss_line: 'training loss (loss)',
    val_loss: 'validation loss (val_loss)',
    epoch: 'epoch',
    describe_acc: 'Accuracy by epoch. At the end: acc {{acc}}.',
    describe_acc_val: 'Accuracy by epoch. At the end: acc {{acc}}, val_acc {{val}}.',
    describe_loss: 'Loss by epoch. At the end: loss {{loss}}.',
    describe_loss_val: 'Loss by epoch. At the end: loss {{loss}}, val_loss {{val}}.',
  },
} as const;
