//! `units.yaml`, `indicators.yaml` and `areas.yaml`.

use serde_json::{Value, json};

use super::fields::*;
use super::{Described, words};

/// The register of units.
pub(super) fn units() -> Described {
    let about =
        "Sổ đơn vị: mã không bao giờ đổi, rồi tên hoặc các trường. Đơn vị đã kết thúc thì ghi valid_to, đừng xóa.";
    Described {
        title: "Sổ đơn vị của bantin",
        root: registry_of(about, reference("unit")),
        definitions: vec![("unit", unit()), ("successor", successor())],
    }
}

/// The register of indicators.
pub(super) fn indicators() -> Described {
    let about =
        "Sổ chỉ số: mã không bao giờ đổi, rồi tên hoặc các trường. Ví dụ: par-index: Chỉ số cải cách hành chính.";
    Described {
        title: "Sổ chỉ số của bantin",
        root: registry_of(about, reference("indicator")),
        definitions: vec![("indicator", indicator()), ("series_break", series_break())],
    }
}

/// The list of areas of reform.
pub(super) fn areas() -> Described {
    let about = "Các lĩnh vực cải cách, thay cho tám lĩnh vực có sẵn. Ví dụ: tthc: Cải cách thủ tục hành chính.";
    Described {
        title: "Lĩnh vực cải cách của bantin",
        root: registry_of(about, reference("area")),
        definitions: vec![("area", area())],
    }
}

fn unit() -> Value {
    let long = object(
        "Một đơn vị với thời hạn và các đơn vị kế tục.",
        vec![
            required("name", text("Tên đơn vị kèm loại. Ví dụ: thành phố Cao Lãnh.", &["thành phố Cao Lãnh"])),
            optional(
                "kind",
                choice(
                    "Loại đơn vị. Ví dụ: province (tỉnh), ward (phường), commune (xã), department (sở).",
                    &words::unit_kinds(),
                ),
            ),
            optional("parent", text("Mã đơn vị cấp trên. Ví dụ: tinh-dong-thap.", &["tinh-dong-thap"])),
            optional("valid_from", date("Ngày đầu tiên đơn vị hoạt động. Ví dụ: 01/7/2025.")),
            optional("valid_to", date("Ngày cuối cùng đơn vị hoạt động. Ví dụ: 30/6/2025.")),
            optional(
                "successors",
                many(
                    "Các đơn vị kế tục: mã, hoặc mã kèm phần nhận. Ví dụ: {unit: phuong-cao-lanh, part: part}.",
                    "successor",
                ),
            ),
            optional(
                "basis",
                text("Văn bản làm căn cứ thành lập hoặc sắp xếp.", &["Nghị quyết số 1663/NQ-UBTVQH15 ngày 16/6/2025"]),
            ),
            optional("aliases", texts("Các cách gọi khác. Ví dụ: [TP. Cao Lãnh, TP Cao Lãnh].", &["TP. Cao Lãnh"])),
            optional("note", text("Ghi chú cho người đọc về đơn vị này.", &[])),
        ],
    );
    short_or_long(not_null(text("Tên đơn vị.", &["phường Cao Lãnh"])), long)
}

fn successor() -> Value {
    let long = object(
        "Đơn vị kế tục.",
        vec![
            required("unit", text("Mã đơn vị kế tục. Ví dụ: phuong-cao-lanh.", &["phuong-cao-lanh"])),
            optional("part", choice("Nhận whole (toàn bộ) hay part (một phần) đơn vị cũ.", &words::parts())),
        ],
    );
    short_or_long(not_null(text("Mã đơn vị kế tục, nhận toàn bộ.", &["tinh-dong-thap"])), long)
}

fn indicator() -> Value {
    let long = object(
        "Một chỉ số với đơn vị đo, thang điểm và nơi công bố.",
        vec![
            required("name", text("Tên đầy đủ. Ví dụ: Chỉ số cải cách hành chính.", &["Chỉ số cải cách hành chính"])),
            optional("abbreviation", text("Tên viết tắt của chỉ số. Ví dụ: PAR INDEX.", &["PAR INDEX"])),
            optional("unit", text("Đơn vị đo. Ví dụ: \"%\" hoặc điểm.", &["%", "điểm"])),
            optional("scale", scale()),
            optional(
                "direction",
                choice("Chiều tốt lên: up (càng cao càng tốt) hoặc down (càng thấp càng tốt).", &words::directions()),
            ),
            optional("publisher", text("Cơ quan công bố. Ví dụ: Bộ Nội vụ.", &["Bộ Nội vụ"])),
            optional("definition", text("Một, hai câu nói chỉ số đo điều gì.", &[])),
            optional(
                "breaks",
                many(
                    "Những năm cách đo thay đổi; biểu đồ không nối số liệu qua các năm ấy. Ví dụ: [2022].",
                    "series_break",
                ),
            ),
            optional("aliases", texts("Các cách gọi khác của chỉ số.", &["Chỉ số hài lòng về sự phục vụ hành chính"])),
            optional("note", text("Ghi chú cho người đọc về chỉ số này.", &[])),
        ],
    );
    short_or_long(not_null(text("Tên chỉ số.", &["Chỉ số cải cách hành chính"])), long)
}

fn scale() -> Value {
    json!({
        "type": ["array", "null"],
        "description": "Thang điểm: số nhỏ nhất rồi số lớn nhất. Ví dụ: [0, 100].",
        "items": not_null(number("Một đầu của thang điểm.")),
        "minItems": 2,
        "maxItems": 2,
        "examples": [[0, 100]],
    })
}

fn series_break() -> Value {
    let long = object(
        "Năm mà cách đo hoặc thang điểm thay đổi.",
        vec![
            required("year", year("Năm đầu tiên theo cách đo mới. Ví dụ: 2022.", 2022)),
            optional(
                "note",
                text("Điều đã thay đổi. Ví dụ: Thang đo thay đổi từ năm 2022.", &["Thang đo thay đổi từ năm 2022."]),
            ),
        ],
    );
    short_or_long(not_null(year("Năm đầu tiên theo cách đo mới.", 2022)), long)
}

fn area() -> Value {
    let long = object(
        "Một lĩnh vực cải cách.",
        vec![
            required("name", text("Tên lĩnh vực. Ví dụ: Cải cách thể chế.", &["Cải cách thể chế"])),
            optional(
                "name_en",
                text("Tên tiếng Anh của lĩnh vực. Ví dụ: Institutional reform.", &["Institutional reform"]),
            ),
            optional("short", text("Tên ngắn, dùng trên nhãn. Ví dụ: Thể chế.", &["Thể chế"])),
            optional("description", text("Một câu nói lĩnh vực gồm những gì.", &[])),
        ],
    );
    short_or_long(not_null(text("Tên lĩnh vực.", &["Cải cách thể chế"])), long)
}
