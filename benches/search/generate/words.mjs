//! The sentences of the bulletins. `{…}` is filled in by `bulletin.mjs`.

/** About the bulletin's own topic. */
export const SENTENCES = [
  "{Unit} đã {act}, coi đây là việc trọng tâm của {name}.",
  "Theo kế hoạch, {agency} sẽ {act} trước {deadline}.",
  "{Agency} được giao {act}, kinh phí lấy từ {money}.",
  "Điểm mới năm nay là {thing}, do {agency} đề xuất sau {cause}.",
  "Nhờ {thing}, {audience} không phải đi lại nhiều lần.",
  "Đến nay đã có {count} lượt người sử dụng {thing}, tăng {percent}% so với cùng kỳ.",
  "Từ {deadline}, mọi thôn đều phải {act}.",
  "Trong {period}, {agency} tổ chức {count2} buổi về {name} cho {audience}.",
  "Báo cáo nêu rõ: việc {act} còn chậm ở {count2} đơn vị, nguyên nhân chính là {reason}.",
  "{Unit} yêu cầu {agency} phối hợp với {agency2} để {act}.",
  "Về {name}, {unit} đạt {percent}% khối lượng đề ra, vượt {percent2} điểm so với năm trước.",
  "Ý kiến tại hội nghị cho rằng {thing} giúp tiết kiệm {count2} giờ mỗi tuần.",
  "Ông chủ một cửa hàng nói rằng ông chưa quen với {thing}, nhưng được chỉ dẫn tận tình.",
  "Nội dung {name} được đưa vào tiêu chí thi đua của từng phòng.",
  "{Agency} chịu trách nhiệm theo dõi {thing} và báo cáo vào ngày {day} hằng tháng.",
  "Khó khăn lớn nhất là {reason}; vì vậy {unit} kiến nghị cấp trên sớm có {thing}.",
  "Song song với đó, địa phương vận động {audience} tham gia {name}.",
  "Lãnh đạo {unit} nhấn mạnh phải {act}, không để người dân chờ đợi.",
  "Kết quả bước đầu: {thing} đã có ở {count2} khu dân cư, phục vụ {audience}.",
  "So với kế hoạch đầu năm, việc {act} đã về đích sớm {count2} ngày.",
];

/** About nothing in particular, as in every bulletin. */
export const GENERAL = [
  "Hội nghị có {count} đại biểu dự trực tiếp tại {personplace} {person}.",
  "Kinh phí thực hiện do {money} bảo đảm, không huy động sức dân.",
  "Người dân có thể góp ý qua đường dây nóng trong giờ làm việc.",
  "Cuối buổi, các đơn vị ký cam kết và nhận bảng phân công chi tiết.",
  "Văn phòng tổng hợp kết quả, báo cáo trước ngày {day} tháng cuối quý.",
  "Sau sáu tháng, địa phương sẽ sơ kết và điều chỉnh nếu cần.",
  "Buổi làm việc kết thúc với {count2} nhóm nhiệm vụ được thống nhất.",
  "Đoàn công tác đã khảo sát thực tế ở {personplace} {person} và ghi nhận nhiều ý kiến.",
  "Các tổ chức đoàn thể cùng giám sát, mỗi quý một lần.",
  "Tài liệu được gửi trước cho đại biểu qua thư điện tử.",
  "Một điểm phục vụ tạm đặt gần {personplace} {person} để tiện cho bà con.",
  "Việc đánh giá dựa trên số liệu cuối {period}.",
  "Những đơn vị làm tốt sẽ được khen thưởng trong dịp tổng kết.",
  "Trước đó, địa phương đã tham khảo cách làm của nhiều nơi khác.",
];

/** Where another topic is touched in passing. */
export const ASIDES = [
  "Cùng ngày, địa phương nghe báo cáo nhanh về {name}.",
  "Ngoài ra, hội nghị cũng bàn cách {act}.",
  "Một số đại biểu hỏi thêm về {thing}.",
  "Nội dung {name} sẽ được bàn ở một cuộc họp riêng.",
];

export const AGENCIES = (
  "Văn phòng, Phòng Kinh tế, Phòng Văn hóa - Xã hội, Trung tâm Phục vụ hành chính công, Công an xã, Ban Chỉ đạo, Đoàn Thanh niên, " +
  "Hội Liên hiệp Phụ nữ, Hội Nông dân, Tổ công tác, Phòng Tư pháp, Thanh tra, Bưu điện, Kho bạc, cơ quan Thuế, Trạm Y tế"
).split(", ");
export const MONEY = [
  "ngân sách địa phương",
  "nguồn sự nghiệp",
  "nguồn xã hội hóa",
  "chương trình mục tiêu",
  "khoản tiết kiệm chi thường xuyên",
];
export const CAUSES = [
  "đợt khảo sát ở ba thôn",
  "chuyến học tập tỉnh bạn",
  "cuộc thi ý tưởng",
  "buổi gặp mặt hưu trí",
  "kiến nghị của cử tri",
  "đợt mưa lũ",
];
export const REASONS = [
  "thiếu người rành máy tính",
  "đường truyền chập chờn",
  "hồ sơ cũ thất lạc",
  "mức chi còn thấp",
  "quy định chưa thống nhất",
  "địa bàn rộng và chia cắt",
  "cán bộ phải kiêm nhiều việc",
  "người dân còn e ngại",
];
export const PERIODS = ["quý I", "quý II", "quý III", "quý IV", "6 tháng đầu năm", "9 tháng đầu năm", "tháng cao điểm"];

export const VERBS = [
  "triển khai",
  "đẩy mạnh",
  "tăng cường",
  "tập trung",
  "ban hành kế hoạch",
  "chấn chỉnh công tác",
  "sơ kết",
  "tổng kết",
  "phát động",
  "nâng chất",
];
