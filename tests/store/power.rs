//! A file system without a journal: of each folder, only what was flushed is on the disk, and of the rest what hurts most.

use crate::support::{number_of, version};
use jotsmith::engine::keyring::Form;
use jotsmith::store::disk::{Disk, DiskFile, RealDisk};
use jotsmith::store::keyring::{Guard, KeyringFolder};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// What changes the names in a folder, and what puts them on the disk.
#[derive(Clone, Debug)]
enum Step {
    Appears(PathBuf),
    Goes(PathBuf),
    Replaced { from: PathBuf, to: PathBuf },
    Flushed(PathBuf),
}

/// A disk that notes what is done.
#[derive(Default)]
struct Noted {
    steps: Mutex<Vec<Step>>,
    /// Whether second names can be given: not on FAT.
    has_no_links: bool,
}

impl Noted {
    fn note<T>(&self, result: io::Result<T>, step: impl IntoIterator<Item = Step>) -> io::Result<T> {
        if result.is_ok() {
            self.steps.lock().unwrap().extend(step);
        }
        result
    }
}

impl Disk for Noted {
    fn read(&self, path: &Path, limit: usize) -> io::Result<Vec<u8>> {
        RealDisk.read(path, limit)
    }
    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        self.note(RealDisk.create(path), [Step::Appears(path.to_owned())])
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let (from, to) = (from.to_owned(), to.to_owned());
        let result = RealDisk.rename(&from, &to);
        let steps = if from.parent() == to.parent() {
            vec![Step::Replaced { from, to }]
        } else {
            vec![Step::Appears(to), Step::Goes(from)]
        };
        self.note(result, steps)
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.has_no_links {
            return Err(io::ErrorKind::Unsupported.into());
        }
        self.note(RealDisk.link(from, to), [Step::Appears(to.to_owned())])
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.note(RealDisk.remove(path), [Step::Goes(path.to_owned())])
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.note(RealDisk.sync_folder(folder), [Step::Flushed(folder.to_owned())])
    }
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        // Each new folder is flushed into the one above it by who makes it.
        let new: Vec<PathBuf> =
            folder.ancestors().take_while(|above| !above.exists()).map(Path::to_owned).collect::<Vec<_>>();
        RealDisk.make_folder(folder)?;
        let steps = new.into_iter().rev().flat_map(|folder| {
            let above = folder.parent().unwrap().to_owned();
            [Step::Appears(folder), Step::Flushed(above)]
        });
        self.steps.lock().unwrap().extend(steps);
        Ok(())
    }
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        RealDisk.resolve(path)
    }
}

/// The names that are on the disk after a power cut behind these steps: of what was not flushed, names that appear do not,
/// and names that go have gone.
fn after_power_cut(before: &BTreeSet<PathBuf>, steps: &[Step]) -> BTreeSet<PathBuf> {
    let mut on_disk = before.clone();
    let mut pending: BTreeMap<PathBuf, Vec<&Step>> = BTreeMap::new();
    let folder = |path: &Path| path.parent().unwrap().to_owned();
    for step in steps {
        match step {
            Step::Appears(path) | Step::Goes(path) | Step::Replaced { to: path, .. } => {
                pending.entry(folder(path)).or_default().push(step);
            }
            Step::Flushed(folder) => {
                for step in pending.remove(folder).unwrap_or_default() {
                    match step {
                        Step::Appears(path) => drop(on_disk.insert(path.clone())),
                        Step::Goes(path) => drop(on_disk.remove(path)),
                        Step::Replaced { from, to } => {
                            if on_disk.remove(from) {
                                on_disk.insert(to.clone());
                            }
                        }
                        Step::Flushed(_) => {}
                    }
                }
            }
        }
    }
    for step in pending.into_values().flatten() {
        if let Step::Goes(path) = step {
            on_disk.remove(path);
        }
    }
    // What is in a folder that is not there is not there.
    let is_reachable =
        |path: &Path| path.ancestors().skip(1).all(|above| before.contains(above) || on_disk.contains(above));
    on_disk.iter().filter(|path| is_reachable(path)).cloned().collect()
}

/// All files and folders below this one, and those above it.
fn names_below(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found: BTreeSet<PathBuf> = folder.ancestors().map(Path::to_owned).collect();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            found.extend(names_below(&entry.path()));
        }
        found.insert(entry.path());
    }
    found
}

#[test]
fn a_power_cut_while_a_keyring_goes_into_the_trash_or_comes_back_loses_nothing() {
    for has_no_links in [false, true] {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().canonicalize().unwrap().join("keyrings");
        let good = KeyringFolder::at(&root);
        let mut file = good.create("prod", Form::Encrypted).unwrap();
        for number in 1..=4 {
            file.write(&version(number, 10), Guard::Checked).unwrap();
        }
        std::fs::write(root.join(".prod.jwe.tmp-1-aa"), version(7, 10)).unwrap();
        drop(file);
        let mut contents: BTreeMap<PathBuf, u64> = BTreeMap::new();
        let mut cuts = 0;
        for is_deleting in [true, false] {
            let before = names_below(&root);
            let disk = Arc::new(Noted { has_no_links, ..Noted::default() });
            let folder = KeyringFolder::on(&root, disk.clone());
            let numbers = |contents: &mut BTreeMap<PathBuf, u64>| {
                for path in names_below(&root) {
                    if let Some(number) = std::fs::read(&path).ok().and_then(|bytes| number_of(&bytes)) {
                        contents.insert(path, number);
                    }
                }
            };
            numbers(&mut contents);
            if is_deleting {
                folder.delete(folder.open("prod").unwrap().0).unwrap();
            } else {
                folder.restore(&good.trash().unwrap()[0], None).unwrap();
            }
            numbers(&mut contents);
            let steps = disk.steps.lock().unwrap().clone();
            for cut in 0..=steps.len() {
                let left: BTreeSet<u64> = after_power_cut(&before, &steps[..cut])
                    .iter()
                    .filter_map(|path| contents.get(path))
                    .copied()
                    .collect();
                assert_eq!(left, BTreeSet::from([1, 2, 3, 4, 7]), "behind {:?}", steps[..cut].last());
                cuts += 1;
            }
        }
        println!("no journal, second names {}: {cuts} power cuts, lost: 0", !has_no_links);
        assert!(cuts > 20);
    }
}
