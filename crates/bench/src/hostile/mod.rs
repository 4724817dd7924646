//! `nunchi-bench hostile`: project files from strangers can at most be refused.
//!
//! Every made file and every change of bytes is opened as the app does, and everything is asked of
//! it that a user could ask. It ends as opened, or refused with a code that says what the file is.

mod made;

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use clap::Args;
use nunchi_project::{
    ClassId, Conditions, ErrorCode, Operation, ProgramChange, ProjectError, ProjectId, ProjectView,
    Session, SquareView,
};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::crash::{Random, drawn_photo, object, word};
use crate::photos::Failure;
use crate::process::{forget_peak, peak_megabytes, worked_seconds};
use crate::tools::print_line;
use made::{Harm, MADE};

/// Most seconds of work for one file. Of the processor, since other programs may be at work too;
/// what waits for ever ends nothing here.
const LONGEST: f64 = 5.0;
/// Most memory of the process while it works with one file, network included.
const MOST_MEGABYTES: f64 = 512.0;
/// Bytes of the first page that say what the file is.
const HEADER: usize = 100;
/// Longest name that the window is told, in bytes: 60 signs of 8 marks of 4 bytes.
const LONGEST_NAME: usize = 60 * 8 * 4;

static PANICS: AtomicU64 = AtomicU64::new(0);

/// What `hostile` is asked for.
#[derive(Args)]
#[group(skip)]
pub(crate) struct Wanted {
    /// How many files with changed bytes are tried beside the made ones.
    #[arg(long, default_value_t = 2_000)]
    changes: u64,
    /// Replays the changes of a run.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only the made files whose name has this in it.
    #[arg(long)]
    only: Option<String>,
}

/// One line of the output: a made file, or all changes of one kind.
#[derive(Serialize)]
struct Figure<'a> {
    what: &'static str,
    file: &'a str,
    /// How often each end came: `opened`, or a code.
    ends: BTreeMap<String, u64>,
    /// Seconds of work of the processor.
    slowest_s: f64,
    /// Most memory of the process.
    peak_mb: f64,
    /// What was not as it must be.
    faults: Vec<String>,
}

/// The last line.
#[derive(Serialize)]
struct Summary {
    what: &'static str,
    files: u64,
    faults: u64,
    slowest_s: f64,
    peak_mb: f64,
}

/// Tries every made file, each byte of the header, and random changes.
pub(crate) fn run(wanted: &Wanted, out: &mut impl Write) -> Result<(), Failure> {
    let home = tempfile::tempdir()?;
    let bench = Bench::prepare(home.path())?;
    count_panics();
    let (mut files, mut faults) = (0, 0);
    let (mut slowest_s, mut peak_mb) = (0.0_f64, 0.0_f64);
    let mut tell = |figure: Figure<'_>| -> Result<(), Failure> {
        files += figure.ends.values().sum::<u64>();
        faults += figure.faults.len() as u64;
        slowest_s = slowest_s.max(figure.slowest_s);
        peak_mb = peak_mb.max(figure.peak_mb);
        print_line(&figure, out)
    };
    for (name, harm) in &MADE {
        if wanted.only.as_ref().is_none_or(|part| name.contains(part)) {
            tell(bench.try_made(name, harm)?)?;
        }
    }
    if wanted.only.is_none() {
        tell(bench.try_header()?)?;
        tell(bench.try_changes(wanted)?)?;
    }
    let what = "hostile";
    let summary = Summary {
        what,
        files,
        faults,
        slowest_s,
        peak_mb,
    };
    print_line(&summary, out)?;
    match faults {
        0 => Ok(()),
        faults => Err(format!("{faults} faults, seed {}", wanted.seed).into()),
    }
}

/// A panic is a fault also where it is caught.
fn count_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        PANICS.fetch_add(1, Ordering::Relaxed);
        usual(info);
    }));
}

/// A whole project, and a session that opens what was made of it.
struct Bench {
    session: Session,
    whole: PathBuf,
    hostile: PathBuf,
    id: ProjectId,
}

impl Bench {
    fn prepare(home: &Path) -> Result<Self, Failure> {
        let session = Session::open(home)?;
        let names = ["one", "two"].map(str::to_owned);
        let made = session.create_project("hostile", &names)?;
        for (number, class) in made.classes.iter().cycle().take(10).enumerate() {
            session.add_photo(class.id, &drawn_photo(number)?)?;
        }
        let object = object("object-0", 1);
        let change = ProgramChange::PutObject { object };
        session.change_program(Operation::AddObject, vec![change])?;
        session.set_conditions(Conditions {
            epochs: 2,
            ..Conditions::default()
        })?;
        session.train(&mut |_| ())?;
        session.close_project()?;
        let projects = home.join("projects");
        let whole = home.join("whole.nunchi");
        std::fs::rename(projects.join(format!("{}.nunchi", made.id.0)), &whole)?;
        Ok(Self {
            session,
            whole,
            hostile: projects.join("hostile.nunchi"),
            id: ProjectId("hostile".to_owned()),
        })
    }

    fn try_made<'a>(&self, name: &'a str, harm: &Harm) -> Result<Figure<'a>, Failure> {
        let mut figure = Figure::of(name);
        self.renew()?;
        harm.make(&self.hostile)?;
        self.note(&mut figure, "")?;
        Ok(figure)
    }

    /// Each of the first bytes turned over.
    fn try_header(&self) -> Result<Figure<'static>, Failure> {
        let mut figure = Figure::of("one byte of the header");
        let whole = std::fs::read(&self.whole)?;
        for at in 0..HEADER {
            for change in [0xff, 0x01] {
                let mut bytes = whole.clone();
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= change;
                }
                self.renew()?;
                std::fs::write(&self.hostile, bytes)?;
                self.note(&mut figure, &format!("byte {at} ^ {change}"))?;
            }
        }
        Ok(figure)
    }

    /// One to eight bytes anywhere, or an end that comes early.
    fn try_changes(&self, wanted: &Wanted) -> Result<Figure<'static>, Failure> {
        let mut figure = Figure::of("changed bytes");
        let whole = std::fs::read(&self.whole)?;
        let mut random = Random::new(wanted.seed);
        for number in 0..wanted.changes {
            let mut bytes = whole.clone();
            for _ in 0..=random.below(8) {
                let at = usize::try_from(random.below(whole.len() as u64))?;
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = random.below(256) as u8;
                }
            }
            if random.below(10) == 0 {
                bytes.truncate(usize::try_from(random.below(whole.len() as u64))?);
            }
            self.renew()?;
            std::fs::write(&self.hostile, bytes)?;
            self.note(&mut figure, &format!("change {number}"))?;
        }
        Ok(figure)
    }

    fn renew(&self) -> Result<(), Failure> {
        let journal = self.hostile.with_extension("nunchi-journal");
        for path in [&self.hostile, &journal] {
            if path.is_dir() {
                std::fs::remove_dir(path)?;
            } else if path.exists() {
                std::fs::remove_file(path)?;
            }
        }
        std::fs::copy(&self.whole, &self.hostile)?;
        Ok(())
    }

    /// Opens the file and says how it ended.
    fn note(&self, figure: &mut Figure<'_>, which: &str) -> Result<(), Failure> {
        forget_peak()?;
        let panics = PANICS.load(Ordering::Relaxed);
        let start = worked_seconds();
        let end = catch_unwind(AssertUnwindSafe(|| self.use_it()));
        let time = worked_seconds() - start;
        let memory = peak_megabytes()?;
        figure.slowest_s = figure.slowest_s.max(time);
        figure.peak_mb = figure.peak_mb.max(memory);
        let mut fault = |text: String| figure.faults.push(format!("{which} {text}"));
        if time > LONGEST {
            fault(format!("took {time} s"));
        }
        if memory > MOST_MEGABYTES {
            fault(format!("took {memory} MB"));
        }
        if PANICS.load(Ordering::Relaxed) != panics {
            fault("panic".to_owned());
        }
        let end = match end {
            Ok(Ok(end)) => end,
            Ok(Err(error)) => {
                fault(error.to_string());
                "fault".to_owned()
            }
            Err(_) => "panic".to_owned(),
        };
        *figure.ends.entry(end).or_default() += 1;
        Ok(())
    }

    /// All that a user could do with a file: `opened`, or the code of the refusal.
    fn use_it(&self) -> Result<String, Failure> {
        let before = fingerprint(&self.hostile);
        let view = match self.session.open_project(&self.id) {
            Ok(view) => view,
            Err(error) => {
                if fingerprint(&self.hostile) != before {
                    return Err(format!("refused ({error}), and not left as it was").into());
                }
                return refusal(&error);
            }
        };
        check_names(&view)?;
        self.ask(&view)?;
        self.session.close_project()?;
        Ok("opened".to_owned())
    }

    /// Every call may be refused, none may hang, and none may be a fault of the app.
    fn ask(&self, view: &ProjectView) -> Result<(), Failure> {
        let session = &self.session;
        fine(session.read_program())?;
        let photos = view.classes.iter().flat_map(|class| &class.photos);
        for photo in photos.take(2) {
            fine(session.photo_details(photo.id))?;
            fine(session.thumbnail(photo.id))?;
            fine(session.photo(photo.id))?;
            let (left, top, side) = (0, 0, 30);
            fine(session.adjust_square(photo.id, SquareView { left, top, side }))?;
        }
        fine(session.set_conditions(view.conditions))?;
        fine(session.train(&mut |_| ()))?;
        let asked = fine(session.recognise(&drawn_photo(3)?))?;
        if asked.is_some_and(|answer| answer.classes.iter().any(|one| !one.confidence.is_finite()))
        {
            return Err("a share that is no number".into());
        }
        let class = view.classes.first().map_or(ClassId(1), |class| class.id);
        fine(session.add_class("more"))?;
        fine(session.add_photo(class, &drawn_photo(99)?))?;
        fine(session.rename_class(class, "other"))?;
        fine(session.delete_class(class))?;
        let change = ProgramChange::PutObject {
            object: object("object-1", 2),
        };
        fine(session.change_program(Operation::AddObject, vec![change]))?;
        for _ in 0..4 {
            fine(session.undo())?;
        }
        fine(session.redo())?;
        fine(session.start())?;
        Ok(())
    }
}

impl<'a> Figure<'a> {
    fn of(file: &'a str) -> Self {
        Self {
            what: "hostile",
            file,
            ends: BTreeMap::new(),
            slowest_s: 0.0,
            peak_mb: 0.0,
            faults: Vec::new(),
        }
    }
}

/// Names as the window may show them.
fn check_names(view: &ProjectView) -> Result<(), Failure> {
    let names = view.classes.iter().map(|class| &class.name);
    for name in names.chain([&view.name]) {
        let unseen = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
        if name.is_empty() || name.len() > LONGEST_NAME || name.chars().any(unseen) {
            let start: String = name.chars().take(20).collect();
            return Err(format!(
                "the window is told a name of {} bytes: {start:?}",
                name.len()
            )
            .into());
        }
    }
    Ok(())
}

/// A refusal is an answer; a fault of the app is none.
fn fine<T>(answer: Result<T, ProjectError>) -> Result<Option<T>, Failure> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.code() == ErrorCode::Internal => Err(error.into()),
        Err(_) => Ok(None),
    }
}

/// The codes that say what a file is.
fn refusal(error: &ProjectError) -> Result<String, Failure> {
    match error.code() {
        ErrorCode::ProjectDamaged | ErrorCode::ProjectForeign | ErrorCode::ProjectNewer => {
            word(error.code())
        }
        _ => Err(format!("refused with no word for the file: {error:?}").into()),
    }
}

fn fingerprint(path: &Path) -> Option<[u8; 32]> {
    let mut file = std::fs::File::open(path).ok()?;
    let mut sum = Sha256::new();
    let mut block = vec![0; 64 * 1024];
    loop {
        match file.read(&mut block).ok()? {
            0 => return Some(sum.finalize().into()),
            read => sum.update(block.get(..read)?),
        }
    }
}
