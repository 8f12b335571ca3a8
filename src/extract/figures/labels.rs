//! Words before digits that make them a name instead of a value: articles, levels, telephone numbers, weekdays, places.

use super::units::unit_at;
use crate::extract::layout::starts_upper;
use crate::extract::lexicon::any_before;
use crate::value::Tokens;

/// Words after which a number is a name, unless a unit of measure follows.
const LABELS: [&str; 70] = [
    "số",
    "điều",
    "khoản",
    "mục",
    "tiểu mục",
    "chương",
    "phần",
    "phụ lục",
    "biểu",
    "biểu mẫu",
    "mẫu",
    "mẫu số",
    "bảng",
    "hình",
    "mức",
    "mức độ",
    "cấp độ",
    "cấp",
    "loại",
    "hạng",
    "giai đoạn",
    "lần thứ",
    "khóa",
    "khoá",
    "kỳ họp thứ",
    "phiên thứ",
    "quý",
    "quí",
    "tháng",
    "quốc lộ",
    "tỉnh lộ",
    "đường",
    "ngõ",
    "tầng",
    "phòng",
    "phòng số",
    "cổng",
    "quầy số",
    "cửa số",
    "đề án",
    "chương trình",
    "dự án",
    "đợt",
    "vòng",
    "bước",
    "trang",
    "tập",
    "tổ",
    "thôn",
    "ấp",
    "khóm",
    "khu phố",
    "khu",
    "tổng đài",
    "hotline",
    "điện thoại",
    "đt",
    "sđt",
    "fax",
    "lô",
    "thửa",
    "tờ bản đồ",
    "thứ",
    "kỳ",
    "điểm a",
    "tiểu khu",
    "nghị quyết",
    "quyết định",
    "kế hoạch",
    "nghị định",
];
/// Units that turn a label back into a quantity: "mức 95%", "loại 5 điểm".
const STRONG_UNITS: [&str; 8] = ["%", "‰", "điểm", "điểm %", "điểm phần trăm", "tỷ đồng", "triệu đồng", "đồng"];

/// Whether a number is the number of something.
pub(super) fn is_label(tokens: &Tokens, index: usize) -> bool {
    let Some((start, which)) = any_before(tokens, index, &LABELS) else { return false };
    let after = tokens.number(index).map_or(index + 1, |(_, next)| next);
    let unit = unit_at(tokens, after).map(|(unit, _)| unit);
    // "Giai đoạn 2" is a name, "chỉ số 60%" is none; "tháng 3" never counts anything.
    if unit.is_some_and(|unit| STRONG_UNITS.contains(&unit)) {
        return false;
    }
    match LABELS[which] {
        // "Hạng 5", "thứ 5 toàn tỉnh" and "nhóm" are ranks: who reads ranks decides. Weekdays are followed by nothing of rank.
        "hạng" => false,
        "thứ" => is_weekday(tokens, start, after),
        // "Chỉ số 1022" and "con số 15", "tổng số 12 hồ sơ".
        "số" => {
            let follows =
                any_before(tokens, start, &["tổng", "trong", "con", "trong tổng", "trên tổng", "một"]).is_some();
            !(follows || unit.is_some() && any_before(tokens, start, &["một"]).is_some())
        }
        "cấp" | "đợt" | "tổ" | "kỳ" | "khu" | "đường" | "phòng" | "dự án" | "kế hoạch" | "loại" | "mức" => {
            unit.is_none()
        }
        _ => true,
    }
}

/// "Thứ 3, ngày" and "thứ 2 đến thứ 6" are weekdays.
fn is_weekday(tokens: &Tokens, start: usize, after: usize) -> bool {
    let is_ranked = any_before(
        tokens,
        start,
        &[
            "xếp",
            "đứng",
            "hạng",
            "vị trí",
            "xếp vị trí",
            "vị",
            "đứng vị trí",
            "ở vị trí",
            "giữ vị trí",
            "lên",
            "vị",
            "xuống",
            "là",
        ],
    );
    let is_small = tokens.digits(start + 1).is_some_and(|(value, _)| (2..=7).contains(&value));
    is_ranked.is_none() && is_small && tokens.phrase(after, "trở lên").is_none()
}

/// "Phường 3", "Quận 1", "xã mẫu 12": the number belongs to the name of a place.
pub(super) fn is_place(tokens: &Tokens, index: usize) -> bool {
    const PLACES: [&str; 12] =
        ["phường", "quận", "mẫu", "thôn", "bản", "buôn", "làng", "xóm", "khối", "liên khu", "km", "khu vực"];
    let after = tokens.number(index).map_or(index + 1, |(_, next)| next);
    let has_unit = tokens.sign(after) == Some('%');
    let is_named = any_before(tokens, index, &PLACES).is_some();
    // "Mẫu 12" within a list of names; "3 phường 5 xã" counts.
    let counted = index > 1 && tokens.digits(index - 2).is_some();
    !has_unit && is_named && (!counted || starts_upper(tokens, index - 1))
}

/// Whether "6/10" at an index is a day: after "ngày", "sáng", or in a span of days.
pub(super) fn is_day_word(tokens: &Tokens, index: usize) -> bool {
    const WORDS: [&str; 13] = [
        "ngày",
        "sáng",
        "chiều",
        "tối",
        "trưa",
        "hôm",
        "sáng ngày",
        "chiều ngày",
        "từ ngày",
        "đến ngày",
        "các ngày",
        "hôm nay",
        "mùng",
    ];
    let after_word = any_before(tokens, index, &WORDS).is_some();
    let in_bracket = index > 0 && tokens.sign(index - 1) == Some('(');
    let weekday = index > 1
        && tokens.sign(index - 1) == Some(',')
        && any_before(tokens, index - 1, &["hai", "ba", "tư", "sáu", "bảy", "nhật"]).is_some();
    let spanned =
        index > 1 && matches!(tokens.sign(index - 1), Some('-' | ',')) && tokens.digits(index - 2).is_some() && {
            // "các ngày 02/12, 16/12".
            index > 3 && tokens.sign(index - 3) == Some('/')
        };
    let until = in_bracket && tokens.sign(index + 3).is_some_and(|sign| matches!(sign, ')' | '-'));
    after_word || weekday || spanned || until
}
