//! What a program may be: how large its parts are, in which order its objects stand, and which
//! pictures it shows.
//!
//! Never here: SQL, the language of the blocks, sentences.

use std::collections::HashSet;

use crate::error::ProjectError;
use crate::name;
use crate::view::{
    ListView, MessageView, ObjectId, ObjectKind, ObjectView, Operation, PictureId, PictureSource,
    ProgramShared, ShapeView, VariableView,
};

/// Most objects of a program.
pub(crate) const MAX_OBJECTS: usize = 100;
/// Most shapes of an object.
const MAX_SHAPES: usize = 100;
/// Most variables, lists and messages, of each.
const MAX_DATA: usize = 200;
/// Most items that a list starts with.
const MAX_ITEMS: usize = 1_000;
/// Longest name of a part, in characters as they are seen.
const MAX_NAME: usize = 60;
/// Longest value of a variable, item of a list or text of an object, in characters as they are
/// seen.
const MAX_TEXT: usize = 1_000;
/// Longest text of the blocks of an object, in bytes.
const MAX_BLOCKS: usize = 1024 * 1024;
/// Longest text of what the objects share as it is kept, in bytes. Long before 200 lists of 1,000
/// long items.
pub(crate) const MAX_SHARED: usize = 4 * 1024 * 1024;
/// Longest name of an object or a part that blocks keep, in bytes.
const MAX_ID: usize = 64;

/// A whole program.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Program {
    pub(crate) shared: ProgramShared,
    /// In the order of `shared`.
    pub(crate) objects: Vec<ObjectView>,
}

impl Program {
    /// Puts the objects in the order of `shared`, and gives `shared` an order that names each
    /// object once. Those that it did not name stay as they are, in front of the others.
    pub(crate) fn in_order(mut shared: ProgramShared, mut objects: Vec<ObjectView>) -> Self {
        let mut places: Vec<&ObjectId> = Vec::with_capacity(shared.order.len());
        let mut seen = HashSet::new();
        places.extend(shared.order.iter().filter(|id| seen.insert(*id)));
        let place = |id: &ObjectId| places.iter().position(|other| *other == id);
        objects.sort_by_cached_key(|object| place(&object.id).unwrap_or(usize::MAX));
        shared.order = objects.iter().map(|object| object.id.clone()).collect();
        Self { shared, objects }
    }

    /// The kept pictures that the program shows.
    pub(crate) fn pictures(&self) -> HashSet<PictureId> {
        let shapes = self.objects.iter().flat_map(pictures_of_object);
        shapes.chain(pictures_of_shared(&self.shared)).collect()
    }
}

/// The kept pictures that an object shows.
pub(crate) fn pictures_of_object(object: &ObjectView) -> impl Iterator<Item = PictureId> {
    object
        .shapes
        .iter()
        .filter_map(|shape| kept(&shape.picture))
}

/// The kept pictures behind the objects.
pub(crate) fn pictures_of_shared(shared: &ProgramShared) -> impl Iterator<Item = PictureId> {
    shared.backdrop.iter().filter_map(kept)
}

fn kept(picture: &PictureSource) -> Option<PictureId> {
    match picture {
        PictureSource::Kept { id } => Some(*id),
        PictureSource::Drawn { .. } | PictureSource::Example { .. } => None,
    }
}

/// # Errors
/// [`ProjectError::BadRequest`] for the name of a step that is no change of the program.
pub(crate) fn check_operation(operation: Operation) -> Result<(), ProjectError> {
    match operation {
        Operation::ChangeBlocks
        | Operation::AddObject
        | Operation::ChangeObject
        | Operation::DeleteObject
        | Operation::ChangeBackdrop
        | Operation::ChangeData
        | Operation::OpenProgram => Ok(()),
        Operation::RenameModel
        | Operation::AddClass
        | Operation::RenameClass
        | Operation::RecolourClass
        | Operation::DeleteClass
        | Operation::MergeClass
        | Operation::AddPhotos
        | Operation::DeletePhotos
        | Operation::MovePhotos
        | Operation::AdjustSquare
        | Operation::ChangeConditions => Err(ProjectError::BadRequest("no change of the program")),
    }
}

/// # Errors
/// [`ProjectError::ProgramTooLarge`], and [`ProjectError::BadRequest`] for what no window of ours
/// makes.
pub(crate) fn check_shared(shared: &ProgramShared) -> Result<(), ProjectError> {
    shared.order.iter().try_for_each(check_id)?;
    shared.backdrop.iter().try_for_each(check_picture)?;
    check_parts("variables", MAX_DATA, &shared.variables)?;
    check_parts("lists", MAX_DATA, &shared.lists)?;
    check_parts("messages", MAX_DATA, &shared.messages)?;
    for variable in &shared.variables {
        check_text("value", MAX_TEXT, &variable.value)?;
    }
    for list in &shared.lists {
        check_count("items", MAX_ITEMS, list.items.len())?;
        for item in &list.items {
            check_text("item", MAX_TEXT, item)?;
        }
    }
    Ok(())
}

/// # Errors
/// As [`check_shared`]. A number that is none is refused and not mended: the window would show
/// something else than what is kept.
pub(crate) fn check_object(object: &ObjectView) -> Result<(), ProjectError> {
    check_id(&object.id)?;
    check_text("name", MAX_NAME, &object.name)?;
    check_text("text", MAX_TEXT, &object.text)?;
    check_count("blocks", MAX_BLOCKS, object.blocks.len())?;
    check_parts("shapes", MAX_SHAPES, &object.shapes)?;
    for shape in &object.shapes {
        check_picture(&shape.picture)?;
    }
    let shown = usize::try_from(object.shape).unwrap_or(usize::MAX);
    let shapes_fit = match object.kind {
        ObjectKind::Picture => shown < object.shapes.len(),
        ObjectKind::Text => object.shapes.is_empty() && shown == 0,
    };
    if !shapes_fit {
        return Err(ProjectError::BadRequest("an object without its shape"));
    }
    let numbers = [
        object.x,
        object.y,
        object.size,
        object.direction,
        object.rotation,
    ];
    if numbers.iter().all(|number| number.is_finite()) {
        Ok(())
    } else {
        Err(ProjectError::BadRequest("not a finite number"))
    }
}

/// # Errors
/// [`ProjectError::BadRequest`] for anything but 1 to 64 letters, digits, `-` and `_`.
pub(crate) fn check_id(id: &ObjectId) -> Result<(), ProjectError> {
    check_plain(&id.0)
}

/// # Errors
/// [`ProjectError::ProgramTooLarge`].
pub(crate) fn check_count(
    part: &'static str,
    max: usize,
    count: usize,
) -> Result<(), ProjectError> {
    if count <= max {
        Ok(())
    } else {
        Err(ProjectError::ProgramTooLarge { part, max })
    }
}

/// A part of a program that blocks keep by its id and people by its name.
trait Named {
    fn id(&self) -> &str;
    fn name(&self) -> &str;
}

macro_rules! named {
    ($($part:ty),*) => {$(
        impl Named for $part {
            fn id(&self) -> &str {
                &self.id
            }
            fn name(&self) -> &str {
                &self.name
            }
        }
    )*};
}
named!(VariableView, ListView, MessageView, ShapeView);

fn check_parts(part: &'static str, max: usize, parts: &[impl Named]) -> Result<(), ProjectError> {
    check_count(part, max, parts.len())?;
    let mut seen = HashSet::new();
    for one in parts {
        check_plain(one.id())?;
        check_text("name", MAX_NAME, one.name())?;
        if !seen.insert(one.id()) {
            return Err(ProjectError::BadRequest("two parts with one id"));
        }
    }
    Ok(())
}

fn check_picture(picture: &PictureSource) -> Result<(), ProjectError> {
    match picture {
        PictureSource::Drawn { name } => check_plain(name),
        PictureSource::Example { .. } | PictureSource::Kept { .. } => Ok(()),
    }
}

fn check_text(part: &'static str, max: usize, text: &str) -> Result<(), ProjectError> {
    if name::is_longer(text, max) {
        Err(ProjectError::ProgramTooLarge { part, max })
    } else {
        Ok(())
    }
}

fn check_plain(id: &str) -> Result<(), ProjectError> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if (1..=MAX_ID).contains(&id.len()) && id.bytes().all(plain) {
        Ok(())
    } else {
        Err(ProjectError::BadRequest("not an id"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;

    fn object(id: &str) -> ObjectView {
        ObjectView {
            id: ObjectId(id.into()),
            name: "별".into(),
            kind: ObjectKind::Picture,
            shapes: vec![shape(
                "first",
                PictureSource::Drawn {
                    name: "star".into(),
                },
            )],
            shape: 0,
            text: String::new(),
            x: 0.0,
            y: -12.5,
            size: 100.0,
            direction: 90.0,
            rotation: 0.0,
            visible: true,
            blocks: "{}".into(),
        }
    }

    fn shape(id: &str, picture: PictureSource) -> ShapeView {
        ShapeView {
            id: id.into(),
            name: "모양".into(),
            picture,
        }
    }

    fn variable(id: &str, name: &str, value: &str) -> VariableView {
        VariableView {
            id: id.into(),
            name: name.into(),
            value: value.into(),
            shown: false,
        }
    }

    fn check_refused(outcome: Result<(), ProjectError>, expected: Option<ErrorCode>, why: &str) {
        assert_eq!(outcome.err().map(|error| error.code()), expected, "{why}");
    }

    fn check_changed(change: fn(&mut ObjectView), expected: Option<ErrorCode>, why: &str) {
        let mut changed = object("star");
        change(&mut changed);
        check_refused(check_object(&changed), expected, why);
    }

    #[test]
    fn an_object_has_limits() {
        let bad = Some(ErrorCode::BadRequest);
        let large = Some(ErrorCode::ProgramTooLarge);
        check_changed(|_| (), None, "as it is");
        check_changed(|it| it.id.0.clear(), bad, "no id");
        check_changed(|it| it.id.0 = "a".repeat(64), None, "a long id");
        check_changed(|it| it.id.0 = "a".repeat(65), bad, "a longer id");
        check_changed(|it| it.id.0 = "../x".into(), bad, "a path");
        check_changed(|it| it.id.0 = "별".into(), bad, "other letters");
        check_changed(|it| it.name = "별".repeat(60), None, "a long name");
        check_changed(|it| it.name = "별".repeat(61), large, "a longer name");
        check_changed(|it| it.text = "별".repeat(1_001), large, "a long text");
        check_changed(|it| it.blocks = "x".repeat(1024 * 1024), None, "1 MB");
        check_changed(
            |it| it.blocks = "x".repeat(1024 * 1024 + 1),
            large,
            "over 1 MB",
        );
        check_changed(|it| it.x = f64::NAN, bad, "no number");
        check_changed(|it| it.size = f64::INFINITY, bad, "no end");
        check_changed(|it| it.y = f64::MAX, None, "far away");
        check_changed(|it| it.shape = 1, bad, "a shape that it has not");
        check_changed(|it| it.shapes.clear(), bad, "no shape");
        check_changed(|it| it.kind = ObjectKind::Text, bad, "a text with a shape");
        check_changed(
            |it| (it.kind, it.shapes) = (ObjectKind::Text, Vec::new()),
            None,
            "a text",
        );
        check_changed(
            |it| it.shapes.push(it.shapes[0].clone()),
            bad,
            "one id twice",
        );
        let drawn = |name: &str| PictureSource::Drawn { name: name.into() };
        let mut far = object("star");
        far.shapes[0].picture = drawn("../../etc/passwd");
        check_refused(check_object(&far), bad, "a drawing by a path");
        far.shapes = (0..101)
            .map(|number| shape(&number.to_string(), drawn("star")))
            .collect();
        check_refused(check_object(&far), large, "101 shapes");
    }

    #[test]
    fn what_the_objects_share_has_limits() {
        let with = |variables: Vec<VariableView>| ProgramShared {
            variables,
            ..ProgramShared::default()
        };
        let many = |count: u32| {
            let one = |number: u32| variable(&format!("v{number}"), "수", "0");
            with((0..count).map(one).collect())
        };
        let list = |items: Vec<String>| ProgramShared {
            lists: vec![ListView {
                id: "list".into(),
                name: "줄".into(),
                items,
                shown: true,
            }],
            ..ProgramShared::default()
        };
        let bad = Some(ErrorCode::BadRequest);
        let large = Some(ErrorCode::ProgramTooLarge);
        check_refused(check_shared(&ProgramShared::default()), None, "nothing");
        check_refused(check_shared(&many(200)), None, "200 variables");
        check_refused(check_shared(&many(201)), large, "201 variables");
        let long_value = with(vec![variable("v", "수", &"9".repeat(1_001))]);
        check_refused(check_shared(&long_value), large, "a long value");
        let twice = with(vec![variable("v", "a", ""), variable("v", "b", "")]);
        check_refused(check_shared(&twice), bad, "one id twice");
        check_refused(
            check_shared(&list(vec![String::new(); 1_000])),
            None,
            "items",
        );
        check_refused(
            check_shared(&list(vec![String::new(); 1_001])),
            large,
            "more items",
        );
        let order = ProgramShared {
            order: vec![ObjectId("a b".into())],
            ..ProgramShared::default()
        };
        check_refused(check_shared(&order), bad, "an order of no ids");
    }

    #[test]
    fn every_object_stands_in_the_order_once() {
        let ids = |names: &[&str]| -> Vec<ObjectId> {
            names.iter().map(|name| ObjectId((*name).into())).collect()
        };
        let shared = ProgramShared {
            order: ids(&["gone", "c", "a", "c"]),
            ..ProgramShared::default()
        };
        let objects = ["a", "z", "b", "c"].map(object).to_vec();
        let program = Program::in_order(shared, objects);
        assert_eq!(program.shared.order, ids(&["c", "a", "z", "b"]));
        let stand: Vec<_> = program.objects.iter().map(|one| one.id.clone()).collect();
        assert_eq!(stand, program.shared.order);
    }

    #[test]
    fn the_pictures_of_shapes_and_backdrop_are_those_that_are_shown() {
        let picture = |id| PictureSource::Kept { id: PictureId(id) };
        let mut star = object("star");
        star.shapes.push(shape("second", picture(4)));
        let shared = ProgramShared {
            backdrop: Some(picture(9)),
            ..ProgramShared::default()
        };
        let program = Program::in_order(shared, vec![star, object("other")]);
        assert_eq!(
            program.pictures(),
            HashSet::from([PictureId(4), PictureId(9)])
        );
    }
}
