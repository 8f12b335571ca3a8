//! What happens to a published site and to a cache beside any edit: people, backups, broken disks, other versions.

use std::fs;
use std::sync::OnceLock;

use super::kinds::{Kind, disk};
use super::pair::{Live, Tree, remove, tree};
use crate::support::*;

const MARK: &str = "manifest.json";

pub const KINDS: &[Kind] = &[
    disk("nothing", |_, _| true),
    disk("page-changed", |live, random| {
        let Some((name, mut bytes)) = made(live, random) else { return false };
        bytes.extend(b"<!-- them -->");
        live.site.write(&format!("public/{name}"), &bytes);
        true
    }),
    disk("page-of-the-same-size-changed", |live, random| {
        let Some((name, mut bytes)) = made(live, random).filter(|(_, bytes)| !bytes.is_empty()) else { return false };
        let at = random.below(bytes.len() as u64) as usize;
        bytes[at] ^= 1;
        live.site.write(&format!("public/{name}"), &bytes);
        true
    }),
    disk("page-deleted", |live, random| {
        let Some((name, _)) = made(live, random) else { return false };
        remove(&live.public().join(name));
        true
    }),
    disk("folder-deleted", |live, random| {
        let name = *random.pick(&["tin/2026", "van-ban", "theme", "tim-kiem", "don-vi"]);
        let folder = live.public().join(name);
        let is_there = folder.is_dir();
        if is_there {
            remove(&folder);
            // Whoever deletes a folder deletes what others put there, too.
            live.foreign.retain(|file, _| !file.starts_with(&format!("{name}/")));
        }
        is_there
    }),
    #[cfg(unix)]
    disk("page-became-a-link", |live, random| {
        let Some((name, bytes)) = made(live, random) else { return false };
        live.site.write("cua-toi.html", &bytes);
        remove(&live.public().join(&name));
        std::os::unix::fs::symlink(live.site.path("cua-toi.html"), live.public().join(&name)).expect("a link");
        true
    }),
    disk("manifest-changed", |live, _| {
        let Ok(mut bytes) = fs::read(live.public().join(MARK)) else { return false };
        bytes.push(b'\n');
        live.site.write("public/manifest.json", &bytes);
        true
    }),
    disk("foreign-file", |live, random| {
        let n = random.below(9999);
        let name = random.pick(&["ngoai/cua-toi", "tin/2026/cua-toi", "cua-toi"]).to_owned();
        if !live.public().join(MARK).is_file() {
            return false;
        }
        let (name, text) = (format!("{name}-{}.txt", n % 5), format!("của tôi {n}\n"));
        live.site.write(&format!("public/{name}"), text.as_bytes());
        live.foreign.insert(name, text.into_bytes());
        true
    }),
    disk("output-deleted", |live, _| {
        let is_there = live.public().is_dir();
        // A site that was put aside would come back.
        for folder in ["public", ".public.bantin-old"] {
            remove(&live.site.path(folder));
        }
        live.foreign.clear();
        is_there
    }),
    disk("output-of-an-earlier-build", |live, _| {
        let (files, foreign) = live.old_output.clone();
        if !files.contains_key(MARK) {
            return false;
        }
        remove(&live.public());
        for (name, bytes) in &files {
            live.site.write(&format!("public/{name}"), bytes);
        }
        live.foreign = foreign;
        true
    }),
    disk("stage-left-behind", |live, random| {
        for folder in [".public.bantin-new", ".public.bantin-old"] {
            live.site.write(&format!("{folder}/tin/{}.html", random.below(9)), b"nua chung");
        }
        live.public().is_dir()
    }),
    disk("another-output", |live, random| {
        let day = *random.pick(&["2026-11-22", "2026-12-24"]);
        let run = live.site.run(&["build", "--date", day, "--output", "khac", "--drafts"]);
        assert!(matches!(run.code, Some(0 | 1)), "{}", run.stderr);
        true
    }),
    disk("sources-touched", |live, _| {
        for (name, bytes) in read_tree(&live.site.path("content")) {
            live.site.write(&format!("content/{name}"), &bytes);
        }
        true
    }),
    disk("cache-removed", |live, _| {
        let is_there = live.site.path(".bantin-cache").exists();
        remove(&live.site.path(".bantin-cache"));
        is_there
    }),
    disk("cache-file-removed", |live, random| {
        let Some((name, _)) = cached(live, random) else { return false };
        remove(&live.site.path(".bantin-cache").join(name));
        true
    }),
    disk("cache-truncated", |live, random| {
        let Some((name, mut bytes)) = cached(live, random) else { return false };
        bytes.truncate(random.below(bytes.len() as u64 + 1) as usize);
        live.site.write(&format!(".bantin-cache/{name}"), &bytes);
        true
    }),
    disk("cache-flipped", |live, random| {
        let Some((name, mut bytes)) = cached(live, random).filter(|(_, bytes)| !bytes.is_empty()) else { return false };
        for _ in 0..=random.below(4) {
            let at = random.below(bytes.len() as u64) as usize;
            bytes[at] ^= 1 << random.below(8);
        }
        live.site.write(&format!(".bantin-cache/{name}"), &bytes);
        true
    }),
    disk("cache-files-swapped", |live, random| {
        let Some(((one, a), (two, b))) = cached(live, random).zip(cached(live, random)) else { return false };
        live.site.write(&format!(".bantin-cache/{one}"), &b);
        live.site.write(&format!(".bantin-cache/{two}"), &a);
        true
    }),
    disk("cache-of-another-site", |live, _| {
        live.put_cache(foreign_cache());
        true
    }),
    disk("cache-of-an-earlier-build", |live, _| {
        live.put_cache(&live.old_cache.clone());
        !live.old_cache.is_empty()
    }),
    disk("cache-of-an-older-version", |live, random| {
        let version = env!("CARGO_PKG_VERSION").as_bytes();
        let mut cache = live.cache();
        let is_there = !cache.is_empty();
        for bytes in cache.values_mut() {
            match bytes.windows(version.len()).position(|window| window == version) {
                Some(at) => bytes[at..at + version.len()].copy_from_slice(&b"0.0.987654"[..version.len()]),
                None => {
                    let head = bytes.len().min(1 + random.below(8) as usize);
                    bytes[..head].fill(0);
                }
            }
        }
        live.put_cache(&cache);
        is_there
    }),
    disk("a-file-where-the-cache-should-be", |live, _| {
        remove(&live.site.path(".bantin-cache"));
        live.site.write(".bantin-cache", b"day la tep");
        live.cache_is_blocked = true;
        true
    }),
];

/// A file that bantin published.
fn made(live: &Live, random: &mut Random) -> Option<(String, Vec<u8>)> {
    let mut files = tree(&live.public());
    files.retain(|name, _| name != MARK && !live.foreign.contains_key(name));
    one(files, random)
}

fn cached(live: &Live, random: &mut Random) -> Option<(String, Vec<u8>)> {
    one(live.cache(), random)
}

fn one(files: Tree, random: &mut Random) -> Option<(String, Vec<u8>)> {
    let at = random.below(files.len().max(1) as u64) as usize;
    files.into_iter().nth(at)
}

/// The cache of the site of the goldens.
fn foreign_cache() -> &'static Tree {
    static CACHE: OnceLock<Tree> = OnceLock::new();
    CACHE.get_or_init(|| {
        let site = SiteTest::copy_of(&project("tests/fixtures/full/site"));
        site.build().expect_code(0).done();
        tree(&site.path(".bantin-cache"))
    })
}
