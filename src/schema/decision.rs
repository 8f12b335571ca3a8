//! Decisions, and what belongs to one: other decisions, signers, files.

use serde_json::{Value, json};

use super::fields::*;
use super::words;

/// The parts of which `decision` is made; `attachment` is also a part of bulletins.
pub(super) fn definitions() -> Vec<(&'static str, Value)> {
    vec![
        ("decision", decision()),
        ("decision_reference", decision_reference()),
        ("document_type", document_type()),
        ("signer", signer()),
        ("attachment", attachment()),
    ]
}

fn decision() -> Value {
    let mut fields = vec![
        optional(
            "number",
            plain_text(
                "Số và ký hiệu, chép đúng như trên văn bản. Ví dụ: 1954/QĐ-UBND.",
                &["1954/QĐ-UBND", "2120/QĐ-UBND-HC"],
            ),
        ),
        optional("type", one("Loại văn bản; chỉ ghi khi chưa biết số. Ví dụ: Kế hoạch.", "document_type")),
        optional("date", date("Ngày ban hành. Ví dụ: 06/10/2021.")),
        optional("effective", date("Ngày có hiệu lực. Ví dụ: 01/01/2022.")),
        optional("expires", date("Ngày hết hiệu lực. Ví dụ: 31/12/2030.")),
        optional(
            "issuer",
            text(
                "Cơ quan ban hành: mã đơn vị, hoặc tên như trên văn bản. Ví dụ: Chủ tịch UBND thành phố Hồng Ngự.",
                &["tp-cao-lanh", "Chủ tịch UBND thành phố Hồng Ngự"],
            ),
        ),
        optional(
            "capacity",
            choice(
                "Tư cách ban hành: committee (tập thể UBND), chairman (Chủ tịch), hoặc TM., KT., TL., TUQ.",
                &words::capacities(),
            ),
        ),
        optional(
            "signer",
            one("Người ký: họ tên, hoặc name và role. Ví dụ: {role: Chủ tịch UBND thành phố}.", "signer"),
        ),
        optional(
            "title",
            text("Trích yếu nội dung văn bản.", &["về việc ban hành Kế hoạch cải cách hành chính năm 2023"]),
        ),
    ];
    let relations = [
        ("implements", "Văn bản mà văn bản này triển khai thực hiện. Ví dụ: 1389/QĐ-UBND-HC ngày 11/9/2021."),
        ("legal_basis", "Các căn cứ để ban hành, mỗi mục một văn bản. Ví dụ: 76/NQ-CP ngày 15/7/2021."),
        ("amends", "Văn bản được sửa đổi, bổ sung. Trang của văn bản cũ tự hiện chiều ngược lại."),
        ("replaces", "Văn bản bị thay thế. Trang của văn bản cũ tự hiện dòng “được thay thế bởi”."),
        ("repeals", "Văn bản bị bãi bỏ, mỗi mục một văn bản."),
        ("corrects", "Văn bản được đính chính, mỗi mục một văn bản."),
        ("related", "Văn bản liên quan khác, mỗi mục một văn bản."),
    ];
    fields.extend(relations.map(|(name, description)| optional(name, many(description, "decision_reference"))));
    fields.push(optional("attachments", many("Tệp của chính văn bản. Ví dụ: quyet-dinh-1954.pdf.", "attachment")));
    let words =
        plain_text("Một dòng có số và ngày, hoặc cả câu nêu cơ quan và trích yếu.", &["1954/QĐ-UBND ngày 06/10/2021"]);
    let long = object("Văn bản ở dạng dài: biết phần nào ghi phần ấy.", fields);
    with_snippets(
        short_or_long(not_null(words), long),
        json!([
            {
                "label": "Văn bản, một dòng",
                "description": "Số và ngày của văn bản",
                "body": "${1:1954/QĐ-UBND} ngày ${2:06/10/2021}",
            },
            {
                "label": "Văn bản, dạng dài",
                "description": "Số, ngày, cơ quan ban hành, người ký, trích yếu",
                "body": {
                    "number": "${1:1954/QĐ-UBND}",
                    "date": "${2:06/10/2021}",
                    "issuer": "${3:UBND thành phố Cao Lãnh}",
                    "signer": {"name": "${4:họ tên}", "role": "${5:chức vụ}"},
                    "title": "${6:về việc ban hành Kế hoạch …}",
                },
            },
        ]),
    )
}

fn decision_reference() -> Value {
    let long = object(
        "Văn bản khác ở dạng dài; phải có number hoặc title.",
        vec![
            optional(
                "number",
                plain_text("Số và ký hiệu của văn bản ấy. Ví dụ: 1389/QĐ-UBND-HC.", &["1389/QĐ-UBND-HC"]),
            ),
            optional("type", one("Loại văn bản; chỉ cần khi không có số. Ví dụ: Nghị quyết.", "document_type")),
            optional("date", date("Ngày ban hành của văn bản ấy. Ví dụ: 11/9/2021.")),
            optional(
                "issuer",
                text("Cơ quan ban hành: mã đơn vị, hoặc tên. Ví dụ: UBND tỉnh Đồng Tháp.", &["UBND tỉnh Đồng Tháp"]),
            ),
            optional(
                "title",
                text(
                    "Trích yếu, hoặc tên văn bản khi không có số.",
                    &["Kế hoạch cải cách hành chính tỉnh giai đoạn 2021 - 2030"],
                ),
            ),
        ],
    );
    let words = plain_text(
        "Số, ngày, cơ quan và trích yếu trong một dòng.",
        &["1389/QĐ-UBND-HC ngày 11/9/2021 của UBND tỉnh Đồng Tháp"],
    );
    short_or_long(not_null(words), with_one_of(long, &["number", "title"]))
}

fn document_type() -> Value {
    not_null(choice("Tên loại văn bản hoặc chữ viết tắt của nó. Ví dụ: Quyết định, KH.", &words::document_kinds()))
}

fn signer() -> Value {
    let long = object(
        "Người ký văn bản, biết phần nào ghi phần ấy.",
        vec![
            optional("name", text("Họ và tên người ký, như trên văn bản.", &[])),
            optional(
                "role",
                text(
                    "Chức vụ của người ký. Ví dụ: Chủ tịch UBND thành phố Hồng Ngự.",
                    &["Chủ tịch UBND thành phố Hồng Ngự"],
                ),
            ),
        ],
    );
    short_or_long(not_null(text("Họ và tên người ký.", &[])), long)
}

fn attachment() -> Value {
    let long = object(
        "Tệp đính kèm cùng tên gọi và ghi chú.",
        vec![
            required("file", text("Tên tệp trong cùng thư mục. Ví dụ: phu-luc.xlsx.", &["phu-luc.xlsx"])),
            optional("title", text("Tên hiện cho người đọc. Ví dụ: Phụ lục nhiệm vụ.", &["Phụ lục nhiệm vụ"])),
            optional(
                "note",
                text("Ghi chú ngắn cạnh tệp. Ví dụ: Bản gửi kèm quyết định.", &["Bản gửi kèm quyết định"]),
            ),
            optional("pages", count("Số trang của tệp. Ví dụ: 8.", 8)),
            optional(
                "scanned",
                truth(
                    "Ghi có khi tệp là bản quét, vì trình đọc màn hình không đọc được chữ trong ảnh.",
                    &words::truth(),
                ),
            ),
        ],
    );
    short_or_long(not_null(text("Tên tệp. Ví dụ: quyet-dinh-1954.pdf.", &["quyet-dinh-1954.pdf"])), long)
}
