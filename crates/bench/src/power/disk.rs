//! What a disk has of a folder, and what it has only heard of: all that was written since the last
//! sync may be there or not when the power comes back.
//!
//! Stricter than the file systems of today: a name is safe only when its folder was synced, and any
//! part of what is not safe may be there without the rest.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::recording::Event;
use crate::crash::Random;

/// What is written as one piece or not at all.
const SECTOR: usize = 512;

/// Which part of what was not synced is there after the power was lost.
#[derive(Clone, Copy, Debug)]
pub(super) enum Left {
    Nothing,
    Everything,
    /// Each sector and each name by chance.
    Some,
}

pub(super) const WAYS: [Left; 3] = [Left::Nothing, Left::Everything, Left::Some];

/// Files by path, in whole.
pub(super) type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A file, whatever it is called.
#[derive(Clone, Default)]
struct Content {
    safe: Vec<u8>,
    /// Each with the moment of its event.
    unsafe_yet: Vec<(Moment, Change)>,
}

/// How many events there were before.
type Moment = u64;

#[derive(Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Resize(usize),
}

#[derive(Clone)]
enum NameChange {
    Link(PathBuf, usize),
    Unlink(PathBuf),
    /// Within a folder.
    Rename(PathBuf, PathBuf, usize),
}

/// Where a content lies under which name.
type Names = BTreeMap<PathBuf, usize>;

/// All files of a folder and of those in it.
#[derive(Clone, Default)]
pub(super) struct Disk {
    contents: Vec<Content>,
    names: Names,
    safe_names: Names,
    unsafe_names: Vec<(Moment, NameChange)>,
    now: Moment,
    /// When the syncs began that have not ended.
    syncing: BTreeMap<PathBuf, Moment>,
}

impl Disk {
    /// A disk on which everything is safe.
    pub(super) fn of(files: Files) -> Self {
        let mut disk = Self::default();
        for (path, safe) in files {
            disk.names.insert(path, disk.contents.len());
            let unsafe_yet = Vec::new();
            disk.contents.push(Content { safe, unsafe_yet });
        }
        disk.safe_names = disk.names.clone();
        disk
    }

    pub(super) fn take(&mut self, event: &Event) {
        self.now += 1;
        match event {
            Event::Open { path, empties } => self.open(path, *empties),
            Event::Write { path, at, bytes } => {
                let end = self.content(path).map(|content| content.now().len());
                let at = at.or(end).unwrap_or_default();
                self.change(path, Change::Write(at, bytes.clone()));
            }
            Event::Resize { path, length } => {
                self.change(path, Change::Resize(*length));
            }
            Event::SyncBegins(path) => {
                self.syncing.entry(path.clone()).or_insert(self.now);
            }
            Event::Sync(path) => {
                let begun = self.syncing.remove(path).unwrap_or(self.now);
                self.sync(path, begun);
            }
            Event::Remove(path) => self.rename(NameChange::Unlink(path.clone())),
            Event::Rename(from, to) => {
                if let Some(at) = self.names.get(from) {
                    self.rename(NameChange::Rename(from.clone(), to.clone(), *at));
                }
            }
            Event::Said(_) => {}
        }
    }

    /// As a program sees it that runs.
    pub(super) fn now(&self) -> Files {
        let now = |(path, at): (&PathBuf, &usize)| (path.clone(), self.contents[*at].now());
        self.names.iter().map(now).collect()
    }

    /// As it is found when the power comes back.
    pub(super) fn after_power_loss(&self, left: Left, random: &mut Random) -> Files {
        let mut is_left = || match left {
            Left::Nothing => false,
            Left::Everything => true,
            Left::Some => random.below(2) == 0,
        };
        let mut names = self.safe_names.clone();
        for (_, change) in &self.unsafe_names {
            if is_left() {
                change.make(&mut names);
            }
        }
        let found = |(path, at): (PathBuf, usize)| (path, self.contents[at].found(&mut is_left));
        names.into_iter().map(found).collect()
    }

    fn content(&mut self, path: &Path) -> Option<&mut Content> {
        self.contents.get_mut(*self.names.get(path)?)
    }

    fn change(&mut self, path: &Path, change: Change) {
        let now = self.now;
        if let Some(content) = self.content(path) {
            content.unsafe_yet.push((now, change));
        }
    }

    fn open(&mut self, path: &Path, empties: bool) {
        match self.content(path) {
            Some(_) if empties => self.change(path, Change::Resize(0)),
            Some(_) => {}
            None => {
                let at = self.contents.len();
                self.contents.push(Content::default());
                self.rename(NameChange::Link(path.to_owned(), at));
            }
        }
    }

    /// Makes safe what was done before a sync of `path` began.
    fn sync(&mut self, path: &Path, begun: Moment) {
        if let Some(content) = self.content(path) {
            content.sync(begun);
            return;
        }
        for (at, change) in std::mem::take(&mut self.unsafe_names) {
            match at < begun && change.folder() == Some(path) {
                true => change.make(&mut self.safe_names),
                false => self.unsafe_names.push((at, change)),
            }
        }
    }

    fn rename(&mut self, change: NameChange) {
        change.make(&mut self.names);
        self.unsafe_names.push((self.now, change));
    }
}

impl Content {
    fn now(&self) -> Vec<u8> {
        self.found(&mut || true)
    }

    /// `is_left` is asked for each sector of a write.
    fn found(&self, is_left: &mut impl FnMut() -> bool) -> Vec<u8> {
        let mut bytes = self.safe.clone();
        for (_, change) in &self.unsafe_yet {
            change.make(&mut bytes, is_left);
        }
        bytes
    }

    fn sync(&mut self, begun: Moment) {
        let later = self.unsafe_yet.partition_point(|(at, _)| *at < begun);
        for (_, change) in self.unsafe_yet.drain(..later) {
            change.make(&mut self.safe, &mut || true);
        }
    }
}

impl Change {
    /// `is_left` is asked for each sector of a write.
    fn make(&self, bytes: &mut Vec<u8>, is_left: &mut impl FnMut() -> bool) {
        match self {
            Self::Write(at, written) => {
                let mut at = *at;
                let mut rest = written.as_slice();
                while !rest.is_empty() {
                    let (sector, others) = rest.split_at(rest.len().min(SECTOR - at % SECTOR));
                    if is_left() {
                        let end = at + sector.len();
                        bytes.resize(bytes.len().max(end), 0);
                        bytes[at..end].copy_from_slice(sector);
                    }
                    at += sector.len();
                    rest = others;
                }
            }
            Self::Resize(length) => {
                if is_left() {
                    bytes.resize(*length, 0);
                }
            }
        }
    }
}

impl NameChange {
    fn make(&self, names: &mut Names) {
        match self {
            Self::Link(path, at) => {
                names.insert(path.clone(), *at);
            }
            Self::Unlink(path) => {
                names.remove(path);
            }
            Self::Rename(from, to, at) => {
                names.remove(from);
                names.insert(to.clone(), *at);
            }
        }
    }

    fn folder(&self) -> Option<&Path> {
        match self {
            Self::Link(path, _) | Self::Unlink(path) | Self::Rename(_, path, _) => path.parent(),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn write(path: &str, at: usize, bytes: &[u8]) -> Event {
        Event::Write {
            path: path.into(),
            at: Some(at),
            bytes: bytes.to_vec(),
        }
    }

    fn found(disk: &Disk, left: Left) -> Vec<(String, Vec<u8>)> {
        let files = disk.after_power_loss(left, &mut Random::new(1));
        let shown = |(path, bytes): (PathBuf, Vec<u8>)| (path.display().to_string(), bytes);
        files.into_iter().map(shown).collect()
    }

    #[test]
    fn only_what_was_synced_is_sure() {
        let mut disk = Disk::of(Files::from([("/f/a".into(), b"old".to_vec())]));
        disk.take(&write("/f/a", 0, b"new"));
        disk.take(&write("/f/a", 5, b"more"));
        let old = vec![("/f/a".to_owned(), b"old".to_vec())];
        let new = vec![("/f/a".to_owned(), b"new\0\0more".to_vec())];
        assert_eq!(found(&disk, Left::Nothing), old);
        assert_eq!(found(&disk, Left::Everything), new);
        disk.take(&Event::Sync("/f/a".into()));
        assert_eq!(found(&disk, Left::Nothing), new);
    }

    #[test]
    fn a_name_is_sure_when_its_folder_was_synced() {
        let mut disk = Disk::of(Files::from([("/f/a".into(), Vec::new())]));
        disk.take(&Event::Remove("/f/a".into()));
        disk.take(&Event::Open {
            path: "/f/b".into(),
            empties: false,
        });
        disk.take(&write("/f/b", 0, b"new"));
        disk.take(&Event::Sync("/f/b".into()));
        disk.take(&Event::Sync("/other".into()));
        assert_eq!(found(&disk, Left::Nothing), [("/f/a".into(), vec![])]);
        disk.take(&Event::Sync("/f".into()));
        let now = [("/f/b".into(), b"new".to_vec())];
        assert_eq!(found(&disk, Left::Nothing), now);
        disk.take(&Event::Rename("/f/b".into(), "/f/c".into()));
        assert_eq!(found(&disk, Left::Nothing), now);
        assert_eq!(
            disk.now().into_keys().collect::<Vec<_>>(),
            [Path::new("/f/c")]
        );
    }

    #[test]
    fn a_sync_covers_what_was_done_before_it_began() {
        let mut disk = Disk::of(Files::from([("/f/a".into(), b"old".to_vec())]));
        disk.take(&write("/f/a", 0, b"one"));
        disk.take(&Event::SyncBegins("/f/a".into()));
        disk.take(&write("/f/a", 0, b"two"));
        disk.take(&Event::Sync("/f/a".into()));
        assert_eq!(found(&disk, Left::Nothing)[0].1, b"one");
        assert_eq!(found(&disk, Left::Everything)[0].1, b"two");
        disk.take(&Event::Sync("/f/a".into()));
        assert_eq!(found(&disk, Left::Nothing)[0].1, b"two");
    }

    #[test]
    fn a_write_may_be_torn_at_its_sectors() {
        let mut disk = Disk::of(Files::from([("/f/a".into(), vec![0; 64 * SECTOR])]));
        disk.take(&write("/f/a", 0, &vec![1; 64 * SECTOR]));
        let files = disk.after_power_loss(Left::Some, &mut Random::new(1));
        let sectors: Vec<_> = files[Path::new("/f/a")].chunks(SECTOR).collect();
        let whole = |sector: &&[u8]| sector.iter().all(|byte| *byte == sector[0]);
        assert!(sectors.iter().all(whole));
        let written = sectors.iter().filter(|sector| sector[0] == 1).count();
        assert!((16..48).contains(&written), "{written}");
    }
}
