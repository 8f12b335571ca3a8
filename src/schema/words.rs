//! The closed sets of words: what an editor offers, and a pattern for every spelling that the readers understand.
//!
//! The readers fold case and marks (`Bắt buộc`, `bat buoc`), which JSON Schema cannot; a pattern is built that does. A
//! list of exact words would refuse what is accepted, and any text would let a mistyped word pass.

use serde_json::{Value, json};

use crate::parse::front::{Capacity, Direction, Packing, PlanKind, Role, Server, UnitKind};
use crate::value::{Comparator, DocumentKind, Measure, RelativeTo, Strength};

/// A closed set of words.
pub struct Choice {
    /// Keys, then Vietnamese words, as an editor offers them.
    listed: Vec<&'static str>,
    /// Other spellings that are understood, folded.
    others: &'static [&'static str],
    /// A pattern of what may follow a word.
    ending: &'static str,
}

impl Choice {
    fn new(keys: impl IntoIterator<Item = &'static str>, words: &[&'static str]) -> Self {
        let listed = keys.into_iter().chain(words.iter().copied()).collect();
        Self { listed, others: &[], ending: "" }
    }

    fn or(self, others: &'static [&'static str]) -> Self {
        Self { others, ..self }
    }

    /// The words to offer.
    pub fn listed(&self) -> Value {
        json!({"enum": self.listed})
    }

    /// Every spelling that is understood.
    pub fn spelled(&self) -> Value {
        let spellings: Vec<String> = self.listed.iter().chain(self.others).map(|word| spelling(word)).collect();
        let (spellings, ending) = (spellings.join("|"), self.ending);
        json!({
            "type": "string",
            "pattern": format!("^\\s*(?:{spellings}){ending}\\s*$"),
            "patternErrorMessage": format!("hãy ghi một trong các giá trị: {}", self.listed.join(", ")),
        })
    }
}

/// The letters that fold to a letter; marks typed apart, as macOS does, follow.
const LETTERS: [(char, &str); 7] = [
    ('a', "[aAÀ-Ãà-ãĂăẠ-ặ][\\u0300-\\u036f]*"),
    ('d', "[dDĐđ]"),
    ('e', "[eEÈ-Êè-êẸ-ệ][\\u0300-\\u036f]*"),
    ('i', "[iIÌÍìíĨĩỈ-ị][\\u0300-\\u036f]*"),
    ('o', "[oOÒ-Õò-õƠơỌ-ợ][\\u0300-\\u036f]*"),
    ('u', "[uUÙÚùúŨũƯưỤ-ự][\\u0300-\\u036f]*"),
    ('y', "[yYÝýỲ-ỹ][\\u0300-\\u036f]*"),
];

/// A pattern for a word in any case, with or without marks; spaces, hyphens and underscores are one.
fn spelling(word: &str) -> String {
    let letter = |letter: char| match letter {
        ' ' | '-' | '_' => "[\\s_-]+".to_owned(),
        '+' | '/' | '.' => format!("\\{letter}"),
        _ => match LETTERS.iter().find(|(plain, _)| *plain == letter) {
            Some((_, class)) => (*class).to_owned(),
            None if letter.is_ascii_alphabetic() => format!("[{letter}{}]", letter.to_ascii_uppercase()),
            None => letter.to_string(),
        },
    };
    crate::text::fold(word).chars().map(letter).collect()
}

/// Yes and no; `true` and `false` themselves are no words.
pub fn truth() -> Choice {
    Choice::new([], &["có", "không"]).or(&["true", "yes", "on", "dung", "bat", "false", "no", "off", "sai", "tat"])
}

/// Languages: the tag, or one that begins with it (`vi-VN`).
pub fn languages() -> Choice {
    let tags = crate::source::Lang::ALL.map(crate::source::Lang::tag);
    Choice { ending: "(?:[-_.].*)?", ..Choice::new(tags, &[]) }
}

/// Kinds of documents by name; abbreviations are understood.
pub fn document_kinds() -> Choice {
    let common = [DocumentKind::QD, DocumentKind::KH, DocumentKind::NQ, DocumentKind::CT, DocumentKind::CongVan];
    let rest = DocumentKind::all().filter(|kind| !common.contains(kind));
    Choice::new(common.into_iter().chain(rest).map(DocumentKind::name_vi), &[]).or(&[
        "nq", "qd", "ct", "qc", "qyd", "tc", "tb", "hd", "ctr", "kh", "pa", "da", "bc", "bb", "ttr", "cd", "bgn",
        "btt", "guq", "gm", "ggt", "gnp", "pg", "pc", "pb", "l", "nd", "tt", "ttlt", "pl", "kl", "vbhn",
    ])
}

/// In which capacity a decision was signed.
pub fn capacities() -> Choice {
    let words = ["TM.", "KT.", "TL.", "TUQ.", "tập thể", "chủ tịch"];
    let others = &[
        "uy ban nhan dan",
        "ubnd",
        "chair",
        "tm",
        "thay mat",
        "kt",
        "ky thay",
        "tl",
        "thua lenh",
        "by-authorization",
        "tuq",
        "thua uy quyen",
    ];
    Choice { ending: "\\.*", ..Choice::new(Capacity::ALL.map(Capacity::key), &words).or(others) }
}

/// What sort of plan.
pub fn plan_kinds() -> Choice {
    let words = ["giai đoạn", "hằng năm", "cải thiện chỉ số", "mô hình", "chương trình", "đề án", "khác"];
    Choice::new(PlanKind::ALL.map(PlanKind::key), &words).or(&["yearly", "hang nam", "nam", "program"])
}

/// The part that an agency has.
pub fn roles() -> Choice {
    Choice::new([Role::Lead, Role::Support].map(Role::key), &["chủ trì", "phối hợp"])
}

/// How firmly a goal is set.
pub fn strengths() -> Choice {
    let keys = [Strength::Must, Strength::Strive, Strength::Contribute].map(Strength::key);
    Choice::new(keys, &["bắt buộc", "phấn đấu", "góp phần"]).or(&["phai"])
}

/// How often; offered only, since it is also read from longer wordings ("định kỳ hằng tháng").
pub fn frequencies() -> Choice {
    let keys = ["yearly", "half-yearly", "quarterly", "monthly", "weekly", "regular"];
    Choice::new(keys, &["hằng năm", "6 tháng", "hằng quý", "hằng tháng", "hằng tuần", "thường xuyên"])
}

/// How a value is held against a threshold.
pub fn comparators() -> Choice {
    let words = ["trên", "từ", "dưới", "không quá", "bằng", "khoảng", "tăng", "giảm", "tốp", "duy trì", "cải thiện"];
    Choice::new(Comparator::ALL.map(Comparator::key), &words).or(&[
        "gt",
        "vuot",
        "hon",
        "lon hon",
        "cao hon",
        "=>",
        "≥",
        "gte",
        "ge",
        "tro len",
        "toi thieu",
        "it nhat",
        "khong thap hon",
        "lt",
        "xuong duoi",
        "thap hon",
        "nho hon",
        "=<",
        "≤",
        "lte",
        "le",
        "toi da",
        "xuong con",
        "tro xuong",
        "==",
        "eq",
        "increase by",
        "decrease by",
        "between",
        "rank lte",
        "giu vung",
        "nang cao",
        "top",
    ])
}

/// Which figure of a result is meant.
pub fn measures() -> Choice {
    Choice::new([Measure::Score, Measure::Rank].map(Measure::key), &["điểm", "hạng"])
        .or(&["value", "diem so", "gia tri", "thu hang", "xep hang", "vi tri"])
}

/// What a rise or fall is measured against.
pub fn bases() -> Choice {
    Choice::new([RelativeTo::PreviousYear, RelativeTo::Baseline].map(RelativeTo::key), &["năm trước", "hiện trạng"])
        .or(&["last year", "so voi nam truoc", "cung ky", "nam goc", "moc"])
}

/// Levels and sorts of units.
pub fn unit_kinds() -> Choice {
    let words = [
        "chính phủ",
        "bộ",
        "thành phố trực thuộc trung ương",
        "tỉnh",
        "thành phố thuộc tỉnh",
        "thị xã",
        "huyện",
        "quận",
        "đặc khu",
        "phường",
        "thị trấn",
        "xã",
        "sở",
        "phòng",
        "cơ quan đảng",
        "khác",
    ];
    let others = &["trung uong", "thanh pho", "so nganh", "phong ban", "dang"];
    Choice::new(UnitKind::ALL.map(UnitKind::key), &words).or(others)
}

/// How much of a unit went into its successor.
pub fn parts() -> Choice {
    Choice::new(["whole", "part"], &["toàn bộ", "một phần"])
}

/// Which way is better.
pub fn directions() -> Choice {
    let words = ["tăng", "giảm", "càng cao càng tốt", "càng thấp càng tốt"];
    Choice::new([Direction::Up, Direction::Down].map(Direction::key), &words)
}

/// What a site makes of a warning.
pub fn check_levels() -> Choice {
    Choice::new(["off", "warning", "error"], &["tắt", "cảnh báo", "lỗi"]).or(&["false"])
}

/// Which pages get a picture for social networks.
pub fn share_images() -> Choice {
    Choice::new(["none", "site", "bulletins"], &["không", "trang", "bản tin"]).or(&["false"])
}

/// For which server the output holds settings.
pub fn servers() -> Choice {
    Choice::new(Server::ALL.map(Server::key), &[]).or(&["httpd", "cloudflare"])
}

/// How files are packed for browsers.
pub fn packings() -> Choice {
    Choice::new(Packing::ALL.map(Packing::key), &[]).or(&["gz", "br", "zst"])
}

/// The only time zone, in its spellings.
pub fn time_zones() -> Choice {
    Choice::new(["+07:00", "Asia/Ho_Chi_Minh"], &[]).or(&["+07", "utc+7", "gmt+7", "asia/saigon"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        for (word, expected) in [
            ("tm.", "[tT][mM]\\."),
            ("Đ-x", "[dDĐđ][\\s_-]+[xX]"),
            (">=", ">="),
            ("có", "[cC][oOÒ-Õò-õƠơỌ-ợ][\\u0300-\\u036f]*"),
        ] {
            assert_eq!(spelling(word), expected, "{word:?}");
        }
    }
}
