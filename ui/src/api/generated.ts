// Made from crates/project/src/view.rs, view/ and error_code.rs. Not to be edited by hand:
// NUNCHI_UPDATE_BINDINGS=1 cargo test -p nunchi-project bindings

/**
 * Row number of a class. Stays the same when the class is renamed.
 */
export type ClassId = number;

/**
 * Row number of a photo. Never used again after the photo is gone.
 */
export type PhotoId = number;

/**
 * Name of a project's file inside the app's own folder, without the extension.
 */
export type ProjectId = string;

/**
 * The two languages of the app.
 */
export type Language = "ko" | "en";

/**
 * Light, dark, or as the system says.
 */
export type Theme = "system" | "light" | "dark";

/**
 * What the user chose for the app as a whole, kept beside the projects.
 */
export type Preferences = { 
/**
 * `None`: follow the system's language.
 */
language: Language | null, 
/**
 * Colours of the window.
 */
theme: Theme, 
/**
 * Whether camera previews are shown as in a mirror. Stored pixels never are.
 */
mirror: boolean, };

/**
 * Everything the window needs to draw itself for the first time.
 */
export type StartView = { 
/**
 * What the user chose for the app as a whole.
 */
preferences: Preferences, 
/**
 * The project to show: of a file that the app was started with, else the one that was open
 * when the app was last closed.
 */
project: ProjectView | null, 
/**
 * All projects, and those in the bin.
 */
library: LibraryView, 
/**
 * Why a file or the last project could not be opened, or why recognition is off.
 */
problem: ErrorView | null, };

/**
 * All projects of the app.
 */
export type LibraryView = { 
/**
 * Most recently changed first.
 */
projects: Array<ProjectCard>, 
/**
 * Those in the bin, in the same order. They stay there until the user erases them.
 */
bin: Array<ProjectCard>, };

/**
 * A project in the list of projects.
 */
export type ProjectCard = { 
/**
 * Names the project in commands.
 */
id: ProjectId, 
/**
 * The model's name; empty when it does not read.
 */
name: string, 
/**
 * Milliseconds since 1970, UTC.
 */
changed_at: number, 
/**
 * Photos in all classes.
 */
photos: number, 
/**
 * Names of the classes, in order.
 */
class_names: Array<string>, 
/**
 * Photos to show on the card, at most 4, one of each class first. Their pictures are at
 * `photo://localhost/cover/{project id}/{photo id}`.
 */
covers: Array<PhotoId>, 
/**
 * Size of the file in bytes.
 */
bytes: number, 
/**
 * Whether this is the built-in example.
 */
is_example: boolean, 
/**
 * Why it cannot be opened, as far as a look at its first rows tells: damaged, newer, foreign.
 */
problem: ErrorView | null, };

/**
 * What a copy of a project holds.
 */
export type CopyKind = "whole" | "handout" | "without_photos";

/**
 * Where a copy is.
 */
export type SavedCopy = { 
/**
 * The whole path, to be shown.
 */
path: string, };

/**
 * Names a file that is on its way into the app.
 */
export type ImportId = number;

/**
 * What of a project that cannot be opened still reads.
 */
export type RescueView = { 
/**
 * Classes, one for photos whose class is lost included.
 */
classes: number, 
/**
 * Photos whose pictures are whole.
 */
photos: number, 
/**
 * Photos that are known of but whose pictures are not whole.
 */
lost_photos: number, 
/**
 * Whether the model reads.
 */
model: boolean, 
/**
 * Whether there is a program and it reads.
 */
program: boolean, };

/**
 * What the app keeps of the user, and where.
 */
export type PrivacyView = { 
/**
 * Path of the folder of the app's data.
 */
folder: string, 
/**
 * Projects in the library.
 */
projects: number, 
/**
 * Projects in the bin, and files that were refused and not discarded.
 */
binned: number, 
/**
 * Photos that are shown, in all projects and in the bin.
 */
photos: number, 
/**
 * Photos that were deleted and are kept so that it can be undone.
 */
deleted_photos: number, 
/**
 * Size of all of it in bytes.
 */
bytes: number, };

/**
 * What happens without the window having asked for it.
 */
export type AppEvent = { "kind": "project_taken", 
/**
 * The project.
 */
id: ProjectId, } | { "kind": "project_moved", 
/**
 * The project.
 */
id: ProjectId, } | { "kind": "files_arrived" };

/**
 * The open project.
 */
export type ProjectView = { 
/**
 * Names the project in `open_project`.
 */
id: ProjectId, 
/**
 * The model's name.
 */
name: string, 
/**
 * Whether this is the built-in example, which has pictures of its own to test with.
 */
is_example: boolean, 
/**
 * In the order of the screen.
 */
classes: Array<ClassView>, 
/**
 * How the next training will run.
 */
conditions: Conditions, 
/**
 * What `conditions` may be.
 */
condition_ranges: ConditionRanges, 
/**
 * The parts that also change when a photo is added.
 */
status: ProjectStatus, };

/**
 * The parts of a project that change with every photo.
 */
export type ProjectStatus = { 
/**
 * Goes up with every change since the project was opened; of two answers, the one with the
 * higher number is newer.
 */
revision: number, 
/**
 * The revision of the program: 0 when the project has never had one.
 */
program_revision: number, 
/**
 * What is missing before training.
 */
readiness: Readiness, 
/**
 * The trained model, if there is one.
 */
model: ModelView | null, 
/**
 * What undo and redo would do.
 */
history: HistoryView, };

/**
 * A class and its photos.
 */
export type ClassView = { 
/**
 * Stays the same when the class is renamed.
 */
id: ClassId, 
/**
 * Unique in the project, 1 to 30 characters.
 */
name: string, 
/**
 * Index into the palette of class colours, 0 to 9.
 */
colour: number, 
/**
 * In the order they were added.
 */
photos: Array<PhotoView>, 
/**
 * The classes that were merged into it, smallest id first. What names one of them, such as a
 * block, means this class.
 */
merged: Array<ClassId>, };

/**
 * A photo in the grid. Its picture is at `photo://localhost/thumbnail/{id}?{revision}`.
 */
export type PhotoView = { 
/**
 * Names the photo in commands and picture addresses.
 */
id: PhotoId, 
/**
 * Goes up when the square is adjusted, so that an old thumbnail is not shown again.
 */
revision: number, };

/**
 * A square in the pixels of the kept photo; always inside it.
 */
export type SquareView = { 
/**
 * Pixels from the left edge.
 */
left: number, 
/**
 * Pixels from the top edge.
 */
top: number, 
/**
 * Pixels along one side, at least 16.
 */
side: number, };

/**
 * What "Adjust the square" needs. The whole picture is at `photo://localhost/photo/{id}`.
 */
export type PhotoDetails = { 
/**
 * The photo.
 */
id: PhotoId, 
/**
 * Pixels of the kept photo.
 */
width: number, 
/**
 * Pixels of the kept photo.
 */
height: number, 
/**
 * The part that is learned.
 */
square: SquareView, };

/**
 * Answer to adding a photo: it is on the disk.
 */
export type AddedPhoto = { 
/**
 * Where it went.
 */
class_id: ClassId, 
/**
 * The new photo.
 */
photo: PhotoView, 
/**
 * The project after it.
 */
status: ProjectStatus, };

/**
 * How a training runs.
 */
export type Conditions = { 
/**
 * Passes over the training photos, 1 to 200.
 */
epochs: number, 
/**
 * Photos looked at before each correction, at least 1.
 */
batch_size: number, 
/**
 * Size of each correction, 1e-5 to 1.
 */
learning_rate: number, 
/**
 * Share of photos kept for validation, 0 to 0.5.
 */
validation_ratio: number, 
/**
 * Whether the kept model is fitted once more on all photos after the validated run.
 */
refit_on_all: boolean, };

/**
 * Smallest, largest and first value of a condition.
 */
export type Range = { 
/**
 * Smallest allowed value.
 */
min: number, 
/**
 * Largest allowed value.
 */
max: number, 
/**
 * The value of a new project.
 */
default: number, };

/**
 * What the conditions may be in this project.
 */
export type ConditionRanges = { 
/**
 * Passes over the training photos.
 */
epochs: Range, 
/**
 * Photos looked at before each correction; the largest grows with the photos.
 */
batch_size: Range, 
/**
 * Size of each correction.
 */
learning_rate: Range, 
/**
 * Share of photos kept for validation.
 */
validation_ratio: Range, };

/**
 * What is missing before the model can be trained.
 */
export type Readiness = { 
/**
 * True when nothing is missing.
 */
ready: boolean, 
/**
 * Classes that must still be added to have two.
 */
missing_classes: number, 
/**
 * Classes that have fewer than five photos.
 */
short_classes: Array<ShortClass>, };

/**
 * A class that has too few photos.
 */
export type ShortClass = { 
/**
 * The class.
 */
id: ClassId, 
/**
 * Its name.
 */
name: string, 
/**
 * Photos it still needs, 1 to 5.
 */
missing: number, };

/**
 * Whether the model was taught with what is in the project now.
 */
export type Freshness = "fresh" | "data_changed" | "conditions_changed";

/**
 * The trained model.
 */
export type ModelView = { 
/**
 * Goes up with every training.
 */
version: number, 
/**
 * Whether it was taught with what is in the project now.
 */
freshness: Freshness, 
/**
 * The classes it tells apart, in its own order: those it was taught with, and for one that was
 * merged the class that is left.
 */
classes: Array<ClassId>, 
/**
 * One entry for each epoch of the validated run.
 */
epochs: Array<EpochView>, 
/**
 * Share of validation photos that were right at the end, 0 to 1; `None` without validation.
 */
validation_accuracy: number | null, 
/**
 * Share of training photos that were right at the end, 0 to 1.
 */
training_accuracy: number, 
/**
 * Photos that were kept for validation.
 */
validation_photos: number, 
/**
 * Photos it was taught with, validation included.
 */
photos: number, };

/**
 * One point of the chart. The same words as the field uses.
 */
export type EpochView = { 
/**
 * From 1.
 */
epoch: number, 
/**
 * Mean cross-entropy over the training photos, natural logarithm.
 */
loss: number, 
/**
 * Share of training photos that were right, 0 to 1.
 */
acc: number, 
/**
 * As `loss`, over the validation photos; `None` without validation.
 */
val_loss: number | null, 
/**
 * As `acc`, over the validation photos; `None` without validation.
 */
val_acc: number | null, };

/**
 * What happens while a training runs, in this order.
 */
export type TrainEvent = { "kind": "waiting", 
/**
 * Photos done.
 */
done: number, 
/**
 * Photos in all.
 */
total: number, } | { "kind": "epoch", 
/**
 * Epochs in all.
 */
epochs: number, 
/**
 * The new point of the chart.
 */
point: EpochView, } | { "kind": "refitting" };

/**
 * How a training ended. A failure is an error instead.
 */
export type TrainOutcome = { "kind": "finished", 
/**
 * The project with it.
 */
status: ProjectStatus, } | { "kind": "cancelled" };

/**
 * What the model says of one picture.
 */
export type Prediction = { 
/**
 * The class with the highest confidence; the first of them when equal.
 */
winner: ClassId, 
/**
 * In the order of the model's classes; confidences add up to 1.
 */
classes: Array<ClassConfidence>, 
/**
 * The model that answered.
 */
model_version: number, 
/**
 * Whether the model does not know: it is not sure enough of any class.
 */
unsure: boolean, };

/**
 * How sure the model is of one class.
 */
export type ClassConfidence = { 
/**
 * The class, also when it has been deleted since the training.
 */
id: ClassId, 
/**
 * Its name now.
 */
name: string, 
/**
 * Index into the palette of class colours, 0 to 9.
 */
colour: number, 
/**
 * Probability, 0 to 1, not rounded.
 */
confidence: number, };

/**
 * What the model says of a picture that it is tested with.
 */
export type TestedPicture = { 
/**
 * The photos of the project that look most like it, the most alike first.
 */
similar: Array<SimilarPhoto>, 
/**
 * The class with the highest confidence; the first of them when equal.
 */
winner: ClassId, 
/**
 * In the order of the model's classes; confidences add up to 1.
 */
classes: Array<ClassConfidence>, 
/**
 * The model that answered.
 */
model_version: number, 
/**
 * Whether the model does not know: it is not sure enough of any class.
 */
unsure: boolean, };

/**
 * A photo of the project that looks like a picture.
 */
export type SimilarPhoto = { 
/**
 * Which photo.
 */
id: PhotoId, 
/**
 * The class that it is in.
 */
class: ClassId, 
/**
 * How alike they are to the model, -1 to 1.
 */
likeness: number, };

/**
 * A thing that can be undone, for the tooltip of the button.
 */
export type Operation = "rename_model" | "add_class" | "rename_class" | "recolour_class" | "delete_class" | "merge_class" | "add_photos" | "delete_photos" | "move_photos" | "adjust_square" | "change_conditions" | "change_blocks" | "add_object" | "change_object" | "delete_object" | "change_backdrop" | "change_data" | "open_program";

/**
 * What undo and redo would do; `None` when there is nothing.
 */
export type HistoryView = { 
/**
 * The newest change.
 */
undo: Operation | null, 
/**
 * The newest change that was undone.
 */
redo: Operation | null, 
/**
 * Photos that were deleted and are still in the file, so that it can be undone.
 */
deleted_photos: number, };

/**
 * A picture that the example project offers for testing,
 * at `photo://localhost/example/{index}`.
 */
export type ExamplePicture = { 
/**
 * Names it in the picture address.
 */
index: number, };

/**
 * Names an object of the program: 1 to 64 letters, digits, `-` and `_`, made by the window.
 */
export type ObjectId = string;

/**
 * Row number of a picture that belongs to the program, not to a class.
 */
export type PictureId = number;

/**
 * All programs of a project, with the stage they play on.
 */
export type ProgramView = { 
/**
 * Goes up with every change of the program since the project was opened, undo and redo
 * included. 0 when the project has never had a program.
 */
revision: number, 
/**
 * What all objects share.
 */
shared: ProgramShared, 
/**
 * From back to front.
 */
objects: Array<ObjectView>, };

/**
 * What all objects of a program share.
 */
export type ProgramShared = { 
/**
 * The objects from back to front. An answer names each object once; of what the window
 * sends, unknown ids are left out and objects that are missing stand in front.
 */
order: Array<ObjectId>, 
/**
 * What stands behind the objects.
 */
backdrop: PictureSource | null, 
/**
 * Variables, for all objects.
 */
variables: Array<VariableView>, 
/**
 * Lists, for all objects.
 */
lists: Array<ListView>, 
/**
 * Messages that objects send each other.
 */
messages: Array<MessageView>, };

/**
 * A variable of the program.
 */
export type VariableView = { 
/**
 * What blocks keep.
 */
id: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * Its value when the program starts.
 */
value: string, 
/**
 * Whether the stage shows it.
 */
shown: boolean, };

/**
 * A list of the program.
 */
export type ListView = { 
/**
 * What blocks keep.
 */
id: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * Its items when the program starts.
 */
items: Array<string>, 
/**
 * Whether the stage shows it.
 */
shown: boolean, };

/**
 * A message that objects send each other.
 */
export type MessageView = { 
/**
 * What blocks keep.
 */
id: string, 
/**
 * What it is called.
 */
name: string, };

/**
 * What an object is made of.
 */
export type ObjectKind = "picture" | "text";

/**
 * Where a picture of the program comes from.
 */
export type PictureSource = { "kind": "drawn", 
/**
 * Names the drawing.
 */
name: string, } | { "kind": "example", 
/**
 * Names it in the picture address.
 */
index: number, } | { "kind": "kept", 
/**
 * Names it in the picture address.
 */
id: PictureId, };

/**
 * One of the pictures that an object can show.
 */
export type ShapeView = { 
/**
 * What blocks keep.
 */
id: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * The picture.
 */
picture: PictureSource, };

/**
 * An object of the stage and its program. Numbers are those before the program starts.
 */
export type ObjectView = { 
/**
 * What blocks keep.
 */
id: ObjectId, 
/**
 * What it is called.
 */
name: string, 
/**
 * What it is made of.
 */
kind: ObjectKind, 
/**
 * At least one for a picture, none for a text.
 */
shapes: Array<ShapeView>, 
/**
 * Index of the shape that is shown.
 */
shape: number, 
/**
 * What a text object writes.
 */
text: string, 
/**
 * Units right of the middle of the stage, -240 to 240 within it.
 */
x: number, 
/**
 * Units above the middle of the stage, -135 to 135 within it.
 */
y: number, 
/**
 * Percent of the picture's own size.
 */
size: number, 
/**
 * Degrees clockwise from up: the way it moves.
 */
direction: number, 
/**
 * Degrees clockwise that it is turned by.
 */
rotation: number, 
/**
 * Whether it can be seen.
 */
visible: boolean, 
/**
 * The window's own text of its blocks; empty for none.
 */
blocks: string, };

/**
 * One part of a program that becomes another.
 */
export type ProgramChange = { "kind": "shared", 
/**
 * All of it.
 */
shared: ProgramShared, } | { "kind": "put_object", 
/**
 * All of it.
 */
object: ObjectView, } | { "kind": "remove_object", 
/**
 * Which one.
 */
id: ObjectId, };

/**
 * Answer to a change of the program: it is on the disk.
 */
export type ProgramSaved = { 
/**
 * The program's revision now.
 */
revision: number, 
/**
 * The project after it.
 */
status: ProjectStatus, };

/**
 * A picture that was kept for the program.
 */
export type PictureView = { 
/**
 * Names the picture in addresses.
 */
id: PictureId, 
/**
 * Pixels.
 */
width: number, 
/**
 * Pixels.
 */
height: number, };

/**
 * A failure as the window gets it: a code it has a sentence for, and the facts for its holes.
 */
export type ErrorView = { 
/**
 * The key of the sentence.
 */
code: ErrorCode, 
/**
 * Numbers and names for the sentence, by hole.
 */
detail: { [key in string]: string }, };

/**
 * Key of a sentence under `errors` in the window's messages, in every language.
 */
export type ErrorCode = "not_a_file" | "empty" | "too_large" | "unsupported_format" | "corrupt" | "too_many_pixels" | "too_small" | "class_name_empty" | "class_not_found" | "photo_not_found" | "picture_not_found" | "program_too_large" | "too_many_classes" | "too_many_photos" | "square_outside" | "condition_out_of_range" | "not_ready_to_train" | "training_running" | "training_diverged" | "no_model" | "no_project" | "project_not_found" | "project_newer" | "project_foreign" | "project_damaged" | "project_moved" | "project_too_large" | "program_damaged" | "project_busy" | "disk_full" | "read_only" | "storage" | "backbone_damaged" | "bad_request" | "internal";
