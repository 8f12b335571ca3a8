//! Files are cut by size and the same on any number of threads; the tables fold as the site's own texts do.

use std::collections::BTreeMap;

use super::*;
use crate::compile;
use crate::discover::SourceText;
use crate::model::Options;
use crate::relations::Relations;
use crate::render::Theme;
use crate::source::SourcePath;
use crate::text;
use crate::timings::Timings;
use crate::write::{Memory, Stored};

const BASE: &str = "https://bantin.example/cchc/";

fn exported(bulletins: usize, engine: Engine, most_bytes: usize) -> (Summary, BTreeMap<String, Vec<u8>>) {
    let mut sources = Sources::default();
    let mut put = |path: String, text: String| drop(sources.texts.insert(SourcePath::new(path), SourceText::new(text)));
    put("content/site.yaml".into(), "format: 1\ntitle: Trang thử\n".into());
    put("content/units.yaml".into(), "xa-mau: {name: xã Mẫu, kind: commune}\n".into());
    for number in 0..bulletins {
        let text = format!("---\ntitle: Bài {number}\ndate: 2021-10-11\nunit: xa-mau\n---\nĐoạn văn số {number}.\n");
        put(format!("content/bulletins/b{number}.md"), text);
    }
    let options = Options {
        today: jiff::civil::date(2026, 11, 22),
        drafts: false,
        future: false,
        accept_removals: false,
        base_url: None,
    };
    let checked = compile::check(&sources, Vec::new(), options, false, None, &Timings::default());
    assert_eq!(checked.errors(), 0, "{:?}", checked.diagnostics);
    let site = &checked.site;
    let (relations, theme) =
        (Relations::new(site), Theme::load(&sources, "default", &site.used_languages()).expect("the theme"));
    let maker = Maker { site, relations: &relations, words: theme.words(site.lang()), lang: site.lang() };
    let memory = Memory::default();
    let summary = write_parts(maker, &sources, BASE, engine, &memory, most_bytes).expect("memory takes everything");
    let files = memory.into_files().into_iter().map(|(name, stored)| match stored {
        Stored::Bytes(bytes) => (name, bytes.to_vec()),
        Stored::Disk(_) => panic!("{name} is no copy"),
    });
    (summary, files.collect())
}

#[test]
fn files_are_cut_between_documents() {
    for engine in Engine::ALL {
        let whole = exported(40, engine, MOST_BYTES);
        let most_bytes = 3_000;
        let cut = exported(40, engine, most_bytes);
        assert_eq!((whole.0.parts, whole.0.documents), (1, 41));
        assert!(cut.0.parts > 5 && cut.0.documents == 41, "{:?}", cut.0);
        let parts = (1..=cut.0.parts).map(|number| match number {
            1 => format!("{}.ndjson", engine.stem()),
            number => format!("{}-{number}.ndjson", engine.stem()),
        });
        let mut joined = Vec::new();
        for name in parts {
            let bytes = &cut.1[&name];
            assert!(bytes.len() <= most_bytes && bytes.ends_with(b"\n"), "{name}: {} bytes", bytes.len());
            assert!(engine != Engine::OpenSearch || bytes.starts_with(b"{\"index\":"), "{name} begins with an action");
            joined.extend_from_slice(bytes);
        }
        assert_eq!(joined, whole.1[&format!("{}.ndjson", engine.stem())]);
    }
}

#[test]
fn a_document_larger_than_a_file_stands_alone() {
    let (summary, files) = exported(3, Engine::Meilisearch, 10);
    assert_eq!((summary.parts, summary.documents), (4, 4));
    assert_eq!(files.len(), 5);
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    for engine in Engine::ALL {
        let run = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| exported(BATCH + 40, engine, 60_000))
        };
        let one = run(1);
        assert!(one.0.parts > 2);
        for threads in [2, 8] {
            assert!(one == run(threads), "{threads} threads");
        }
    }
}

#[test]
fn the_table_of_letters_folds_as_texts_do() {
    let table: BTreeMap<String, String> = letters::folding().into_iter().collect();
    // Every letter of Vietnamese, with every tone.
    for base in "aăâbcdđeêghiklmnoôơpqrstuưvxy".chars() {
        for tone in ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"] {
            let letter = text::nfc(&format!("{base}{tone}")).into_owned();
            for letter in [letter.clone(), letter.to_uppercase()] {
                let folded: String = letter
                    .chars()
                    .map(|part| table.get(&part.to_string()).cloned().unwrap_or(part.to_lowercase().to_string()))
                    .collect();
                assert_eq!(folded, text::fold(&letter), "{letter}");
            }
        }
    }
}
