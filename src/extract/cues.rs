//! Words that tell what is wished from what was reached, with their weights and how far they carry.
//!
//! Data only, weighed by `stance`: positive weights speak for a target, negative ones for a result. A longer phrase of
//! weight zero takes the place of a shorter one that it contains: "thực hiện" is not "hiện" (now).

/// How far a cue reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// The rest of the block, and the list under it.
    Flow,
    /// The rest of the sentence.
    Sentence,
    /// The rest of the clause between semicolons.
    Clause,
    /// The same part between commas.
    Near,
    /// The words behind the figure.
    After,
    /// The sentence speaks of marks, awards or punishment: its figures are neither.
    Grading,
}

/// A weight and its reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cue {
    pub weight: i8,
    pub reach: Reach,
}

const fn cue(weight: i8, reach: Reach) -> Cue {
    Cue { weight, reach }
}

const fn flow(weight: i8) -> Cue {
    cue(weight, Reach::Flow)
}

const fn sentence(weight: i8) -> Cue {
    cue(weight, Reach::Sentence)
}

const fn clause(weight: i8) -> Cue {
    cue(weight, Reach::Clause)
}

const fn near(weight: i8) -> Cue {
    cue(weight, Reach::Near)
}

const fn after(weight: i8) -> Cue {
    cue(weight, Reach::After)
}

const NOTHING: Cue = cue(0, Reach::Near);
const GRADING: Cue = cue(0, Reach::Grading);

/// The cues.
pub(super) const CUES: [(&str, Cue); 189] = [
    // What is wished.
    ("phấn đấu", flow(6)),
    ("mục tiêu", flow(4)),
    ("chỉ tiêu", flow(3)),
    ("đặt mục tiêu", flow(6)),
    ("đề ra mục tiêu", flow(6)),
    ("đặt chỉ tiêu", flow(6)),
    ("đặt ra", flow(3)),
    ("đề ra", flow(3)),
    ("yêu cầu", sentence(3)),
    ("đặt yêu cầu", flow(5)),
    ("đề nghị", sentence(3)),
    ("chỉ đạo", sentence(1)),
    ("quyết tâm", flow(4)),
    ("hướng tới", sentence(4)),
    ("hướng đến", sentence(4)),
    ("dự kiến", clause(3)),
    ("kế hoạch đề ra", flow(5)),
    ("theo kế hoạch", sentence(2)),
    ("theo lộ trình", sentence(3)),
    ("lộ trình", sentence(2)),
    ("tiêu chí thi đua", flow(4)),
    ("giao chỉ tiêu", flow(5)),
    ("bảo đảm", clause(3)),
    ("đảm bảo", clause(3)),
    ("hoàn thành", clause(1)),
    ("phải", clause(2)),
    ("phải đạt", clause(4)),
    ("sẽ", clause(3)),
    ("cần", near(2)),
    ("cần đạt", clause(4)),
    ("nhằm", clause(2)),
    ("đến năm", sentence(2)),
    ("đến hết năm", sentence(2)),
    ("đến cuối năm", sentence(2)),
    ("đến hết", sentence(1)),
    ("đến cuối nhiệm kỳ", sentence(4)),
    ("trong thời gian tới", sentence(4)),
    ("thời gian tới", sentence(4)),
    ("năm tới", sentence(3)),
    ("mỗi năm", clause(2)),
    ("hằng năm", clause(2)),
    ("hàng năm", clause(2)),
    ("mỗi xã", near(1)),
    ("mỗi đơn vị", near(1)),
    ("trước ngày", clause(2)),
    ("chậm nhất", clause(3)),
    ("phương hướng", flow(4)),
    ("nhiệm vụ trọng tâm", flow(2)),
    ("nhiệm vụ, giải pháp", flow(1)),
    ("tối thiểu", near(3)),
    ("ít nhất", near(3)),
    ("không thấp hơn", near(3)),
    ("không dưới", near(3)),
    ("không quá", near(3)),
    ("không vượt quá", near(3)),
    ("tối đa", near(2)),
    ("trở lên", after(3)),
    ("trở xuống", after(3)),
    ("cắt giảm", near(1)),
    ("điều chỉnh chỉ tiêu", flow(5)),
    ("bổ sung chỉ tiêu", flow(5)),
    // What was reached.
    ("kết quả", sentence(-3)),
    ("kết quả đạt được", flow(-5)),
    ("kết quả thực hiện", flow(-4)),
    ("kết quả cho thấy", flow(-5)),
    ("theo kết quả", flow(-6)),
    ("nhiều kết quả", flow(-5)),
    ("kết quả nổi bật", flow(-5)),
    ("từ kết quả này", NOTHING),
    ("đạt được kết quả", flow(-4)),
    ("kết quả cụ thể", flow(-4)),
    ("kết quả giải quyết", NOTHING),
    ("trả kết quả", NOTHING),
    ("kết quả thủ tục", NOTHING),
    ("kết quả điện tử", NOTHING),
    ("kết quả số hóa", NOTHING),
    ("kết quả còn hiệu lực", NOTHING),
    ("số hóa kết quả", NOTHING),
    ("nâng cao kết quả", NOTHING),
    ("kết quả phục vụ", NOTHING),
    ("hiệu quả", NOTHING),
    ("đã", near(-4)),
    ("đã đạt", near(-6)),
    ("đã đạt được", flow(-5)),
    ("đã hoàn thành", near(-6)),
    ("đã đề ra", NOTHING),
    ("đã đặt ra", flow(3)),
    ("đã ban hành", NOTHING),
    ("đã ký", NOTHING),
    ("đã được chỉ ra", NOTHING),
    ("đã chỉ ra", NOTHING),
    ("đã giao", NOTHING),
    ("đã được giao", NOTHING),
    ("đã phê duyệt", NOTHING),
    ("đã được phê duyệt", NOTHING),
    ("đã xác định", NOTHING),
    ("đã thông qua", NOTHING),
    ("đã đăng ký", NOTHING),
    ("đã được công bố", NOTHING),
    ("dữ liệu đã số hóa", NOTHING),
    ("đã số hóa", near(-2)),
    ("đã được số hóa", near(-2)),
    ("đã được cụ thể hóa", NOTHING),
    ("đạt được", sentence(-3)),
    ("hiện nay", sentence(-4)),
    ("hiện", sentence(-3)),
    ("hiện có", sentence(-4)),
    ("hiện đã", sentence(-5)),
    ("thực hiện", NOTHING),
    ("hiện đại", NOTHING),
    ("hiện hành", NOTHING),
    ("phát hiện", NOTHING),
    ("thể hiện", NOTHING),
    ("hiện trạng", flow(-4)),
    ("tính đến", flow(-5)),
    ("còn thấp", after(-5)),
    ("còn hạn chế", after(-5)),
    ("đến nay", flow(-5)),
    ("từ nay đến", sentence(3)),
    ("từ đầu năm", sentence(-5)),
    ("đến thời điểm", sentence(-4)),
    ("qua khảo sát", flow(-5)),
    ("ước đạt", near(-6)),
    ("mới đạt", near(-6)),
    ("chỉ đạt", near(-6)),
    ("chỉ có", near(-3)),
    ("mới có", near(-3)),
    ("vẫn còn", near(-4)),
    ("công bố", sentence(-2)),
    ("được công bố", near(-1)),
    ("công bố, công khai", NOTHING),
    ("được công bố, công khai", NOTHING),
    ("cho thấy", flow(-4)),
    ("ghi nhận", sentence(-4)),
    ("tiếp nhận", clause(-2)),
    ("được tiếp nhận", NOTHING),
    ("đã tiếp nhận", sentence(-5)),
    ("tiếp nhận và", NOTHING),
    ("cùng kỳ", after(-4)),
    ("so với cùng kỳ", after(-5)),
    ("kế hoạch", after(-4)),
    ("dự toán", after(-4)),
    ("thời gian qua", flow(-4)),
    ("những năm qua", flow(-4)),
    ("năm qua", sentence(-3)),
    ("năm ngoái", sentence(-3)),
    ("nhờ đó", sentence(-4)),
    ("trước đó", sentence(-3)),
    ("trước đây", sentence(-4)),
    ("lũy kế", sentence(-5)),
    ("sau hơn", sentence(-3)),
    ("báo cáo", sentence(-2)),
    ("theo báo cáo", flow(-5)),
    ("báo cáo với đoàn", flow(-5)),
    ("kết thúc", clause(-2)),
    ("tồn tại, hạn chế", sentence(-1)),
    ("khắc phục", clause(2)),
    ("tình hình", sentence(-2)),
    ("thực trạng", flow(-4)),
    ("nổi bật", sentence(-3)),
    ("sơ kết", sentence(-2)),
    ("tổng kết", sentence(-2)),
    ("chiếm", near(-1)),
    ("tiếp tục dẫn đầu", sentence(-4)),
    ("giá trị trung bình", clause(-4)),
    ("người dân đánh giá", near(-2)),
    // Neither.
    ("xếp loại", GRADING),
    ("bị trừ", GRADING),
    ("trừ điểm", GRADING),
    ("thang điểm", GRADING),
    ("tổng điểm 100", GRADING),
    ("điểm tối đa", GRADING),
    ("điểm thẩm định", GRADING),
    ("khen thưởng", GRADING),
    ("tiền thưởng", GRADING),
    ("chế tài", GRADING),
    ("xử phạt", GRADING),
    ("trọng số", GRADING),
    ("sai số", GRADING),
    ("tổng điểm", GRADING),
    ("tổng số điểm", GRADING),
    ("mức phạt", GRADING),
    ("bị xem xét", GRADING),
    ("xem xét trách nhiệm", GRADING),
    ("thì bị", GRADING),
    ("bị phê bình", GRADING),
    ("bị kiểm điểm", GRADING),
    ("không xét thi đua", GRADING),
    ("không được xét", GRADING),
];
