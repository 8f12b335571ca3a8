//! The default theme keeps its promises: its words are complete in both languages, the program holds every file of its
//! folder, and themes/README.md describes every value that templates get and no other.

use std::collections::BTreeSet;
use std::fs;

use crate::support::*;

fn text(path: &str) -> String {
    fs::read_to_string(project(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn words(lang: &str) -> BTreeSet<String> {
    let words = bantin::parse::words(&text(&format!("themes/default/i18n/{lang}.yaml"))).expect("words");
    assert!(words.values().all(|word| !word.trim().is_empty()), "an empty word in {lang}");
    words.into_keys().collect()
}

fn none(found: Vec<String>) {
    assert!(found.is_empty(), "{} fault(s):\n{}", found.len(), found.join("\n"));
}

#[test]
fn both_languages_have_the_same_words() {
    let (vi, en) = (words("vi"), words("en"));
    // English has a form for one; Vietnamese needs none.
    let plain =
        |keys: &BTreeSet<String>| keys.iter().filter(|key| !key.ends_with("_one")).cloned().collect::<BTreeSet<_>>();
    let differ: Vec<String> = plain(&vi).symmetric_difference(&plain(&en)).cloned().collect();
    none(differ);
}

#[test]
fn places_in_a_word_are_the_same_in_both_languages() {
    let read = |lang: &str| bantin::parse::words(&text(&format!("themes/default/i18n/{lang}.yaml"))).expect("words");
    let (vi, en) = (read("vi"), read("en"));
    let places = |word: &str| {
        word.split('{')
            .skip(1)
            .filter_map(|part| part.split_once('}').map(|(name, _)| name.to_owned()))
            .collect::<BTreeSet<_>>()
    };
    let differ = vi.iter().filter_map(|(key, word)| {
        let other = en.get(key)?;
        (places(word) != places(other)).then(|| format!("{key}: {word:?} and {other:?}"))
    });
    none(differ.collect());
}

/// Names that follow `before` in a text, up to a character that cannot stand in a name.
fn names_after<'a>(text: &'a str, before: &str) -> Vec<&'a str> {
    let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
    let parts = text
        .match_indices(before)
        .filter(|(at, _)| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.'));
    parts
        .map(|(at, _)| &text[at + before.len()..])
        .map(|rest| &rest[..rest.find(ends).unwrap_or(rest.len())])
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn every_word_that_is_used_exists() {
    let known = words("vi");
    let mut missing = Vec::new();
    for (name, bytes) in read_tree(&project("themes/default/templates")) {
        let template = String::from_utf8(bytes).expect("a template is text");
        let unknown = names_after(&template, "t.").into_iter().filter(|key| !known.contains(*key));
        missing.extend(unknown.map(|key| format!("{name}: t.{key}")));
    }
    for (name, bytes) in read_tree(&project("src/render")) {
        let code = String::from_utf8(bytes).unwrap_or_default();
        for call in ["get(\"", "fill(\"", "count(\""] {
            for before in ["words.", "self.words.", "maker.words."] {
                let before = format!("{before}{call}");
                let unknown = code.match_indices(&before).map(|(at, found)| &code[at + found.len()..]);
                let unknown = unknown
                    .filter_map(|rest| rest.split_once('"').map(|(key, _)| key))
                    .filter(|key| !known.contains(*key));
                missing.extend(unknown.map(|key| format!("{name}: {key}")));
            }
        }
    }
    missing.sort();
    missing.dedup();
    none(missing);
}

#[test]
fn the_program_holds_every_file_of_the_theme() {
    let embedded = text("src/render/embedded.rs");
    let listed: BTreeSet<String> = embedded
        .split("include_str!(\"../../themes/default/")
        .skip(1)
        .filter_map(|rest| rest.split_once('"'))
        .map(|(name, _)| name.to_owned())
        .collect();
    let there: BTreeSet<String> = read_tree(&project("themes/default")).into_keys().collect();
    none(listed.symmetric_difference(&there).cloned().collect());
    // Each stands under its own name.
    for name in &listed {
        assert!(embedded.contains(&format!("(\"{name}\", include_str!(\"../../themes/default/{name}\"))")), "{name}");
    }
}

/// `Struct.field` of every view that templates get.
fn fields() -> BTreeSet<String> {
    let mut fields = BTreeSet::new();
    let mut current = String::new();
    for line in text("src/render/views.rs").lines() {
        if let Some(rest) = line.strip_prefix("pub struct ") {
            current = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_owned();
        } else if line == "}" {
            current.clear();
        } else if let Some((name, _)) = line.strip_prefix("    pub ").and_then(|rest| rest.split_once(": "))
            && !current.is_empty()
        {
            fields.insert(format!("{current}.{name}"));
        }
    }
    fields
}

#[test]
fn the_readme_of_themes_names_every_value_and_no_other() {
    let fields = fields();
    assert!(fields.len() > 100, "the views were read");
    let views: BTreeSet<&str> = fields.iter().filter_map(|field| field.split('.').next()).collect();
    let readme = text("themes/README.md");
    let named: BTreeSet<String> = readme
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'))
        .filter_map(|word| word.trim_matches('.').split_once('.'))
        .filter(|(view, _)| views.contains(view))
        .map(|(view, field)| format!("{view}.{field}"))
        .collect();
    let missing = fields.difference(&named).map(|field| format!("not described: {field}"));
    let gone = named.difference(&fields).map(|field| format!("described and not there: {field}"));
    none(missing.chain(gone).collect());
}

#[test]
fn a_theme_of_the_site_replaces_file_by_file() {
    let bulletin =
        "//- content/bulletins/a.md\n---\ntitle: Bài\ndate: 11/10/2021\nunit: xa-mau\nextra: {mau: xanh}\n---\nX\n";
    let site = SiteTest::small(&format!(
        "{bulletin}//- content/site.yaml\nformat: 1\ntitle: T\ntheme: rieng\n//- themes/rieng/templates/not_found.html\n<!DOCTYPE html><title>Không có</title><h1>{{{{ t.home }}}}</h1>\n//- themes/rieng/i18n/vi.yaml\nhome: Cổng chính\n"
    ));
    site.build().expect_code(0).done();
    assert_eq!(site.output_file("404.html"), "<!DOCTYPE html><title>Không có</title><h1>Cổng chính</h1>\n");
    assert!(site.output_file("tin/2021/10/a.html").contains("Cổng chính"), "the rest is the default theme's");
    let site = SiteTest::small(&format!("{bulletin}//- content/site.yaml\nformat: 1\ntitle: T\ntheme: khong-co\n"));
    let run = site.build().expect_code(1);
    assert!(run.stderr.contains("khong-co"), "{}", run.stderr);
    assert!(!site.path("public").exists());
}

#[test]
fn what_all_pages_share_is_rendered_for_every_language_and_way_to_the_top() {
    let site = SiteTest::small(
        "//- content/site.yaml\nformat: 1\ntitle: T & <T>\nlanguages: [vi, en]\nbase_url: https://bantin.example/cchc\ntheme: rieng\n\
         //- themes/rieng/templates/once_thu.html\n\n  <i>{{ root }}|{{ t.home }}|{{ site.title }}</i>\n\n\
         //- themes/rieng/templates/bulletin.html\n[{{ once.thu }}]\n\
         //- themes/rieng/templates/not_found.html\n[{{ once.thu }}]\n\
         //- content/bulletins/a.md\n---\ntitle: Bài\ndate: 11/10/2021\n---\nX\n\
         //- content/bulletins/b.md\n---\ntitle: News\nlang: en\ndate: 11/10/2021\n---\nX\n",
    );
    site.build().expect_code(0).done();
    let part = |root: &str, home: &str| format!("[<i>{root}|{home}|T &amp; &lt;T&gt;</i>]\n");
    assert_eq!(site.output_file("tin/2021/10/a.html"), part("../../../", "Trang chủ"));
    assert_eq!(site.output_file("tin/2021/10/b.html"), part("../../../", "Home"));
    assert_eq!(site.output_file("404.html"), part("/cchc/", "Trang chủ"));
}

#[test]
fn the_second_theme_has_templates_colours_and_words_of_its_own() {
    let theme = read_tree(&project("tests/theme"));
    let own = theme.keys().filter(|name| name.starts_with("templates/"));
    let unknown = own.clone().filter(|name| !project(&format!("themes/default/{name}")).is_file());
    none(unknown.map(|name| format!("{name} replaces nothing")).collect());
    assert!(own.count() >= 3, "a proof of three templates at least");
    let site = SiteTest::small(
        "//- content/site.yaml\nformat: 1\ntitle: T\ntheme: thu\n//- content/bulletins/a.md\n---\ntitle: Bài\ndate: 11/10/2021\n---\nX\n",
    );
    for (name, bytes) in &theme {
        site.write(&format!("themes/thu/{name}"), bytes);
    }
    site.build().expect_code(0).done();
    assert!(site.output_file("404.html").contains("class=\"second-theme\""), "its template");
    assert!(site.output_file("404.html").contains("Trở lại trang đầu"), "its word in its template");
    assert!(site.output_file("index.html").contains("Tin vừa đăng"), "its word in a template of the default theme");
    let output = site.output();
    let sheets: Vec<&Vec<u8>> =
        output.iter().filter(|(name, _)| name.ends_with(".css")).map(|(_, bytes)| bytes).collect();
    let [sheet] = sheets[..] else { panic!("{} style sheets", sheets.len()) };
    let sheet = String::from_utf8_lossy(sheet);
    let place = |rule: &str| sheet.find(rule).unwrap_or_else(|| panic!("no {rule} in the style sheet"));
    assert!(place("--accent: #7a1f3d") > place("--accent: #0b4f63"), "its colours come after those they replace");
}

#[test]
fn a_mistake_in_a_template_is_told_with_its_place_and_nothing_is_published() {
    let site = SiteTest::small(
        "//- content/site.yaml\nformat: 1\ntitle: T\ntheme: rieng\n//- themes/rieng/templates/home.html\n<p>\n{{ khong_co.ten }}</p>\n",
    );
    let run = site.build().expect_code(2);
    assert!(run.stderr.contains("home.html") && run.stderr.contains("khong_co"), "{}", run.stderr);
    assert!(!site.path("public").exists());
}
