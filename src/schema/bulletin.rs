//! Front matter of bulletins and pages. Decisions, plans and targets have files of their own.

use serde_json::Value;

use super::fields::*;
use super::{Described, decision, plan, target, words};

/// Front matter of a bulletin.
pub(super) fn bulletin() -> Described {
    let mut fields = vec![
        required("title", text("Tiêu đề bản tin, bắt buộc phải có.", &["Hồng Ngự thử chín mô hình phục vụ người dân"])),
        optional(
            "date",
            date("Ngày đăng, có thể kèm giờ. Ví dụ: 17/01/2023 21:22. Bỏ trống thì lấy ngày của văn bản."),
        ),
        optional("unit", text("Mã đơn vị, khai trong units.yaml. Ví dụ: tp-cao-lanh.", &["tp-cao-lanh"])),
    ];
    fields.extend(substance());
    fields.extend(classification());
    fields.extend(media());
    fields.extend(publication());
    let mut definitions = vec![
        ("result", result()),
        ("person", person()),
        ("source", source()),
        ("picture", picture()),
        ("correction", correction()),
        ("consultation", consultation()),
    ];
    definitions.extend(decision::definitions());
    definitions.extend(plan::definitions());
    definitions.extend(target::definitions());
    let about =
        "Phần đầu của một bản tin, đặt giữa hai dòng ba dấu gạch. Chỉ cần title là đủ; các trường khác thêm khi biết.";
    Described { title: "Bản tin của bantin", root: object(about, fields), definitions }
}

/// Front matter of a page.
pub(super) fn page() -> Described {
    let fields = vec![
        required("title", text("Tiêu đề trang, bắt buộc phải có.", &["Giới thiệu"])),
        optional("summary", text("Một, hai câu nói trang này có gì.", &["Cách liên hệ và gửi góp ý."])),
        optional("lang", choice("Ngôn ngữ của trang: vi hoặc en.", &words::languages())),
        optional(
            "translation_of",
            text("Tệp gốc mà trang này dịch lại. Ví dụ: /pages/gioi-thieu.md.", &["/pages/gioi-thieu.md"]),
        ),
        optional("draft", truth("Bản nháp: ghi có thì trang chưa được đăng. Ví dụ: draft: có.", &words::truth())),
        optional("aliases", texts("Địa chỉ cũ dẫn về trang này. Ví dụ: gioi-thieu-cu.html.", &["gioi-thieu-cu.html"])),
        optional("extra", extra()),
    ];
    let about = "Phần đầu của một trang riêng trong content/pages, như giới thiệu hay liên hệ. Chỉ title là bắt buộc.";
    Described { title: "Trang riêng của bantin", root: object(about, fields), definitions: Vec::new() }
}

/// What a bulletin reports.
fn substance() -> Vec<Field> {
    vec![
        optional(
            "decision",
            one("Văn bản mà bản tin nói đến: một dòng như 1954/QĐ-UBND ngày 06/10/2021, hoặc dạng dài.", "decision"),
        ),
        optional(
            "plan",
            one(
                "Kế hoạch được ban hành: chỉ ghi tên, hoặc dạng dài gồm mục tiêu, nhiệm vụ, giải pháp, mô hình.",
                "plan",
            ),
        ),
        optional(
            "targets",
            many(
                "Các chỉ tiêu. Dạng ngắn là mã chỉ số rồi điều kiện bằng lời, ví dụ sipas: \"> 90% hằng năm\".",
                "target",
            ),
        ),
        optional(
            "results",
            many("Kết quả chỉ số chỉ có trong bản tin này; số liệu dùng chung nên ghi vào results.csv.", "result"),
        ),
        optional("attachments", many("Tệp đính kèm của bản tin, đặt cùng thư mục. Ví dụ: phu-luc.xlsx.", "attachment")),
    ]
}

/// Where a bulletin stands among the others.
fn classification() -> Vec<Field> {
    vec![
        optional("category", text("Mã chuyên mục, khai trong site.yaml. Ví dụ: ke-hoach.", &["ke-hoach"])),
        optional("tags", texts("Từ khóa tự do. Ví dụ: [kế hoạch năm, một cửa].", &["kế hoạch năm", "một cửa"])),
        optional(
            "areas",
            texts(
                "Mã các lĩnh vực cải cách. Có sẵn: chi-dao, the-che, tthc, bo-may, cong-vu, tai-chinh, so, tac-dong.",
                &["tthc", "so"],
            ),
        ),
        optional(
            "summary",
            text(
                "Tóm tắt một, hai câu, hiện ở danh sách và kết quả tìm kiếm.",
                &["Kế hoạch đặt bốn chỉ tiêu về PAR INDEX, SIPAS và chuyển đổi số."],
            ),
        ),
        optional("author", one("Người viết; phần sau dấu phẩy là cơ quan. Ví dụ: Mi Lê, Trung tâm VHTT&TT.", "person")),
        optional("source", one("Nơi lấy tin: tên nguồn, hoặc tên kèm liên kết. Ví dụ: ttxvn/vietnam+.", "source")),
    ]
}

fn media() -> Vec<Field> {
    vec![
        optional(
            "cover",
            one("Ảnh đại diện: tên tệp, hoặc tệp kèm lời tả và nguồn ảnh. Ví dụ: hoi-nghi.jpg.", "picture"),
        ),
        optional("gallery", many("Bộ ảnh của bản tin; chèn vào bài bằng [[thư viện ảnh]].", "picture")),
        optional("audio", text("Tệp âm thanh đọc bản tin, đặt cùng thư mục. Ví dụ: ban-doc.mp3.", &["ban-doc.mp3"])),
        optional("video", text("Tệp phim của bản tin, đặt cùng thư mục. Ví dụ: phong-su.mp4.", &["phong-su.mp4"])),
    ]
}

/// How and how long a bulletin is published.
fn publication() -> Vec<Field> {
    vec![
        optional("lang", choice("Ngôn ngữ của bản tin: vi (mặc định) hoặc en.", &words::languages())),
        optional(
            "translation_of",
            text(
                "Tệp gốc mà bản tin này dịch lại. Ví dụ: /bulletins/cao-lanh-ke-hoach-2021-2030.md.",
                &["/bulletins/cao-lanh-ke-hoach-2021-2030.md"],
            ),
        ),
        optional("draft", truth("Bản nháp: ghi có thì bản tin chưa được đăng. Ví dụ: draft: có.", &words::truth())),
        optional("pinned", truth("Ghim lên đầu trang chủ. Ví dụ: pinned: có.", &words::truth())),
        optional("expires", date("Ngày bản tin hết thời sự. Ví dụ: 31/12/2025.")),
        optional(
            "aliases",
            texts(
                "Địa chỉ cũ dẫn về bản tin này, để liên kết cũ không hỏng. Ví dụ: tin/2021/10/ten-cu.html.",
                &["tin/2021/10/ten-cu.html"],
            ),
        ),
        optional("corrections", many("Những lần đính chính, mỗi lần gồm ngày và điều đã sửa.", "correction")),
        optional("consultation", one("Đợt lấy ý kiến: ngày bắt đầu, ngày kết thúc và nơi nhận.", "consultation")),
        optional("extra", extra()),
    ]
}

fn result() -> Value {
    object(
        "Kết quả của một chỉ số trong một năm.",
        vec![
            optional(
                "unit",
                text("Mã đơn vị; bỏ trống thì là đơn vị của bản tin. Ví dụ: tp-can-tho-cu.", &["tp-can-tho-cu"]),
            ),
            required(
                "indicator",
                text("Mã chỉ số, khai trong indicators.yaml. Ví dụ: par-index.", &["par-index", "sipas", "papi"]),
            ),
            required("year", year("Năm được đánh giá, không phải năm công bố. Ví dụ: 2020.", 2020)),
            optional("score", number("Điểm hoặc tỷ lệ đạt được. Ví dụ: \"83,76\".")),
            optional("rank", rank("Thứ hạng. Ví dụ: 37/63 thì ghi rank: 37 và of: 63.", 37)),
            optional("of", rank("Tổng số nơi được xếp hạng. Ví dụ: 63.", 63)),
            optional(
                "change_score",
                number("Mức thay đổi điểm so với kỳ trước; giảm thì ghi số âm. Ví dụ: \"-2,82\"."),
            ),
            optional(
                "change_rank",
                whole(
                    "Số bậc thay đổi, dấu cộng là tốt lên: tăng 13 bậc ghi 13, giảm 8 bậc ghi -8.",
                    -10_000..=10_000,
                    -8,
                ),
            ),
            optional("compared_with", year("Năm đem so sánh. Ví dụ: 2019.", 2019)),
            optional("published", deadline("Ngày hoặc năm công bố. Ví dụ: 24/6/2021.")),
            optional("publisher", text("Cơ quan công bố. Ví dụ: Bộ Nội vụ.", &["Bộ Nội vụ"])),
            optional(
                "source",
                text("Nơi đã đăng con số này. Ví dụ: ttxvn/vietnam+, 10/11/2021.", &["ttxvn/vietnam+, 10/11/2021"]),
            ),
            optional("note", text("Ghi chú cho người đọc, chẳng hạn số do đơn vị tự tính.", &[])),
        ],
    )
}

fn person() -> Value {
    let long = object(
        "Người viết; phải có name hoặc office.",
        vec![
            optional("name", text("Tên người viết. Ví dụ: Mi Lê.", &["Mi Lê"])),
            optional("office", text("Cơ quan của người viết. Ví dụ: Phòng Nội vụ.", &["Phòng Nội vụ"])),
        ],
    );
    let words = text("Tên, rồi cơ quan sau dấu phẩy.", &["Mi Lê, Trung tâm VHTT&TT thành phố Cao Lãnh"]);
    short_or_long(not_null(words), with_one_of(long, &["name", "office"]))
}

fn source() -> Value {
    let long = object(
        "Nguồn tin kèm liên kết.",
        vec![
            required("name", text("Tên nguồn. Ví dụ: TTXVN.", &["TTXVN"])),
            optional("url", web_address("Địa chỉ bài gốc, bắt đầu bằng https://.")),
        ],
    );
    short_or_long(not_null(text("Tên nguồn tin.", &["ttxvn/vietnam+"])), long)
}

fn picture() -> Value {
    let long = object(
        "Ảnh kèm lời tả, chú thích và nguồn.",
        vec![
            required("file", text("Tên tệp ảnh trong cùng thư mục. Ví dụ: hoi-nghi.jpg.", &["hoi-nghi.jpg"])),
            optional(
                "alt",
                text(
                    "Tả điều thấy trong ảnh, cho người không nhìn được ảnh.",
                    &["Người dân lấy số thứ tự tại bộ phận một cửa"],
                ),
            ),
            optional(
                "caption",
                text("Chú thích in dưới ảnh. Ví dụ: Hội nghị triển khai kế hoạch.", &["Hội nghị triển khai kế hoạch"]),
            ),
            optional("credit", text("Người chụp hoặc nguồn ảnh. Ví dụ: Ảnh của đơn vị.", &["Ảnh của đơn vị"])),
        ],
    );
    short_or_long(not_null(text("Tên tệp ảnh.", &["hoi-nghi.jpg"])), long)
}

fn correction() -> Value {
    object(
        "Một lần đính chính.",
        vec![
            required("date", date("Ngày đính chính. Ví dụ: 12/11/2021.")),
            required(
                "note",
                text(
                    "Điều đã sửa. Ví dụ: Sửa số quyết định trong đoạn mở đầu.",
                    &["Sửa số quyết định trong đoạn mở đầu."],
                ),
            ),
        ],
    )
}

fn consultation() -> Value {
    object(
        "Đợt lấy ý kiến người dân, tổ chức.",
        vec![
            required("from", date("Ngày bắt đầu nhận ý kiến. Ví dụ: 01/12/2025.")),
            required("to", date("Ngày kết thúc, không trước ngày bắt đầu. Ví dụ: 31/12/2025.")),
            optional("contact", text("Nơi nhận ý kiến. Ví dụ: Văn phòng UBND.", &["Văn phòng UBND"])),
        ],
    )
}
