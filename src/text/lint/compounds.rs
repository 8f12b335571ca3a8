//! Words that may stand twice in a row, and common two-syllable words of official texts: the data behind the check for
//! doubled words. Data only; the check itself is left to `doubled`.

/// Syllables that Vietnamese repeats on purpose.
pub(super) const REDUPLICATIONS: [&str; 102] = [
    "ai",
    "ào",
    "ầm",
    "ba",
    "bay",
    "bình",
    "bốn",
    "cao",
    "chan",
    "chằm",
    "chiều",
    "chung",
    "chút",
    "cười",
    "dài",
    "dần",
    "đa",
    "đau",
    "đâu",
    "đăm",
    "đen",
    "đều",
    "đêm",
    "đỏ",
    "đời",
    "đôi",
    "đùng",
    "giêng",
    "gì",
    "ha",
    "hay",
    "hằng",
    "hàng",
    "hây",
    "hiu",
    "hồng",
    "hừng",
    "khăng",
    "khẽ",
    "khơi",
    "khư",
    "la",
    "lanh",
    "lăm",
    "lâng",
    "lâu",
    "lần",
    "lớp",
    "lù",
    "luôn",
    "mãi",
    "mơ",
    "mươi",
    "nao",
    "năm",
    "ngành",
    "ngày",
    "ngay",
    "người",
    "nhà",
    "nhanh",
    "nhè",
    "nhỏ",
    "nho",
    "nơi",
    "nâu",
    "oang",
    "phăng",
    "quanh",
    "rành",
    "rầm",
    "rầu",
    "riêng",
    "rõ",
    "rưng",
    "sang",
    "sáng",
    "sờ",
    "sớm",
    "song",
    "tăm",
    "tháng",
    "thao",
    "thấp",
    "thường",
    "tím",
    "to",
    "tối",
    "trắng",
    "tròn",
    "từ",
    "ù",
    "vàng",
    "vân",
    "vời",
    "vui",
    "vù",
    "xa",
    "xanh",
    "xâm",
    "xinh",
    "xuân",
];

/// Two-syllable words that end or begin in a syllable which another word often ends or begins in as well. A pair that
/// is missing here costs one false warning, so the list holds what plans and bulletins really use.
const COMPOUNDS: &str = "
    an ninh|ban hành|báo cáo|bảo đảm|bảo hiểm|bảo vệ|bản đồ|bản sao|bổ nhiệm|bổ sung|bộ máy|bộ ngành|bộ phận|bộ thủ tục|bộ tiêu
    cán bộ|đồng bộ|nội bộ|tiến bộ|toàn bộ|văn bản|cơ bản|biểu mẫu|biểu quyết|đại biểu|tiêu biểu|cải cách|cách thức|cách mạng
    phong cách|cấp bách|cấp độ|cấp phép|cấp tỉnh|cấp xã|cung cấp|phân cấp|các cấp|trợ cấp|cấp huyện|cấp trên|cấp ủy
    chính phủ|chính quyền|chính sách|chính thức|chính trị|chính xác|hành chính|tài chính|bưu chính|chính là
    chỉ đạo|chỉ số|chỉ tiêu|địa chỉ|tiêu chí|chí phí|chức danh|chức năng|chức trách|chức vụ|công chức|tổ chức|viên chức
    chủ động|chủ tịch|chủ trì|chủ yếu|dân chủ|tự chủ|chuyển đổi|chuyển giao|vận chuyển|công bố|công dân|công khai
    công nghệ|công tác|công việc|công vụ|công bằng|thành công|thi công|tiến công|phân công|thủ công
    dân cư|dân số|dân tộc|dân vận|nhân dân|người dân|công dân|dịch bệnh|dịch vụ|giao dịch|phiên dịch|du lịch|lịch sử|lý lịch
    dụng cụ|áp dụng|sử dụng|tuyển dụng|ứng dụng|tín dụng|đào tạo|tạo điều|tạo lập|tạo ra|tạo sự|sáng tạo
    đại hội|hiện đại|vĩ đại|đạo đức|lãnh đạo|đánh giá|giá cả|giá trị|đăng ký|ký kết|ký số|điểm danh|điểm số|địa điểm|thí điểm
    thời điểm|quan điểm|trọng điểm|định hướng|định kỳ|định mức|định danh|định lượng|ổn định|quy định|quyết định|xác định|nhận định|nghị định|chỉ định
    đổi mới|thay đổi|trao đổi|động lực|động viên|hành động|hoạt động|lao động|vận động|tác động|đồng thời|đồng thuận|hợp đồng|cộng đồng
    hội đồng|đồng hành|giải pháp|giải quyết|giải thích|hòa giải|gian lận|thời gian|không gian|giám đốc|giám sát|giao thông|bàn giao
    hành lang|hành vi|hành trình|điều hành|thi hành|thực hành|vận hành|hệ thống|hiệu lực|hiệu quả|hiệu suất|tín hiệu
    hiện hành|hiện nay|hiện tại|hiện trạng|hiện tượng|biểu hiện|phát hiện|thể hiện|thực hiện|xuất hiện|hình ảnh|hình thành|hình thức|mô hình|tình hình|truyền hình
    hóa đơn|văn hóa|hiện hóa|hội nghị|hội thảo|hội viên|xã hội|cơ hội|họp báo|phối hợp|tổng hợp|tích hợp|phù hợp|hợp lý|hợp pháp|hợp tác|kết hợp
    kê khai|thống kê|liệt kê|khai báo|khai giảng|khai mạc|khai thác|triển khai|kết luận|kết nối|kết quả|liên kết|cam kết|tổng kết|đoàn kết
    kế hoạch|hoạch định|quy hoạch|kế toán|thiết kế|kế thừa|kiểm soát|kiểm tra|tra cứu|thanh tra|điều tra|kiến nghị|nghị quyết|nghị trường|kiến thức|ý kiến
    sáng kiến|lệ phí|tỷ lệ|điều lệ|phí dịch|chi phí|kinh phí|lợi ích|thuận lợi|quyền lợi|lực lượng|năng lực|nguồn lực|hiệu lực|lượng hóa
    chất lượng|số lượng|luận văn|thảo luận|lý do|quản lý|xử lý|pháp lý|lý luận|đại lý|máy móc|máy tính|mục đích|mục tiêu|danh mục
    nâng cao|cao điểm|cao hơn|năng suất|chức năng|khả năng|kỹ năng|nghề nghiệp|doanh nghiệp|nghiệp vụ|sự nghiệp|nông nghiệp|công nghiệp|nghiệp đoàn
    nhân lực|nhân sự|nhân viên|cá nhân|nguyên nhân|nhân rộng|nhận xét|tiếp nhận|xác nhận|chứng nhận|nhận thức|nhật ký|cập nhật
    phản ánh|ánh sáng|phân loại|thành phần|phần mềm|phần trăm|góp phần|phát huy|phát sinh|phát triển|xuất phát|phương án|án phí|dự án|đề án|phương tiện|địa phương
    pháp luật|pháp chế|biện pháp|hợp pháp|tư pháp|phương pháp|luật sư|quan hệ|quan tâm|quan trọng|cơ quan|liên quan|tham quan|chủ quan|trực quan
    quy chế|quy mô|quy trình|nội quy|quyền hạn|thẩm quyền|ủy quyền|hạn chế|thời hạn|đúng hạn|trước hạn|quá hạn|quyết tâm|sản phẩm|sản xuất|tài sản|bất động
    sát hạch|khảo sát|số hóa|số liệu|dữ liệu|liệu pháp|tài liệu|hồ sơ|sơ đồ|sơ kết|sử liệu|tác giả|tác phong|thao tác|đối tác|tài khoản|tài nguyên|đề tài
    tập huấn|tập thể|tập trung|thu thập|học tập|thực tập|thành lập|thành phố|thành tích|hoàn thành|trưởng thành|thể chế|thể thao|cụ thể|đoàn thể|tổng thể
    thi đua|thực thi|kỳ thi|hội thi|thông báo|thông qua|thông suốt|thông tin|thông minh|thông tư|thông thường|thông điệp|liên thông|truyền thông|viễn thông|phổ thông|lưu thông
    thống nhất|truyền thống|thống đốc|thủ tục|thủ tướng|thủ trưởng|thứ hạng|thứ tự|thực trạng|thực tế|thực tiễn|hiện thực|trung thực|xác thực|chứng thực
    tiêu chuẩn|chuẩn bị|chuẩn hóa|chỉ tiêu|mục tiêu|tiêu cực|tiến độ|chế độ|mức độ|thái độ|trình độ|tốc độ|tin cậy|tin học|tin tức|niềm tin
    tính toán|tính chất|thanh toán|dự toán|quyết toán|toán học|tổ công|trách nhiệm|nhiệm kỳ|nhiệm vụ|chủ nhiệm|trình bày|trình ký|quá trình|chương trình|lộ trình
    trạng thái|tình trạng|trung tâm|tâm lý|trung ương|tập trung|trực thuộc|trực tiếp|trực tuyến|túc trực|tiếp cận|tiếp tục|liên tục|tục lệ|gián tiếp|tuyên truyền|truyền tải|tuyến đường
    tư vấn|đầu tư|vật tư|tự động|trật tự|ưu tiên|tiên tiến|đầu tiên|vị trí|vị thế|đơn vị|đề nghị|việc làm|làm việc|làm rõ|vụ việc|phục vụ|nghĩa vụ|viên mãn
    động viên|đoàn viên|thành viên|vận tải|tiếp vận|xây dựng|dựng xây|xuất khẩu|đề xuất|đột xuất|yêu cầu|cầu thị|toàn cầu|nhu cầu|cầu đường|nông thôn|thôn xóm|cửa khẩu|một cửa
";

/// Whether two lower-case syllables make one of the known words.
pub(super) fn is_compound(first: &str, second: &str) -> bool {
    let mut known = COMPOUNDS.split(['|', '\n']).map(str::trim);
    known.any(|compound| compound.split_once(' ').is_some_and(|(start, end)| start == first && end == second))
}
