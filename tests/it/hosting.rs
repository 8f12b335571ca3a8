//! `hosting`: the settings that are written for each server, the packed forms, and what may not take their names. Real
//! servers read the same settings in `tests/browser/servers.test.mjs`.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::GzDecoder;
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::support::*;

const ALL: [&str; 5] = ["nginx.conf", ".htaccess", "web.config", "_headers", "_redirects"];

/// A page with `aliases`, and settings with `hosting`; `more` goes into `site.yaml`.
fn site(hosting: &str, more: &str, aliases: &[&str]) -> SiteTest {
    let aliases: String = aliases.iter().map(|alias| format!("  - {}\n", serde_json::json!(alias))).collect();
    SiteTest::small(&format!(
        "//- content/site.yaml\nformat: 1\ntitle: Trang thử\n{more}hosting: {hosting}\n\
         //- content/pages/moi.md\n---\ntitle: Trang mới\naliases:\n{aliases}---\n{}\n",
        "Trang này đã chuyển địa chỉ. ".repeat(50),
    ))
}

fn built(hosting: &str, more: &str, aliases: &[&str]) -> SiteTest {
    let site = site(hosting, more, aliases);
    site.build().expect_code(0).done();
    site
}

fn lines_with<'a>(text: &'a str, part: &str) -> Vec<&'a str> {
    text.lines().map(str::trim).filter(|line| line.contains(part)).collect()
}

#[test]
fn nothing_is_written_unless_asked_for() {
    let site = SiteTest::small("//- content/static/.htaccess\nOptions -Indexes\n");
    site.build().expect_code(0).done();
    let output = site.output();
    assert_eq!(output[".htaccess"], b"Options -Indexes\n");
    assert!(!output.keys().any(|name| *name != ".htaccess" && ALL.contains(&name.as_str()) || name.ends_with(".gz")));
}

#[test]
fn each_form_names_its_servers() {
    let cases: [(&str, &[&str]); 5] = [
        ("nginx", &["nginx.conf"]),
        ("Apache", &[".htaccess"]),
        ("[iis, cloudflare]", &["web.config", "_headers", "_redirects"]),
        ("{servers: nginx}", &["nginx.conf"]),
        ("{servers: [nginx, apache, iis, netlify], precompress: }", &ALL),
    ];
    for (hosting, expected) in cases {
        let output = built(hosting, "", &["cu.html"]).output();
        for name in ALL {
            assert_eq!(output.contains_key(name), expected.contains(&name), "{hosting}: {name}");
        }
        assert_eq!(manifest_faults(&output), Vec::<String>::new(), "{hosting}");
    }
}

#[test]
fn in_a_folder_every_address_begins_with_it() {
    let site = built("[nginx, apache, iis, netlify]", "base_url: https://example.org/a/b/\n", &["cu/", "x.html"]);
    let [nginx, apache, iis, headers, redirects] = ALL.map(|name| site.output_file(name));
    assert_eq!(
        lines_with(&nginx, "return 301"),
        [
            r#"location = "/a/b/cu" { return 301 "/a/b/moi.html"; }"#,
            r#"location = "/a/b/cu/" { return 301 "/a/b/moi.html"; }"#,
            r#"location = "/a/b/cu/index.html" { return 301 "/a/b/moi.html"; }"#,
            r#"location = "/a/b/x.html" { return 301 "/a/b/moi.html"; }"#,
        ]
    );
    assert_eq!(lines_with(&nginx, "location ^~"), [r#"location ^~ "/a/b/" {"#]);
    assert_eq!(lines_with(&nginx, "error_page"), [r#"error_page 403 404 =404 "/a/b/404.html";"#]);
    assert_eq!(
        lines_with(&apache, "RedirectMatch 301"),
        [
            r#"RedirectMatch 301 "^/a/b/cu$" "/a/b/moi.html""#,
            r#"RedirectMatch 301 "^/a/b/cu/$" "/a/b/moi.html""#,
            r#"RedirectMatch 301 "^/a/b/cu/index\\.html$" "/a/b/moi.html""#,
            r#"RedirectMatch 301 "^/a/b/x\\.html$" "/a/b/moi.html""#,
        ]
    );
    assert_eq!(lines_with(&apache, "ErrorDocument"), ["ErrorDocument 404 /a/b/404.html"]);
    assert_eq!(
        locations(&iis, "httpRedirect", "destination"),
        [("cu/index.html".to_owned(), "/a/b/moi.html".to_owned()), ("x.html".to_owned(), "/a/b/moi.html".to_owned()),]
    );
    assert!(headers.contains("\n/a/b/*\n  Content-Security-Policy: default-src 'none'; "), "{headers}");
    assert!(headers.contains("\n/a/b/tim-kiem/*\n  Cache-Control: public, max-age=31536000, immutable\n"), "{headers}");
    assert_eq!(lines_with(&redirects, "/x.html"), ["/a/b/x.html /a/b/moi.html 301!", "/a/b/x.html /a/b/moi.html 301"]);
}

/// The value of `attribute` of `element` in each `<location>` that has it, with the path of the location.
fn locations(config: &str, element: &str, attribute: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut path = String::new();
    let mut reader = Reader::from_str(config);
    loop {
        let event = match reader.read_event().expect("web.config is XML") {
            Event::Eof => return found,
            Event::Start(event) | Event::Empty(event) => event,
            _ => continue,
        };
        let value = |name: &str| {
            let attributes = event.attributes().map(|attribute| attribute.expect("an attribute"));
            let mut attributes = attributes.filter(|attribute| attribute.key.as_ref() == name);
            let attribute = attributes.next()?;
            Some(quick_xml::escape::unescape(&attribute.value).expect("known entities").into_owned())
        };
        match event.name().as_ref() {
            "location" => path = value("path").expect("a location has a path"),
            name if name == element && !path.is_empty() => {
                found.push((path.clone(), value(attribute).expect("the attribute")));
            }
            _ => {}
        }
    }
}

/// Aliases that `read_alias` takes and that mean something in the settings of one server or another.
const HOSTILE: [&str; 13] = [
    "a'; return 200; }.html",
    "b`$host` ${HOME} $1 %{ENV}.html",
    "c {d} ; e.html",
    "(f+)+[^g]{1,2}^.html",
    "h & i &amp; j.html",
    "k, l = m ~ n @ o !.html",
    "cũ/bài viết.html",
    "c%C5%A9/b%C3%A0i%20kh%C3%A1c.html",
    "50% xong.html",
    "p)$/q.html",
    "r --- s.html",
    " t .html",
    "x y/",
];

/// What a server understands of a word in quotes: a backslash escapes a quote and itself. Gives the word and the rest.
fn unquote(text: &str) -> (String, &str) {
    let mut word = String::new();
    let text = text.strip_prefix('"').unwrap_or_else(|| panic!("a word in quotes: {text}"));
    let mut letters = text.char_indices().peekable();
    while let Some((index, letter)) = letters.next() {
        match letter {
            '"' => return (word, &text[index + 1..]),
            '\\' if letters.peek().is_some_and(|(_, next)| matches!(next, '"' | '\\')) => {
                word.extend(letters.next().map(|(_, next)| next));
            }
            other => word.push(other),
        }
    }
    panic!("the quotes do not end: {text}");
}

/// The old addresses in their three forms, as a browser's request is decoded.
fn hostile_addresses() -> Vec<String> {
    let mut addresses: Vec<String> = HOSTILE[..12].iter().map(|alias| format!("/{}", alias.trim())).collect();
    addresses[7] = "/cũ/bài khác.html".to_owned();
    addresses.extend(["/x y", "/x y/", "/x y/index.html"].map(str::to_owned));
    addresses.sort();
    addresses
}

#[test]
fn old_addresses_say_nothing_but_themselves() {
    let site = built("[nginx, apache, iis, netlify]", "", &HOSTILE);
    let plain = built("[nginx, apache, iis, netlify]", "", &["cu.html"]);
    let expected = hostile_addresses();
    // Whatever the aliases, only the lines of the aliases differ.
    for (name, mark) in [("nginx.conf", "return 301"), (".htaccess", "RedirectMatch 301"), ("_headers", "\0")] {
        let others = |site: &SiteTest| {
            let text = site.output_file(name);
            text.lines().filter(|line| !line.contains(mark)).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(others(&site), others(&plain), "{name}");
    }
    let mut found: Vec<String> = Vec::new();
    let nginx = site.output_file("nginx.conf");
    for line in lines_with(&nginx, "return 301") {
        let (address, rest) = unquote(line.strip_prefix("location = ").expect("an exact location"));
        assert_eq!(rest, r#" { return 301 "/moi.html"; }"#);
        found.push(address);
    }
    found.sort();
    assert_eq!(found, expected, "nginx");
    let apache = site.output_file(".htaccess");
    let patterns = lines_with(&apache, "RedirectMatch 301").into_iter().map(|line| {
        let (pattern, rest) = unquote(line.strip_prefix("RedirectMatch 301 ").expect("a redirect"));
        assert_eq!(rest, r#" "/moi.html""#);
        pattern
    });
    let patterns: Vec<String> = patterns.collect();
    assert_eq!(patterns.len(), expected.len());
    for pattern in &patterns {
        assert!(!pattern.contains("${") && !pattern.contains("%{"), "Apache would put a value in: {pattern}");
        let pattern = fancy_regex::Regex::new(pattern).expect("a pattern");
        let matched = expected.iter().filter(|address| pattern.is_match(address).expect("it ends"));
        assert_eq!(matched.count(), 1, "{pattern}");
    }
    let moved = locations(&site.output_file("web.config"), "httpRedirect", "destination");
    let mut files: Vec<String> = moved.iter().map(|(path, _)| format!("/{path}")).collect();
    files.sort();
    let pages: Vec<&String> = expected.iter().filter(|address| address.ends_with(".html")).collect();
    assert_eq!(files.iter().collect::<Vec<_>>(), pages, "IIS");
    let redirects = site.output_file("_redirects");
    let lines: Vec<&str> = redirects.lines().filter(|line| line.contains(" 301")).collect();
    assert_eq!(lines.len(), 2 * expected.len());
    for line in lines {
        assert!(line.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' '), "{line}");
        assert!(line.split(' ').count() == 3 && !line.contains(['*', ':']), "{line}");
    }
}

#[test]
fn an_address_that_servers_cannot_be_told_is_refused() {
    for address in ["https://example.org/a$b/", "https://example.org/a/../b/", "https://example.org/%22;x/"] {
        let run = site("nginx", &format!("base_url: {address}\n"), &["cu.html"]).check().expect_code(1);
        assert!(run.stderr.contains("lỗi: không ghi được cấu hình máy chủ cho địa chỉ"), "{address}: {}", run.stderr);
    }
    let site = built("nginx", "base_url: https://example.org/c%C5%A9%20h%C6%A1n/\n", &["x.html"]);
    assert_eq!(
        lines_with(&site.output_file("nginx.conf"), "return 301"),
        [r#"location = "/cũ hơn/x.html" { return 301 "/c%C5%A9%20h%C6%A1n/moi.html"; }"#]
    );
}

#[test]
fn an_address_too_long_for_a_server_is_left_to_its_page() {
    let long = format!("{}het.html", "rat-dai/".repeat(40));
    let site = built("[nginx, apache]", "", &[&long, "ngan.html"]);
    assert_eq!(lines_with(&site.output_file("nginx.conf"), "return 301").len(), 1);
    assert_eq!(lines_with(&site.output_file(".htaccess"), "RedirectMatch 301").len(), 1);
    assert!(site.output_file(&long).contains("moi.html"));
}

#[test]
fn web_config_stays_as_small_as_iis_wants_it() {
    let aliases: Vec<String> = (0..1200).map(|number| format!("thu-muc-cu/bai-{number}.html")).collect();
    let aliases: Vec<&str> = aliases.iter().map(String::as_str).collect();
    let config = built("iis", "", &aliases).output_file("web.config");
    let moved = locations(&config, "httpRedirect", "destination").len();
    assert!(config.len() <= 250 * 1024 && (500..1200).contains(&moved), "{} bytes, {moved}", config.len());
}

#[test]
fn web_config_tells_files_apart() {
    let site = site("iis", "", &["cu.html"]).file("content/static/hinh/so do.svg", b"<svg/>");
    site.build().expect_code(0).done();
    let config = site.output_file("web.config");
    let policies = locations(&config, "add", "value");
    assert_eq!(
        policies,
        [("hinh/so do.svg".to_owned(), "default-src 'none'; style-src 'unsafe-inline'; sandbox".to_owned())]
    );
    let kept = locations(&config, "clientCache", "cacheControlCustom");
    assert!(kept.iter().any(|(path, _)| path.starts_with("theme/style.")), "{kept:?}");
    assert!(kept.iter().any(|(path, _)| path == "tim-kiem"), "{kept:?}");
}

#[test]
fn names_of_settings_belong_to_hosting() {
    site("[nginx, apache]", "", &["cu.html"])
        .file("content/static/.htaccess", b"Options -Indexes\n")
        .check()
        .expect_code(1)
        .expect_stderr(
            "lỗi: tên `.htaccess` dành cho tệp mà `hosting` trong `content/site.yaml` tạo ra [made-by-hosting]
 --> content/static/.htaccess
  = gợi ý: đổi tên hoặc xóa tệp, sửa địa chỉ trong `aliases`, hoặc bỏ máy chủ hay kiểu nén đó khỏi `hosting`
xem thêm: khai ở đây
 --> content/site.yaml:3:10
  |
3 | hosting: [nginx, apache]
  |          ^^^^^^^^^^^^^^^
1 lỗi
",
        )
        .done();
    // Of a server that is not named the name is free.
    let site = site("apache", "", &["cu.html"]).file("content/static/web.config", b"<configuration/>");
    site.build().expect_code(0).done();
    for (path, hosting) in [
        ("content/static/Web.Config", "iis"),
        ("content/static/_headers", "netlify"),
        ("content/static/nginx.conf/a.txt", "nginx"),
        ("content/static/feed.atom.gz", "{servers: nginx, precompress: gzip}"),
    ] {
        let run = self::site(hosting, "", &["cu.html"]).file(path, b"x").check().expect_code(1);
        assert!(run.stderr.contains("[made-by-hosting]"), "{path}: {}", run.stderr);
    }
    let run = self::site("nginx", "", &["nginx.conf/cu.html"]).check().expect_code(1);
    assert!(run.stderr.contains("[made-by-hosting]"), "{}", run.stderr);
}

#[test]
fn mistakes_in_the_setting_are_told() {
    let cases = [
        ("nginz", "`hosting`: không có lựa chọn `nginz`", "`nginx`"),
        ("{servers: nginx, precompress: rar}", "`precompress`: không có lựa chọn `rar`", "chọn một trong"),
        ("{precompress: gzip}", "thiếu trường `servers`", "servers: [nginx, apache]"),
        ("{servers: nginx, precompres: gzip}", "`precompres`", "`precompress`"),
    ];
    for (hosting, message, hint) in cases {
        let run = site(hosting, "", &["cu.html"]).check().expect_code(1);
        assert!(run.stderr.contains(message) && run.stderr.contains(hint), "{hosting}: {}", run.stderr);
    }
}

#[test]
fn a_packing_that_was_not_built_in_is_refused() {
    for (name, is_built) in [("gzip", true), ("brotli", cfg!(feature = "brotli")), ("zstd", cfg!(feature = "zstd"))] {
        let run = site(&format!("{{servers: nginx, precompress: {name}}}"), "", &["cu.html"]).check();
        assert_eq!(run.code, Some(if is_built { 0 } else { 1 }), "{name}: {}", run.stderr);
        let refusal = format!("bản bantin này được biên dịch không kèm `{name}` [packing-not-built]");
        assert_eq!(run.stderr.contains(&refusal), !is_built, "{name}: {}", run.stderr);
    }
}

#[test]
fn settings_made_by_hand_are_kept_beside_the_new_ones() {
    let site = SiteTest::small("");
    site.build().expect_code(0).done();
    site.write("public/.htaccess", b"# cua quan tri\n");
    site.write("content/site.yaml", b"format: 1\ntitle: x\nhosting: apache\n");
    for _ in 0..2 {
        site.build().expect_code(0).done();
        assert_eq!(site.output_file(".htaccess.bantin-old"), "# cua quan tri\n");
        assert!(site.output_file(".htaccess").contains("ErrorDocument 404 /404.html"));
        assert!(!site.output().contains_key(".htaccess.bantin-old.bantin-old"));
    }
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut file).expect("a form is gzip");
    file
}

/// The forms of an output; each unpacks to its file and is smaller.
fn forms(output: &BTreeMap<String, Vec<u8>>) -> Vec<&str> {
    let forms: Vec<&str> = output.keys().filter_map(|name| name.strip_suffix(".gz")).collect();
    for file in &forms {
        let form = &output[&format!("{file}.gz")];
        assert!(form.len() < output[*file].len(), "{file}");
        assert_eq!(unpacked(form), output[*file], "{file}");
    }
    forms
}

#[test]
fn texts_of_a_kilobyte_and_more_are_packed() {
    let table = format!("Đơn vị,Hồ sơ\n{}", "xã Mẫu,1200\n".repeat(200));
    let site = site("{servers: nginx, precompress: gzip}", "", &["cu.html"])
        .file("content/static/bang.csv", table.as_bytes())
        .file("content/static/ngan.csv", b"a,b\n")
        .file("content/static/diem.png", PIXEL);
    site.build().expect_code(0).done();
    let output = site.output();
    let forms = forms(&output);
    let is_text = |name: &str| {
        let extension = name.rsplit('.').next().unwrap_or_default();
        ["html", "css", "js", "json", "csv", "md", "xml", "atom", "rss", "svg", "txt"].contains(&extension)
    };
    let expected = output.iter().filter(|(name, bytes)| is_text(name) && bytes.len() >= 1024);
    let expected: Vec<&str> = expected.map(|(name, _)| name.as_str()).filter(|name| *name != "manifest.json").collect();
    assert_eq!(forms, expected);
    assert!(forms.contains(&"bang.csv") && forms.contains(&"data.json") && forms.contains(&"moi.html"), "{forms:?}");
    assert_eq!(manifest_faults(&output), Vec::<String>::new());
}

#[test]
fn what_changes_is_written_again_and_the_rest_stays() {
    let table = |rows: usize| format!("Đơn vị,Hồ sơ\n{}", "xã Mẫu,1200\n".repeat(rows)).into_bytes();
    let site = site("{servers: [nginx, netlify], precompress: gzip}", "", &["cu.html"])
        .file("content/static/bang.csv", &table(200));
    site.build().expect_code(0).done();
    let first = site.output();
    let time = |name: &str| std::fs::metadata(site.path("public").join(name)).and_then(|file| file.modified()).ok();
    let kept = ["moi.html.gz", "bang.csv.gz", "theme/icon.svg", "nginx.conf"].map(|name| (name, time(name)));
    let page = String::from_utf8(std::fs::read(site.path("content/pages/moi.md")).expect("the page")).expect("UTF-8");
    site.write("content/pages/khac.md", b"---\ntitle: Trang th\xe1\xbb\xa9 hai\n---\nChu.\n");
    site.build().expect_code(0).done();
    for (name, before) in kept {
        assert_eq!(time(name), before, "{name} was written again");
    }
    site.write("content/pages/moi.md", page.replace("cu.html", "cu-hon.html").as_bytes());
    site.write("content/static/bang.csv", &table(300));
    site.run(&["build", "--date", TODAY, "--accept-removals"]).expect_code(0).done();
    let changed = site.output();
    forms(&changed);
    assert!(!first["nginx.conf"].is_empty() && first["nginx.conf"] != changed["nginx.conf"]);
    assert!(site.output_file("_redirects").contains("/cu-hon.html /moi.html 301\n"));
    assert_eq!(manifest_faults(&changed), Vec::<String>::new());
    // Nothing of what was there before shows in what a build from nothing would give.
    let clean = SiteTest::copy_of(site.folder());
    std::fs::remove_dir_all(clean.path(".bantin-cache")).expect("the copy has a cache");
    clean.build().expect_code(0).done();
    assert_eq!(differences(&clean.output(), &changed), Vec::<String>::new());
    // Without packing the forms go.
    let settings = String::from_utf8(std::fs::read(site.path("content/site.yaml")).expect("settings")).expect("UTF-8");
    site.write("content/site.yaml", settings.replace(", precompress: gzip", "").as_bytes());
    site.build().expect_code(0).done();
    assert!(!site.output().keys().any(|name| name.ends_with(".gz")));
}
