//! Plans: kind, period, tasks, models, responsibilities.

use serde_json::{Value, json};

use super::fields::*;
use super::words;

/// The parts of which `plan` is made.
pub(super) fn definitions() -> Vec<(&'static str, Value)> {
    vec![
        ("plan", plan()),
        ("period", period()),
        ("plan_parent", plan_parent()),
        ("task_group", task_group()),
        ("task", task()),
        ("model", model()),
        ("stated_counts", stated_counts()),
        ("responsibility", responsibility()),
        ("review", review()),
    ]
}

fn plan() -> Value {
    let long = object(
        "Kế hoạch ở dạng dài: biết phần nào ghi phần ấy.",
        vec![
            optional(
                "kind",
                choice("Loại kế hoạch, như period (giai đoạn), annual (năm), models (mô hình).", &words::plan_kinds()),
            ),
            optional("title", text("Tên kế hoạch, chép như trên văn bản.", &["Kế hoạch cải cách hành chính năm 2023"])),
            optional(
                "period",
                one(
                    "Kỳ của kế hoạch: 2023, 2021 – 2030 hoặc {from: 2021, to: 2026}. Bỏ trống thì đọc từ tên.",
                    "period",
                ),
            ),
            optional("goal", text("Mục tiêu chung của kế hoạch, một vài câu.", &[])),
            optional(
                "motto",
                text(
                    "Phương châm của kế hoạch.",
                    &["Hiểu dân để đồng hành, gần dân để sẻ chia, nghe dân để hành động"],
                ),
            ),
            optional(
                "parents",
                many("Kế hoạch cấp trên mà kế hoạch này thực hiện: tên, hoặc title kèm decision.", "plan_parent"),
            ),
            optional(
                "task_groups",
                many("Các nhóm nhiệm vụ. Ví dụ: {number: 2, title: Cải cách thể chế, area: the-che}.", "task_group"),
            ),
            optional(
                "tasks",
                many("Các nhiệm vụ, thường lấy từ bảng ở phụ lục; mỗi dòng của bảng là một mục.", "task"),
            ),
            optional(
                "solutions",
                texts("Các giải pháp, mỗi mục một câu.", &["Kiểm tra, giám sát đều đặn và đánh giá kết quả."]),
            ),
            optional("models", many("Các mô hình: tên, hoặc number, name, lead, note.", "model")),
            optional(
                "stated_counts",
                one("Số lượng mà văn bản công bố, để đối chiếu. Ví dụ: {task_groups: 7, tasks: 44}.", "stated_counts"),
            ),
            optional(
                "responsibilities",
                many("Ai làm việc gì. Viết gọn: \"Phòng Nội vụ: theo dõi, đôn đốc\".", "responsibility"),
            ),
            optional(
                "review",
                one("Cách báo cáo, đánh giá: một câu, hoặc frequency, by, to, forum, statement.", "review"),
            ),
        ],
    );
    let words = text(
        "Tên kế hoạch; kỳ được đọc từ tên.",
        &["Kế hoạch cải cách hành chính thành phố Cao Lãnh giai đoạn 2021 - 2030"],
    );
    with_snippets(
        short_or_long(not_null(words), long),
        json!([{
            "label": "Kế hoạch, dạng dài",
            "description": "Loại, tên, kỳ, mục tiêu, giải pháp, cách báo cáo",
            "body": {
                "kind": "${1|annual,period,index-improvement,models,programme,project,other|}",
                "title": "${2:Kế hoạch cải cách hành chính năm 2026}",
                "period": "${3:2026}",
                "goal": "${4:mục tiêu chung}",
                "solutions": ["${5:giải pháp}"],
                "review": {"frequency": "${6:hằng quý}", "by": "${7:đơn vị báo cáo}", "to": "${8:nơi nhận}"},
            },
        }]),
    )
}

fn period() -> Value {
    let long = object(
        "Kỳ có điểm đầu và điểm cuối.",
        vec![
            required("from", deadline("Năm hoặc ngày bắt đầu. Ví dụ: 2021.")),
            required("to", deadline("Năm hoặc ngày kết thúc. Ví dụ: 2026.")),
        ],
    );
    short_or_long(
        not_null(text("Một năm hoặc một khoảng.", &["2021 – 2030", "01/3/2021 – 30/6/2022", "năm 2023"])),
        long,
    )
}

fn plan_parent() -> Value {
    let long = object(
        "Kế hoạch cấp trên kèm văn bản ban hành.",
        vec![
            required(
                "title",
                text("Tên kế hoạch cấp trên.", &["Kế hoạch cải cách hành chính tỉnh Đồng Tháp giai đoạn 2021 - 2030"]),
            ),
            optional(
                "decision",
                one("Văn bản ban hành kế hoạch ấy. Ví dụ: 1389/QĐ-UBND-HC ngày 11/9/2021.", "decision_reference"),
            ),
        ],
    );
    let words =
        text("Tên kế hoạch cấp trên.", &["Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030"]);
    short_or_long(not_null(words), long)
}

fn task_group() -> Value {
    let long = object(
        "Nhóm nhiệm vụ.",
        vec![
            optional("number", count("Số thứ tự của nhóm trong kế hoạch. Ví dụ: 2.", 2)),
            required("title", text("Tên nhóm nhiệm vụ. Ví dụ: Cải cách thể chế.", &["Cải cách thể chế"])),
            optional("area", area()),
            optional("indicator", text("Mã chỉ số mà nhóm này phục vụ. Ví dụ: par-index.", &["par-index"])),
            optional("note", text("Ghi chú cho người đọc về nhóm này.", &[])),
        ],
    );
    short_or_long(not_null(text("Tên nhóm nhiệm vụ.", &["Cải cách thể chế"])), long)
}

/// The area of a task group, a task or a target.
pub(super) fn area() -> Value {
    text(
        "Mã lĩnh vực cải cách. Ví dụ: tthc (thủ tục hành chính), the-che (thể chế).",
        &["chi-dao", "the-che", "tthc", "bo-may", "cong-vu", "tai-chinh", "so", "tac-dong"],
    )
}

fn task() -> Value {
    let long = object(
        "Nhiệm vụ, như một dòng của bảng phụ lục.",
        vec![
            optional("id", text("Mã giữ cho liên kết đến nhiệm vụ không đổi. Ví dụ: ra-soat-tthc.", &["ra-soat-tthc"])),
            optional("number", count("Số thứ tự trong phụ lục. Ví dụ: 1.", 1)),
            required("title", text("Nội dung nhiệm vụ.", &["Rà soát, công bố thủ tục hành chính"])),
            optional("group", count("Số thứ tự của nhóm nhiệm vụ trong task_groups. Ví dụ: 1.", 1)),
            optional("area", area()),
            optional(
                "product",
                text("Sản phẩm phải có. Ví dụ: Quyết định công bố.", &["Quyết định công bố", "Báo cáo"]),
            ),
            optional("lead", text("Đơn vị chủ trì. Ví dụ: Văn phòng.", &["Văn phòng"])),
            optional(
                "support",
                texts("Các đơn vị phối hợp. Ví dụ: [Phòng Kinh tế, Phòng Văn hóa].", &["Phòng Kinh tế"]),
            ),
            optional("due", due()),
            optional("done", date("Ngày hoàn thành; xong việc thì thêm trường này, đừng xóa dòng. Ví dụ: 20/5/2026.")),
            optional("note", text("Ghi chú cho người đọc về nhiệm vụ này.", &[])),
        ],
    );
    with_snippets(
        short_or_long(not_null(text("Nội dung nhiệm vụ.", &["Rà soát, công bố thủ tục hành chính"])), long),
        json!([{
            "label": "Nhiệm vụ",
            "description": "Một dòng của bảng phụ lục",
            "body": {
                "number": "${1:1}",
                "title": "${2:nội dung nhiệm vụ}",
                "product": "${3:sản phẩm}",
                "lead": "${4:đơn vị chủ trì}",
                "support": ["${5:đơn vị phối hợp}"],
                "due": "${6:quý 2/2026}",
            },
        }]),
    )
}

fn due() -> Value {
    let mut due = deadline("Thời hạn hoặc tần suất. Ví dụ: quý 2/2026, 30/6/2026, hằng quý.");
    due["examples"] = json!(["quý 2/2026", "30/6/2026", 2026, "hằng quý", "thường xuyên"]);
    due
}

fn model() -> Value {
    let long = object(
        "Mô hình cải cách.",
        vec![
            optional("number", count("Số thứ tự trong văn bản. Ví dụ: 6.", 6)),
            required(
                "name",
                text(
                    "Tên mô hình. Ví dụ: Tổng đài thông tin Dịch vụ công 1022.",
                    &["Tổng đài thông tin Dịch vụ công 1022"],
                ),
            ),
            optional("lead", text("Đơn vị chủ trì mô hình. Ví dụ: Phòng Nội vụ.", &["Phòng Nội vụ"])),
            optional("note", text("Ghi chú cho người đọc về mô hình này.", &[])),
        ],
    );
    short_or_long(not_null(text("Tên mô hình.", &["Tổng đài thông tin Dịch vụ công 1022"])), long)
}

fn stated_counts() -> Value {
    let by_indicator =
        map_of("Số nhóm nhiệm vụ theo từng mã chỉ số.", not_null(count("Số nhóm nhiệm vụ của chỉ số này.", 8)));
    let groups = json!({
        "description": "Số nhóm nhiệm vụ, chung hoặc theo từng chỉ số. Ví dụ: 7, hoặc {par-index: 8, sipas: 8}.",
        "anyOf": [count("Số nhóm nhiệm vụ của cả kế hoạch.", 7), by_indicator],
    });
    object(
        "Số lượng mà văn bản công bố, dù bản tin liệt kê đủ hay chưa.",
        vec![
            optional("targets", count("Số chỉ tiêu mà văn bản công bố. Ví dụ: 6.", 6)),
            optional("task_groups", groups),
            optional("tasks", count("Số nhiệm vụ mà văn bản công bố. Ví dụ: 44.", 44)),
            optional("solutions", count("Số giải pháp mà văn bản công bố. Ví dụ: 5.", 5)),
            optional("models", count("Số mô hình mà văn bản công bố. Ví dụ: 9.", 9)),
        ],
    )
}

fn responsibility() -> Value {
    let long = object(
        "Trách nhiệm của một cơ quan hoặc người đứng đầu.",
        vec![
            required("who", text("Cơ quan hoặc người có trách nhiệm. Ví dụ: Phòng Nội vụ.", &["Phòng Nội vụ"])),
            required(
                "duty",
                text("Việc phải làm. Ví dụ: Theo dõi, đôn đốc cả kế hoạch.", &["Theo dõi, đôn đốc cả kế hoạch."]),
            ),
            optional("role", choice("Vai trò: lead (chủ trì) hoặc support (phối hợp).", &words::roles())),
        ],
    );
    let words = text(
        "Cơ quan, dấu hai chấm, rồi việc phải làm; đặt cả câu trong ngoặc kép.",
        &["Phòng Nội vụ: theo dõi, đôn đốc"],
    );
    short_or_long(not_null(words), long)
}

fn review() -> Value {
    let long = object(
        "Cách báo cáo, đánh giá việc thực hiện.",
        vec![
            optional("frequency", frequency("Bao lâu một lần: hằng tháng, hằng quý, 6 tháng, hằng năm, thường xuyên.")),
            optional("by", text("Đơn vị báo cáo. Ví dụ: Phòng Nội vụ thành phố.", &["Phòng Nội vụ thành phố"])),
            optional("to", text("Nơi nhận báo cáo. Ví dụ: UBND thành phố.", &["UBND thành phố"])),
            optional(
                "forum",
                text(
                    "Cuộc họp hoặc nơi xem xét. Ví dụ: họp thường kỳ của UBND thành phố.",
                    &["họp thường kỳ của UBND thành phố"],
                ),
            ),
            optional("statement", text("Lời của văn bản về việc báo cáo, đánh giá.", &[])),
        ],
    );
    short_or_long(not_null(text("Lời của văn bản về việc báo cáo.", &["báo cáo hằng quý"])), long)
}

/// How often something is done.
pub(super) fn frequency(description: &str) -> Value {
    suggestion(description, &words::frequencies())
}
