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

pub(crate) fn read(connection: &Connection) -> Result<Facts, ProjectError> {
    Ok(connection.query_one(
        "SELECT substr(name, 1, 480), example, epochs, batch_size, learning_rate, validation_ratio, refit_on_all
         FROM project WHERE id = 1",
        [],
        |row| {
            let name: String = row.get(0)?;
            Ok(Facts {
                // As if it were typed: 480 points are the longest clean one.
                name: name::clean(&name, name::MAX_MODEL_NAME)
                    .unwrap_or_else(|| name::NAMELESS.into()),
                example: row
                    .get::<_, Option<String>>(1)?
                    .and_then(|word| language(&word)),
                conditions: Conditions {
                    epochs: row.get(2)?,
                    batch_size: row.get(3)?,
                    learning_rate: row.get(4)?,
                    validation_ratio: row.get(5)?,
                    refit_on_all: row.get(6)?,
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
