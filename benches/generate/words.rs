//! The words of the made-up bulletins: phrases of administrative reform, and syllables from which names are put
//! together, so that the search index meets a vocabulary and not five sentences. Data and small helpers only.

use super::random::Random;

/// What a bulletin is about.
pub struct Topic {
    /// Begins the file name.
    pub slug: &'static str,
    /// Stands after "kế hoạch".
    pub phrase: &'static str,
    /// One of the built-in areas.
    pub area: &'static str,
    pub category: &'static str,
    pub tag: &'static str,
}

const fn topic(
    slug: &'static str,
    phrase: &'static str,
    area: &'static str,
    category: &'static str,
    tag: &'static str,
) -> Topic {
    Topic { slug, phrase, area, category, tag }
}

pub const TOPICS: [Topic; 12] = [
    topic("mot-cua", "giải quyết thủ tục hành chính theo cơ chế một cửa", "tthc", "thu-tuc", "một cửa"),
    topic("dich-vu-cong", "cung cấp dịch vụ công trực tuyến", "so", "thu-tuc", "dịch vụ công trực tuyến"),
    topic("so-hoa", "số hóa hồ sơ, kết quả giải quyết thủ tục hành chính", "so", "thu-tuc", "số hóa hồ sơ"),
    topic("ra-soat", "rà soát, đơn giản hóa thủ tục hành chính", "tthc", "ke-hoach", "đơn giản hóa thủ tục"),
    topic("ky-cuong", "tăng cường kỷ luật, kỷ cương hành chính", "cong-vu", "ke-hoach", "kỷ cương hành chính"),
    topic(
        "van-ban",
        "nâng cao chất lượng văn bản quy phạm pháp luật",
        "the-che",
        "ke-hoach",
        "văn bản quy phạm pháp luật",
    ),
    topic("bo-may", "sắp xếp tổ chức bộ máy tinh gọn", "bo-may", "ke-hoach", "tổ chức bộ máy"),
    topic("tai-chinh", "quản lý tài chính công và tài sản công", "tai-chinh", "ke-hoach", "tài chính công"),
    topic("hai-long", "nâng cao mức độ hài lòng của người dân, tổ chức", "tac-dong", "chi-so", "mức độ hài lòng"),
    topic("chuyen-doi-so", "chuyển đổi số trong cơ quan nhà nước", "so", "mo-hinh", "chuyển đổi số"),
    topic("tuyen-truyen", "tuyên truyền cải cách hành chính", "chi-dao", "tin-dia-phuong", "tuyên truyền"),
    topic("kiem-tra", "kiểm tra công tác cải cách hành chính", "chi-dao", "tin-dia-phuong", "kiểm tra"),
];

/// Tags that any bulletin may carry beside that of its topic.
pub const TAGS: [&str; 12] = [
    "cải cách hành chính",
    "kế hoạch năm",
    "chỉ tiêu",
    "người dân",
    "doanh nghiệp",
    "cán bộ, công chức",
    "chính quyền số",
    "hồ sơ đúng hạn",
    "mô hình mới",
    "công khai, minh bạch",
    "tiếp công dân",
    "thanh toán trực tuyến",
];

pub const VERBS: [&str; 5] = ["ban hành", "triển khai", "phê duyệt", "điều chỉnh", "công bố"];

/// Agencies that carry out tasks; made-up units need no real ones.
pub const AGENCIES: [&str; 7] = [
    "Văn phòng",
    "Bộ phận một cửa",
    "Bộ phận tổng hợp",
    "Tổ công nghệ số cộng đồng",
    "Trung tâm Phục vụ hành chính công",
    "Bộ phận tư pháp",
    "Bộ phận tài chính",
];

/// Each of these goes with each of [`TASK_OBJECTS`].
pub const TASK_VERBS: [&str; 10] = [
    "Rà soát",
    "Kiểm tra",
    "Đánh giá",
    "Báo cáo về",
    "Hướng dẫn về",
    "Tập huấn về",
    "Tuyên truyền về",
    "Lấy ý kiến về",
    "Cập nhật thông tin về",
    "Công khai thông tin về",
];

pub const TASK_OBJECTS: [&str; 10] = [
    "các thủ tục hành chính thuộc thẩm quyền",
    "quy trình nội bộ giải quyết hồ sơ",
    "danh mục dịch vụ công trực tuyến",
    "việc tiếp nhận và trả kết quả",
    "việc giải quyết hồ sơ đất đai, hộ tịch",
    "việc thanh toán phí, lệ phí",
    "các văn bản đã ban hành",
    "việc thực hiện kỷ cương hành chính",
    "việc dùng chữ ký số và hồ sơ điện tử",
    "việc trả lời phản ánh, kiến nghị của người dân",
];

pub const PRODUCTS: [&str; 5] = ["Báo cáo", "Quyết định", "Danh mục", "Hội nghị", "Quy trình được duyệt"];

pub const SOLUTIONS: [&str; 6] = [
    "Người đứng đầu trực tiếp chỉ đạo và chịu trách nhiệm về kết quả.",
    "Gắn kết quả thực hiện với đánh giá cán bộ, công chức hằng quý.",
    "Bố trí kinh phí và trang thiết bị cho bộ phận tiếp nhận hồ sơ.",
    "Công khai tiến độ từng hồ sơ để người dân theo dõi.",
    "Lấy ý kiến người dân sau mỗi lần giao dịch và sửa những điểm chưa hợp lý.",
    "Chia sẻ dữ liệu giữa các cơ quan để người dân không phải nộp lại giấy tờ.",
];

/// Sentences of bodies. `{…}` is filled in by [`fill`].
pub const SENTENCES: [&str; 22] = [
    "Nội dung trọng tâm là {topic}, với trách nhiệm và thời hạn cụ thể cho từng cơ quan.",
    "Người dân ở khu vực {place} có thể nộp hồ sơ trực tuyến hoặc đến bộ phận tiếp nhận gần nhất.",
    "Đến tháng {month} năm {year}, {percent}% hồ sơ đã được trả kết quả đúng hạn.",
    "Các cơ quan rà soát từng bước xử lý để giảm giấy tờ mà người dân phải chuẩn bị.",
    "Tại điểm tiếp nhận {place}, thời gian chờ trung bình giảm còn {number} phút.",
    "Kết quả được công khai hằng tháng, kèm nguyên nhân của những hồ sơ chậm.",
    "Cán bộ phụ trách phải xin lỗi bằng văn bản khi hồ sơ quá hạn và hẹn lại ngày trả.",
    "Mô hình “{place}” được đánh giá sau {number} tháng rồi mới nhân rộng.",
    "Doanh nghiệp được hướng dẫn một lần, đầy đủ, bằng phiếu hướng dẫn có chữ ký của người tiếp nhận.",
    "Hội nghị đối thoại với người dân tổ chức ở {place}, tiếp thu {number} ý kiến.",
    "Phí và lệ phí có thể nộp qua mạng, biên lai được gửi về tài khoản của người nộp.",
    "Dữ liệu về hồ sơ được nhập một lần và dùng chung giữa các bộ phận.",
    "Tổ kiểm tra làm việc không báo trước tại {number} cơ quan, trong đó có điểm {place}.",
    "Những việc chưa hoàn thành được chuyển sang quý sau và ghi rõ người chịu trách nhiệm.",
    "Mỗi bộ phận cử một đầu mối theo dõi, tổng hợp và trả lời kiến nghị của tổ chức, công dân.",
    "So với năm trước, số hồ sơ nộp trực tuyến tăng {percent}%, nhiều nhất ở {place}.",
    "Thông tin hướng dẫn được niêm yết tại nhà văn hóa {place} và phát trên hệ thống truyền thanh.",
    "Công chức mới được bồi dưỡng kỹ năng giao tiếp, sử dụng chữ ký số và bảo vệ dữ liệu cá nhân.",
    "Cuối năm {year}, việc {topic} sẽ được đánh giá lại bằng khảo sát độc lập.",
    "Hồ sơ của người cao tuổi, người khuyết tật được tiếp nhận và trả tại nhà khi có yêu cầu.",
    "Khu vực {place} thí điểm trả kết quả qua dịch vụ bưu chính trong {number} ngày.",
    "Toàn bộ quy trình được kiểm tra định kỳ, có biên bản và thời hạn khắc phục.",
];

/// What the sentences and tables of one bulletin speak about.
pub struct Filling<'a> {
    pub topic: &'a str,
    pub year: i16,
}

/// Puts numbers, places and the topic where the braces of a sentence stand.
pub fn fill(template: &str, filling: &Filling, random: &mut Random) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((plain, tail)) = rest.split_once('{') {
        text.push_str(plain);
        let (name, tail) = tail.split_once('}').unwrap_or((tail, ""));
        match name {
            "topic" => text.push_str(filling.topic),
            "place" => text.push_str(&place(random)),
            "month" => text.push_str(&random.between(1, 12).to_string()),
            "number" => text.push_str(&random.between(3, 30).to_string()),
            "percent" => text.push_str(&random.between(51, 99).to_string()),
            _ => text.push_str(&filling.year.to_string()),
        }
        rest = tail;
    }
    text.push_str(rest);
    text
}

const ONSETS: [&str; 16] = ["b", "c", "d", "đ", "h", "l", "m", "n", "ph", "t", "th", "tr", "v", "x", "nh", "ch"];

/// Rhymes with their tones; none has two places for the tone mark, and none needs another spelling after `c`.
const RHYMES: [&str; 20] = [
    "an", "àn", "ang", "àng", "anh", "ành", "ánh", "ong", "òng", "ăn", "ồng", "ơn", "ương", "ường", "ưng", "ưởng",
    "ai", "ải", "ung", "âu",
];

/// A made-up place name of two different syllables.
fn place(random: &mut Random) -> String {
    let first = random.below(ONSETS.len() * RHYMES.len());
    let step = random.between(1, ONSETS.len() * RHYMES.len() - 1);
    let second = (first + step) % (ONSETS.len() * RHYMES.len());
    format!("{} {}", syllable(first), syllable(second))
}

fn syllable(number: usize) -> String {
    let text = format!("{}{}", ONSETS[number % ONSETS.len()], RHYMES[number / ONSETS.len()]);
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_filled() {
        let mut random = Random::new(7, 7);
        for template in SENTENCES {
            let text = fill(template, &Filling { topic: "chuyển đổi số", year: 2021 }, &mut random);
            assert!(!text.contains(['{', '}']), "{text}");
            assert!(text.ends_with('.'), "{text}");
        }
    }

    #[test]
    fn syllables_have_a_capital() {
        for (number, expected) in [(0, "Ban"), (3, "Đan"), (16, "Bàn"), (319, "Châu")] {
            assert_eq!(syllable(number), expected);
        }
    }
}
