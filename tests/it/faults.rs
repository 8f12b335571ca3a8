//! What a machine may do to a build: a full disk, a disk that may only be read, another file system, files that vanish
//! while they are read. The published site stays whole, content stays as it is, and the message says what to do.
//!
//! A small disk is a file system in memory that is mounted in a name space of its own, which goes with its process.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::support::*;

const ONE: &str = "//- content/bulletins/a.md\n---\ntitle: Bài\ndate: 11/10/2021\nunit: xa-mau\n---\nNội dung.\n";

/// Runs a script of `sh` where `$DISK` is an empty file system of `size` and `$BANTIN` the program.
fn on_small_disk(site: &SiteTest, size: &str, script: &str) -> Run {
    let disk = site.path("disk");
    fs::create_dir_all(&disk).expect("a folder can be made");
    let script = format!("set -e; mount -t tmpfs -o size={size} none \"$DISK\"; {script}");
    let run = |options: &[&str]| {
        let mut command = Command::new("unshare");
        command.args(options).args(["sh", "-c", &script]).current_dir(site.folder()).stdin(Stdio::null());
        command.env("DISK", &disk).env("BANTIN", env!("CARGO_BIN_EXE_bantin")).env("LC_ALL", "vi_VN.UTF-8");
        Run::of(command.output().expect("`unshare` of util-linux starts"), site.folder())
    };
    // As root a name space of mounts is enough; others need one of users, too.
    let is_root = fs::metadata("/proc/self").is_ok_and(|about| std::os::unix::fs::MetadataExt::uid(&about) == 0);
    if is_root { run(&["--mount"]) } else { run(&["--mount", "--map-root-user"]) }
}

/// The lines between `name>` and the next such mark, of what a script printed.
fn part<'a>(run: &'a Run, name: &str) -> &'a str {
    let (_, rest) = run.stdout.split_once(&format!("{name}>\n")).unwrap_or_else(|| panic!("no {name}: {run:?}"));
    rest.split("\n<").next().unwrap_or(rest)
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_published_site() {
    let site = SiteTest::small(ONE);
    let script = "\
cp -r content \"$DISK\"; cd \"$DISK\"
\"$BANTIN\" build --date 2026-11-22 --quiet
sum() { (cd \"$1\" && find . -type f | sort | xargs sha256sum | sha256sum); }
before=$(sum public); content=$(sum content)
head -c 3000000 /dev/zero > filler
dd if=/dev/urandom of=content/bulletins/tep.bin bs=1000 count=900 2>/dev/null
mkdir -p content/static; mv content/bulletins/tep.bin content/static/
rest=$(df --output=avail -k . | tail -1); head -c $(( (rest - 700) * 1024 )) /dev/zero >> filler
echo 'full>'; \"$BANTIN\" build --date 2026-11-22 2>&1 && echo built || echo \"code $?\"; echo '<'
test \"$before\" = \"$(sum public)\" && echo site-is-whole
rm content/static/tep.bin; test \"$content\" = \"$(sum content)\" && echo content-is-whole
ls -A
rm filler
\"$BANTIN\" build --date 2026-11-22 --quiet && test \"$before\" = \"$(sum public)\" && echo works-again
";
    let run = on_small_disk(&site, "6m", script);
    let full = part(&run, "full");
    assert!(full.contains("ổ đĩa đã đầy; xóa bớt tệp rồi chạy lại") && full.contains("code 2"), "{run:?}");
    for word in ["site-is-whole", "content-is-whole", "works-again"] {
        assert!(run.stdout.contains(word), "{word}: {run:?}");
    }
    assert!(!run.stdout.contains(".public.bantin-new"), "what was begun is taken away: {run:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_site_on_a_disk_that_may_only_be_read_is_published_elsewhere() {
    let site = SiteTest::small(ONE);
    let script = "\
cp -r content \"$DISK\"; mount -o remount,ro \"$DISK\"
echo 'inside>'; \"$BANTIN\" build --date 2026-11-22 --site \"$DISK\" 2>&1 && echo built || echo \"code $?\"; echo '<'
echo 'outside>'; \"$BANTIN\" build --date 2026-11-22 --site \"$DISK\" --output out 2>&1 && echo built || echo \"code $?\"
echo '<'; test -s out/index.html && echo there
";
    let run = on_small_disk(&site, "6m", script);
    let inside = part(&run, "inside");
    assert!(inside.contains("ổ đĩa chỉ cho đọc; chọn chỗ ghi khác") && inside.contains("code 2"), "{run:?}");
    let outside = part(&run, "outside");
    assert!(outside.contains("built") && outside.contains("không ghi được danh sách địa chỉ"), "{run:?}");
    assert!(run.stdout.contains("there"), "{run:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn the_output_may_lie_on_another_file_system() {
    let site = SiteTest::small(ONE);
    let script = "\
build() { \"$BANTIN\" build --date 2026-11-22 --quiet --output \"$1\"; }
build \"$DISK/public\"; build plain; diff -r plain \"$DISK/public\"
ln -s \"$DISK/linked\" linked; mkdir \"$DISK/linked\"; build linked; test -L linked; diff -r plain linked/
sed -i s/Nội/Khác/ content/bulletins/a.md
build \"$DISK/public\"; build plain; build linked; diff -r plain \"$DISK/public\"; diff -r plain linked/
grep -q Khác plain/tin/2021/10/a.html && echo same
ls -A \"$DISK\"
";
    let run = on_small_disk(&site, "20m", script).expect_code(0);
    assert!(run.stdout.starts_with("same\n"), "{run:?}");
    assert!(!run.stdout.contains(".bantin-new") && !run.stdout.contains(".bantin-old"), "{run:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_list_of_addresses_that_could_not_be_written_is_tried_again() {
    let site = SiteTest::small(ONE);
    // A file that something is mounted on can be written, but not exchanged.
    let script = "\
build() { \"$BANTIN\" build --date 2026-11-22 2>&1; }
build >/dev/null; mount --bind addresses.lock addresses.lock
printf -- '---\\ntitle: Trang\\n---\\nA.\\n' > content/pages-moi.md; mkdir -p content/pages; mv content/pages-moi.md content/pages/moi.md
echo 'first>'; build; echo '<'; echo 'second>'; build; echo '<'
umount addresses.lock; build >/dev/null; grep -c moi.html addresses.lock
";
    let run = on_small_disk(&site, "1m", script).expect_code(0);
    for name in ["first", "second"] {
        assert!(part(&run, name).contains("không ghi được danh sách địa chỉ"), "{name}: {run:?}");
    }
    assert!(run.stdout.ends_with("1\n"), "{run:?}");
}

/// How often the site is built while files of it come and go.
const ROUNDS: usize = 40;

/// Ends what goes on beside a test, also when the test fails.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn files_that_vanish_while_they_are_read_harm_nothing() {
    let site = SiteTest::small(ONE);
    site.build().expect_code(0).done();
    let stop = AtomicBool::new(false);
    let mut ended: BTreeMap<Option<i32>, usize> = BTreeMap::new();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut round = 0;
            while !stop.load(Ordering::Relaxed) {
                round += 1;
                for index in 0..30 {
                    let folder = format!("content/static/tep/{}", index % 3);
                    site.write(&format!("{folder}/{index}.txt"), format!("{round} {index}").repeat(500).as_bytes());
                }
                // Whole folders go, as when somebody moves them.
                let _ = fs::remove_dir_all(site.path("content/static/tep"));
            }
        });
        let _ends = Ends(&stop);
        for round in 0..ROUNDS {
            let run = site.build();
            let is_told = match run.code {
                Some(0) => true,
                // Either the reading or the copying misses a file; both say which and why.
                Some(1 | 2) => run.stderr.contains("content/static/") || run.stderr.contains("tep/"),
                _ => false,
            };
            *ended.entry(run.code).or_default() += 1;
            let said = run.stderr.clone();
            run.done();
            assert!(is_told, "round {round}: {said}");
            assert_eq!(manifest_faults(&site.output()), Vec::<String>::new(), "round {round}: {said}");
        }
    });
    assert_eq!(ended.values().sum::<usize>(), ROUNDS);
    let _ = fs::remove_dir_all(site.path("content/static"));
    site.build().expect_code(0).done();
}
