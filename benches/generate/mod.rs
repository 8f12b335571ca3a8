//! A made-up site of any size, for measuring: settings, a country of units, index results and bulletins as a
//! communications officer would write them, in short and long forms. Takes a folder, a number of bulletins and a seed;
//! the same three give the same bytes on every machine. It knows the content format from outside, as an author does,
//! and uses nothing of the program that it feeds.

mod body;
mod bulletin;
mod country;
mod front;
mod random;
mod registers;
mod words;

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

use bulletin::{Bulletins, Context};
use country::Country;
use registers::Scores;

/// "Today" for builds of the made-up site: after the last bulletin, so that all of them are published.
pub const TODAY: &str = "2026-12-31";

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Generated {
    pub files: usize,
    pub bytes: u64,
    /// FNV-1a over paths and contents: two reports with the same fingerprint measured the same site.
    pub fingerprint: u64,
}

/// Writes a site with `count` bulletins into `dir`, which should be new or empty.
///
/// # Errors
/// Where a folder or file cannot be written.
pub fn generate(dir: &Path, count: usize, seed: u64) -> io::Result<Generated> {
    let country = Country::new(count);
    let scores = Scores::new(&country, seed);
    let mut writer = Writer::new(dir);
    writer.write("content/site.yaml", registers::SITE)?;
    writer.write("content/units.yaml", &registers::units(&country))?;
    writer.write("content/indicators.yaml", registers::INDICATORS)?;
    writer.write("content/results.csv", &scores.csv(&country))?;
    writer.write("content/pages/gioi-thieu.md", registers::ABOUT)?;
    let mut bulletins = Bulletins::new(Context { country: &country, scores: &scores, seed, count });
    for index in 0..count {
        let bulletin = bulletins.next(index);
        writer.write(&bulletin.path(), &bulletin.text)?;
        if let Some(file) = bulletin.attachment() {
            writer.write(&file, "Tệp mẫu đi kèm bài, do máy sinh ra để đo tốc độ.\n")?;
        }
    }
    Ok(writer.generated)
}

/// Writes files below a folder and keeps count of them.
struct Writer<'a> {
    dir: &'a Path,
    folders: BTreeSet<String>,
    generated: Generated,
}

impl<'a> Writer<'a> {
    fn new(dir: &'a Path) -> Self {
        // The offset basis of 64-bit FNV.
        let generated = Generated { files: 0, bytes: 0, fingerprint: 0xcbf2_9ce4_8422_2325 };
        Self { dir, folders: BTreeSet::new(), generated }
    }

    fn write(&mut self, path: &str, text: &str) -> io::Result<()> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if !self.folders.contains(folder) {
            fs::create_dir_all(self.dir.join(folder))?;
            self.folders.insert(folder.to_owned());
        }
        fs::write(self.dir.join(path), text)?;
        self.generated.files += 1;
        self.generated.bytes += text.len() as u64;
        // A zero byte after each part keeps path and content apart.
        for byte in path.bytes().chain([0]).chain(text.bytes()).chain([0]) {
            self.generated.fingerprint = (self.generated.fingerprint ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own for each case, removed in the end.
    fn in_folder<T>(name: &str, work: impl FnOnce(&Path) -> T) -> T {
        let folder = std::env::temp_dir().join(format!("bantin-generate-{name}-{}", std::process::id()));
        let result = work(&folder);
        let _ = fs::remove_dir_all(&folder);
        result
    }

    #[test]
    fn same_seed_same_bytes() {
        let make =
            |name: &str, seed| in_folder(name, |dir| generate(dir, 60, seed).expect("the folder can be written"));
        let first = make("first", 1);
        assert_eq!(first, make("again", 1));
        assert_ne!(first.fingerprint, make("other", 2).fingerprint);
    }

    #[test]
    fn bulletins_have_about_three_kilobytes_and_numbers_of_their_own() {
        let country = Country::new(2_000);
        let scores = Scores::new(&country, 1);
        let mut bulletins = Bulletins::new(Context { country: &country, scores: &scores, seed: 1, count: 2_000 });
        let made: Vec<bulletin::Bulletin> = (0..2_000).map(|index| bulletins.next(index)).collect();
        let average = made.iter().map(|bulletin| bulletin.text.len()).sum::<usize>() / made.len();
        assert!((2_700..3_500).contains(&average), "{average} bytes on average");
        let decisions = made.iter().filter_map(|bulletin| bulletin.decision.as_ref());
        let numbers: Vec<_> =
            decisions.map(|decision| (decision.unit, decision.date.year(), decision.number)).collect();
        assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len());
        let paths: BTreeSet<String> = made.iter().map(bulletin::Bulletin::path).collect();
        assert_eq!(paths.len(), made.len());
    }
}
