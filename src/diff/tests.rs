//! Two small sites, and what is told of the change from one to the other.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::page::Parsed;
use super::*;
use crate::source::Lang;
use crate::text;

type Site = Vec<(&'static str, String)>;

struct Pair {
    folder: TempDir,
}

impl Pair {
    fn new(old: &Site, new: &Site) -> Self {
        let pair = Self { folder: TempDir::new().expect("a folder can be made") };
        for (name, site) in [("old", old), ("new", new)] {
            for (path, text) in site {
                let file = pair.path(name).join(path);
                fs::create_dir_all(file.parent().expect("a folder")).expect("a folder can be made");
                fs::write(file, text).expect("a file can be written");
            }
        }
        pair
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn compare(&self) -> Changes {
        compare(&self.path("old"), &self.path("new")).expect("both can be read")
    }
}

const NEWS: &str = "tin/2021/10/a.html";

fn page(title: &str, main: &str) -> String {
    framed(title, main, "Chân trang")
}

fn framed(title: &str, main: &str, foot: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>{title}</title><link rel=\"stylesheet\" href=\"theme/style.css\"></head>\
         <body><header>Trình đơn</header><main><h1>{title}</h1>{main}</main><footer>{foot}</footer></body></html>"
    )
}

fn changed(old: &str, new: &str) -> Changes {
    Pair::new(&vec![(NEWS, old.to_owned())], &vec![(NEWS, new.to_owned())]).compare()
}

/// The lines that go and come, as text.
fn lines(hunks: &[Hunk]) -> Vec<String> {
    let lines = hunks.iter().flatten().filter(|line| line.change != Change::Same);
    let sign = |change| if change == Change::Gone { '-' } else { '+' };
    lines.map(|line| format!("{}{:?} {}", sign(line.change), line.kind, line.text)).collect()
}

#[test]
fn changed_words_are_told_with_the_line_before() {
    let old = page("Bài", "<p>Một.</p><p>Hai <b>chữ</b>.</p><p>Ba.</p>");
    let changes = changed(&old, &old.replace("Hai", "Bốn"));
    let [page] = changes.changed.as_slice() else { panic!("{changes:?}") };
    assert_eq!((page.page.kind, page.page.title.as_str()), (PageKind::Bulletin, "Bài"));
    assert_eq!(lines(&page.hunks), ["-Text Hai chữ.", "+Text Bốn chữ."]);
    assert_eq!(page.hunks[0][0].text, "Một.");
    assert!(changes.around.is_empty() && changes.unseen.is_empty());
}

#[test]
fn a_link_that_leads_elsewhere_under_the_same_words_is_a_change() {
    let old = page("Bài", "<p>Nộp hồ sơ <a href=\"https://dichvucong.gov.vn/\">tại đây</a>.</p>");
    let changes = changed(&old, &old.replace("dichvucong.gov.vn", "ca-cuoc.example"));
    let expected = ["-Target https://dichvucong.gov.vn/", "+Target https://ca-cuoc.example/"];
    assert_eq!(lines(&changes.changed[0].hunks), expected);
}

/// Whatever leads a reader away, runs, or replaces a picture must not count as layout.
#[test]
fn nothing_that_acts_on_readers_is_layout() {
    let main = "<p class=\"a\">Một.</p><img src=\"a.png\" alt=\"Ảnh\">";
    let old = page("Bài", main);
    for (from, to) in [
        ("<p class=\"a\">", "<p onclick=\"x()\">"),
        ("<img", "<script>location='https://x.example'</script><img"),
        ("<img", "<iframe src=\"https://x.example\"></iframe><img"),
        ("<img", "<iframe srcdoc=\"<b>x</b>\"></iframe><img"),
        ("<img", "<object data=\"https://x.example\"></object><img"),
        ("<img", "<form action=\"https://x.example\"></form><img"),
        ("<img", "<svg><a xlink:href=\"https://x.example\"></a></svg><img"),
        ("a.png", "b.png"),
        ("<img", "<img srcset=\"https://x.example/a.png 2x\""),
        ("Ảnh", "Khác"),
        ("<img", "<input type=\"submit\" value=\"Đặt cược\"><img"),
        ("<p class", "<p hidden>cá cược</p><p class"),
        ("<title>Bài", "<title>Cá cược"),
        ("<head>", "<head><meta name=\"description\" content=\"Cá cược\">"),
    ] {
        let changes = changed(&old, &old.replace(from, to));
        assert_eq!(changes.changed.len(), 1, "{to}: {changes:?}");
    }
    for (from, to) in [
        ("<head>", "<head><base href=\"https://x.example/\">"),
        ("<head>", "<head><script src=\"https://x.example/a.js\"></script>"),
        ("<head>", "<head><script>location='https://x.example'</script>"),
        ("<footer>", "<footer><a href=\"https://x.example\"></a>"),
        ("<main>", "<div>Cá cược</div><main>"),
        ("theme/style.css", "https://x.example/style.css"),
    ] {
        let changes = changed(&old, &old.replace(from, to));
        assert_eq!(changes.around.len(), 1, "{to}: {changes:?}");
    }
    // Told apart, since no browser shows a page with it.
    let changes =
        changed(&old, &old.replace("<head>", "<head><meta http-equiv=\"refresh\" content=\"0; url=/x.html\">"));
    assert_eq!(changes.moved.iter().map(|moved| moved.to.as_str()).collect::<Vec<_>>(), ["/x.html"]);
}

#[test]
fn layout_alone_is_told_as_such() {
    let old = page("Bài", "<p>Một  hai.</p>");
    let new = old.replace("<p>", "<p class=\"lead\" id=\"x\">").replace("Một  hai", "Một&nbsp;\nhai");
    let new = new.replace("</head>", "<style>p{}</style><script type=\"application/ld+json\">{}</script></head>");
    let changes = changed(&old, &new);
    assert_eq!(
        (changes.unseen.as_slice(), changes.changed.len(), changes.around.len()),
        ([NEWS.to_owned()].as_slice(), 0, 0)
    );
}

/// One word in the foot of ten thousand pages is one thing to look at; what was added to a single page is another.
#[test]
fn the_same_change_around_many_pages_is_told_once() {
    let names = ["index.html", "tin/2021/10/a.html", "tin/2021/10/b.html", "van-ban/xa/2021/x.html"];
    let site = |foot: &str| -> Site {
        names
            .iter()
            .map(|name| {
                let up = "../".repeat(name.matches('/').count());
                let own = format!("<a href=\"{up}gioi-thieu.html\">x</a><a href=\"https://example.org/{name}\">y</a>");
                (*name, framed(name, "<p>x</p>", &format!("{own}<p>{foot}</p>")))
            })
            .collect()
    };
    let old = site("Cũ");
    let mut new: Site = old.iter().map(|(name, text)| (*name, text.replace("example.org", "example.net"))).collect();
    new.iter_mut().for_each(|(_, text)| *text = text.replace("Cũ", "Mới"));
    new[1].1 = new[1].1.replace("<footer>", "<footer><p>Cá cược</p>");
    let changes = Pair::new(&old, &new).compare();
    let groups: Vec<usize> = changes.around.iter().map(|group| group.pages.len()).collect();
    assert_eq!(groups, [1, 3], "{:?}", changes.around);
    assert!(lines(&changes.around[0].hunks).contains(&"+Text Cá cược".to_owned()));
    let words = lines(&changes.around[1].hunks);
    assert_eq!(
        words,
        ["-Target https://example.org/…", "-Text Cũ", "+Target https://example.net/…", "+Text Mới"].map(str::to_owned)
    );
}

#[test]
fn what_goes_and_what_comes_is_told_with_its_title() {
    let old: Site = vec![(NEWS, page("Bài cũ", "")), ("van-ban/xa/2021/x.html", page("Quyết định", ""))];
    let new: Site = vec![
        ("van-ban/xa/2021/x.html", page("Quyết định", "")),
        ("tin/2021/11/b.html", page("Bài mới &amp; hay", "")),
        ("cu.html", "<meta http-equiv=refresh content=\"0; url=tin/2021/11/b.html\">".to_owned()),
    ];
    let pair = Pair::new(&old, &new);
    let changes = pair.compare();
    let titles = |pages: &[Page]| pages.iter().map(|page| page.title.clone()).collect::<Vec<_>>();
    assert_eq!(
        (titles(&changes.gone), titles(&changes.new)),
        (vec!["Bài cũ".to_owned()], vec!["Bài mới & hay".to_owned()])
    );
    assert_eq!((changes.redirects, changes.same_pages), (1, 1));
    assert!(human(&changes, Lang::Vi).starts_with(
        "Số trang: 1 bị gỡ, 1 mới, 1 địa chỉ mới chỉ dẫn sang trang khác, 1 giữ nguyên.\n\n!!! Người đọc sẽ không mở được nữa (1)\n"
    ));
    let first = compare(&pair.path("nothing"), &pair.path("new")).expect("both can be read");
    assert!(first.is_first && first.new.len() == 2 && first.gone.is_empty());
    assert!(matches!(compare(&pair.path("old"), &pair.path("nothing")), Err(DiffError::NoSite(_))));
    assert!(matches!(compare(&pair.path("old/tin/2021/10/a.html"), &pair.path("new")), Err(DiffError::NoSite(_))));
}

#[test]
fn other_files_are_told_by_kind() {
    let kinds = [
        ("tin/2021/10/a/quyet-dinh.pdf", FileKind::Attachment),
        ("tin/2021/10/a/bang.xlsx", FileKind::Attachment),
        ("tin/2021/10/a/anh.jpg", FileKind::Image),
        ("tin/2021/10/a.json", FileKind::Data),
        ("chi-tieu/chi-tieu.csv", FileKind::Data),
        ("chi-tieu/loc/tat-ca.0.js", FileKind::Search),
        ("tim-kiem/0/c.js", FileKind::Search),
        ("theme/style.css", FileKind::Theme),
        ("feed.json", FileKind::Feed),
        ("sitemap.xml", FileKind::Feed),
        (".htaccess", FileKind::Unknown),
        ("x.php", FileKind::Unknown),
        ("x.js", FileKind::Unknown),
    ];
    let site = |text: &str| -> Site { kinds.iter().map(|(path, _)| (*path, text.to_owned())).collect() };
    let (mut old, new) = (site("1"), site("2"));
    old.push(("tin/2021/10/a/cu.pdf", "x".to_owned()));
    old.push(("manifest.json", "1".to_owned()));
    let changes = Pair::new(&old, &new).compare();
    for (path, kind) in kinds {
        let files = changes.files.iter().find(|files| files.kind == kind).expect("a list of that kind");
        assert!(files.changed.iter().any(|name| name == path), "{path}: {files:?}");
    }
    assert_eq!(changes.lost().collect::<Vec<_>>(), ["tin/2021/10/a/cu.pdf"]);
    assert!(Pair::new(&new, &new).compare().is_none());
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let site: Site = vec![(NEWS, page("Bài", "")), ("x.html", page("X", ""))];
    let pair = Pair::new(&site, &site);
    fs::remove_file(pair.path("new").join(NEWS)).expect("removed");
    std::os::unix::fs::symlink(pair.path("old").join(NEWS), pair.path("new").join(NEWS)).expect("linked");
    let changes = pair.compare();
    let [page] = changes.changed.as_slice() else { panic!("{changes:?}") };
    assert!(page.hunks.is_empty() && human(&changes, Lang::Vi).contains("không đọc được thành trang"));
}

/// Whatever stands in a page: no terminal is steered, no markup of it stays markup.
#[test]
fn hostile_pages_are_only_shown() {
    let words = "<p>\u{1b}[2J\u{202e}moc &lt;script&gt;alert(1)&lt;/script&gt; &amp;lt; \"'</p>";
    let hostile = "</del></div><script>alert(2)</script>";
    let old: Site = vec![(NEWS, page("Bài", "<p>x</p>")), ("a\u{1b}[1m<b>.html", page("X", ""))];
    let title = format!("Bài &lt;img src=x&gt;{}", "\u{1b}]0;x\u{7}");
    let new: Site = vec![(NEWS, page(&title, &format!("{words}{hostile}")))];
    let changes = Pair::new(&old, &new).compare();
    let text = human(&changes, Lang::Vi);
    assert!(!text.contains(|c: char| c != '\n' && text::steers(c)), "{text:?}");
    let sheet = html(&changes, "<i>", Lang::Vi);
    for forbidden in ["<script", "<img", "<i>", "<b>", "href=", "src=x>", "\u{1b}", "\u{202e}", "url("] {
        assert!(!sheet.contains(forbidden), "{forbidden} in {sheet}");
    }
    // As the browser reads it, everything that was shown is text of the page.
    let read = Parsed::read(&sheet, "x.html").expect("a page");
    let scripts = read.main.iter().chain(&read.around).filter(|line| line.kind != LineKind::Text);
    assert_eq!(scripts.map(|line| &*line.text).collect::<Vec<_>>(), ["… – <i>"]);
    assert!(read.main.iter().any(|line| line.text.contains("<script>alert(1)</script>")), "{read:?}");
}

#[test]
fn long_lines_are_cut_and_still_told_apart() {
    let script = |end: &str| page("Bài", &format!("<script>{}{end}</script>", "x".repeat(5000)));
    let changes = changed(&script("1"), &script("2"));
    let found = lines(&changes.changed[0].hunks);
    assert_eq!(found.len(), 2);
    assert!(found[0][1..] != found[1][1..] && found[0].len() < 1200, "{found:?}");
    let long = "Câu thứ nhất của đoạn dài. ".repeat(20);
    let changes = changed(&page("Bài", &format!("<p>{long}Cũ.</p>")), &page("Bài", &format!("<p>{long}Mới.</p>")));
    assert_eq!(lines(&changes.changed[0].hunks), ["-Text Cũ.", "+Text Mới."]);
}
