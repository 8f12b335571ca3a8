//! Targets: short forms, long forms, and the conditions inside them.

use serde_json::{Value, json};

use super::fields::*;
use super::plan::{area, frequency};
use super::words;

/// The parts of which `targets` is made.
pub(super) fn definitions() -> Vec<(&'static str, Value)> {
    vec![
        ("target", target()),
        ("goal", goal()),
        ("milestone", milestone()),
        ("baseline", baseline()),
        ("target_result", target_result()),
    ]
}

fn target() -> Value {
    let mut fields = vec![
        optional("id", text("Mã giữ cho liên kết đến chỉ tiêu không đổi. Ví dụ: dti-2030.", &["dti-2030"])),
        optional("statement", text("Lời của kế hoạch về chỉ tiêu này.", &["99% hồ sơ được giải quyết đúng hẹn"])),
        optional(
            "indicator",
            text("Mã chỉ số, khai trong indicators.yaml. Ví dụ: sipas.", &["par-index", "sipas", "papi", "dti"]),
        ),
        optional("area", area()),
        optional(
            "scope",
            text(
                "Xếp hạng giữa những ai. Ví dụ: các huyện, thành phố thuộc tỉnh.",
                &["các huyện, thành phố thuộc tỉnh"],
            ),
        ),
        optional(
            "strength",
            choice("Mức độ: must (bắt buộc), strive (phấn đấu) hoặc contribute (góp phần).", &words::strengths()),
        ),
        optional("by", deadline("Thời hạn; không dùng cùng frequency. Ví dụ: 2025, 31/12/2025, quý 2/2025.")),
        optional("frequency", frequency("Tần suất, thay cho thời hạn. Ví dụ: hằng năm.")),
        optional("milestones", many("Các mốc trước thời hạn cuối. Ví dụ: {by: 2025, goal: \"> 90%\"}.", "milestone")),
        optional(
            "baseline",
            one("Mức xuất phát. Ví dụ: {year: 2020, value: \"42,88\", rank: 29, of: 63}.", "baseline"),
        ),
    ];
    fields.extend(goals());
    fields.extend([
        optional(
            "measures",
            texts(
                "Các phép đo chung một ngưỡng. Ví dụ: [thanh toán trực tuyến, chứng thực điện tử].",
                &["thanh toán trực tuyến"],
            ),
        ),
        optional(
            "results",
            many("Kết quả đã có, theo năm hoặc kỳ. Trạng thái đạt hay chưa đạt do chương trình tính.", "target_result"),
        ),
        optional("note", text("Ghi chú cho người đọc về chỉ tiêu này.", &[])),
    ]);
    let names: Vec<&str> = fields.iter().map(Field::name).collect();
    let short = json!({
        "type": "object",
        "description": "Dạng ngắn: mã chỉ số, rồi điều kiện bằng lời. Ví dụ: sipas: \"> 90% hằng năm\".",
        "minProperties": 1,
        "maxProperties": 1,
        "propertyNames": {"not": {"enum": names}},
        "additionalProperties": not_null(condition_in_words()),
    });
    let long = object("Chỉ tiêu ở dạng dài; phải có statement hoặc indicator.", fields);
    let words = text("Chỉ tiêu chép thành một câu.", &["Đến năm 2025, 100% hồ sơ thủ tục hành chính được số hóa"]);
    let forms = json!({"anyOf": [not_null(words), short, with_one_of(long, &["statement", "indicator"])]});
    with_snippets(
        forms,
        json!([
            {
                "label": "Chỉ tiêu, dạng ngắn",
                "description": "Mã chỉ số và điều kiện bằng lời",
                "body": {"${1:sipas}": "${2:> 90% hằng năm}"},
            },
            {
                "label": "Chỉ tiêu, dạng dài",
                "description": "Lời của kế hoạch, chỉ số, điều kiện, thời hạn",
                "body": {
                    "id": "${1:ma-chi-tieu}",
                    "statement": "${2:lời của kế hoạch}",
                    "indicator": "${3:sipas}",
                    "strength": "${4|must,strive,contribute|}",
                    "goal": "${5:từ 90%}",
                    "by": "${6:2026}",
                },
            },
        ]),
    )
}

/// The three ways to say what is to be reached; more than one of them is left to `bantin check`.
fn goals() -> Vec<Field> {
    vec![
        optional(
            "goal",
            one(
                "Điều phải đạt, bằng lời hoặc tách thành trường. Ví dụ: từ 86%, tốp 5, tăng 5% so với năm trước.",
                "goal",
            ),
        ),
        optional("any_of", many("Các điều kiện mà đạt một là đủ; dùng thay cho goal.", "goal")),
        optional("all_of", many("Các điều kiện phải đạt đồng thời; dùng thay cho goal.", "goal")),
    ]
}

fn condition_in_words() -> Value {
    text(
        "Điều kiện bằng lời.",
        &["> 90% hằng năm", "từ 86%", "tốp 5 đến năm 2025", "tăng 5% so với năm trước", "cải thiện thứ hạng"],
    )
}

fn goal() -> Value {
    let long = object(
        "Điều kiện tách thành từng trường.",
        vec![
            required(
                "comparator",
                choice(
                    "Phép so sánh, như \">=\" (từ), range (khoảng), increase (tăng), rank_top (tốp).",
                    &words::comparators(),
                ),
            ),
            optional("value", number("Ngưỡng phải đạt, hoặc hạng cuối còn tính là đạt. Ví dụ: 90.")),
            optional("min", number("Đầu dưới của khoảng, dùng với range. Ví dụ: 40.")),
            optional("max", number("Đầu trên của khoảng, dùng với range. Ví dụ: 50.")),
            optional("on", choice("Điều kiện đặt vào score (điểm) hay rank (hạng).", &words::measures())),
            optional("unit", text("Đơn vị đo. Ví dụ: \"%\", điểm, ngày.", &["%", "điểm", "điểm phần trăm"])),
            optional(
                "relative_to",
                choice("Tăng, giảm so với previous_year (năm trước) hay baseline (mức xuất phát).", &words::bases()),
            ),
            optional("of", rank("Tổng số nơi được xếp hạng. Ví dụ: 63.", 63)),
            optional(
                "scope",
                text(
                    "Xếp hạng giữa những ai. Ví dụ: các tỉnh, thành phố trong cả nước.",
                    &["các tỉnh, thành phố trong cả nước"],
                ),
            ),
        ],
    );
    short_or_long(not_null(condition_in_words()), long)
}

fn milestone() -> Value {
    let mut fields = vec![required("by", deadline("Thời hạn của mốc. Ví dụ: 2025."))];
    fields.extend(goals());
    let long = with_one_of(object("Mốc trước thời hạn cuối.", fields), &["goal", "any_of", "all_of"]);
    short_or_long(not_null(text("Điều kiện và thời hạn của mốc trong một câu.", &["> 90% đến năm 2025"])), long)
}

fn baseline() -> Value {
    let long = object(
        "Mức xuất phát của chỉ tiêu.",
        vec![
            optional("year", year("Năm của mức xuất phát. Ví dụ: 2020.", 2020)),
            optional("value", number("Giá trị lúc xuất phát. Ví dụ: \"42,88\".")),
            optional("rank", rank("Thứ hạng lúc xuất phát. Ví dụ: 29.", 29)),
            optional("of", rank("Tổng số nơi được xếp hạng. Ví dụ: 63.", 63)),
            optional(
                "source",
                text("Nơi đã đăng con số này. Ví dụ: ttxvn/vietnam+, 10/11/2021.", &["ttxvn/vietnam+, 10/11/2021"]),
            ),
        ],
    );
    short_or_long(not_null(number("Giá trị lúc xuất phát.")), long)
}

fn target_result() -> Value {
    let fields = object(
        "Kết quả của chỉ tiêu trong một năm hoặc một kỳ; phải có year hoặc period.",
        vec![
            optional("year", deadline("Năm của kết quả. Ví dụ: 2024.")),
            optional("period", deadline("Kỳ của kết quả, khi không phải cả năm. Ví dụ: quý 2/2025.")),
            optional("value", number("Giá trị đạt được. Ví dụ: \"91,2\".")),
            optional("rank", rank("Thứ hạng đạt được. Ví dụ: 12.", 12)),
            optional("of", rank("Tổng số nơi được xếp hạng. Ví dụ: 63.", 63)),
            optional(
                "source",
                text("Nơi đã đăng con số này. Ví dụ: Báo cáo năm 2024 của đơn vị.", &["Báo cáo năm 2024 của đơn vị"]),
            ),
            optional("note", text("Ghi chú cho người đọc về kết quả này.", &[])),
        ],
    );
    let mut result = with_one_of(fields, &["year", "period"]);
    result["allOf"] = json!([{"anyOf": [{"required": ["value"]}, {"required": ["rank"]}]}]);
    result
}
