//! The one row about the project as a whole.

use rusqlite::{Connection, params};

use crate::error::ProjectError;
use crate::name;
use crate::view::{Conditions, Language};

/// What the project says of itself.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Facts {
    pub(crate) name: String,
    /// The language of the example's class names, when it is the built-in example.
    pub(crate) example: Option<Language>,
    pub(crate) conditions: Conditions,
}

pub(crate) fn insert(connection: &Connection) -> Result<(), ProjectError> {
    let conditions = Conditions::default();
    connection.execute(
        "INSERT INTO project (id, name, example, epochs, batch_size, learning_rate,
                              validation_ratio, refit_on_all)
         VALUES (1, '', NULL, ?, ?, ?, ?, ?)",
        params![
            conditions.epochs,
            conditions.batch_size,
            conditions.learning_rate,
            conditions.validation_ratio,
            conditions.refit_on_all
        ],
    )?;
    Ok(())
}

/// The name as if it were typed, if there is something to see in it.
pub(crate) fn name(connection: &Connection) -> Result<Option<String>, ProjectError> {
    // 480 points are the longest clean one.
    let sql = "SELECT substr(name, 1, 480) FROM project WHERE id = 1";
    let kept: String = connection.query_one(sql, [], |row| row.get(0))?;
    Ok(name::clean(&kept, name::MAX_MODEL_NAME))
}

pub(crate) fn read(connection: &Connection) -> Result<Facts, ProjectError> {
    let name = name(connection)?.unwrap_or_else(|| name::NAMELESS.into());
    Ok(connection.query_one(
        "SELECT example, epochs, batch_size, learning_rate, validation_ratio, refit_on_all
         FROM project WHERE id = 1",
        [],
        |row| {
            Ok(Facts {
                name,
                example: row
                    .get::<_, Option<String>>(0)?
                    .and_then(|word| language(&word)),
                conditions: Conditions {
                    epochs: row.get(1)?,
                    batch_size: row.get(2)?,
                    learning_rate: row.get(3)?,
                    validation_ratio: row.get(4)?,
                    refit_on_all: row.get(5)?,
                },
            })
        },
    )?)
}

pub(crate) fn set_name(connection: &Connection, name: &str) -> Result<(), ProjectError> {
    connection.execute("UPDATE project SET name = ?", [name])?;
    Ok(())
}

pub(crate) fn set_example(connection: &Connection, language: Language) -> Result<(), ProjectError> {
    connection.execute("UPDATE project SET example = ?", [word(language)])?;
    Ok(())
}

pub(crate) fn set_conditions(
    connection: &Connection,
    conditions: Conditions,
) -> Result<(), ProjectError> {
    connection.execute(
        "UPDATE project SET epochs = ?, batch_size = ?, learning_rate = ?, validation_ratio = ?,
                            refit_on_all = ?",
        params![
            conditions.epochs,
            conditions.batch_size,
            conditions.learning_rate,
            conditions.validation_ratio,
            conditions.refit_on_all
        ],
    )?;
    Ok(())
}

fn word(language: Language) -> &'static str {
    match language {
        Language::Ko => "ko",
        Language::En => "en",
    }
}

fn language(text: &str) -> Option<Language> {
    [Language::Ko, Language::En]
        .into_iter()
        .find(|language| word(*language) == text)
}
