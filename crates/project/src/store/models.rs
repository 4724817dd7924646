//! The row of the trained model, with a sum over all of it.

use nunchi_learn::SoftmaxHead;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::classes::{self, Class};
use super::pages::Value;
use crate::error::ProjectError;
use crate::view::{ClassId, Conditions, EpochView};

/// Number of the form in which a model is kept.
const FORMAT: i64 = 1;
/// What a class is called whose name is forgotten.
const NAMELESS: &str = "?";

/// A class as it was when the model was taught.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TaughtClass {
    pub(crate) id: ClassId,
    pub(crate) name: String,
    pub(crate) colour: u8,
}

/// A trained model and what it came from.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    /// In the order of the head's outputs.
    pub(crate) classes: Vec<TaughtClass>,
    pub(crate) head: SoftmaxHead,
    /// The validated run.
    pub(crate) epochs: Vec<EpochView>,
    pub(crate) conditions: Conditions,
    pub(crate) photos: u32,
    pub(crate) validation_photos: u32,
    /// Hash of the classes, photos and squares that it was taught with.
    pub(crate) training_set: [u8; 32],
    /// Fingerprint of the network that looked at the photos.
    pub(crate) backbone: Vec<u8>,
}

impl Model {
    /// Calls its classes what they are called now. One that was deleted is called `?`; the model
    /// goes on telling it from the others.
    pub(crate) fn name_as(&mut self, shown: &[Class]) {
        for class in &mut self.classes {
            let now = shown.iter().find(|one| one.id == class.id);
            class.name = now.map_or_else(|| NAMELESS.into(), |one| one.name.clone());
        }
    }
}

/// The columns of a row, as they are summed.
struct Columns {
    classes: String,
    head: Vec<u8>,
    epochs: String,
    conditions: String,
    photos: u32,
    validation_photos: u32,
    training_set: [u8; 32],
    backbone: Vec<u8>,
}

impl Columns {
    /// SHA-256 over every column, each led by its length.
    fn sum(&self) -> [u8; 32] {
        let mut sum = Sha256::new();
        let numbers = [FORMAT, self.photos.into(), self.validation_photos.into()];
        for number in numbers {
            sum.update(number.to_le_bytes());
        }
        for bytes in [
            self.classes.as_bytes(),
            &self.head,
            self.epochs.as_bytes(),
            self.conditions.as_bytes(),
            &self.training_set,
            &self.backbone,
        ] {
            sum.update((bytes.len() as u64).to_le_bytes());
            sum.update(bytes);
        }
        sum.finalize().into()
    }
}

/// Puts a model in the place of the one before. The answer is its version, never used again.
pub(crate) fn replace(connection: &Connection, model: &Model) -> Result<i64, ProjectError> {
    let columns = columns(model)?;
    let sum = columns.sum();
    connection.execute("DELETE FROM model", [])?;
    connection.execute(
        "INSERT INTO model (format, classes, head, epochs, conditions, photos, validation_photos,
                            training_set, backbone, sum)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            FORMAT,
            columns.classes,
            columns.head,
            columns.epochs,
            columns.conditions,
            columns.photos,
            columns.validation_photos,
            columns.training_set,
            columns.backbone,
            sum
        ],
    )?;
    Ok(connection.last_insert_rowid())
}

/// The model and its version. One that does not read as it was written is left out: the photos
/// are all there, and teaching again takes moments.
pub(crate) fn read(connection: &Connection) -> Result<Option<(i64, Model)>, ProjectError> {
    let row = connection
        .query_row(
            "SELECT id, format, sum, classes, head, epochs, conditions, photos,
                    validation_photos, training_set, backbone
             FROM model ORDER BY id DESC LIMIT 1",
            [],
            |row| {
                let columns = Columns {
                    classes: row.get(3)?,
                    head: row.get(4)?,
                    epochs: row.get(5)?,
                    conditions: row.get(6)?,
                    photos: row.get(7)?,
                    validation_photos: row.get(8)?,
                    training_set: row.get(9)?,
                    backbone: row.get(10)?,
                };
                let version: i64 = row.get(0)?;
                let format: i64 = row.get(1)?;
                let sum: Vec<u8> = row.get(2)?;
                Ok((version, format, sum, columns))
            },
        )
        .optional();
    let (version, format, sum, columns) = match row {
        Ok(Some(row)) => row,
        Ok(None) => return Ok(None),
        Err(error @ rusqlite::Error::SqliteFailure(..)) => return Err(error.into()),
        Err(error) => {
            tracing::warn!(%error, "the kept model does not read");
            return Ok(None);
        }
    };
    if format != FORMAT || sum != columns.sum() {
        tracing::warn!(format, "the kept model has another format or sum");
        return Ok(None);
    }
    Ok(parse(&columns).map(|model| (version, model)))
}

/// Writes into the model what its classes are called now, as [`Model::name_as`].
pub(crate) fn forget_old_names(connection: &Connection) -> Result<(), ProjectError> {
    let Some((version, mut model)) = read(connection)? else {
        // One that does not read answers nothing, and may hold any name.
        connection.execute("DELETE FROM model", [])?;
        return Ok(());
    };
    model.name_as(&classes::list(connection)?);
    let columns = columns(&model)?;
    connection.execute("DELETE FROM model WHERE id <> ?", [version])?;
    connection.execute(
        "UPDATE model SET classes = ?, sum = ? WHERE id = ?",
        params![columns.classes, columns.sum(), version],
    )?;
    Ok(())
}

fn columns(model: &Model) -> Result<Columns, ProjectError> {
    Ok(Columns {
        classes: json(&model.classes)?,
        head: model.head.to_bytes(),
        epochs: json(&model.epochs)?,
        conditions: json(&model.conditions)?,
        photos: model.photos,
        validation_photos: model.validation_photos,
        training_set: model.training_set,
        backbone: model.backbone.clone(),
    })
}

/// The model of a row that was read by other means than SQL.
pub(crate) fn of_values(values: Vec<Value>) -> Option<Model> {
    let [
        _,
        Value::Integer(FORMAT),
        Value::Text(classes),
        Value::Blob(head),
        Value::Text(epochs),
        Value::Text(conditions),
        Value::Integer(photos),
        Value::Integer(validation_photos),
        Value::Blob(training_set),
        Value::Blob(backbone),
        Value::Blob(sum),
    ] = <[Value; 11]>::try_from(values).ok()?
    else {
        return None;
    };
    let columns = Columns {
        classes,
        head,
        epochs,
        conditions,
        photos: u32::try_from(photos).ok()?,
        validation_photos: u32::try_from(validation_photos).ok()?,
        training_set: training_set.try_into().ok()?,
        backbone,
    };
    (sum == columns.sum()).then(|| parse(&columns)).flatten()
}

fn parse(columns: &Columns) -> Option<Model> {
    let model = Model {
        classes: serde_json::from_str(&columns.classes).ok()?,
        head: SoftmaxHead::from_bytes(&columns.head).ok()?,
        epochs: serde_json::from_str(&columns.epochs).ok()?,
        conditions: serde_json::from_str(&columns.conditions).ok()?,
        photos: columns.photos,
        validation_photos: columns.validation_photos,
        training_set: columns.training_set,
        backbone: columns.backbone.clone(),
    };
    (model.classes.len() == model.head.classes()).then_some(model)
}

/// Reads the texts of a row whose sum is right.
#[cfg(any(feature = "fuzzing", test))]
pub(crate) fn parse_texts(
    classes: String,
    head: &[u8],
    epochs: String,
    conditions: String,
) -> Option<Model> {
    parse(&Columns {
        classes,
        head: head.to_vec(),
        epochs,
        conditions,
        photos: 0,
        validation_photos: 0,
        training_set: [0; 32],
        backbone: Vec::new(),
    })
}

fn json(value: &impl Serialize) -> Result<String, ProjectError> {
    serde_json::to_string(value).map_err(|error| ProjectError::Internal(error.to_string()))
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use linfa::ParamGuard;
    use ndarray::array;
    use nunchi_learn::{SoftmaxParams, TrainingSet};

    use super::*;
    use crate::store::Store;

    fn model() -> Model {
        let set = TrainingSet {
            records: array![[0.0, 1.0], [0.1, 0.9], [1.0, 0.0], [0.9, 0.1]],
            labels: vec![0, 0, 1, 1],
            hashes: (0..4).map(|number| [number; 32]).collect(),
            classes: 2,
            views: 1,
            layers: vec![2],
        };
        let params = SoftmaxParams::new().epochs(2).check().unwrap();
        let trained =
            nunchi_learn::train(&set, &params, &mut |_| ControlFlow::Continue(())).unwrap();
        let class = |id, name: &str| TaughtClass {
            id: ClassId(id),
            name: name.into(),
            colour: 0,
        };
        Model {
            classes: vec![class(1, "개"), class(2, "고양이")],
            head: trained.head,
            epochs: Vec::new(),
            conditions: Conditions::default(),
            photos: 4,
            validation_photos: 0,
            training_set: [9; 32],
            backbone: vec![1, 2, 3],
        }
    }

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("test.nunchi")).unwrap();
        (folder, store)
    }

    #[test]
    fn a_model_is_kept_whole_and_its_version_goes_up() {
        let (_folder, mut store) = store();
        assert!(read(store.connection()).unwrap().is_none());
        let first = store
            .transact(|database| replace(database, &model()))
            .unwrap();
        let second = store
            .transact(|database| replace(database, &model()))
            .unwrap();
        assert!(second > first);
        let (version, kept) = read(store.connection()).unwrap().unwrap();
        assert_eq!(version, second);
        assert_eq!(kept.classes, model().classes);
        assert_eq!(kept.head.to_bytes(), model().head.to_bytes());
        assert_eq!(kept.conditions, Conditions::default());
        assert_eq!((kept.training_set, kept.backbone), ([9; 32], vec![1, 2, 3]));
    }

    #[test]
    fn a_model_that_does_not_read_as_it_was_written_is_left_out() {
        for damage in [
            "UPDATE model SET head = zeroblob(length(head))",
            "UPDATE model SET classes = '[]'",
            "UPDATE model SET conditions = 'x'",
            "UPDATE model SET photos = 5",
            "UPDATE model SET validation_photos = 1",
            "UPDATE model SET training_set = x'00'",
            "UPDATE model SET format = 2",
            "UPDATE model SET sum = x''",
        ] {
            let (_folder, mut store) = store();
            store
                .transact(|database| replace(database, &model()))
                .unwrap();
            store.connection().execute_batch(damage).unwrap();
            assert!(read(store.connection()).unwrap().is_none(), "{damage}");
        }
    }

    #[test]
    fn a_changed_byte_anywhere_in_the_model_is_noticed() {
        let (_folder, mut store) = store();
        store
            .transact(|database| replace(database, &model()))
            .unwrap();
        let database = store.connection();
        let mut tried = 0;
        for (column, kind) in [
            ("classes", "TEXT"),
            ("head", "BLOB"),
            ("epochs", "TEXT"),
            ("conditions", "TEXT"),
            ("training_set", "BLOB"),
            ("backbone", "BLOB"),
            ("sum", "BLOB"),
        ] {
            let kept = format!("SELECT CAST({column} AS BLOB) FROM model");
            let kept: Vec<u8> = database.query_one(&kept, [], |row| row.get(0)).unwrap();
            let change = format!("UPDATE model SET {column} = CAST(?1 AS {kind})");
            for at in 0..kept.len() {
                let mut changed = kept.clone();
                changed[at] ^= 1;
                database.execute_batch("BEGIN").unwrap();
                database.execute(&change, [changed]).unwrap();
                assert!(read(database).unwrap().is_none(), "{column}, byte {at}");
                database.execute_batch("ROLLBACK").unwrap();
                tried += 1;
            }
        }
        assert!(tried > 250, "{tried}");
        assert!(read(database).unwrap().is_some());
    }
}
