//! Extraction of facts from running text: figures over a corpus of texts with facts written by hand, and laws that hold
//! for any text.

mod score;

use std::path::Path;

use bantin::extract::{Extraction, Known, KnownUnit, Span, extract};
use proptest::collection::vec;
use proptest::prelude::*;

use score::{MEASURES, cases, score};

/// The least that each measure may be over the texts that rules were written with, and over those held out. The measured
/// value stands behind each floor.
const FLOORS: [(&str, f64, f64); MEASURES.len()] = [
    ("numbers", 0.99, 0.99),   // 1.000 and 1.000
    ("dates", 0.98, 0.98),     // 1.000 and 1.000
    ("periods", 0.94, 0.84),   // 0.963 and 0.875
    ("targets", 0.98, 0.93),   // 1.000 and 0.959
    ("results", 0.95, 0.86),   // 0.979 and 0.900
    ("published", 0.98, 0.98), // 1.000 and 1.000
];

#[test]
fn extraction_stays_above_its_floors() {
    let cases = cases(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/extract"));
    assert!(cases.len() >= 60, "{} texts", cases.len());
    for held_out in [false, true] {
        let (tallies, report) = score(cases.iter().filter(|case| case.held_out == held_out));
        for ((tally, name), (floor_name, floor, held_floor)) in tallies.iter().zip(MEASURES).zip(FLOORS) {
            assert_eq!(name, floor_name);
            let least = if held_out { held_floor } else { floor };
            // What is missed in the texts held out stays unread: rules must not be written for them.
            let shown = if held_out { "" } else { &report };
            assert!(tally.f1() >= least, "{name}, held out {held_out}: {:.3} < {least}\n{shown}", tally.f1());
        }
    }
}

#[test]
fn known_units_are_found_by_name_and_alias() {
    let unit = |id: &str, name: &str, aliases: &[&str]| KnownUnit {
        id: id.to_owned(),
        name: name.to_owned(),
        aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
        ..KnownUnit::default()
    };
    let known = Known {
        units: vec![
            unit("tinh-mau-01", "Tỉnh mẫu 01", &[]),
            unit("xa-mau-12", "Xã mẫu 12", &["Mẫu 12"]),
            KnownUnit {
                parent: Some("tinh-mau-01".to_owned()), ..unit("phuong-mau-3", "Phường mẫu 3", &["P. mẫu 3"])
            },
        ],
        default_unit: Some("phuong-mau-3".to_owned()),
    };
    for (text, expected) in [
        ("XÃ MẪU 12 ban hành kế hoạch\n\nThực hiện kế hoạch của tỉnh mẫu 01, UBND xã ban hành kế hoạch.", "xa-mau-12"),
        ("Tin từ P. mẫu 3\n\nUBND phường ban hành kế hoạch.", "phuong-mau-3"),
        ("UBND phường ban hành kế hoạch.", "phuong-mau-3"),
        ("UBND phường thực hiện kế hoạch của UBND tỉnh mẫu 01.", "phuong-mau-3"),
        ("Tỉnh mẫu 01 ban hành kế hoạch\n\nUBND tỉnh vừa ban hành kế hoạch.", "tinh-mau-01"),
    ] {
        let found = extract(text, &known).unit.and_then(|unit| unit.id);
        assert_eq!(found.as_deref(), Some(expected), "{text}");
    }
}

/// Words of the field, numbers and signs, so that random texts come near to sense.
const PIECES: &[&str] = &[
    "Quyết định số ",
    "1954/QĐ-UBND",
    "10-CTr/TU",
    "66/NQ- CP",
    " ngày 06/10/2021",
    " ngày 30/02/2021",
    "tháng ",
    "năm 2025",
    "giai đoạn ",
    "2021 - 2030",
    "phấn đấu ",
    "mục tiêu ",
    "đạt ",
    "trên ",
    "từ ",
    "đến ",
    "ít nhất ",
    "không quá ",
    "trở lên",
    "tốp 05",
    "nhóm 15 tỉnh ",
    "dẫn đầu",
    "100%",
    "8,3-8,5%",
    "90 %",
    "1,219",
    "4.572/4.572 hồ sơ ",
    "24/7",
    "tăng ",
    "giảm ",
    "xuống còn 12 ngày",
    "so với ",
    "Chỉ số PAPI ",
    "SIPAS",
    "nâng cao ",
    "hằng năm ",
    "kết quả ",
    "đã ",
    "; ",
    ", ",
    ". ",
    ": ",
    "\n",
    "\n\n",
    "\n- ",
    "\n1. ",
    "\nI. ",
    "| ",
    " |\n",
    "\t",
    "(",
    ")",
    "“",
    "\u{a0}",
    "\u{ad}",
    "\u{301}",
    "\u{feff}",
    "ð",
    "UBND xã ",
    "Căn cứ ",
    "Nguồn: ",
    "0900.000.000",
    "12.",
    "999999999999999999999",
    "/",
    "-",
    "–",
    "điểm",
    "hạng",
    "Điều 3",
    "(1) ",
    "STT",
    "Nhiệm vụ",
    "Chủ trì",
    "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n",
    "Nguyễn Văn A\n",
    "Quyết định này có hiệu lực kể từ ngày ký ",
    "và thay thế ",
    " 2 triệu lượt ",
    "quý II/2026",
    "𝕬",
    "🙂",
    "x",
    " ",
];

fn texts() -> impl Strategy<Value = String> {
    vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

fn spans(found: &Extraction) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for decision in &found.decisions {
        spans.push(decision.span.clone());
        spans.extend(decision.date_span.clone());
    }
    spans.extend(found.signer.iter().map(|signer| signer.span.clone()));
    spans.extend(found.effect.iter().map(|effect| effect.span.clone()));
    spans.extend(found.period.iter().map(|period| period.span.clone()));
    spans.extend(found.unit.iter().filter_map(|unit| unit.span.clone()));
    spans.extend(found.published.iter().map(|published| published.span.clone()));
    spans.extend(found.author.iter().chain(&found.source).map(|text| text.span.clone()));
    for target in found.targets.iter().chain(&found.results) {
        spans.push(target.span.clone());
        spans.push(target.figure_span.clone());
    }
    spans.extend(found.counts.iter().map(|count| count.span.clone()));
    spans.extend(found.tasks.iter().map(|task| task.span.clone()));
    spans
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn every_place_is_words_of_the_text(text in texts()) {
        let found = extract(&text, &Known::default());
        for span in spans(&found) {
            let words = text.get(span.clone());
            prop_assert!(words.is_some_and(|words| !words.trim().is_empty()), "{span:?} of {text:?}");
        }
        let document = serde_json::to_value(found.document(&text)).expect("a document is JSON");
        for target in document["targets"].as_array().expect("targets are a list") {
            prop_assert!(text.contains(target["quote"].as_str().expect("a quotation is a text")));
        }
    }

    #[test]
    fn any_text_is_read(text in ".{0,200}") {
        extract(&text, &Known::default());
    }

    #[test]
    fn the_same_text_gives_the_same_facts(text in texts()) {
        prop_assert_eq!(extract(&text, &Known::default()), extract(&text, &Known::default()));
    }
}
