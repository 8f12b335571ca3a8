//! Search: what the rules make of texts, and what stands in the files of the index of small sites.

use bantin::search::analysis;
use bantin::text::nfc;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::support::index::SearchIndex;
use crate::support::*;

#[derive(Deserialize)]
struct Vectors {
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    about: String,
    text: String,
    /// Folded word, spelling with the tone as a digit, whether it is joined, the cut text.
    tokens: Vec<(String, Option<String>, bool, String)>,
}

/// The hash of a form, written down anew here: 32-bit FNV-1a over UTF-16 units, both halves exclusive-or.
fn hashed(text: &str) -> u16 {
    let hash =
        text.encode_utf16().fold(0x811c_9dc5_u32, |hash, unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193));
    (hash >> 16) as u16 ^ (hash & 0xffff) as u16
}

/// `hoa2` as the letters and then the grave accent.
fn spelled(form: &str) -> String {
    let (letters, tone) = match form.char_indices().next_back() {
        Some((at, sign @ '1'..='5')) => {
            (&form[..at], ["\u{301}", "\u{300}", "\u{309}", "\u{303}", "\u{323}"][sign as usize - '1' as usize])
        }
        _ => (form, ""),
    };
    letters.nfd().chain(tone.chars()).collect()
}

#[test]
fn texts_have_the_tokens_that_the_rules_tell() {
    let told = std::fs::read_to_string(project("tests/search/vectors.json")).expect("the vectors are there");
    let told: Vectors = serde_json::from_str(&told).expect("the vectors are JSON");
    assert!(told.vectors.len() > 60);
    for Vector { about, text, tokens } in told.vectors {
        let composed = nfc(&text);
        let mut found = Vec::new();
        analysis::tokens(&text, |token| {
            found.push((
                token.folded.to_owned(),
                token.form,
                token.joined,
                composed[token.start..token.end].to_owned(),
            ));
        });
        let expected = tokens.into_iter().map(|(folded, form, joined, cut)| {
            let form = form.map_or_else(|| hashed(&folded), |form| hashed(&spelled(&form)));
            (folded, form, joined, cut)
        });
        assert_eq!(found, expected.collect::<Vec<_>>(), "{about}: {text:?}");
    }
}

/// A built site with its index.
fn indexed(site: &SiteTest) -> SearchIndex {
    site.build().expect_code(0).done();
    SearchIndex::of(&site.output())
}

fn full_site() -> SiteTest {
    SiteTest::copy_of(&project("tests/fixtures/full/site"))
}

fn bulletin(name: &str, title: &str, more: &str, body: &str) -> String {
    format!("//- content/bulletins/{name}.md\n---\ntitle: {title}\ndate: 11/10/2021\nunit: xa-mau\n{more}---\n{body}\n")
}

#[test]
fn every_file_of_the_index_decodes_and_agrees_with_the_others() {
    let site = full_site();
    let index = indexed(&site);
    let output = site.output();
    let documents = index.documents();
    assert_eq!(documents.len(), index.count());
    assert!(documents.len() > 5);
    for document in &documents {
        assert_eq!(document.len(), 8, "{document:?}");
        let address = document[1].split('#').next().expect("an address");
        assert!(output.contains_key(address), "{address} is no page of the site");
        if let Some((_, id)) = document[1].split_once('#') {
            assert!(site.output_file(address).contains(&format!("id=\"{id}\"")), "{} leads to no element", document[1]);
        }
    }
    for facet in ["kind", "unit", "category", "area", "indicator", "document", "status", "year"] {
        assert_eq!(index.column(facet).len(), documents.len(), "{facet}");
    }
    let days: Vec<String> =
        documents.iter().filter(|document| !document[3].is_empty()).map(|document| day(&document[3])).collect();
    assert!(days.is_sorted_by(|one, next| one >= next), "newest first: {days:?}");
    let terms = index.terms();
    assert!(terms.values().flatten().all(|document| (*document as usize) < documents.len()));
    // The manifest's first words are those of its files, by which a page knows where to look.
    let firsts: Vec<&str> = index.text("m").split('\u{1e}').nth(1).expect("first words").split('\n').collect();
    assert_eq!(firsts.len(), index.files.keys().filter(|name| name.starts_with('t')).count());
    assert!(firsts.iter().all(|first| terms.contains_key(*first)));
    // The syllables are the terms with letters and without a blank; numbers and whole names have signs of their own.
    let vocabulary: Vec<&str> = index.text("v").lines().map(|line| &line[..line.len() - 1]).collect();
    let syllables = terms
        .keys()
        .filter(|term| !term.contains([' ', '#', '=']) && !term.starts_with(|sign: char| sign.is_ascii_digit()));
    assert_eq!(vocabulary, syllables.map(String::as_str).collect::<Vec<_>>());
}

fn day(printed: &str) -> String {
    printed.split('/').rev().collect::<Vec<_>>().join("-")
}

#[test]
fn the_page_names_the_folder_of_its_index() {
    let site = full_site();
    let index = indexed(&site);
    assert!(site.output_file("tim-kiem.html").contains(&format!("data-index=\"{}/\"", index.folder)));
}

#[test]
fn one_thread_and_eight_and_any_order_of_folders_give_the_same_index() {
    let build = |jobs: &str| {
        let site = full_site();
        site.run(&["build", "--date", TODAY, "--jobs", jobs]).expect_code(0).done();
        site.output()
    };
    let (one, eight) = (build("1"), build("8"));
    assert_eq!(differences(&one, &eight), Vec::<String>::new());
    // The same files, written in the opposite order: a folder lists them otherwise.
    let files = read_tree(&project("tests/fixtures/full/site"));
    let turned = files.iter().rev().filter(|(name, _)| !name.starts_with("public/"));
    let turned = turned.fold(SiteTest::new(""), |site, (name, bytes)| site.file(name, bytes));
    turned.build().expect_code(0).done();
    assert_eq!(differences(&one, &turned.output()), Vec::<String>::new());
}

#[test]
fn the_folder_changes_with_the_content_and_with_nothing_else() {
    let folder = |title: &str, date: &str| {
        let site = SiteTest::small(&bulletin("a", title, "", "Nội dung."));
        site.run(&["build", "--date", date]).expect_code(0).done();
        SearchIndex::of(&site.output()).folder
    };
    let first = folder("Bài một", TODAY);
    assert_eq!(first, folder("Bài một", TODAY));
    assert_eq!(first, folder("Bài một", "2026-11-23"), "the day alone changes nothing here");
    assert_ne!(first, folder("Bài hai", TODAY));
    assert!(first.strip_prefix("tim-kiem/").is_some_and(|hash| hash.len() == 10), "{first}");
}

#[test]
fn what_is_not_published_is_in_no_file_of_the_index() {
    let hidden = [
        bulletin("nhap", "Bản nháp mậtmột", "draft: true\nsummary: mậthai\ntags: [mậtba]\n", "Nội dung mậtbốn."),
        bulletin("mai", "Tương lai mậtnăm", "", "mậtsáu").replace("11/10/2021", "23/11/2026"),
        "//- content/pages/nhap.md\n---\ntitle: Trang mậtbảy\ndraft: true\n---\nmậttám\n".to_owned(),
        bulletin(
            "thay",
            "Bài thấy được",
            "extra: {note: mậtchín}\n",
            "Thấy <!-- mậtmười --> được.\n\n<!--\nmậtmườimột\n-->\n\n[chữ](https://example.org/matmuoihai \"mậtmườiba\")",
        ),
    ];
    let site = SiteTest::small(&hidden.concat());
    let run = site.build();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let index = SearchIndex::of(&site.output());
    let words = index.words().to_lowercase();
    for secret in ["mật", "mat"] {
        let places: Vec<&str> =
            words.match_indices(secret).map(|(at, _)| &words[at..words.len().min(at + 24)]).collect();
        assert!(places.is_empty(), "{places:?}");
    }
    assert_eq!(index.found("thay duoc"), ["Bài thấy được"]);
    // With --drafts and --future they are found, as the author asked.
    site.run(&["build", "--date", TODAY, "--drafts", "--future"]).expect_code(0).done();
    let index = SearchIndex::of(&site.output());
    assert_eq!(index.found("matnam"), ["Tương lai mậtnăm"]);
    assert_eq!(index.found("matmot"), ["Bản nháp mậtmột"]);
}

#[test]
fn odd_titles_break_no_record() {
    let titles = [
        "Một\u{1e}hai\u{1f}ba",
        "\u{1f}\u{1e}\u{1e}",
        "<img src=x onerror=alert(1)>",
        "Dòng\u{2028}hai",
        "\u{202e}ngược",
        "x\u{0}y",
    ];
    let mut built = 0;
    for title in titles {
        let quoted = serde_json::to_string(&format!("Bài {title}")).expect("a text");
        let site = SiteTest::small(
            &[bulletin("a", &quoted, "", &format!("Nội dung {title} hết.")), bulletin("b", "Bài sau", "", "Y")]
                .concat(),
        );
        // Whether such a title is refused is the checker's matter; what is built must be whole.
        if site.build().code != Some(0) {
            continue;
        }
        built += 1;
        let index = SearchIndex::of(&site.output());
        let documents = index.documents();
        assert_eq!(documents.len(), index.count(), "{title:?}");
        assert!(documents.iter().all(|document| document.len() == 8), "{title:?}: {documents:?}");
        assert_eq!(index.found("bai sau"), ["Bài sau"], "{title:?}");
        assert_eq!(index.found("het").len(), 1, "{title:?}");
    }
    assert!(built >= 3, "only {built} of the titles can be built");
}

#[test]
fn a_site_without_bulletins_has_an_index() {
    let site = SiteTest::new("//- content/site.yaml\nformat: 1\ntitle: Trang thử\n");
    let index = indexed(&site);
    assert_eq!(index.count(), index.documents().len());
    assert!(site.output_file("tim-kiem.html").contains(&index.folder));
}

#[test]
fn abbreviations_lead_both_ways() {
    let settings = "//- content/site.yaml\nformat: 1\ntitle: Trang thử\ncategories: {ke-hoach: Kế hoạch}\nabbreviations: {BPMC: bộ phận một cửa, CCHC: cung cấp hàng chục}\n";
    let site = SiteTest::small(
        &[
            settings.to_owned(),
            bulletin("a", "Mở BPMC", "", "X"),
            bulletin("b", "Mở bộ phận một cửa", "", "X"),
            bulletin("c", "Nhờ CCHC", "", "X"),
        ]
        .concat(),
    );
    let index = indexed(&site);
    for term in ["bpmc", "bo phan", "mot cua"] {
        let mut found = index.found(term);
        found.sort();
        assert_eq!(found, ["Mở BPMC", "Mở bộ phận một cửa"], "{term}");
    }
    // What the site says of an abbreviation replaces what every office says.
    assert!(index.found("hang chuc").contains(&"Nhờ CCHC".to_owned()));
    assert!(!index.found("cai cach").contains(&"Nhờ CCHC".to_owned()));
}

#[test]
fn a_unit_is_found_by_its_aliases_and_by_those_before_and_after_it() {
    let units = "//- content/units.yaml\nxa-mau: {name: xã Mẫu, kind: commune, aliases: [Làng Gốm]}\nxa-cu: {name: xã Đồi Trọc, kind: commune, valid_to: 2025-06-30, successors: [xa-mau]}\n";
    let index = indexed(&SiteTest::small(units));
    let mut found = index.found("doi troc");
    found.sort();
    assert_eq!(found, ["xã Mẫu", "xã Đồi Trọc"]);
    assert_eq!(index.found("lang gom"), ["xã Mẫu"]);
    assert!(index.found("xa mau").contains(&"xã Đồi Trọc".to_owned()));
}

#[test]
fn a_decision_is_found_by_what_a_reader_remembers_of_its_number() {
    let decision = "decision: {number: 0012/QĐ-UBND, date: 06/10/2021}\n";
    let site = SiteTest::small(&bulletin("a", "Bài một", decision, "X"));
    let index = indexed(&site);
    for key in ["#12", "#12 qd", "#12 ubnd", "#12 2021"] {
        assert!(
            !index.found(key).is_empty(),
            "{key}: {:?}",
            index.terms().keys().filter(|term| term.starts_with('#')).collect::<Vec<_>>()
        );
    }
    assert!(index.found("#0012").is_empty() && index.found("#2012").is_empty());
}
