export const shell = {
  app: 'Nunchi',
  title: '{{name}} – Nunchi',
  skip: 'Skip to the content',
  close: 'Close',

  start: {
    waiting: 'Opening Nunchi…',
    failed: 'Nunchi could not start',
    again: 'Try again',
  },

  header: {
    name: 'Name of the model',
    saved: 'Saved',
    saving: 'Saving…',
    home: 'All projects',
    settings: 'Language and colours',
    more: 'More',
    undo: 'Undo',
    undo_what: 'Undo: {{what}}',
    redo: 'Redo',
    redo_what: 'Redo: {{what}}',
    undone: 'Undone: {{what}}',
    redone: 'Done again: {{what}}',
    menu: 'Copy and privacy',
    copy: 'Save a copy…',
    bin: 'Bin',
  },

  settings: {
    language: 'Language',
    theme: 'Colours',
    theme_system: 'Like the device',
    theme_light: 'Light',
    theme_dark: 'Dark',
  },

  operation: {
    rename_model: 'name the model',
    add_class: 'add a class',
    rename_class: 'name a class',
    recolour_class: 'colour a class',
    delete_class: 'delete a class',
    merge_class: 'merge classes',
    add_photos: 'add photos',
    delete_photos: 'delete photos',
    move_photos: 'move photos',
    adjust_square: 'adjust the square',
    change_conditions: 'change the conditions',
    change_blocks: 'change the blocks',
    add_object: 'add an object',
    change_object: 'change an object',
    delete_object: 'delete an object',
    change_backdrop: 'change the backdrop',
    change_data: 'change variables or messages',
    open_program: 'open an example program',
  },

  places: {
    label: 'Places of the project',
    teach: 'Teach',
    code: 'Code',
  },

  areas: {
    label: 'Steps',
    data: 'Your photos',
    learning: 'Learning',
    result: 'Result',
    bar: 'Training',
  },
} as const;
