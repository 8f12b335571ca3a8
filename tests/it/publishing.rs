//! What lies on disk while and after a site is published: whatever happens to a build, readers have the old site or the
//! new one as a whole, and nothing that bantin did not make is lost.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::support::*;

const ONE: &str = "//- content/bulletins/a.md\n---\ntitle: Bài\ndate: 11/10/2021\nunit: xa-mau\n---\nNội dung.\n";

#[test]
fn a_folder_with_files_of_others_is_refused() {
    let site = SiteTest::small(ONE).file("public/anh.txt", b"cua toi");
    site.build()
        .expect_stderr(
            "bantin: không chạy được: $SITE/public có những tệp không do bantin tạo ra nên không ghi gì vào đó; \
             chọn thư mục khác bằng --output, hoặc làm rỗng thư mục này\n",
        )
        .expect_code(2)
        .done();
    assert_eq!(site.output().into_keys().collect::<Vec<_>>(), ["anh.txt"]);
    assert_no_leftovers(&site);
}

#[test]
fn an_empty_folder_and_a_new_one_are_taken() {
    let site = SiteTest::small(ONE);
    fs::create_dir(site.path("public")).expect("a folder");
    site.build().expect_code(0).done();
    site.run(&["build", "--date", TODAY, "--output", "a/b/c"]).expect_code(0).done();
    assert!(site.path("a/b/c/index.html").exists());
}

#[test]
fn the_folder_of_the_content_is_no_place_for_pages() {
    let site = SiteTest::small(ONE);
    let before = read_tree(&site.path("content"));
    for output in [".", "content", "content/public", "content/bulletins"] {
        let run = site.run(&["build", "--date", TODAY, "--output", output]).expect_code(2);
        assert!(run.stderr.contains("chọn thư mục khác bằng --output"), "{output}: {}", run.stderr);
    }
    assert_eq!(differences(&before, &read_tree(&site.path("content"))), Vec::<String>::new());
}

#[test]
fn what_a_person_put_into_the_site_stays_and_what_bantin_made_goes() {
    let site = SiteTest::small(&format!("{ONE}{}", ONE.replace("/a.md", "/b.md")));
    site.build().expect_code(0).done();
    site.write("public/google123.html", b"xac minh");
    site.write("public/anh/le-hoi.jpg", b"anh");
    fs::remove_file(site.path("content/bulletins/b.md")).expect("the file is there");
    site.run(&["build", "--date", TODAY, "--accept-removals"]).expect_code(0).done();
    assert_eq!(site.output_file("google123.html"), "xac minh");
    assert_eq!(site.output_file("anh/le-hoi.jpg"), "anh");
    assert!(!site.path("public/tin/2021/10/b.json").exists());
    // A second build must not take them for its own.
    site.build().expect_code(0).done();
    assert_eq!(site.output_file("google123.html"), "xac minh");
    assert_no_leftovers(&site);
}

#[test]
fn a_manifest_that_was_cut_costs_nobody_a_file() {
    let site = SiteTest::small(ONE);
    site.build().expect_code(0).done();
    site.write("public/cua-toi.txt", b"giu lai");
    let manifest = fs::read(site.path("public/manifest.json")).expect("the manifest");
    let cut = |site: &SiteTest| site.write("public/manifest.json", &manifest[..300]);
    cut(&site);
    site.build().expect_code(0).done();
    assert_eq!(site.output_file("cua-toi.txt"), "giu lai", "the last build's own list tells whose the file is");
    cut(&site);
    fs::remove_dir_all(site.path(".bantin-cache")).expect("the cache");
    let run = site.build().expect_code(2);
    assert!(run.stderr.contains("không do bantin tạo ra"), "{run:?}");
    assert_eq!(site.output_file("cua-toi.txt"), "giu lai");
}

/// The manifest is the last of all files, and as much known to the next build as they are.
#[test]
fn a_manifest_that_somebody_changed_is_made_anew() {
    let site = SiteTest::small(ONE);
    site.build().expect_code(0).done();
    let manifest = fs::read(site.path("public/manifest.json")).expect("the manifest");
    site.write("public/manifest.json", &[&manifest[..], b"\n"].concat());
    site.build().expect_code(0).done();
    assert!(fs::read(site.path("public/manifest.json")).expect("the manifest") == manifest);
}

#[test]
fn a_file_of_somebody_in_the_way_is_kept_and_told() {
    let site = SiteTest::small(ONE);
    site.build().expect_code(0).done();
    site.write("public/moi.html", b"cua toi");
    site.write("public/khac.html/a.txt", b"cua toi");
    site.write("content/pages/moi.md", "---\ntitle: Mới\n---\nA.\n".as_bytes());
    site.write("content/pages/khac.md", "---\ntitle: Khác\n---\nA.\n".as_bytes());
    let run = site.build().expect_code(0);
    for words in ["moi.html do người khác đặt vào", "moi.html.bantin-old", "khac.html.bantin-old/a.txt"] {
        assert!(run.stderr.contains(words), "{words}: {run:?}");
    }
    assert!(site.output_file("moi.html").contains("<h1>Mới</h1>"));
    assert_eq!(site.output_file("moi.html.bantin-old"), "cua toi");
    assert_eq!(site.output_file("khac.html.bantin-old/a.txt"), "cua toi");
}

#[cfg(unix)]
#[test]
fn a_link_to_the_published_folder_stays_a_link() {
    let site = SiteTest::small(ONE);
    fs::create_dir(site.path("www")).expect("a folder");
    std::os::unix::fs::symlink(site.path("www"), site.path("public")).expect("a link");
    for _ in 0..2 {
        site.build().expect_code(0).done();
        assert!(site.path("public").is_symlink());
        assert!(site.path("www/index.html").exists());
    }
}

#[test]
fn a_file_in_the_way_is_named() {
    let site = SiteTest::small(ONE).file("public", b"khong phai thu muc");
    site.build().expect_stderr("bantin: không chạy được: $SITE/public không phải là thư mục\n").expect_code(2).done();
    let run = site.run(&["build", "--date", TODAY, "--output", "public/sau"]).expect_code(2);
    assert!(run.stderr.contains("public"), "{}", run.stderr);
    assert_eq!(fs::read(site.path("public")).expect("still there"), b"khong phai thu muc");
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let site = SiteTest::small(ONE);
    let locked = site.path("khoa");
    fs::create_dir(&locked).expect("a folder");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).expect("rights can be taken");
    let is_almighty = fs::write(locked.join("thu"), b"").is_ok();
    let run = site.run(&["build", "--date", TODAY, "--output", "khoa/public"]);
    if is_almighty {
        // Rights do not bind root: the build must then work, and `a_file_in_the_way_is_named` covers the message.
        run.expect_code(0).done();
        assert!(locked.join("public/index.html").exists());
    } else {
        let run = run.expect_code(2);
        assert!(run.stderr.starts_with("bantin: không chạy được: ") && run.stderr.contains("khoa"), "{}", run.stderr);
    }
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).expect("rights can be given back");
}

#[test]
fn a_lock_that_nobody_holds_blocks_nobody() {
    let site = SiteTest::small(ONE).file(".public.bantin-lock", b"12345\n");
    site.build().expect_code(0).done();
    assert_no_leftovers(&site);
}

#[test]
fn a_lock_that_somebody_holds_is_told() {
    let site = SiteTest::small(ONE);
    site.build().expect_code(0).done();
    let before = site.output();
    site.write("content/bulletins/b2.md", b"---\ntitle: Hai\ndate: 2/1/2021\nunit: xa-mau\n---\nX\n");
    let lock = fs::File::create(site.path(".public.bantin-lock")).expect("the lock can be made");
    lock.lock().expect("nobody else has it");
    site.build()
        .expect_stderr("bantin: không chạy được: một lần dựng khác đang ghi vào $SITE/public; hãy đợi cho xong\n")
        .expect_code(2)
        .done();
    assert_eq!(differences(&before, &site.output()), Vec::<String>::new());
    drop(lock);
    site.build().expect_code(0).done();
}

#[test]
fn of_builds_at_once_one_wins_and_nothing_breaks() {
    let site = SiteTest::small(&many(60, "một"));
    let children: Vec<_> = (0..4)
        .map(|_| {
            let mut command = site.command(&["build", "--date", TODAY]);
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts")
        })
        .collect();
    let mut won = 0;
    for child in children {
        let output = child.wait_with_output().expect("the program ends");
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        match output.status.code() {
            Some(0) => won += 1,
            Some(2) => assert!(text.contains("một lần dựng khác đang ghi vào"), "{text}"),
            other => panic!("ended with {other:?}: {text}"),
        }
    }
    assert!(won >= 1, "one of them must win");
    assert_eq!(manifest_faults(&site.output()), Vec::<String>::new());
    site.build().expect_code(0).done();
    assert_no_leftovers(&site);
}

/// Small bulletins, spread over a year.
fn many(count: usize, word: &str) -> String {
    let bulletin = |index: usize| {
        let (month, day) = (index / 28 % 12 + 1, index % 28 + 1);
        format!(
            "//- content/bulletins/b{index}.md\n---\ntitle: Bài {index} {word}\ndate: {day}/{month}/2021\nunit: xa-mau\n---\n{word}\n"
        )
    };
    (0..count).map(bulletin).collect()
}

/// Nothing may lie beside the site when no build is running but the lock, which two builds must find in one place.
fn assert_no_leftovers(site: &SiteTest) {
    let names = fs::read_dir(site.folder()).expect("the folder can be read").flatten().map(|entry| entry.file_name());
    let left: Vec<_> = names
        .filter(|name| {
            name.to_string_lossy().contains("bantin")
                && ![".public.bantin-lock", ".bantin-cache"].iter().any(|kept| name == kept)
        })
        .collect();
    assert!(left.is_empty(), "left behind: {left:?}");
}

/// Builds that must be hit while they run; `BANTIN_KILLS` asks for more. At most four times as many are started for it.
fn kills() -> usize {
    std::env::var("BANTIN_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(60)
}

/// About 500 files, as a site of some 300 bulletins has; most are copied, so that a round stays short.
const BULLETINS: usize = 30;
const FILES: usize = 300;

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let mut site = SiteTest::small(&many(BULLETINS, "một"));
    for index in 0..FILES {
        let text = format!("Tệp {index}\n").repeat(200);
        site = site.file(&format!("content/static/tep/{}/{index}.txt", index % 20), text.as_bytes());
    }
    let start = Instant::now();
    site.build().expect_code(0).done();
    let mut usual = start.elapsed();
    let first = site.output();
    let mut known: BTreeMap<Vec<u8>, usize> = BTreeMap::from([(first["manifest.json"].clone(), first.len())]);
    let mut random = Random(20_261_122);
    let (mut round, mut killed) = (0, 0);
    let (wanted, most) = (kills(), kills() * 4);
    while killed < wanted {
        round += 1;
        assert!(round <= most, "only {killed} of {most} builds were hit while they ran");
        // Every round has a new site to publish, so that old and new can be told apart.
        let text = format!("---\ntitle: Bài {round}\ndate: 1/1/2021\nunit: xa-mau\n---\n{round}\n");
        site.write("content/bulletins/b0.md", text.as_bytes());
        // Half of the kills fall on the end, where the folders change places.
        let percent = if round % 2 == 0 { random.below(100) } else { 75 + random.below(40) };
        killed += usize::from(build_and_kill(&site, &mut usual, percent as u32));
        let manifest = fs::read(site.path("public/manifest.json"));
        let manifest = manifest.unwrap_or_else(|error| panic!("round {round}: {error}"));
        // Whether all bytes are right is looked at now and then; that no file is missing, every time.
        if round % 8 == 7 || !known.contains_key(&manifest) {
            let files = site.output();
            assert_eq!(manifest_faults(&files), Vec::<String>::new(), "round {round}");
            known.insert(manifest, files.len());
        } else {
            assert_eq!(known[&manifest], count_files(&site.path("public")), "round {round}: the site is not whole");
        }
    }
    site.build().expect_code(0).done();
    assert_eq!(manifest_faults(&site.output()), Vec::<String>::new());
    assert!(site.output_file("tin/2021/01/b0.html").contains(&format!("Bài {round}")));
    assert_no_leftovers(&site);
}

/// Starts a build and kills it after `percent` of the usual time, which is learnt on the way: other work on the machine
/// comes and goes. Says whether the build was still running.
fn build_and_kill(site: &SiteTest, usual: &mut Duration, percent: u32) -> bool {
    let mut command = site.command(&["build", "--quiet", "--date", TODAY]);
    let mut child = command.stderr(Stdio::null()).spawn().expect("the program starts");
    let start = Instant::now();
    let moment = *usual * percent / 100;
    while start.elapsed() < moment {
        if let Some(status) = child.try_wait().expect("its state is known") {
            assert!(status.success(), "a build after a killed one must work");
            *usual = start.elapsed();
            return false;
        }
        std::thread::sleep(Duration::from_micros(500));
    }
    child.kill().expect("the program can be killed");
    let was_running = !child.wait().expect("the program ends").success();
    if was_running {
        *usual = (*usual).max(moment);
    }
    was_running
}

fn count_files(folder: &Path) -> usize {
    walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file()).count()
}

/// A build that was killed between the two steps of an exchange without the system's help.
#[test]
fn a_site_that_was_put_aside_comes_back() {
    let site = SiteTest::small(ONE);
    site.build().expect_code(0).done();
    site.write("public/cua-toi.txt", b"giu lai");
    fs::rename(site.path("public"), site.path(".public.bantin-old")).expect("the site can be moved");
    fs::create_dir(site.path(".public.bantin-new")).expect("a stage");
    site.build().expect_code(0).done();
    assert_eq!(site.output_file("cua-toi.txt"), "giu lai");
    assert_no_leftovers(&site);
}
