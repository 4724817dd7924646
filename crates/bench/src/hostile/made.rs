//! Project files that somebody made to do harm, or that were damaged on their way.

use std::io::Write;
use std::path::Path;

use image::{ExtendedColorType, ImageEncoder};
use rusqlite::Connection;

use crate::photos::Failure;

/// How a whole project becomes a hostile one.
pub(super) enum Harm {
    /// By statements between `;; `, in a connection that allows everything.
    Sql(&'static str),
    /// By a picture in the place of the first photo.
    Picture(fn() -> Result<Vec<u8>, Failure>),
    /// By other bytes of the file.
    Bytes(fn(&mut Vec<u8>)),
    /// By something else at the place of the file.
    Place(fn(&Path) -> Result<(), Failure>),
}

/// What is made: a name, and how.
pub(super) const MADE: [(&str, Harm); 58] = [
    ("nothing is changed", Harm::Sql("")),
    // Tables that are not ours.
    (
        "endless view",
        Harm::Sql(
            "CREATE VIEW more AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
        ),
    ),
    (
        "endless view in the place of a table",
        Harm::Sql(
            "DROP TABLE picture;; CREATE VIEW picture AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id, i AS width, i AS height, x'00' AS jpeg FROM n",
        ),
    ),
    (
        "trigger",
        Harm::Sql("CREATE TRIGGER more AFTER INSERT ON photo BEGIN DELETE FROM class; END"),
    ),
    (
        "trigger that fills the memory",
        Harm::Sql(
            "CREATE TRIGGER more AFTER UPDATE ON photo BEGIN INSERT INTO kept_photo VALUES (NULL, zeroblob(1000000000)); END",
        ),
    ),
    (
        "virtual table",
        Harm::Sql("CREATE VIRTUAL TABLE more USING fts5 (words)"),
    ),
    ("missing table", Harm::Sql("DROP TABLE embedding")),
    (
        "missing column",
        Harm::Sql("ALTER TABLE photo DROP COLUMN revision"),
    ),
    (
        "additional column",
        Harm::Sql("ALTER TABLE class ADD COLUMN more TEXT"),
    ),
    (
        "additional table",
        Harm::Sql("CREATE TABLE more (id INTEGER)"),
    ),
    (
        "index by a function",
        Harm::Sql("CREATE INDEX more ON class (upper(name))"),
    ),
    (
        "generated column",
        Harm::Sql("ALTER TABLE class ADD COLUMN more TEXT AS (upper(name))"),
    ),
    (
        "schema that does not read",
        Harm::Sql(
            "PRAGMA writable_schema = ON;; UPDATE sqlite_schema SET sql = 'CREATE TABLE class (((' WHERE name = 'class'",
        ),
    ),
    (
        "schema whose pages are swapped",
        Harm::Sql(
            "PRAGMA writable_schema = ON;; UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'photo') WHERE name = 'class'",
        ),
    ),
    (
        "other types under our tables",
        Harm::Sql(
            "PRAGMA writable_schema = ON;; UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'class';; PRAGMA writable_schema = RESET;; UPDATE class SET colour = 'red', position = x'ff';; PRAGMA writable_schema = ON;; UPDATE sqlite_schema SET sql = replace(sql, ') ', ') STRICT') WHERE name = 'class'",
        ),
    ),
    // Numbers of the file.
    (
        "another application",
        Harm::Sql("PRAGMA application_id = 7"),
    ),
    ("a newer format", Harm::Sql("PRAGMA user_version = 1000")),
    ("format 0", Harm::Sql("PRAGMA user_version = 0")),
    ("a negative format", Harm::Sql("PRAGMA user_version = -1")),
    (
        "write-ahead log",
        Harm::Sql("PRAGMA journal_mode = WAL;; UPDATE project SET name = 'log'"),
    ),
    ("small pages", Harm::Sql("PRAGMA page_size = 512;; VACUUM")),
    (
        "large pages",
        Harm::Sql("PRAGMA page_size = 65536;; VACUUM"),
    ),
    // Rows that are too many or too large.
    (
        "10,000 classes",
        Harm::Sql(
            "INSERT INTO class (name, colour, position, hidden) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 10000) SELECT 'class ' || i, 0, i, 0 FROM n",
        ),
    ),
    (
        "a million classes",
        Harm::Sql(
            "INSERT INTO class (name, colour, position, hidden) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000) SELECT 'class ' || i, 0, i, 0 FROM n",
        ),
    ),
    (
        "a million hidden classes",
        Harm::Sql(
            "INSERT INTO class (name, colour, position, hidden) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000) SELECT 'class ' || i, 0, i, 1 FROM n",
        ),
    ),
    (
        "a million photos without a picture",
        Harm::Sql(
            "INSERT INTO photo (class_id, width, height, square_left, square_top, square_side, hash, revision, hidden) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000) SELECT 1, 48, 40, 4, 0, 40, zeroblob(32), 0, 0 FROM n",
        ),
    ),
    (
        "a photo of 100 MB",
        Harm::Sql("UPDATE kept_photo SET jpeg = zeroblob(100000000) WHERE photo_id = 1"),
    ),
    (
        "a photo of 31 MB",
        Harm::Sql("UPDATE kept_photo SET jpeg = zeroblob(31000000) WHERE photo_id = 1"),
    ),
    (
        "a thumbnail of 31 MB",
        Harm::Sql("UPDATE thumbnail SET jpeg = zeroblob(31000000)"),
    ),
    (
        "a class name of 20 MB",
        Harm::Sql("UPDATE class SET name = printf('%.*c', 20000000, 'x') WHERE id = 1"),
    ),
    (
        "a project name of 20 MB",
        Harm::Sql("UPDATE project SET name = printf('%.*c', 20000000, 'x')"),
    ),
    (
        "a program of 20 MB",
        Harm::Sql("UPDATE object SET body = printf('%.*c', 20000000, '[')"),
    ),
    (
        "101 objects",
        Harm::Sql(
            "INSERT INTO object WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 101) SELECT 'more-' || i, replace(body, 'object-0', 'more-' || i) FROM n, (SELECT body FROM object LIMIT 1)",
        ),
    ),
    (
        "a program a hundred thousand deep",
        Harm::Sql(
            "INSERT INTO program VALUES (1, printf('%.*c', 100000, '[')) ON CONFLICT DO UPDATE SET body = excluded.body",
        ),
    ),
    // Rows that make no sense.
    (
        "names with markup",
        Harm::Sql(
            "UPDATE class SET name = '<img src=x onerror=alert(1)>';; UPDATE project SET name = '<script>alert(1)</script>'",
        ),
    ),
    (
        "names with marks that nobody sees",
        Harm::Sql(
            "UPDATE class SET name = 'a' || char(8238) || 'b' || char(7) || char(10);; UPDATE project SET name = char(8203)",
        ),
    ),
    (
        "names of nothing",
        Harm::Sql("UPDATE class SET name = '';; UPDATE project SET name = ''"),
    ),
    (
        "a name that is no text",
        Harm::Sql("UPDATE class SET name = CAST(x'ff00fe' AS TEXT)"),
    ),
    (
        "two classes of one name",
        Harm::Sql("UPDATE class SET name = 'one'"),
    ),
    (
        "colours that there are not",
        Harm::Sql("UPDATE class SET colour = 300"),
    ),
    (
        "a colour of the palette's end",
        Harm::Sql("UPDATE class SET colour = 255"),
    ),
    (
        "the last number for a class",
        Harm::Sql(
            "UPDATE class SET position = 9223372036854775807;; UPDATE sqlite_sequence SET seq = 9223372036854775807",
        ),
    ),
    (
        "negative sizes",
        Harm::Sql("UPDATE photo SET width = -1, square_side = -5"),
    ),
    (
        "sizes of nothing",
        Harm::Sql("UPDATE photo SET width = 0, height = 0, square_side = 0"),
    ),
    (
        "squares outside the photo",
        Harm::Sql("UPDATE photo SET square_left = 4000000000, square_side = 4000000000"),
    ),
    (
        "a hash of another length",
        Harm::Sql("UPDATE photo SET hash = x'00'"),
    ),
    (
        "photos of a class that is not there",
        Harm::Sql("PRAGMA foreign_keys = OFF;; UPDATE photo SET class_id = 999"),
    ),
    (
        "pictures of photos that are not there",
        Harm::Sql("PRAGMA foreign_keys = OFF;; INSERT INTO kept_photo VALUES (999, x'00')"),
    ),
    (
        "photos that are no pictures",
        Harm::Sql(
            "UPDATE kept_photo SET jpeg = CAST('<svg onload=alert(1)>' AS BLOB);; UPDATE thumbnail SET jpeg = CAST('<svg onload=alert(1)>' AS BLOB);; DELETE FROM embedding",
        ),
    ),
    (
        "embeddings of other numbers",
        Harm::Sql("UPDATE embedding SET vector = zeroblob(length(vector))"),
    ),
    (
        "embeddings that are not finite",
        Harm::Sql(
            "UPDATE embedding SET vector = CAST(replace(vector, substr(vector, 9, 4), x'0000c07f') AS BLOB)",
        ),
    ),
    (
        "conditions without end",
        Harm::Sql(
            "UPDATE project SET epochs = 4000000000, batch_size = 0, learning_rate = 1e300, validation_ratio = 9",
        ),
    ),
    (
        "a model that was changed",
        Harm::Sql("UPDATE model SET head = zeroblob(length(head))"),
    ),
    (
        "a model of another format",
        Harm::Sql("UPDATE model SET format = 99"),
    ),
    // Pictures that are too large.
    (
        "a photo that unpacks to 64 megapixels",
        Harm::Picture(|| png(8192, 8192)),
    ),
    (
        "a photo that unpacks to 400 megapixels",
        Harm::Picture(png_of_400_megapixels),
    ),
    // Files.
    (
        "half of it",
        Harm::Bytes(|bytes| bytes.truncate(bytes.len() / 2)),
    ),
    ("something else", Harm::Place(other_places)),
];

/// Places that are no files are refused before a file is.
fn other_places(path: &Path) -> Result<(), Failure> {
    std::fs::remove_file(path)?;
    Ok(std::fs::create_dir(path)?)
}

impl Harm {
    /// Makes a hostile file of a whole one.
    pub(super) fn make(&self, path: &Path) -> Result<(), Failure> {
        match self {
            Self::Sql(sql) => statements(path, sql),
            Self::Picture(picture) => {
                let database = Connection::open(path)?;
                let picture = picture()?;
                database.execute(
                    "UPDATE kept_photo SET jpeg = ? WHERE photo_id = 1",
                    [picture],
                )?;
                Ok(database.execute_batch("DELETE FROM embedding")?)
            }
            Self::Bytes(change) => {
                let mut bytes = std::fs::read(path)?;
                change(&mut bytes);
                Ok(std::fs::write(path, bytes)?)
            }
            Self::Place(make) => make(path),
        }
    }
}

fn statements(path: &Path, sql: &str) -> Result<(), Failure> {
    let database = Connection::open(path)?;
    database.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)?;
    // One after the other, since some answer with rows. A trigger has single semicolons in it.
    for statement in sql.split(";; ").filter(|one| !one.is_empty()) {
        let mut statement = database.prepare(statement)?;
        let mut rows = statement.query([])?;
        while rows.next()?.is_some() {}
    }
    Ok(())
}

/// A black PNG: few bytes for many pixels.
fn png(width: u32, height: u32) -> Result<Vec<u8>, Failure> {
    use image::codecs::png::{CompressionType, FilterType, PngEncoder};
    let mut png = Vec::new();
    let pixels = vec![0; width as usize * height as usize];
    PngEncoder::new_with_quality(&mut png, CompressionType::Best, FilterType::NoFilter)
        .write_image(&pixels, width, height, ExtendedColorType::L8)?;
    png.flush()?;
    Ok(png)
}

/// One that says so in its header: nobody may ask for that memory.
fn png_of_400_megapixels() -> Result<Vec<u8>, Failure> {
    let mut png = png(64, 64)?;
    let side = 20_000_u32.to_be_bytes();
    let size = png.get_mut(16..24).ok_or("a PNG without a header")?;
    size.copy_from_slice(&[side, side].concat());
    Ok(png)
}
