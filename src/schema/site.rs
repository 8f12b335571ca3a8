//! `site.yaml`.

use serde_json::{Value, json};

use super::fields::*;
use super::{Described, words};
use crate::diagnostics::WARNINGS;
use crate::parse::FORMAT;

/// The settings of a site.
pub(super) fn site() -> Described {
    let mut fields = identity();
    fields.extend(arrangement());
    let definitions = vec![
        ("organisation", organisation()),
        ("menus", menus()),
        ("menu_entry", menu_entry()),
        ("category", category()),
        ("feedback", feedback()),
        ("licence", licence()),
        ("measuring", measuring()),
        ("hosting", hosting()),
        ("links", links()),
    ];
    let about =
        "Cài đặt chung của trang tin: tên, cơ quan quản lý, trình đơn, chuyên mục. Chỉ format và title là bắt buộc.";
    Described { title: "Cài đặt trang của bantin", root: object(about, fields), definitions }
}

/// What the site is and whose.
fn identity() -> Vec<Field> {
    let format = json!({
        "description": format!("Phiên bản của cách ghi nội dung; hiện nay là {FORMAT}."),
        "enum": [FORMAT, FORMAT.to_string()],
    });
    vec![
        required("format", format),
        required(
            "title",
            text(
                "Tên trang tin. Ví dụ: Bản tin cải cách hành chính phường Cao Lãnh.",
                &["Bản tin cải cách hành chính phường Cao Lãnh"],
            ),
        ),
        optional("description", text("Một câu nói trang tin có gì, cho máy tìm kiếm và trang giới thiệu.", &[])),
        optional(
            "organisation",
            one(
                "Cơ quan quản lý trang tin: tên, hoặc tên kèm đơn vị, người chịu trách nhiệm, liên hệ.",
                "organisation",
            ),
        ),
        optional(
            "base_url",
            web_address("Địa chỉ chính thức của trang tin. Ví dụ: https://example.org/. Chưa có thì bỏ trống."),
        ),
        optional("languages", languages()),
        optional("time_zone", choice("Múi giờ; chỉ nhận giờ Việt Nam, +07:00.", &words::time_zones())),
        optional("sample", truth("Ghi có khi đây là trang mẫu, không của cơ quan nào.", &words::truth())),
        optional("notice", text("Câu hiện ở đầu mọi trang. Ví dụ: Trang đang chạy thử.", &["Trang đang chạy thử."])),
        optional("feedback", one("Nơi nhận góp ý: thư điện tử, hoặc email kèm form.", "feedback")),
        optional(
            "licence",
            one("Giấy phép sử dụng lại nội dung: tên, hoặc tên kèm liên kết. Ví dụ: CC BY 4.0.", "licence"),
        ),
        optional("measuring", one("Công cụ đếm lượt xem ở máy chủ khác; bỏ trống thì không đếm.", "measuring")),
    ]
}

/// How the site is laid out and checked.
fn arrangement() -> Vec<Field> {
    let category = short_or_long(not_null(text("Tên chuyên mục.", &["Kế hoạch"])), reference("category"));
    let abbreviation = not_null(text("Nghĩa đầy đủ của chữ viết tắt.", &["thủ tục hành chính"]));
    vec![
        optional("theme", text("Tên giao diện: default, hoặc một thư mục trong themes.", &["default"])),
        optional("menus", one("Các mục thêm vào trình đơn, sau sáu mục có sẵn.", "menus")),
        optional("categories", registry_of("Các chuyên mục: mã rồi tên. Ví dụ: ke-hoach: Kế hoạch.", category)),
        optional("per_page", whole("Số bản tin trên một trang danh sách, từ 1 đến 500. Ví dụ: 20.", 1..=500, 20)),
        optional("feed_entries", whole("Số bản tin trong tệp RSS và Atom, từ 1 đến 200. Ví dụ: 20.", 1..=200, 20)),
        optional("share_images", share_images()),
        optional(
            "hosting",
            one(
                "Máy chủ sẽ chạy trang: nginx, apache, iis hoặc netlify, hoặc nhiều máy chủ. Có thì bantin ghi sẵn cấu hình cho máy chủ.",
                "hosting",
            ),
        ),
        optional("checks", checks()),
        optional("links", one("Các trang khác được phép hoặc không được phép dẫn tới.", "links")),
        optional("abbreviations", map_of("Nghĩa của chữ viết tắt. Ví dụ: TTHC: thủ tục hành chính.", abbreviation)),
        optional("extra", extra()),
    ]
}

fn languages() -> Value {
    let language = not_null(choice("Một ngôn ngữ: vi hoặc en.", &words::languages()));
    list_of("Các ngôn ngữ của trang tin, ngôn ngữ chính đứng đầu. Ví dụ: [vi, en].", language)
}

/// Pictures that networks show beside a link.
fn share_images() -> Value {
    let about = "Ảnh hiện khi chia sẻ lên mạng xã hội, chỉ dùng khi có base_url: none (không tạo), site (một ảnh chung) hoặc \
                 bulletins (mỗi bản tin một ảnh). Mặc định: site.";
    let mut choice = choice(about, &words::share_images());
    if let Some(forms) = choice["anyOf"].as_array_mut() {
        forms.push(json!({"const": false}));
    }
    choice
}

/// Servers, and how files are packed for them.
fn hosting() -> Value {
    let server = || choice("Một máy chủ: nginx, apache, iis hoặc netlify.", &words::servers());
    let packing = not_null(choice("Một kiểu nén: gzip, brotli hoặc zstd.", &words::packings()));
    let long = object(
        "Máy chủ và các kiểu nén sẵn.",
        vec![
            required("servers", list_of("Các máy chủ. Ví dụ: [nginx, apache].", not_null(server()))),
            optional("precompress", list_of("Các kiểu nén sẵn bên cạnh mỗi tệp chữ. Ví dụ: [gzip].", packing)),
        ],
    );
    let short = not_null(list_of("Máy chủ sẽ chạy trang. Ví dụ: nginx.", not_null(server())));
    short_or_long(short, long)
}

/// What becomes of each warning; the names of warnings are a closed set.
fn checks() -> Value {
    let mut level =
        not_null(choice("Cách xử lý: off (tắt), warning (cảnh báo) hoặc error (lỗi).", &words::check_levels()));
    if let Some(forms) = level["anyOf"].as_array_mut() {
        forms.push(json!({"const": false}));
    }
    let mut checks = map_of(
        "Tắt một lời nhắc hoặc coi nó là lỗi: mã của lời nhắc rồi off, warning hay error. Ví dụ: missing-signer: off.",
        level,
    );
    checks["propertyNames"] = json!({"enum": WARNINGS});
    checks
}

fn links() -> Value {
    let domain = json!({
        "description": "Tên miền, gồm cả các tên miền con. Ví dụ: gov.vn.",
        "type": "string",
        "pattern": "^\\s*(\\*\\.)*\\.*[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\s*$",
        "examples": ["gov.vn"],
    });
    object(
        "Các trang khác được phép hoặc không được phép dẫn tới; bản kiểm tra nhắc khi gặp trang khác.",
        vec![
            optional("allow", list_of("Chỉ dẫn tới các tên miền này. Ví dụ: [gov.vn].", domain.clone())),
            optional("deny", list_of("Không dẫn tới các tên miền này. Ví dụ: [example.net].", domain)),
        ],
    )
}

fn organisation() -> Value {
    let long = object(
        "Cơ quan quản lý trang tin.",
        vec![
            required(
                "name",
                text("Tên cơ quan. Ví dụ: Ủy ban nhân dân phường Cao Lãnh.", &["Ủy ban nhân dân phường Cao Lãnh"]),
            ),
            optional("unit", text("Mã đơn vị trong units.yaml. Ví dụ: phuong-cao-lanh.", &["phuong-cao-lanh"])),
            optional("responsible", text("Người chịu trách nhiệm nội dung: họ tên, chức vụ.", &[])),
            optional("address", text("Địa chỉ trụ sở của cơ quan.", &[])),
            optional("email", email("Thư điện tử của cơ quan. Ví dụ: gopy@example.org.")),
            optional("phone", text("Số điện thoại của cơ quan; đặt trong ngoặc kép để giữ số 0 ở đầu.", &[])),
            optional("url", web_address("Trang thông tin chính thức của cơ quan. Ví dụ: https://example.org/.")),
        ],
    );
    short_or_long(not_null(text("Tên cơ quan quản lý.", &["Ủy ban nhân dân phường Cao Lãnh"])), long)
}

fn menus() -> Value {
    object(
        "Các mục thêm vào trình đơn.",
        vec![
            optional(
                "main",
                many(
                    "Mục thêm vào trình đơn chính. Ví dụ: {title: Giới thiệu, link: pages/gioi-thieu.md}.",
                    "menu_entry",
                ),
            ),
            optional(
                "footer",
                many("Mục thêm vào chân trang. Ví dụ: {title: Liên hệ, link: pages/lien-he.md}.", "menu_entry"),
            ),
        ],
    )
}

fn menu_entry() -> Value {
    object(
        "Một mục của trình đơn.",
        vec![
            required("title", text("Chữ hiện trên trình đơn. Ví dụ: Giới thiệu.", &["Giới thiệu"])),
            required(
                "link",
                text("Tệp của trang, hoặc một địa chỉ. Ví dụ: pages/gioi-thieu.md.", &["pages/gioi-thieu.md"]),
            ),
        ],
    )
}

fn category() -> Value {
    object(
        "Chuyên mục kèm lời giới thiệu.",
        vec![
            required("name", text("Tên chuyên mục. Ví dụ: Kế hoạch.", &["Kế hoạch"])),
            optional("description", text("Một câu giới thiệu chuyên mục.", &["Cách làm mới của địa phương"])),
        ],
    )
}

fn feedback() -> Value {
    let long = object(
        "Nơi nhận góp ý của người đọc.",
        vec![
            optional("email", email("Thư điện tử nhận góp ý. Ví dụ: gopy@example.org.")),
            optional("form", web_address("Địa chỉ biểu mẫu góp ý, bắt đầu bằng https://.")),
        ],
    );
    short_or_long(not_null(email("Thư điện tử nhận góp ý.")), long)
}

fn licence() -> Value {
    let long = object(
        "Giấy phép kèm liên kết.",
        vec![
            required("name", text("Tên giấy phép. Ví dụ: CC BY 4.0.", &["CC BY 4.0"])),
            optional("url", web_address("Địa chỉ toàn văn giấy phép, bắt đầu bằng https://.")),
        ],
    );
    short_or_long(not_null(text("Tên giấy phép.", &["CC BY 4.0"])), long)
}

fn measuring() -> Value {
    let script = json!({
        "description": "Địa chỉ tệp mã, bắt đầu bằng https://. Ví dụ: https://dem.example.org/dem.js.",
        "type": "string",
        "pattern": "^https://[A-Za-z0-9-][A-Za-z0-9.-]*\\.[A-Za-z0-9.-]*(:[0-9]+)?/[A-Za-z0-9._~/%?=&+@:-]+$",
    });
    object(
        "Công cụ đếm lượt xem. Tên, máy chủ và mục đích được ghi vào trang quyền riêng tư.",
        vec![
            required("script", script),
            required("name", text("Tên công cụ. Ví dụ: Bộ đếm của tỉnh.", &["Bộ đếm của tỉnh"])),
            required(
                "purpose",
                text("Đếm để làm gì. Ví dụ: biết trang nào được đọc nhiều.", &["biết trang nào được đọc nhiều"]),
            ),
        ],
    )
}
