//! Units of measure and the nouns that plans count. Data and one look-up.

use crate::value::Tokens;

/// Units as they are written, those of measures first. The longest that fits is taken.
const UNITS: [&str; 120] = [
    "điểm phần trăm",
    "điểm %",
    "phần trăm",
    "điểm",
    "bậc",
    "hạng",
    "vị trí",
    "ngày làm việc",
    "ngày",
    "giờ làm việc",
    "giờ",
    "phút",
    "giây",
    "tháng",
    "năm",
    "tuần",
    "quý",
    "lần",
    "lượt",
    "nghìn tỷ đồng",
    "tỷ đồng",
    "tỉ đồng",
    "triệu đồng",
    "nghìn đồng",
    "ngàn đồng",
    "đồng",
    "triệu usd",
    "tỷ usd",
    "usd",
    "tỷ",
    "triệu",
    "hồ sơ",
    "thủ tục hành chính",
    "thủ tục",
    "tthc",
    "dịch vụ công trực tuyến",
    "dịch vụ công",
    "dịch vụ",
    "dvc",
    "mô hình",
    "sáng kiến",
    "giải pháp",
    "người dân",
    "người",
    "doanh nghiệp",
    "hợp tác xã",
    "cán bộ",
    "công chức",
    "viên chức",
    "đảng viên",
    "cơ quan",
    "đơn vị",
    "địa phương",
    "sở",
    "xã",
    "phường",
    "thôn",
    "bản",
    "huyện",
    "hộ",
    "hộ dân",
    "hộ gia đình",
    "nhà",
    "cuộc kiểm tra",
    "cuộc",
    "lớp",
    "lớp tập huấn",
    "hội nghị",
    "hội thi",
    "cuộc thi",
    "văn bản",
    "nhiệm vụ",
    "tin",
    "bài",
    "tin bài",
    "tin, bài",
    "chuyên đề",
    "chuyên mục",
    "buổi",
    "đợt",
    "kỳ",
    "phiếu",
    "ý kiến",
    "tiêu chí",
    "chỉ tiêu",
    "chỉ số",
    "sản phẩm",
    "dự án",
    "công trình",
    "phần mềm",
    "hệ thống",
    "cơ sở dữ liệu",
    "bộ dữ liệu",
    "tài khoản",
    "máy tính",
    "trường",
    "trường học",
    "khu dân cư",
    "tổ",
    "ha",
    "km",
    "km2",
    "m2",
    "tấn",
    "kg",
    "lít",
    "mã số",
    "chuyến",
    "phóng sự",
    "điểm cầu",
    "việc làm",
    "lao động",
    "trang",
    "ca",
    "cái",
    "bộ",
    "giường",
    "giường bệnh",
    "bác sĩ",
    "mô hình, sáng kiến",
];
/// Units of time that a number after them turns into a date or a period: "15 năm 2021" is not fifteen years.
const UNITS_OF_DATES: [&str; 4] = ["ngày", "tháng", "năm", "quý"];

/// What makes "điểm" a place.
const PLACES_OF_SERVICE: [&str; 14] = [
    "hỗ trợ",
    "tiếp nhận",
    "giao dịch",
    "du lịch",
    "trường",
    "bưu điện",
    "phục vụ",
    "nghẽn",
    "dân cư",
    "truy cập",
    "bán",
    "sáng",
    "văn hóa",
    "tư vấn",
];

/// The unit at an index and the index after it.
pub(super) fn unit_at(tokens: &Tokens, index: usize) -> Option<(&'static str, usize)> {
    match tokens.sign(index) {
        Some('%') => return Some(("%", index + 1)),
        Some('‰') => return Some(("‰", index + 1)),
        Some(_) => return None,
        None => {}
    }
    let (next, which) = tokens.any_phrase(index, &UNITS)?;
    let unit = UNITS[which];
    // "11 điểm hỗ trợ" are places, not points.
    if unit == "điểm" && tokens.any_phrase(next, &PLACES_OF_SERVICE).is_some() {
        return None;
    }
    if UNITS_OF_DATES.contains(&unit) && tokens.digits(next).is_some() {
        return None;
    }
    Some((canonical(unit), next))
}

/// One spelling for each unit.
fn canonical(unit: &'static str) -> &'static str {
    match unit {
        "phần trăm" => "%",
        "điểm %" => "điểm phần trăm",
        "tỉ đồng" => "tỷ đồng",
        "ngàn đồng" => "nghìn đồng",
        "tthc" => "TTHC",
        "dvc" => "DVC",
        "usd" => "USD",
        "cuộc kiểm tra" => "cuộc",
        "lớp tập huấn" => "lớp",
        "mô hình, sáng kiến" => "mô hình",
        other => other,
    }
}
