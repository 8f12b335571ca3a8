//! Signs of links that are planted in the pages of Vietnamese offices: betting, casinos, lotteries. A text about the
//! police catching gamblers holds the same words, so words count only where nothing speaks of crime, and only in a link.

use crate::source::{WebAddress, percent_decode};
use crate::text;

/// Names of betting sites, whole words of a host or path or their beginnings before digits and endings.
const BRANDS: &[&str] = &[
    "12bet", "188bet", "33win", "55win", "789bet", "789club", "789win", "79king", "8xbet", "abc8", "alo789", "b52club",
    "bk8", "bong88", "cwin", "da88", "debet", "ee88", "f8bet", "fabet", "fb88", "five88", "fun88", "go88", "hi88",
    "hitclub", "hubet", "i9bet", "jun88", "kubet", "kuwin", "letou", "m88", "mb66", "mu88", "new88", "nhatvip", "ok9",
    "oxbet", "qh88", "red88", "rikvip", "sbobet", "shbet", "sky88", "sodo66", "sunwin", "sv388", "sv66", "thabet",
    "u888", "vn88", "vz99", "w88", "win55", "xoilac", "zbet",
];

/// Parts of host names that stand for nothing else.
const HOST_PARTS: &[&str] = &[
    "baccarat",
    "betting",
    "cacuoc",
    "casino",
    "danhbai",
    "gamebai",
    "keonhacai",
    "nhacai",
    "nohu",
    "soikeo",
    "taixiu",
    "xocdia",
];

/// Endings of domains that were made for it (IANA).
const ENDINGS: &[&str] = &["bet", "bingo", "casino", "poker"];

/// Words of paths and link texts, folded. Those that without marks are also plain words (`đánh bại`, `đời thường`) are not
/// among them.
const WORDS: &[&str] = &[
    "baccarat",
    "ban ca doi thuong",
    "ca cuoc",
    "ca do bong da",
    "casino",
    "game bai",
    "jackpot",
    "keo nha cai",
    "nha cai",
    "no hu",
    "poker",
    "slot",
    "slots",
    "soi cau",
    "soi keo",
    "tai xiu",
    "xo so",
    "xoc dia",
];

/// Words of those who report on it, and plain words that look like those above without marks (`cả cuộc sống`, `nhà cải
/// tạo`); with them, the words above are no sign.
const REPORTS: &[&str] = &[
    "bat",
    "boc go",
    "ca cuoc doi",
    "ca cuoc khang chien",
    "ca cuoc thi",
    "ca cuoc van dong",
    "con bac",
    "danh sap",
    "khuyen cao",
    "nghi quyet",
    "ngan sach",
    "tac hai",
    "thue",
    "vu an",
    "ca cuoc hop",
    "ca cuoc song",
    "nha cai tao",
    "nha cai thien",
    "an ninh",
    "bat giu",
    "bat qua tang",
    "bat tam giam",
    "bi cao",
    "bi can",
    "canh bao",
    "cong an",
    "hoi thao",
    "khoi to",
    "kien thiet",
    "lua dao",
    "ngan chan",
    "phong chong",
    "phong ngua",
    "quan ly",
    "quy dinh",
    "nghi dinh",
    "to giac",
    "toi pham",
    "trai phep",
    "triet pha",
    "truy to",
    "truy quet",
    "tuyen truyen",
    "vi pham",
    "xet xu",
    "xu ly",
    "xu phat",
    "bat doi tuong",
    "bat nhom",
    "bat o nhom",
    "duong day",
    "mua giai",
];

/// What shows that a link leads to gambling; `None` where nothing does.
pub(super) fn sign(web: &WebAddress, shown: &str) -> Option<String> {
    host_sign(&web.host).or_else(|| {
        let path = words_of(&percent_decode(&web.rest));
        let shown = words_of(shown);
        // Who plants a link writes its address, so only what readers see speaks for it; and the state's own sites report
        // on gambling every day.
        let is_report = web.is_below("gov.vn") || REPORTS.iter().any(|word| holds(&shown, word));
        let words = BRANDS.iter().chain(WORDS.iter().filter(|_| !is_report));
        words.copied().find(|word| holds(&path, word) || holds(&shown, word)).map(str::to_owned)
    })
}

fn host_sign(host: &str) -> Option<String> {
    let host = text::fold(host);
    let (names, ending) = host.rsplit_once('.').unwrap_or((&host, ""));
    if ENDINGS.contains(&ending) {
        return Some(format!(".{ending}"));
    }
    let of_label = |label: &str| {
        let brand = BRANDS.iter().find(|brand| label.strip_prefix(**brand).is_some_and(is_brand_rest));
        brand.or_else(|| HOST_PARTS.iter().find(|part| label.contains(**part))).copied()
    };
    let words = words_of(names);
    let found = names.split(['.', '-']).find_map(of_label);
    found.or_else(|| WORDS.iter().copied().find(|word| holds(&words, word))).map(str::to_owned)
}

/// What such sites put behind their name: nothing, digits, or a few words.
fn is_brand_rest(rest: &str) -> bool {
    let letters = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
    [
        "", "vn", "viet", "vietnam", "vip", "com", "net", "app", "link", "club", "bet", "casino", "online", "top",
        "pro", "vina",
    ]
    .contains(&letters)
}

/// Lower case, without marks, one space between words and at both ends.
fn words_of(text: &str) -> String {
    let folded = text::fold(text);
    let words: Vec<&str> =
        folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

fn holds(words: &str, wanted: &str) -> bool {
    words.match_indices(wanted).any(|(at, _)| words[..at].ends_with(' ') && words[at + wanted.len()..].starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn planted_links_are_seen_and_reports_are_not() {
        for (shown, address, expected) in [
            ("Kế hoạch", "https://bk8.example/", true),
            ("Kế hoạch", "https://w88vip.example.com/", true),
            ("Kế hoạch", "https://188bet-vn.example/", true),
            ("Kế hoạch", "https://nha-cai-uy-tin.example/", true),
            ("Kế hoạch", "https://www.top10nhacai.example/", true),
            ("Kế hoạch", "https://x.casino/", true),
            ("Kế hoạch", "https://example.org/tai-xiu-online", true),
            ("Kế hoạch", "https://example.org/n%E1%BB%95-h%C5%A9", true),
            ("nhà cái uy tín", "https://example.org/", true),
            ("Soi kèo bóng đá", "https://example.org/", true),
            ("kubet", "https://example.org/", true),
            ("Xổ số hôm nay", "https://example.org/", true),
            ("slot", "https://example.org/", true),
            // Reports, and words that only look alike.
            ("Triệt phá đường dây cá cược", "https://example.org/tin", false),
            ("Công an cảnh báo tài xỉu qua mạng", "https://example.org/tin", false),
            ("Tin", "https://example.org/khoi-to-nhom-danh-bai", false),
            ("Công ty Xổ số kiến thiết", "https://example.org/", false),
            ("Nghị định về kinh doanh casino", "https://example.org/", false),
            ("Kế hoạch đổi mới", "https://alphabet.example/", false),
            ("Tải tài liệu", "https://example.org/download/lode.pdf", false),
            ("Đánh bại dịch bệnh", "https://example.org/", false),
            ("Chuyện đời thường", "https://example.org/", false),
            ("Cái nhà", "https://nhac-ai.example.org/kubetes", false),
            ("đánh sập sàn casino trực tuyến nghìn tỷ", "https://bocongan.gov.vn/tin/12", false),
            ("tác hại của game bài với học sinh", "https://conganhanoi.gov.vn/game-bai", false),
            ("Bắt 12 con bạc chơi tài xỉu", "https://congan.angiang.gov.vn/bat-12-con-bac-tai-xiu", false),
            ("Nghị quyết về casino Phú Quốc", "https://chinhphu.gov.vn/x", false),
            ("Xổ số Đồng Tháp nộp thuế", "https://example.org/", false),
            // The address is what the intruder writes.
            ("Tin mới", "https://example.org/casino-uy-tin-quan-ly", true),
            ("Tin mới", "https://example.org/nha-cai/phong-chong", true),
            ("kubet", "https://xa.gov.vn/", true),
            ("Cơ quan cải cách", "https://dongthap.gov.vn/ca-cuoc-song", false),
        ] {
            let web = WebAddress::parse(address).expect("an address");
            let found = sign(&web, shown);
            assert_eq!(found.is_some(), expected, "{shown} {address}: {found:?}");
        }
    }
}
