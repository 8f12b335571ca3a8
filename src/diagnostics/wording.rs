//! Every sentence that staff read about their content, in Vietnamese and in English: what is wrong, and what to write
//! instead. One constructor for each mistake; its first argument is the code.

use std::ops::RangeInclusive;

use crate::markdown::FindingKind;
use crate::source::{Disguise, SourcePath};
use crate::text::lint::Finding;
use crate::value::ValueError;

use super::{At, Diagnostic, Text};

/// The codes of warnings, which `checks` in `site.yaml` may turn off or make errors.
pub const WARNINGS: &[&str] = &[
    "bare-link-text",
    "bidi-control",
    "change-differs",
    "count-differs",
    "damaged-image",
    "date-from-decision",
    "dead-link",
    "decision-after-bulletin",
    "decision-dates",
    "decision-of-itself",
    "decision-told-twice",
    "done-in-future",
    "doubled-word",
    "empty-gallery",
    "fake-list",
    "footnote",
    "gambling-link",
    "heading-skipped",
    "heavy-image",
    "huge-image",
    "id-number",
    "issuer-assumed",
    "legacy-encoding",
    "link-disguised",
    "link-domain",
    "link-not-read",
    "literal-asterisks",
    "macro-file",
    "missing-alt",
    "missing-attachment",
    "missing-decision",
    "missing-decision-date",
    "missing-decision-number",
    "missing-signer",
    "missing-unit",
    "mixed-tone-placement",
    "null-in-title",
    "outside-image",
    "phone-number",
    "private-link",
    "raw-html",
    "reference-without-issuer",
    "result-in-future",
    "row-length",
    "score-out-of-scale",
    "target-without-result",
    "task-overdue",
    "unit-not-valid",
    "unknown-file",
    "unknown-language",
    "unknown-symbol",
    "unused-file",
    "wrong-file-type",
];

fn quoted(items: &[&str]) -> String {
    items.iter().map(|item| format!("`{item}`")).collect::<Vec<_>>().join(", ")
}

fn suggest(diagnostic: Diagnostic, suggestion: Option<&str>, vi: String, en: String) -> Diagnostic {
    match suggestion {
        Some(found) => diagnostic.hint(format!("có phải ý bạn là `{found}`?"), format!("did you mean `{found}`?")),
        None => diagnostic.hint(vi, en),
    }
}

// The file as a whole.

pub fn not_utf8(at: At) -> Diagnostic {
    Diagnostic::error("not-utf8", at, "tệp không ở bảng mã UTF-8", "the file is not UTF-8").hint(
        "mở tệp bằng Notepad hoặc Word, chọn Lưu với (Save As), mục Mã hóa (Encoding) chọn UTF-8",
        "open the file in Notepad or Word and save it with the encoding UTF-8",
    )
}

pub fn name_not_utf8(at: At) -> Diagnostic {
    Diagnostic::error("name-not-utf8", at, "tên tệp không ở bảng mã UTF-8", "the file name is not UTF-8")
        .hint("đổi tên tệp bằng chữ không dấu", "rename the file with plain letters")
}

pub fn link_outside(at: At) -> Diagnostic {
    Diagnostic::error(
        "link-outside",
        at,
        "liên kết tượng trưng trỏ ra ngoài thư mục của trang hoặc không trỏ tới tệp nào",
        "the symbolic link leads out of the site folder, or nowhere",
    )
    .hint("thay liên kết bằng bản sao của tệp", "put a copy of the file in its place")
}

pub fn file_too_large(at: At, size: u64, limit: u64) -> Diagnostic {
    let (size, limit) = (size / 1024 / 1024, limit / 1024 / 1024);
    Diagnostic::error(
        "file-too-large",
        at,
        format!("tệp văn bản nặng {size} MB, tối đa là {limit} MB"),
        format!("the text file has {size} MB, the limit is {limit} MB"),
    )
    .hint("chia thành nhiều bài, hoặc đính kèm tệp thay vì dán nội dung", "split it, or attach the file instead")
}

pub fn damaged_image(at: At, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "damaged-image",
        at,
        format!("không đọc được ảnh `{name}`; trình duyệt có thể không hiện ảnh này"),
        format!("the image `{name}` cannot be read; browsers may not show it"),
    )
    .hint(
        "mở ảnh bằng phần mềm xem ảnh và lưu lại thành JPEG hoặc PNG, hoặc xin lại tệp gốc",
        "open the image in a viewer and save it as JPEG or PNG, or ask for the original again",
    )
}

pub fn huge_image(at: At, (width, height): (u32, u32), limit: u64) -> Diagnostic {
    let limit = limit / 1_000_000;
    Diagnostic::warning(
        "huge-image",
        at,
        format!(
            "ảnh rộng {width} × {height} điểm ảnh, quá {limit} triệu điểm ảnh; không làm được bản nhỏ cho điện thoại"
        ),
        format!("the image has {width} × {height} pixels, over {limit} million; no smaller ones are made for phones"),
    )
    .hint("thu nhỏ ảnh: rộng 2000 điểm ảnh là đủ rõ", "make the image smaller: 2000 pixels are wide enough")
}

pub fn heavy_image(at: At, size: u64, limit: u64) -> Diagnostic {
    let (size, limit) = (size.div_ceil(1024 * 1024), limit / 1024 / 1024);
    Diagnostic::warning(
        "heavy-image",
        at,
        format!("tệp ảnh nặng {size} MB, nên dưới {limit} MB: người đọc mở ảnh gốc sẽ rất chậm"),
        format!("the image file has {size} MB, over {limit} MB: readers who open the original wait long"),
    )
    .hint(
        "thu nhỏ ảnh còn rộng 2000 điểm ảnh, hoặc lưu lại với chất lượng thấp hơn",
        "make the image 2000 pixels wide, or save it with lower quality",
    )
}

pub fn bad_theme(at: At, reason: &str) -> Diagnostic {
    Diagnostic::error(
        "theme",
        at,
        format!("không dùng được giao diện: {reason}"),
        format!("the theme cannot be used: {reason}"),
    )
    .hint(
        "viết `theme: default`, hoặc sửa tệp trong thư mục themes",
        "write `theme: default`, or mend the file under themes",
    )
}

pub fn unknown_file(at: At, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "unknown-file",
        at,
        format!("tệp `{name}` không được dùng ở đây"),
        format!("the file `{name}` has no use here"),
    )
    .hint(
        "bài viết để trong content/bulletins, trang trong content/pages, bảng trong content/data, tệp khác trong content/static",
        "bulletins go to content/bulletins, pages to content/pages, tables to content/data, other files to content/static",
    )
}

/// A text that nobody will publish because of its name, as editors of Windows save it.
pub fn text_by_another_name(at: At, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "unknown-file",
        at,
        format!("tệp `{name}` không được đăng: tên bài viết phải kết thúc bằng `.md`"),
        format!("`{name}` is not published: the name of a bulletin ends with `.md`"),
    )
    .hint(
        "đổi tên, ví dụ `ke-hoach.md`; trong Notepad chọn Save as type: All files. Tệp Word thì dùng `bantin import`",
        "rename it, for example `plan.md`; files of Word go through `bantin import`",
    )
}

pub fn no_settings(at: At) -> Diagnostic {
    Diagnostic::error("missing-settings", at, "chưa có tệp cấu hình `site.yaml`", "there is no `site.yaml`").hint(
        "tạo tệp với hai dòng `format: 1` và `title: Tên trang`, hoặc chạy `bantin init`",
        "write a file with the lines `format: 1` and `title: Name of the site`, or run `bantin init`",
    )
}

pub fn no_front_matter(at: At, opens: bool) -> Diagnostic {
    let (vi, en) = match opens {
        true => ("phần khai báo đầu bài không có dòng `---` kết thúc", "the front matter has no closing `---`"),
        false => ("bài chưa có phần khai báo ở đầu", "the file has no front matter"),
    };
    Diagnostic::error("front-matter", at, vi, en).hint(
        "bắt đầu bài bằng dòng `---`, các dòng như `title: Tên bài`, rồi một dòng `---` nữa",
        "begin with a line `---`, lines such as `title: Name`, and another line `---`",
    )
}

pub fn bad_file_name(at: At, name: &str) -> Diagnostic {
    Diagnostic::error(
        "file-name",
        at,
        format!("tên tệp `{name}` không tạo được địa chỉ"),
        format!("no address can be made from the file name `{name}`"),
    )
    .hint("đặt tên như `cao-lanh-ke-hoach-2021.md`", "name it like `cao-lanh-plan-2021.md`")
}

pub fn missing_date(at: At) -> Diagnostic {
    Diagnostic::error(
        "missing-date",
        at,
        "bài không có ngày đăng, quyết định cũng không có ngày",
        "the bulletin has no date, and no decision with a date",
    )
    .hint("thêm dòng `date: 11/10/2021`", "add a line `date: 2021-10-11`")
}

// YAML.

pub fn yaml_syntax(at: At, reason: &str, line: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "yaml-syntax",
        at,
        format!("phần khai báo viết sai quy tắc YAML: {reason}"),
        format!("this is no valid YAML: {reason}"),
    );
    let colon_in_value = line.matches(": ").count() > 1;
    if colon_in_value {
        return diagnostic.hint(
            "giá trị có dấu hai chấm phải đặt trong ngoặc kép: `title: \"A: B\"`",
            "a value with a colon needs quotes: `title: \"A: B\"`",
        );
    }
    if line.contains('\t') {
        return diagnostic.hint("thụt dòng bằng dấu cách, không dùng phím Tab", "indent with spaces, not with tabs");
    }
    diagnostic.hint(
        "mỗi dòng viết `tên: giá trị`, các mục con thụt vào hai dấu cách; giá trị có ký tự `: # [ ] { } > % @ &` ở đầu hoặc dấu `: ` ở giữa thì đặt trong ngoặc kép",
        "write `name: value` on each line, indent what belongs below by two spaces, and quote values that hold `: ` or begin with a sign",
    )
}

pub fn yaml_too_large(at: At, size: usize, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "yaml-too-large",
        at,
        format!("phần khai báo dài {size} byte, tối đa là {limit} byte"),
        format!("the front matter has {size} bytes, the limit is {limit}"),
    )
    .hint("chuyển nội dung xuống phần thân bài", "move text into the body")
}

pub fn yaml_too_deep(at: At, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "yaml-syntax",
        at,
        format!("phần khai báo mở quá {limit} dấu ngoặc mà không đóng"),
        format!("more than {limit} brackets are open in the front matter"),
    )
    .hint(
        "đóng mỗi `[` bằng `]`, mỗi `{` bằng `}`; chữ có ngoặc thì đặt trong ngoặc kép",
        "close every `[` with `]` and every `{` with `}`",
    )
}

pub fn duplicate_key(at: At, field: &str, first: At) -> Diagnostic {
    Diagnostic::error(
        "duplicate-key",
        at,
        format!("trường `{field}` được viết hai lần"),
        format!("the field `{field}` is given twice"),
    )
    .hint("giữ một dòng và xóa dòng kia", "keep one and delete the other")
    .related(first, "lần thứ nhất ở đây", "first given here")
}

pub fn key_not_text(at: At, key: &str) -> Diagnostic {
    Diagnostic::error(
        "key-not-text",
        at,
        format!("tên trường `{key}` không phải là chữ"),
        format!("the key `{key}` is no text"),
    )
    .hint(format!("viết tên trong ngoặc kép: `\"{key}\"`"), format!("put the key in quotes: `\"{key}\"`"))
}

pub fn unknown_field(at: At, name: &str, suggestion: Option<&str>, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "unknown-field",
        at,
        format!("không có trường nào tên `{name}`"),
        format!("unknown field `{name}`"),
    );
    let shown = quoted(known);
    suggest(
        diagnostic,
        suggestion,
        format!("các trường ở đây: {shown}; dữ liệu riêng của giao diện đặt dưới `extra`"),
        format!("fields here: {shown}; data for the theme goes under `extra`"),
    )
}

pub fn missing_field(at: At, name: &str, example: &str) -> Diagnostic {
    Diagnostic::error("missing-field", at, format!("thiếu trường `{name}`"), format!("the field `{name}` is missing"))
        .hint(format!("thêm, ví dụ: `{name}: {example}`"), format!("add, for example: `{name}: {example}`"))
}

pub fn expected_text(at: At, name: &str) -> Diagnostic {
    Diagnostic::error(
        "expected-text",
        at,
        format!("trường `{name}` phải là một dòng chữ, không phải danh sách hay nhóm"),
        format!("the field `{name}` must be a text, not a list or map"),
    )
    .hint(format!("viết trên một dòng: `{name}: …`"), format!("write it on one line: `{name}: …`"))
}

pub fn expected_map(at: At, name: &str) -> Diagnostic {
    Diagnostic::error(
        "expected-map",
        at,
        format!("trường `{name}` phải là một nhóm các dòng `tên: giá trị`"),
        format!("the field `{name}` must be a map of `name: value`"),
    )
    .hint(
        "viết mỗi mục con trên một dòng, thụt vào hai dấu cách",
        "write each entry on a line of its own, indented by two spaces",
    )
}

// Values.

pub fn bad_value(at: At, name: &str, value: &str, error: &ValueError) -> Diagnostic {
    let (code, vi, en, hint) = value_words(error);
    let diagnostic =
        Diagnostic::error(code, at, format!("`{name}`: `{value}` {vi}"), format!("`{name}`: `{value}` {en}"));
    diagnostic.hint(hint.0, hint.1)
}

type Hint = (String, String);

fn hint(vi: &str, en: &str) -> Hint {
    (vi.to_owned(), en.to_owned())
}

fn value_words(error: &ValueError) -> (&'static str, String, String, Hint) {
    let dates = || {
        hint(
            "viết ngày/tháng/năm: `06/10/2021`, hoặc năm-tháng-ngày: `2021-10-06`",
            "write day/month/year `06/10/2021` or `2021-10-06`",
        )
    };
    let words = |vi: &str, en: &str| (vi.to_owned(), en.to_owned());
    let (code, (vi, en), hint) = match error {
        ValueError::Empty => (
            "empty-value",
            words("bỏ trống", "is empty"),
            hint("viết giá trị hoặc xóa dòng này", "write a value or delete the line"),
        ),
        ValueError::NotADate => ("not-a-date", words("không phải là ngày", "is not a date"), dates()),
        ValueError::ImpossibleDate { year, month, day } => (
            "impossible-date",
            (
                format!("không có thật: không có ngày {day}/{month}/{year}"),
                format!("does not exist: there is no {day}/{month}/{year}"),
            ),
            hint("xem lại ngày trong văn bản", "look the date up in the document"),
        ),
        ValueError::MonthFirst { suggestion } => (
            "month-first",
            words("viết tháng trước ngày", "puts the month before the day"),
            (format!("viết ngày trước: `{suggestion}`"), format!("write the day first: `{suggestion}`")),
        ),
        ValueError::TwoDigitYear => (
            "two-digit-year",
            words("chỉ có hai chữ số của năm", "has a year of two digits"),
            hint("viết đủ bốn chữ số: `06/10/2021`", "write all four digits: `06/10/2021`"),
        ),
        ValueError::BadTime => (
            "bad-time",
            words("có giờ không đúng", "has an impossible time"),
            hint("viết giờ như `16:22`", "write the time like `16:22`"),
        ),
        ValueError::NotANumber => (
            "not-a-number",
            words("không phải là số", "is not a number"),
            hint(
                "chỉ viết số, dùng dấu phẩy thập phân: `83,76`, không kèm đơn vị",
                "write digits only, with a decimal comma: `83,76`, without the unit",
            ),
        ),
        ValueError::AmbiguousNumber { readings } => (
            "ambiguous-number",
            words("có thể đọc theo hai cách", "can be read in two ways"),
            (
                format!("viết `{}` hoặc `{}`", readings[0], readings[1]),
                format!("write `{}` or `{}`", readings[0], readings[1]),
            ),
        ),
        ValueError::NotADocumentNumber => (
            "not-a-document-number",
            words("không phải là số, ký hiệu văn bản", "is not a document number"),
            hint("viết như trên văn bản: `1954/QĐ-UBND`", "write it as printed: `1954/QĐ-UBND`"),
        ),
        ValueError::MissingSymbol => (
            "missing-symbol",
            words("thiếu ký hiệu văn bản", "has no symbol"),
            hint("viết đủ số và ký hiệu: `1954/QĐ-UBND`", "write number and symbol: `1954/QĐ-UBND`"),
        ),
        ValueError::NotAPeriod => (
            "not-a-period",
            words("không phải là giai đoạn", "is not a period"),
            hint(
                "viết `2021 – 2030`, `2023`, hoặc `01/01/2021 – 31/12/2025`",
                "write `2021 – 2030`, `2023`, or `01/01/2021 – 31/12/2025`",
            ),
        ),
        ValueError::PeriodBackwards => (
            "period-backwards",
            words("kết thúc trước khi bắt đầu", "ends before it begins"),
            hint("đổi chỗ hai mốc thời gian", "swap the two dates"),
        ),
        ValueError::NotADeadline => (
            "not-a-deadline",
            words("không phải là thời hạn", "is not a deadline"),
            hint(
                "viết `2025`, `31/12/2025`, `quý 2/2025` hoặc `tháng 6/2025`",
                "write `2025`, `31/12/2025`, `quý 2/2025` or `tháng 6/2025`",
            ),
        ),
        ValueError::NotACondition => (
            "not-a-condition",
            words("không nêu điều kiện nào đo được", "states no condition"),
            hint(
                "viết như `> 90%`, `từ 86%`, `tốp 5`, `tăng 5% so với năm trước`, `duy trì`, `cải thiện`",
                "write for example `> 90%`, `từ 86%`, `tốp 5`, `tăng 5% so với năm trước`, `duy trì`, `cải thiện`",
            ),
        ),
        ValueError::RangeBackwards => (
            "range-backwards",
            words("có số đầu lớn hơn số cuối", "is a range that runs backwards"),
            hint("viết số nhỏ trước: `40-50%`", "write the smaller number first: `40-50%`"),
        ),
    };
    (code, vi, en, hint)
}

pub fn out_of_range(at: At, name: &str, value: &str, range: &RangeInclusive<i64>) -> Diagnostic {
    let (low, high) = (range.start(), range.end());
    Diagnostic::error(
        "out-of-range",
        at,
        format!("`{name}`: `{value}` không phải là số nguyên từ {low} đến {high}"),
        format!("`{name}`: `{value}` is not a whole number from {low} to {high}"),
    )
    .hint("xem lại con số", "check the number")
}

pub fn not_a_boolean(at: At, name: &str, value: &str) -> Diagnostic {
    Diagnostic::error(
        "not-a-boolean",
        at,
        format!("`{name}`: `{value}` không phải là có hay không"),
        format!("`{name}`: `{value}` is neither yes nor no"),
    )
    .hint("viết `có` hoặc `không` (`true` hoặc `false`)", "write `true` or `false`")
}

pub fn unknown_choice(at: At, name: &str, value: &str, suggestion: Option<&str>, options: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "unknown-choice",
        at,
        format!("`{name}`: không có lựa chọn `{value}`"),
        format!("`{name}`: there is no choice `{value}`"),
    );
    let shown = quoted(options);
    suggest(diagnostic, suggestion, format!("chọn một trong: {shown}"), format!("choose one of: {shown}"))
}

pub fn not_an_address(at: At, name: &str, value: &str) -> Diagnostic {
    Diagnostic::error(
        "not-an-address",
        at,
        format!("`{name}`: `{value}` không phải là địa chỉ trang web"),
        format!("`{name}`: `{value}` is not a web address"),
    )
    .hint("viết đủ, bắt đầu bằng `https://`", "write it in full, beginning with `https://`")
}

pub fn not_a_script_address(at: At, value: &str) -> Diagnostic {
    Diagnostic::error(
        "not-a-script-address",
        at,
        format!("`{value}` không phải là địa chỉ `https://` của một tệp mã"),
        format!("`{value}` is not the `https://` address of a script"),
    )
    .hint(
        "viết đủ tên máy chủ và tên tệp, ví dụ: `https://dem.example.org/dem.js`",
        "write the server and the file in full, for example: `https://count.example.org/count.js`",
    )
}

pub fn measuring_without_privacy_page(at: At) -> Diagnostic {
    Diagnostic::error(
        "measuring-without-privacy-page",
        at,
        "`measuring` bật công cụ đếm, nhưng trang chưa có trang quyền riêng tư để báo cho người đọc",
        "`measuring` turns a counter on, and no privacy page tells readers of it",
    )
    .hint(
        "tạo tệp `content/pages/quyen-rieng-tu.md`, mở đầu bằng `---`, `title: Quyền riêng tư`, `---`; tên, máy chủ và mục đích của công cụ được tự ghi vào cuối trang",
        "write `content/pages/privacy.md`, beginning with `---`, `title: Privacy`, `---`; the counter's name, server and purpose are added at its end",
    )
}

pub fn not_an_email(at: At, value: &str) -> Diagnostic {
    Diagnostic::error(
        "not-an-email",
        at,
        format!("`{value}` không phải là địa chỉ thư điện tử"),
        format!("`{value}` is not a mail address"),
    )
    .hint("viết như `hopthu@donvi.example`", "write it like `mail@office.example`")
}

pub fn bad_id(at: At, id: &str, suggestion: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "bad-id",
        at,
        format!("mã `{id}` không dùng được trong địa chỉ"),
        format!("the id `{id}` cannot stand in an address"),
    );
    match suggestion {
        Some(slug) => diagnostic.hint(format!("viết `{slug}`"), format!("write `{slug}`")),
        None => diagnostic
            .hint("dùng chữ thường không dấu, số và dấu gạch nối", "use lower-case letters, digits and hyphens"),
    }
}

pub fn bad_scale(at: At) -> Diagnostic {
    Diagnostic::error(
        "bad-scale",
        at,
        "thang điểm phải gồm hai số, số nhỏ trước",
        "a scale is two numbers, the smaller first",
    )
    .hint("viết `scale: [0, 100]`", "write `scale: [0, 100]`")
}

pub fn by_and_frequency(at: At) -> Diagnostic {
    Diagnostic::error(
        "by-and-frequency",
        at,
        "một chỉ tiêu chỉ có `by` (một thời hạn) hoặc `frequency` (lặp lại), không có cả hai",
        "a target has either `by` (one deadline) or `frequency` (repeated), not both",
    )
    .hint("xóa một trong hai dòng", "delete one of the two")
}

pub fn one_goal_only(at: At) -> Diagnostic {
    Diagnostic::error(
        "one-goal-only",
        at,
        "chỉ dùng một trong ba trường `goal`, `any_of`, `all_of`",
        "only one of `goal`, `any_of` and `all_of` can be given",
    )
    .hint(
        "nhiều điều kiện: gom vào `all_of` (đạt tất cả) hoặc `any_of` (đạt một)",
        "put several conditions under `all_of` (every one) or `any_of` (one of them)",
    )
}

pub fn unknown_format(at: At, found: u32, known: u32) -> Diagnostic {
    Diagnostic::error(
        "unknown-format",
        at,
        format!("phiên bản định dạng {found} chưa được hỗ trợ, chương trình này đọc phiên bản {known}"),
        format!("format version {found} is not supported; this program reads version {known}"),
    )
    .hint("cập nhật chương trình bantin", "update bantin")
}

// Names of things.

fn unknown(
    code: &'static str,
    at: At,
    what: (&str, &str),
    name: &str,
    suggestion: Option<&str>,
    file: &str,
) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        code,
        at,
        format!("không có {} nào tên `{name}`", what.0),
        format!("unknown {} `{name}`", what.1),
    );
    suggest(diagnostic, suggestion, format!("thêm `{name}` vào {file}"), format!("add `{name}` to {file}"))
}

pub fn unknown_unit(at: At, name: &str, suggestion: Option<&str>) -> Diagnostic {
    unknown("unknown-unit", at, ("đơn vị", "unit"), name, suggestion, "content/units.yaml")
}

pub fn unknown_indicator(at: At, name: &str, suggestion: Option<&str>) -> Diagnostic {
    unknown("unknown-indicator", at, ("chỉ số", "indicator"), name, suggestion, "content/indicators.yaml")
}

pub fn unknown_area(at: At, name: &str, suggestion: Option<&str>) -> Diagnostic {
    unknown("unknown-area", at, ("lĩnh vực", "area"), name, suggestion, "content/areas.yaml")
}

pub fn unknown_category(at: At, name: &str, suggestion: Option<&str>) -> Diagnostic {
    unknown("unknown-category", at, ("chuyên mục", "category"), name, suggestion, "`categories` (content/site.yaml)")
}

pub fn unknown_group(at: At, number: u32) -> Diagnostic {
    Diagnostic::error(
        "unknown-group",
        at,
        format!("không có nhóm nhiệm vụ số {number}"),
        format!("there is no task group {number}"),
    )
    .hint("dùng số của một nhóm trong `task_groups`", "use the number of a group in `task_groups`")
}

pub fn duplicate_id(at: At, id: &str) -> Diagnostic {
    Diagnostic::error(
        "duplicate-id",
        at,
        format!("mã `{id}` đã được dùng trong bài này"),
        format!("the id `{id}` is taken in this bulletin"),
    )
    .hint(format!("đổi thành `{id}-2`"), format!("change it to `{id}-2`"))
}

pub fn validity_backwards(at: At, from: &str, to: &str) -> Diagnostic {
    Diagnostic::error(
        "validity-backwards",
        at,
        format!("đơn vị kết thúc ({to}) trước khi bắt đầu ({from})"),
        format!("the unit ends ({to}) before it begins ({from})"),
    )
    .hint("xem lại `valid_from` và `valid_to`", "check `valid_from` and `valid_to`")
}

pub fn successors_without_end(at: At) -> Diagnostic {
    Diagnostic::error(
        "successors-without-end",
        at,
        "đơn vị có nơi kế thừa nhưng không có ngày kết thúc",
        "the unit has successors but no end",
    )
    .hint("thêm `valid_to: 30/06/2025`", "add `valid_to: 2025-06-30`")
}

pub fn unit_ring(at: At, id: &str, field: &str) -> Diagnostic {
    Diagnostic::error(
        "unit-ring",
        at,
        format!("đi theo `{field}` từ `{id}` lại quay về `{id}`"),
        format!("following `{field}` from `{id}` leads back to `{id}`"),
    )
    .hint("sửa một trong các đơn vị trên vòng", "change one of the units in the ring")
}

// Files and addresses.

pub fn missing_file(at: At, name: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "missing-file",
        at,
        format!("không tìm thấy tệp `{name}`"),
        format!("the file `{name}` does not exist"),
    );
    suggest(
        diagnostic,
        near,
        "chép tệp vào cùng thư mục với bài, viết đúng tên và phần mở rộng".to_owned(),
        "put the file into the bulletin's folder and write its exact name".to_owned(),
    )
}

pub fn active_file(at: At, name: &str, extension: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "active-file",
        at,
        format!("không đăng tệp `{name}`: loại tệp này chạy mã trên máy người đọc hoặc trên máy chủ"),
        format!("`{name}` is not published: files of this type run code on readers' machines or on the server"),
    );
    let is_page = matches!(extension, "htm" | "html" | "mht" | "mhtml" | "xhtml" | "xht" | "xml" | "xsl" | "xslt");
    match is_page {
        true => diagnostic.hint(
            "mở tệp rồi lưu lại thành PDF, hoặc dán nội dung vào bài",
            "open it and save it as PDF, or put its text into the bulletin",
        ),
        false => diagnostic.hint(
            "đăng văn bản dưới dạng PDF hoặc DOCX, bảng dưới dạng XLSX hoặc CSV; phần mềm thì ghi địa chỉ trang tải chính thức",
            "publish texts as PDF or DOCX, tables as XLSX or CSV; for a program, link to its official page",
        ),
    }
}

pub fn active_drawing(at: At, name: &str) -> Diagnostic {
    Diagnostic::error(
        "active-file",
        at,
        format!("không đăng hình vẽ `{name}`: trong tệp SVG có mã lệnh hoặc dẫn tới tệp khác, hoặc tệp bị hỏng"),
        format!("the drawing `{name}` is not published: the SVG holds code or refers to other files, or is damaged"),
    )
    .hint("mở hình và lưu lại thành PNG", "open the drawing and save it as PNG")
}

pub fn disguised_file(at: At, name: &str, vi: &str, en: &str) -> Diagnostic {
    Diagnostic::error(
        "active-file",
        at,
        format!("không đăng tệp `{name}`: nội dung là {vi}, không phải như tên tệp"),
        format!("`{name}` is not published: it is {en}, not what its name says"),
    )
    .hint(
        "xin lại tệp gốc từ nơi ban hành và báo người phụ trách an toàn thông tin; đừng mở tệp này",
        "ask for the original where it was issued, tell who is responsible for security, and do not open this file",
    )
}

pub fn wrong_file_type(at: At, name: &str, kind: &str) -> Diagnostic {
    let (vi, en) = match kind {
        "" => (
            format!("nội dung của `{name}` không đúng với phần mở rộng"),
            format!("`{name}` does not hold what its extension says"),
        ),
        kind => (format!("`{name}` thật ra là tệp {kind}"), format!("`{name}` really is a {kind} file")),
    };
    Diagnostic::warning("wrong-file-type", at, vi, en).hint(
        "mở tệp kiểm tra, rồi lưu lại đúng loại; đổi tên tệp không làm đổi nội dung",
        "open the file, look at it and save it as the right type; renaming it does not change it",
    )
}

pub fn macro_file(at: At, name: &str, extension: &str) -> Diagnostic {
    let plain = match extension.chars().next() {
        Some('d') => "DOCX",
        Some('p') => "PPTX",
        _ => "XLSX",
    };
    Diagnostic::warning(
        "macro-file",
        at,
        format!("tệp `{name}` có macro: người đọc mở tệp có thể chạy mã lạ"),
        format!("`{name}` holds macros: readers who open it may run them"),
    )
    .hint(
        format!("lưu lại thành {plain} không có macro, hoặc PDF"),
        format!("save it as {plain} without macros, or as PDF"),
    )
}

pub fn gambling_link(at: At, address: &str, sign: &str) -> Diagnostic {
    Diagnostic::warning(
        "gambling-link",
        at,
        format!("liên kết `{address}` có dấu hiệu cờ bạc, cá cược (`{sign}`)"),
        format!("the link `{address}` looks like gambling (`{sign}`)"),
    )
    .hint(
        "xóa liên kết; nếu không ai trong cơ quan thêm nó, hãy đổi mật khẩu và báo người phụ trách an toàn thông tin",
        "delete it; where nobody of the office put it there, change passwords and tell who is responsible for security",
    )
}

/// `how` the link hides that it leads to `host`.
pub fn disguised_link(at: At, address: &str, host: &str, how: Disguise) -> Diagnostic {
    let (vi, en) = match how {
        Disguise::User => (
            format!("liên kết `{address}` thật ra dẫn tới `{host}`: phần trước `@` chỉ để đánh lừa"),
            format!("the link `{address}` really leads to `{host}`: what stands before `@` only misleads"),
        ),
        Disguise::Letters => (
            format!("tên miền `{host}` có chữ không phải chữ Việt, dễ nhầm với tên miền khác"),
            format!("the host `{host}` has letters that are no Vietnamese ones and may be taken for another"),
        ),
        Disguise::Text(shown) => (
            format!("chữ hiện là `{shown}` nhưng liên kết dẫn tới `{host}`"),
            format!("the text says `{shown}`, but the link leads to `{host}`"),
        ),
    };
    Diagnostic::warning("link-disguised", at, vi, en).hint(
        "mở trang cần dẫn tới và chép địa chỉ từ trình duyệt; chữ của liên kết nên là tên trang",
        "open the page and copy its address from the browser; let the text be the page's name",
    )
}

pub fn private_link(at: At, address: &str) -> Diagnostic {
    Diagnostic::warning(
        "private-link",
        at,
        format!("người đọc không mở được `{address}`: đây là địa chỉ trong mạng nội bộ"),
        format!("readers cannot open `{address}`: it is an address of an inner network"),
    )
    .hint(
        "viết địa chỉ mà người ngoài cơ quan mở được, hoặc đính kèm tệp",
        "write an address that people outside can open, or attach the file",
    )
}

pub fn link_denied(at: At, host: &str) -> Diagnostic {
    Diagnostic::warning(
        "link-domain",
        at,
        format!("trang tin không dẫn tới `{host}` (`links: deny` trong site.yaml)"),
        format!("this site does not link to `{host}` (`links: deny` in site.yaml)"),
    )
    .hint("bỏ liên kết, hoặc dẫn tới nguồn khác", "take the link out, or name another source")
}

pub fn link_not_allowed(at: At, host: &str) -> Diagnostic {
    Diagnostic::warning(
        "link-domain",
        at,
        format!("`{host}` không có trong các tên miền được dẫn tới (`links: allow` trong site.yaml)"),
        format!("`{host}` is not among the domains to link to (`links: allow` in site.yaml)"),
    )
    .hint(
        "dẫn tới nguồn trong danh sách, hoặc nhờ người quản trị thêm tên miền này",
        "link to a source of the list, or ask for this domain to be added",
    )
}

pub fn not_a_domain(at: At, printed: &str) -> Diagnostic {
    Diagnostic::error(
        "not-a-domain",
        at,
        format!("`{printed}` không phải là tên miền"),
        format!("`{printed}` is no domain"),
    )
    .hint("viết như `gov.vn`, không có https:// và dấu /", "write it like `gov.vn`, without https:// and slashes")
}

pub fn dead_link(at: At, address: &str, reason: &Text) -> Diagnostic {
    let Text { vi, en } = reason;
    Diagnostic::warning(
        "dead-link",
        at,
        format!("liên kết `{address}` không mở được: {vi}"),
        format!("the link `{address}` cannot be opened: {en}"),
    )
    .hint(
        "tìm địa chỉ mới của trang, hoặc đính kèm bản lưu của văn bản",
        "find the page's new address, or attach a copy of the document",
    )
}

pub fn link_without_scheme(at: At, destination: &str) -> Diagnostic {
    Diagnostic::error(
        "broken-link",
        at,
        format!("liên kết `{destination}` thiếu `https:` nên không mở được khi đọc trang từ thư mục"),
        format!("the link `{destination}` lacks its `https:` and cannot be followed from a folder"),
    )
    .hint(format!("viết `https:{destination}`"), format!("write `https:{destination}`"))
}

pub fn path_outside(at: At, name: &str) -> Diagnostic {
    Diagnostic::error(
        "path-outside",
        at,
        format!("`{name}` trỏ ra ngoài thư mục của trang"),
        format!("`{name}` leads out of the site folder"),
    )
    .hint("chép tệp vào cùng thư mục với bài", "copy the file into the bulletin's folder")
}

pub fn duplicate_address(at: At, address: &str, first: At) -> Diagnostic {
    let other = first.path.clone();
    Diagnostic::error(
        "duplicate-address",
        at,
        format!("địa chỉ `{address}` đã thuộc về `{other}`"),
        format!("the address `{address}` already belongs to `{other}`"),
    )
    .hint(
        "đổi tên một trong hai tệp, hoặc bỏ địa chỉ cũ trùng trong `aliases`",
        "rename one of the two files, or drop the alias",
    )
    .related(first, "nơi giữ địa chỉ này", "it belongs to this one")
}

pub fn reserved_address(at: At, address: &str) -> Diagnostic {
    Diagnostic::error(
        "reserved-address",
        at,
        format!("địa chỉ `{address}` do bantin tạo ra"),
        format!("bantin itself makes the address `{address}`"),
    )
    .hint("đổi tên tệp", "rename the file")
}

/// A file of the content, or an alias, has the name of a file that `hosting` makes.
pub fn made_by_hosting(at: At, name: &str, setting: At) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "made-by-hosting",
        at.clone(),
        format!("tên `{name}` dành cho tệp mà `hosting` trong `{}` tạo ra", setting.path),
        format!("the name `{name}` belongs to a file that `hosting` in `{}` makes", setting.path),
    )
    .hint(
        "đổi tên hoặc xóa tệp, sửa địa chỉ trong `aliases`, hoặc bỏ máy chủ hay kiểu nén đó khỏi `hosting`",
        "rename or remove the file, change the alias, or drop that server or packing from `hosting`",
    );
    if at.path == setting.path { diagnostic } else { diagnostic.related(setting, "khai ở đây", "asked for here") }
}

/// `base_url` has a path that would mean something else in the settings of a server.
pub fn folder_not_for_servers(at: At, address: &str) -> Diagnostic {
    Diagnostic::error(
        "folder-not-for-servers",
        at,
        format!("không ghi được cấu hình máy chủ cho địa chỉ `{address}`: đường dẫn quá dài hoặc có ký tự lạ"),
        format!("no server settings can be written for `{address}`: its path is too long or has odd characters"),
    )
    .hint(
        "dùng chữ, số, dấu `-` trong đường dẫn của `base_url`, ví dụ `https://example.org/tin/`",
        "use letters, digits and `-` in the path of `base_url`, such as `https://example.org/tin/`",
    )
}

/// A way of packing that this program was built without.
pub fn packing_not_built(at: At, packing: &str) -> Diagnostic {
    Diagnostic::error(
        "packing-not-built",
        at,
        format!("bản bantin này được biên dịch không kèm `{packing}`"),
        format!("this bantin was built without `{packing}`"),
    )
    .hint(
        format!(
            "bỏ `{packing}` khỏi `precompress`, hoặc biên dịch lại với `cargo build --release --features {packing}`"
        ),
        format!(
            "drop `{packing}` from `precompress`, or build again with `cargo build --release --features {packing}`"
        ),
    )
}

pub fn reserved_alias(at: At, address: &str) -> Diagnostic {
    Diagnostic::error(
        "reserved-address",
        at,
        format!("địa chỉ `{address}` do bantin tạo ra"),
        format!("bantin itself makes the address `{address}`"),
    )
    .hint("bỏ địa chỉ này khỏi `aliases`", "take the address out of `aliases`")
}

pub fn bad_alias(at: At, alias: &str) -> Diagnostic {
    Diagnostic::error(
        "bad-alias",
        at,
        format!("`{alias}` không phải là địa chỉ cũ của một trang"),
        format!("`{alias}` is not an old address of a page"),
    )
    .hint("viết phần sau tên miền: `tin/2021/10/bai-cu.html`", "write what follows the domain: `tin/2021/10/old.html`")
}

/// The list of published addresses cannot be read.
pub fn bad_lock(at: At, reason: &str) -> Diagnostic {
    Diagnostic::error(
        "bad-lock",
        at,
        format!("không đọc được danh sách địa chỉ đã đăng: {reason}"),
        format!("the list of published addresses cannot be read: {reason}"),
    )
    .hint(
        "lấy lại tệp này từ bản sao lưu; nếu hai người cùng sửa thì giữ lại mọi dòng địa chỉ của cả hai bên",
        "take the file from a backup; where two people changed it, keep the address lines of both",
    )
}

/// How staff withdraw a page; the same words wherever an address is gone.
const WITHDRAW: (&str, &str) = (
    "nếu muốn rút hẳn trang, chạy `bantin build --accept-removals`; trang chưa từng lên mạng thì chỉ cần xóa dòng của nó trong addresses.lock",
    "to withdraw the page for good, run `bantin build --accept-removals`; of one that was never online, delete the line in addresses.lock",
);

pub fn moved_address(at: At, address: &str, now: &str) -> Diagnostic {
    let (vi, en) = WITHDRAW;
    Diagnostic::error(
        "moved-address",
        at,
        format!("địa chỉ đã đăng `{address}` không còn trang nào; bài này nay ở `{now}`"),
        format!("the published address `{address}` has no page any more; this text is now at `{now}`"),
    )
    .hint(
        format!("thêm vào phần đầu bài: `aliases: [{address}]` (đã có aliases thì thêm vào danh sách); {vi}"),
        format!("add to the front matter: `aliases: [{address}]` (or to the list of aliases that is there); {en}"),
    )
}

pub fn unpublished_address(at: At, address: &str) -> Diagnostic {
    let (vi, en) = WITHDRAW;
    Diagnostic::error(
        "unpublished-address",
        at,
        format!("bài đã đăng ở `{address}` nay lại là bản nháp, địa chỉ ấy sẽ không còn trang nào"),
        format!("what was published at `{address}` is a draft again, and the address would have no page"),
    )
    .hint(format!("bỏ dòng `draft`; {vi}"), format!("take the line `draft` out; {en}"))
}

pub fn postponed_address(at: At, address: &str, day: &str) -> Diagnostic {
    let (vi, en) = WITHDRAW;
    Diagnostic::error(
        "unpublished-address",
        at,
        format!("bài đã đăng ở `{address}` nay ghi ngày {day}, là ngày chưa tới; địa chỉ ấy sẽ không còn trang nào"),
        format!("what was published at `{address}` has the date {day} now, which has not come; the address would have no page"),
    )
    .hint(format!("sửa lại ngày; {vi}"), format!("correct the date; {en}"))
}

pub fn removed_address(at: At, address: &str, title: &str, file: &str, now: Option<&str>) -> Diagnostic {
    let (vi, en) = WITHDRAW;
    let diagnostic = Diagnostic::error(
        "removed-address",
        at,
        format!("địa chỉ đã đăng `{address}` (“{title}”) không còn trang nào: không thấy tệp `{file}`"),
        format!("the published address `{address}` (“{title}”) has no page any more: `{file}` is not there"),
    );
    match now {
        Some(now) => diagnostic.hint(
            format!("bài cùng tiêu đề nay là `{now}`: thêm vào phần đầu bài ấy `aliases: [{address}]`; {vi}"),
            format!("`{now}` has the same title: add `aliases: [{address}]` to its front matter; {en}"),
        ),
        None => diagnostic.hint(
            format!("khôi phục tệp, hoặc thêm `aliases: [{address}]` vào bài thay thế nó; {vi}"),
            format!("bring the file back, or add `aliases: [{address}]` to the text that takes its place; {en}"),
        ),
    }
}

pub fn removed_entry(at: At, address: &str, file: &str) -> Diagnostic {
    let (vi, en) = WITHDRAW;
    Diagnostic::error(
        "removed-address",
        at,
        format!("địa chỉ đã đăng `{address}` không còn trang nào: mã ấy không còn trong `content/{file}`"),
        format!("the published address `{address}` has no page any more: its id is no longer in `content/{file}`"),
    )
    .hint(
        match file {
            "units.yaml" => format!("ghi lại mã ấy vào `{file}` (đơn vị đã sáp nhập thì thêm `valid_to` và `successors`), hoặc thêm địa chỉ vào `aliases` của một trang; {vi}"),
            _ => format!("ghi lại mã ấy vào `{file}`, hoặc thêm địa chỉ vào `aliases` của một trang; {vi}"),
        },
        match file {
            "units.yaml" => format!("put the id back into `{file}` (with `valid_to` and `successors` for a unit that was merged), or add the address to the `aliases` of a page; {en}"),
            _ => format!("put the id back into `{file}`, or add the address to the `aliases` of a page; {en}"),
        },
    )
}

pub fn broken_link(at: At, destination: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "broken-link",
        at,
        format!("liên kết `{destination}` không dẫn tới đâu"),
        format!("the link `{destination}` leads nowhere"),
    );
    suggest(
        diagnostic,
        near,
        "viết đường dẫn tới tệp .md, ví dụ `../bulletins/bai.md` hoặc `/pages/lien-he.md`".to_owned(),
        "write the path of a .md file, such as `../bulletins/name.md` or `/pages/contact.md`".to_owned(),
    )
}

pub fn broken_anchor(at: At, destination: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "broken-anchor",
        at,
        format!("trang có, nhưng không có mục trong `{destination}`"),
        format!("the page exists, but not the anchor in `{destination}`"),
    );
    suggest(
        diagnostic,
        near,
        "mục lấy theo tiêu đề, viết không dấu, nối bằng gạch ngang".to_owned(),
        "anchors are headings without marks, with hyphens".to_owned(),
    )
}

pub fn embed_without_argument(at: At) -> Diagnostic {
    Diagnostic::error(
        "embed-without-argument",
        at,
        "lệnh chèn thiếu phần sau dấu hai chấm",
        "the embed lacks what it shows",
    )
    .hint(
        "viết như `[[biểu đồ: par-index]]`, `[[bảng chỉ tiêu: bulletins/bai.md]]`, `[[bảng số liệu: data/bang.csv]]`",
        "write for example `[[chart: par-index]]`, `[[targets: bulletins/name.md]]`, `[[csv: data/table.csv]]`",
    )
}

// CSV.

pub fn csv_syntax(at: At, reason: &str) -> Diagnostic {
    Diagnostic::error(
        "csv-syntax",
        at,
        format!("không đọc được bảng CSV: {reason}"),
        format!("the CSV cannot be read: {reason}"),
    )
    .hint("lưu lại từ Excel với kiểu CSV UTF-8", "save it from Excel as CSV UTF-8")
}

pub fn table_too_large(at: At, cells: usize) -> Diagnostic {
    Diagnostic::error(
        "table-too-large",
        at,
        format!("bảng có hơn {cells} ô"),
        format!("the table has more than {cells} cells"),
    )
    .hint("chia bảng thành nhiều tệp", "split the table")
}

pub fn row_length(at: At, found: usize, expected: usize) -> Diagnostic {
    Diagnostic::warning(
        "row-length",
        at,
        format!("dòng có {found} ô, dòng tiêu đề có {expected}"),
        format!("the row has {found} cells, the header {expected}"),
    )
    .hint("ô có dấu phẩy phải đặt trong ngoặc kép", "a cell with a comma needs quotes")
}

pub fn row_too_long(at: At, found: usize, expected: usize) -> Diagnostic {
    Diagnostic::error(
        "row-too-long",
        at,
        format!("dòng có {found} ô, dòng tiêu đề chỉ có {expected}: không rõ giá trị nào thuộc cột nào"),
        format!(
            "the row has {found} cells, the header only {expected}: it is not clear which value stands in which column"
        ),
    )
    .hint(
        "số có dấu phẩy phải đặt trong ngoặc kép: `\"88,29\"`; hoặc ngăn các ô bằng dấu chấm phẩy",
        "a number with a comma needs quotes: `\"88,29\"`; or put semicolons between the cells",
    )
}

// Contradictions.

pub fn decision_told_twice(at: At, field: &str, given: &str, known: &str, other: &SourcePath) -> Diagnostic {
    Diagnostic::warning(
        "decision-told-twice",
        at,
        format!("`{field}` của văn bản này là `{given}`, nhưng `{other}` ghi `{known}`; trang chỉ hiện nội dung của `{other}`"),
        format!("`{field}` of this decision is `{given}` here, but `{known}` in `{other}`; pages show that of `{other}`"),
    )
    .hint(
        "nếu là hai văn bản thì xem lại số, ngày và cơ quan; nếu là một thì ghi giống nhau",
        "if these are two decisions, check number, date and issuer; if it is one, write the same",
    )
}

pub fn decision_dates(at: At, field: &str, day: &str, other: &str, before: &str) -> Diagnostic {
    Diagnostic::warning(
        "decision-dates",
        at,
        format!("`{field}` là {day}, trước `{other}` ({before})"),
        format!("`{field}` is {day}, before `{other}` ({before})"),
    )
    .hint("xem lại hai ngày trên văn bản", "look both days up in the document")
}

pub fn decision_of_itself(at: At, relation: &str, number: &str) -> Diagnostic {
    Diagnostic::warning(
        "decision-of-itself",
        at,
        format!("`{relation}` dẫn tới chính văn bản này (`{number}`) nên bị bỏ qua"),
        format!("`{relation}` leads to this very decision (`{number}`) and is left out"),
    )
    .hint("ghi số, ngày và cơ quan của văn bản kia", "write number, date and issuer of the other decision")
}

pub fn issuer_assumed(at: At, number: &str, unit: &str) -> Diagnostic {
    Diagnostic::warning(
        "issuer-assumed",
        at,
        format!(
            "chưa ghi cơ quan ban hành; ký hiệu của `{number}` không phải của UBND hay HĐND, nhưng trang ghi là {unit}"
        ),
        format!(
            "no issuer is given; the symbol of `{number}` is not that of a committee or council, but pages name {unit}"
        ),
    )
    .hint(
        "ghi thêm cơ quan: `… của Sở Nội vụ` sau số và ngày, hoặc `issuer: Sở Nội vụ`",
        "add the issuer: `… của Sở Nội vụ` after number and date, or `issuer: Sở Nội vụ`",
    )
}

pub fn decision_conflict(at: At, field: &str, given: &str, known: &str, other: &SourcePath) -> Diagnostic {
    Diagnostic::error(
        "decision-conflict",
        at,
        format!("`{field}` của quyết định này là `{given}`, nhưng `{other}` ghi `{known}`"),
        format!("`{field}` of this decision is `{given}` here, but `{known}` in `{other}`"),
    )
    .hint("xem lại trên văn bản rồi sửa một trong hai bài", "look it up in the document and correct one of the two")
}

pub fn result_conflict(at: At, year: i16, given: &str, known: &str, other: &SourcePath) -> Diagnostic {
    Diagnostic::error(
        "result-conflict",
        at,
        format!("kết quả năm {year} là `{given}`, nhưng `{other}` ghi `{known}`"),
        format!("the result of {year} is `{given}` here, but `{known}` in `{other}`"),
    )
    .hint("xem lại nguồn rồi sửa một trong hai nơi", "check the source and correct one of the two")
}

pub fn ambiguous_decision(at: At, number: &str, issuers: &[&str]) -> Diagnostic {
    let shown = quoted(issuers);
    Diagnostic::error(
        "ambiguous-decision",
        at,
        format!("có nhiều văn bản số `{number}`: của {shown}"),
        format!("several decisions have the number `{number}`: of {shown}"),
    )
    .hint(
        format!("ghi thêm ngày và cơ quan: `{number} ngày 11/9/2021 của UBND tỉnh …`"),
        format!("add date and issuer: `{number} ngày 11/9/2021 của UBND tỉnh …`"),
    )
}

// What staff forget.

pub fn date_from_decision(at: At, date: &str) -> Diagnostic {
    Diagnostic::warning(
        "date-from-decision",
        at,
        format!("bài không ghi ngày đăng; lấy ngày của quyết định ({date}) và ghi rõ như vậy trên trang"),
        format!("the bulletin states no date; the decision's ({date}) is used, and the page says so"),
    )
    .hint("nếu biết ngày đăng, thêm dòng `date: …`", "add a line `date: …` if it is known")
}

pub fn no_unit(at: At) -> Diagnostic {
    Diagnostic::warning("missing-unit", at, "bài không ghi đơn vị", "the bulletin names no unit").hint(
        "thêm dòng `unit: …` với một mã trong content/units.yaml",
        "add a line `unit: …` with an id from content/units.yaml",
    )
}

pub fn null_in_title(at: At, title: &str) -> Diagnostic {
    Diagnostic::warning(
        "null-in-title",
        at,
        format!("tiêu đề `{title}` có chữ thừa của phần mềm cũ"),
        format!("the title `{title}` holds a word of the old software"),
    )
    .hint("xóa chữ `null`", "delete the word `null`")
}

pub fn no_decision(at: At) -> Diagnostic {
    Diagnostic::warning(
        "missing-decision",
        at,
        "bài có kế hoạch hoặc chỉ tiêu nhưng không ghi quyết định nào",
        "the bulletin has a plan or targets but names no decision",
    )
    .hint("thêm dòng `decision: 1954/QĐ-UBND ngày 06/10/2021`", "add a line `decision: 1954/QĐ-UBND ngày 06/10/2021`")
}

pub fn no_decision_number(at: At) -> Diagnostic {
    Diagnostic::warning(
        "missing-decision-number",
        at,
        "văn bản được nêu không có số, ký hiệu",
        "the decision has no number",
    )
    .hint("hỏi văn thư rồi thêm `number: 1954/QĐ-UBND`", "ask the records office and add `number: 1954/QĐ-UBND`")
}

pub fn no_decision_date(at: At) -> Diagnostic {
    Diagnostic::warning(
        "missing-decision-date",
        at,
        "văn bản được nêu không có ngày ban hành",
        "the decision has no date",
    )
    .hint(
        "thêm `date: 06/10/2021`, hoặc viết `1954/QĐ-UBND ngày 06/10/2021`",
        "add `date: 2021-10-06`, or write `1954/QĐ-UBND ngày 06/10/2021`",
    )
}

pub fn unknown_symbol(at: At, number: &str, parts: &[String]) -> Diagnostic {
    let shown = quoted(&parts.iter().map(String::as_str).collect::<Vec<_>>());
    Diagnostic::warning(
        "unknown-symbol",
        at,
        format!("ký hiệu `{number}` có phần chưa gặp: {shown}"),
        format!("the symbol `{number}` has unknown parts: {shown}"),
    )
    .hint("xem lại trên văn bản; nếu đúng thì giữ nguyên", "compare with the document; keep it if it is right")
}

pub fn decision_after_bulletin(at: At, decided: &str, published: &str) -> Diagnostic {
    Diagnostic::warning(
        "decision-after-bulletin",
        at,
        format!("quyết định ký ngày {decided}, sau ngày đăng bài ({published})"),
        format!("the decision is dated {decided}, after the bulletin ({published})"),
    )
    .hint("xem lại hai ngày", "check the two dates")
}

/// `decision` is what the long form begins with: number and date as they are known.
pub fn no_signer(at: At, decision: &str) -> Diagnostic {
    Diagnostic::warning("missing-signer", at, "chưa ghi người ký văn bản", "the signer's name is missing").hint(
        format!("viết đầy đủ: `decision: {{{decision}signer: {{name: …, role: Chủ tịch}}}}`"),
        format!("write the long form: `decision: {{{decision}signer: {{name: …, role: …}}}}`"),
    )
}

pub fn no_attachment(at: At) -> Diagnostic {
    Diagnostic::warning("missing-attachment", at, "chưa đính kèm tệp văn bản", "no file of the decision is attached")
        .hint(
            "chép tệp vào thư mục của bài và thêm `attachments: [quyet-dinh.pdf]`",
            "put the file beside the bulletin and add `attachments: [decision.pdf]`",
        )
}

pub fn unit_not_valid(at: At, unit: &str, date: &str) -> Diagnostic {
    Diagnostic::warning(
        "unit-not-valid",
        at,
        format!("ngày {date}, {unit} chưa có hoặc không còn"),
        format!("{unit} did not exist on {date}"),
    )
    .hint("xem lại ngày, hoặc chọn đơn vị đúng thời điểm", "check the date, or choose the unit of that time")
}

pub fn count_differs(at: At, what: &str, stated: u32, listed: usize) -> Diagnostic {
    Diagnostic::warning(
        "count-differs",
        at,
        format!("nêu {stated} mục ở `{what}` nhưng liệt kê {listed}"),
        format!("{stated} are announced in `{what}`, {listed} are listed"),
    )
    .hint("bổ sung cho đủ, hoặc sửa con số", "list them all, or correct the number")
}

pub fn task_overdue(at: At, title: &str, due: &str) -> Diagnostic {
    Diagnostic::warning(
        "task-overdue",
        at,
        format!("nhiệm vụ `{title}` quá hạn từ {due}"),
        format!("the task `{title}` is overdue since {due}"),
    )
    .hint("nếu đã xong, thêm `done: …`", "add `done: …` if it is done")
}

pub fn target_without_result(at: At, statement: &str, due: &str) -> Diagnostic {
    Diagnostic::warning(
        "target-without-result",
        at,
        format!("chỉ tiêu `{statement}` hết hạn {due} mà chưa có kết quả"),
        format!("the target `{statement}` was due on {due} and has no result"),
    )
    .hint(
        "thêm một dòng vào content/results.csv, hoặc `results` của chỉ tiêu",
        "add a row to content/results.csv, or `results` to the target",
    )
}

pub fn score_out_of_scale(at: At, indicator: &str, year: i16, score: &str, scale: &str) -> Diagnostic {
    Diagnostic::warning(
        "score-out-of-scale",
        at,
        format!("{indicator} năm {year}: điểm `{score}` ngoài thang {scale}"),
        format!("{indicator} {year}: the score `{score}` is outside the scale {scale}"),
    )
    .hint("xem lại điểm, hoặc `scale` của chỉ số", "check the score, or the indicator's `scale`")
}

pub fn rank_out_of(at: At, indicator: &str, year: i16, rank: u32, of: u32) -> Diagnostic {
    Diagnostic::error(
        "rank-out-of",
        at,
        format!("{indicator} năm {year}: hạng {rank} trên {of}"),
        format!("{indicator} {year}: rank {rank} of {of}"),
    )
    .hint("xem lại `rank` và `of`", "check `rank` and `of`")
}

pub fn result_in_future(at: At, what: &str, period: &str) -> Diagnostic {
    Diagnostic::warning(
        "result-in-future",
        at,
        format!("kết quả của {what} ghi cho {period}, là thời gian chưa tới"),
        format!("the result of {what} is for {period}, which has not come yet"),
    )
    .hint("xem lại năm hoặc kỳ của kết quả", "check the year or period of the result")
}

pub fn done_in_future(at: At, task: &str, date: &str) -> Diagnostic {
    Diagnostic::warning(
        "done-in-future",
        at,
        format!("nhiệm vụ `{task}` ghi hoàn thành ngày {date}, là ngày chưa tới"),
        format!("the task `{task}` is said to be done on {date}, which has not come yet"),
    )
    .hint("xem lại ngày; hạn hoàn thành ghi ở `due`", "check the day; a deadline goes to `due`")
}

pub fn change_differs(at: At, indicator: &str, year: i16, expected: &str, stored: &str, previous: i16) -> Diagnostic {
    Diagnostic::warning(
        "change-differs",
        at,
        format!("{indicator} năm {year}: theo mức thay đổi thì năm {previous} là {expected}, nhưng đang ghi {stored}"),
        format!("{indicator} {year}: by the stated change {previous} had {expected}, but {stored} is recorded"),
    )
    .hint("xem lại mức thay đổi hoặc kết quả năm trước", "check the change or the earlier result")
}

pub fn reference_without_issuer(at: At, number: &str) -> Diagnostic {
    Diagnostic::warning(
        "reference-without-issuer",
        at,
        format!("chưa rõ cơ quan ban hành `{number}`"),
        format!("the issuer of `{number}` is not known"),
    )
    .hint(format!("viết thêm: `{number} ngày … của UBND tỉnh …`"), format!("add it: `{number} ngày … của UBND tỉnh …`"))
}

pub fn missing_alt(at: At, file: &str) -> Diagnostic {
    Diagnostic::warning(
        "missing-alt",
        at,
        format!("ảnh `{file}` chưa có lời mô tả"),
        format!("the image `{file}` has no description"),
    )
    .hint("thêm `alt: …` nói ảnh cho thấy gì", "add `alt: …` that says what it shows")
}

pub fn empty_gallery(at: At) -> Diagnostic {
    Diagnostic::warning("empty-gallery", at, "bài không có ảnh nào trong `gallery`", "the bulletin has no `gallery`")
        .hint("thêm `gallery: [{file: anh.jpg, alt: …}]`", "add `gallery: [{file: photo.jpg, alt: …}]`")
}

pub fn outside_image(at: At, address: &str) -> Diagnostic {
    Diagnostic::warning(
        "outside-image",
        at,
        format!("ảnh lấy từ trang khác sẽ không hiện: `{address}`"),
        format!("an image of another site will not be shown: `{address}`"),
    )
    .hint("tải ảnh về, để cạnh bài và viết tên tệp", "download it, put it beside the bulletin and write its name")
}

pub fn unused_file(at: At, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "unused-file",
        at,
        format!("tệp `{name}` nằm cạnh bài nhưng bài không dùng"),
        format!("the file `{name}` lies beside the bulletin but is not used"),
    )
    .hint("thêm vào `attachments` hoặc `gallery`, hoặc xóa tệp", "add it to `attachments` or `gallery`, or remove it")
}

/// What the Markdown room found in a body.
pub fn markdown_finding(at: At, value: &str, kind: &FindingKind) -> Diagnostic {
    match kind {
        FindingKind::RawHtml { removed } if removed.is_empty() => {
            Diagnostic::warning("raw-html", at, "đoạn này viết bằng HTML", "this is raw HTML")
                .hint("viết bằng Markdown thì bền hơn", "Markdown lasts longer")
        }
        FindingKind::RawHtml { removed } => {
            let shown = quoted(&removed.iter().map(String::as_str).collect::<Vec<_>>());
            Diagnostic::warning(
                "raw-html",
                at,
                format!("mã HTML không an toàn đã bị bỏ: {shown}"),
                format!("unsafe HTML was removed: {shown}"),
            )
            .hint("viết bằng Markdown", "write it in Markdown")
        }
        FindingKind::UnsafeLink { scheme } => Diagnostic::error(
            "unsafe-link",
            at,
            format!("không được dùng liên kết kiểu `{scheme}:`"),
            format!("links with `{scheme}:` are not allowed"),
        )
        .hint(
            "dùng địa chỉ `https://`, `mailto:`, `tel:` hoặc tên tệp",
            "use `https://`, `mailto:`, `tel:` or a file name",
        ),
        FindingKind::EmptyLink => {
            Diagnostic::error("empty-link", at, "liên kết không có địa chỉ", "the link has no destination")
                .hint("viết `[chữ](địa-chỉ)`", "write `[text](address)`")
        }
        FindingKind::BareLinkText { text } => Diagnostic::warning(
            "bare-link-text",
            at,
            format!("chữ `{text}` không nói liên kết dẫn tới đâu"),
            format!("`{text}` does not say where the link leads"),
        )
        .hint(
            "viết tên của văn bản hoặc trang: `[Quyết định số 1954/QĐ-UBND](…)`",
            "name the document or page: `[Decision 1954/QĐ-UBND](…)`",
        ),
        FindingKind::MissingAlt => {
            Diagnostic::warning("missing-alt", at, "ảnh chưa có lời mô tả", "the image has no description")
                .hint("viết `![ảnh cho thấy gì](tệp.jpg)`", "write `![what it shows](file.jpg)`")
        }
        FindingKind::UnknownEmbed { name, suggestion } => {
            let diagnostic = Diagnostic::error(
                "unknown-embed",
                at,
                format!("không có lệnh chèn `{name}`"),
                format!("there is no embed `{name}`"),
            );
            suggest(
                diagnostic,
                *suggestion,
                "có: `thư viện ảnh`, `bảng chỉ tiêu`, `biểu đồ`, `bảng số liệu`".into(),
                "there are `gallery`, `targets`, `chart`, `csv`".into(),
            )
        }
        FindingKind::UnknownLanguage { name } => Diagnostic::warning(
            "unknown-language",
            at,
            format!("không biết ngôn ngữ `{name}` để tô màu"),
            format!("the language `{name}` is not known"),
        )
        .hint("bỏ tên ngôn ngữ, hoặc viết `yaml`, `json`, `html` …", "leave it out, or write `yaml`, `json`, `html` …"),
        FindingKind::LiteralAsterisks => Diagnostic::warning(
            "literal-asterisks",
            at,
            format!("dấu sao sẽ hiện nguyên trên trang: `{value}`"),
            format!("the asterisks will be shown: `{value}`"),
        )
        .hint("thêm dấu cách sau `**`: `**Điều 1.** Phạm vi`", "put a space behind `**`: `**Điều 1.** Phạm vi`"),
        FindingKind::UnreadLink { destination } => Diagnostic::warning(
            "link-not-read",
            at,
            format!("`({destination})` không thành liên kết hay ảnh, chữ hiện nguyên trên trang"),
            format!("`({destination})` becomes no link or image, and its signs will be shown"),
        )
        .hint(
            format!("viết địa chỉ trong `<…>`: `(<{destination}>)`; tên tệp tốt nhất không có dấu cách, dấu ngoặc"),
            format!(
                "write the address in `<…>`: `(<{destination}>)`; best are names of files without spaces and brackets"
            ),
        ),
        FindingKind::FakeList { marker } => Diagnostic::warning(
            "fake-list",
            at,
            format!("dòng bắt đầu bằng `{marker}` không thành danh sách"),
            format!("a line that begins with `{marker}` is no list"),
        )
        .hint("bắt đầu mỗi mục bằng `- ` ở đầu dòng", "begin each item with `- `"),
        FindingKind::HeadingSkipped { from, to } => Diagnostic::warning(
            "heading-skipped",
            at,
            format!("tiêu đề nhảy từ cấp {from} xuống cấp {to}"),
            format!("the headings skip from level {from} to {to}"),
        )
        .hint("bớt một dấu `#`", "use one `#` less"),
        FindingKind::DuplicateFootnote => {
            Diagnostic::warning("footnote", at, "chú thích được viết hai lần", "the footnote is defined twice")
                .hint("đổi tên một trong hai", "rename one of the two")
        }
        FindingKind::UndefinedFootnote { name } => Diagnostic::warning(
            "footnote",
            at,
            format!("chú thích `{name}` chưa có nội dung"),
            format!("the footnote `{name}` is not defined"),
        )
        .hint(format!("thêm dòng `[^{name}]: nội dung`"), format!("add a line `[^{name}]: text`")),
    }
}

/// What was found in the words of a file.
pub fn text_finding(at: At, value: &str, finding: &Finding) -> Diagnostic {
    match finding {
        Finding::DoubledWord => {
            Diagnostic::warning("doubled-word", at, format!("chữ lặp: `{value}`"), format!("doubled words: `{value}`"))
                .hint("xóa một lần", "delete one")
        }
        Finding::MixedTonePlacement { old, new } => Diagnostic::warning(
            "mixed-tone-placement",
            at,
            format!("bài dùng cả hai kiểu đặt dấu: `{old}` và `{new}`"),
            format!("the text places tones in two ways: `{old}` and `{new}`"),
        )
        .hint("dùng một kiểu trong cả bài", "use one of them throughout"),
        Finding::IdNumber => Diagnostic::warning(
            "id-number",
            at,
            format!("`{value}` giống số định danh cá nhân"),
            format!("`{value}` looks like a citizen's ID number"),
        )
        .hint("xóa dữ liệu cá nhân trước khi đăng", "remove personal data before publishing"),
        Finding::PhoneNumber => Diagnostic::warning(
            "phone-number",
            at,
            format!("`{value}` giống số điện thoại cá nhân"),
            format!("`{value}` looks like a personal telephone number"),
        )
        .hint("dùng số của cơ quan, hoặc xóa", "use the office's number, or remove it"),
        Finding::LegacyEncoding => Diagnostic::warning(
            "legacy-encoding",
            at,
            format!("`{value}` giống chữ của bộ mã cũ (TCVN3, VNI)"),
            format!("`{value}` looks like a legacy encoding (TCVN3, VNI)"),
        )
        .hint("chuyển sang Unicode, ví dụ bằng Unikey, rồi dán lại", "convert it to Unicode and paste it again"),
        Finding::BidiControl => Diagnostic::warning(
            "bidi-control",
            at,
            "có ký tự ẩn làm đảo chiều chữ",
            "there is a hidden character that reverses text",
        )
        .hint("xóa rồi gõ lại đoạn này", "delete it and type the words again"),
    }
}
