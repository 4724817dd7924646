/** A sentence for each ErrorCode: what happened, what is safe, what to do. */
export const errors = {
  not_a_file: 'This is not a file that can be read.',
  empty: 'The file is empty.',
  too_large: 'The file is over 10 MB. Make it smaller and try again.',
  unsupported_format: 'This is not a jpg, png, bmp, webp or gif picture.',
  corrupt: 'The picture is damaged and could not be opened.',
  too_many_pixels: 'The picture has more than 64 megapixels. Make it smaller and try again.',
  too_small: 'The picture is too small. It needs at least 16 pixels on each side.',

  class_name_empty: 'A class needs a name. The old name is still there.',
  class_not_found: 'This class is not in the project any more.',
  photo_not_found: 'This photo is not in the project any more.',
  picture_not_found: 'A picture of the program is not in the project any more.',
  program_too_large:
    'The program is too large. The last change was not kept. Everything before it is safe.',
  too_many_classes: 'A project can have up to {{max}} classes.',
  too_many_photos:
    'A project can hold up to {{max}} photos. All that are there are safe; delete some, or go on in a new project.',
  square_outside: 'The square does not fit inside the photo. The old square is still there.',
  condition_out_of_range: 'Choose a number from {{min}} to {{max}}.',
  not_ready_to_train: 'There are not enough photos to train with yet.',
  training_running: 'A training is running. Wait for it or stop it first.',
  training_diverged: 'The numbers ran away while training. Choose a smaller learning rate.',
  no_model: 'The model has not been trained yet. Train it first.',
  no_project: 'No project is open.',

  project_not_found: 'The project was not found.',
  project_newer:
    'This project was made by a newer version of Nunchi. It was left as it is. Update Nunchi to open it.',
  project_foreign: 'This file is not a Nunchi project. It was left as it is.',
  project_damaged: 'The project file is damaged. It was left as it is.',
  program_damaged:
    'The program of this project is damaged. It was left as it is. Your photos and your model are safe.',
  project_moved:
    'The file of this project was moved or removed. What you see is still here: save a copy of it.',
  project_too_large:
    'The file is over {{gigabytes}} GB and cannot be opened. It was left as it is.',
  project_busy:
    'The project is open in another window of Nunchi. Close it there, or open it here: everything in it is saved.',
  disk_full: 'The disk is full. Everything so far is safe. Make some room and try again.',
  read_only: 'Nunchi may not write here. Everything so far is safe.',
  storage: 'The disk could not be read or written. Everything saved so far is safe. Try again.',

  backbone_damaged:
    'A part of Nunchi is damaged, so it cannot recognise photos. Your photos are safe. Install Nunchi again.',
  bad_request: 'That did not work. Everything so far is safe.',
  internal: 'Something went wrong inside Nunchi. Everything saved so far is safe. Try again.',
} as const;
