//! Names of places that exist, and of persons in history after whom schools and streets are named.

/** The 34 provinces and cities since 1 July 2025; before the colon what they were joined from, after it some communes. */
export const PROVINCES = [
  ["thành phố Hà Nội", [], "Hoàn Kiếm, Cửa Nam, Ba Đình, Ngọc Hà, Giảng Võ, Hai Bà Trưng, Vĩnh Tuy, Bạch Mai, Kim Liên, Khương Đình, Cầu Giấy, Nghĩa Đô; Thanh Trì, Gia Lâm, Thường Tín, Ứng Hòa, Mỹ Đức, Ba Vì, Thạch Thất"],
  ["thành phố Huế", [], "Thuận Hóa, Phú Xuân, Vỹ Dạ, An Cựu, Hương Trà, Hương Thủy, Thuận An, Kim Long; Phú Vang, Quảng Điền, Phú Lộc, Nam Đông"],
  ["tỉnh Lai Châu", [], "Tân Phong, Đoàn Kết; Bình Lư, Tả Lèng, Phong Thổ, Sìn Hồ, Mường Tè, Than Uyên, Tân Uyên"],
  ["tỉnh Điện Biên", [], "Điện Biên Phủ, Mường Thanh, Mường Lay; Thanh Nưa, Mường Chà, Tủa Chùa, Tuần Giáo, Mường Ảng, Nậm Pồ"],
  ["tỉnh Sơn La", [], "Tô Hiệu, Chiềng Cơi, Chiềng Sinh, Mộc Châu, Thảo Nguyên; Thuận Châu, Mai Sơn, Phù Yên, Yên Châu, Sông Mã, Vân Hồ"],
  ["tỉnh Lạng Sơn", [], "Tam Thanh, Lương Văn Tri, Kỳ Lừa, Đông Kinh; Bắc Sơn, Hữu Lũng, Chi Lăng, Đồng Đăng, Cao Lộc, Lộc Bình"],
  ["tỉnh Quảng Ninh", [], "Hạ Long, Bãi Cháy, Hà Lầm, Uông Bí, Yên Tử, Móng Cái, Cẩm Phả, Quang Hanh, Đông Triều, Mạo Khê; Tiên Yên, Bình Liêu, Hải Hòa"],
  ["tỉnh Thanh Hóa", [], "Hạc Thành, Hàm Rồng, Sầm Sơn, Bỉm Sơn, Nghi Sơn, Quảng Phú; Hoằng Hóa, Thọ Xuân, Lam Sơn, Vĩnh Lộc, Nông Cống, Cẩm Thủy, Ngọc Lặc"],
  ["tỉnh Nghệ An", [], "Thành Vinh, Trường Vinh, Cửa Lò, Thái Hòa, Hoàng Mai, Vinh Hưng; Nam Đàn, Kim Liên, Đô Lương, Diễn Châu, Yên Thành, Con Cuông, Thanh Chương"],
  ["tỉnh Hà Tĩnh", [], "Thành Sen, Trần Phú, Sông Trí, Bắc Hồng Lĩnh, Nam Hồng Lĩnh; Hương Sơn, Can Lộc, Đức Thọ, Nghi Xuân, Thạch Hà, Vũ Quang"],
  ["tỉnh Cao Bằng", [], "Thục Phán, Nùng Trí Cao, Tân Giang; Quảng Uyên, Trùng Khánh, Nguyên Bình, Hà Quảng, Đông Khê, Bảo Lạc"],
  ["tỉnh Tuyên Quang", ["tỉnh Hà Giang"], "Minh Xuân, Nông Tiến, An Tường, Mỹ Lâm; Sơn Dương, Hàm Yên, Chiêm Hóa, Na Hang, Đồng Văn, Mèo Vạc, Bắc Quang"],
  ["tỉnh Lào Cai", ["tỉnh Yên Bái"], "Cam Đường, Sa Pa, Nghĩa Lộ, Văn Phú, Nam Cường; Bắc Hà, Bảo Thắng, Bát Xát, Văn Bàn, Mù Cang Chải, Lục Yên"],
  ["tỉnh Thái Nguyên", ["tỉnh Bắc Kạn"], "Phan Đình Phùng, Linh Sơn, Tích Lương, Gia Sàng, Sông Công, Phổ Yên, Đức Xuân; Đại Từ, Định Hóa, Phú Bình, Chợ Đồn, Ba Bể"],
  ["tỉnh Phú Thọ", ["tỉnh Vĩnh Phúc", "tỉnh Hòa Bình"], "Việt Trì, Nông Trang, Thanh Miếu, Phong Châu, Vĩnh Phúc, Vĩnh Yên, Phúc Yên, Tân Hòa; Thanh Ba, Cẩm Khê, Tam Đảo, Mai Châu, Tân Lạc"],
  ["tỉnh Bắc Ninh", ["tỉnh Bắc Giang"], "Kinh Bắc, Võ Cường, Vũ Ninh, Từ Sơn, Đình Bảng, Quế Võ, Bắc Giang, Đa Mai, Chũ; Lạng Giang, Yên Thế, Tiên Du, Lương Tài, Gia Bình"],
  ["tỉnh Hưng Yên", ["tỉnh Thái Bình"], "Phố Hiến, Sơn Nam, Mỹ Hào, Thái Bình, Trần Hưng Đạo, Trần Lãm; Kim Động, Ân Thi, Khoái Châu, Tiền Hải, Kiến Xương, Đông Hưng, Quỳnh Phụ"],
  ["thành phố Hải Phòng", ["tỉnh Hải Dương"], "Hồng Bàng, Ngô Quyền, Lê Chân, Hải An, Kiến An, Đồ Sơn, Thủy Nguyên, Hải Dương, Lê Thanh Nghị, Chí Linh, Kinh Môn; Vĩnh Bảo, Tiên Lãng, Thanh Hà, Ninh Giang"],
  ["tỉnh Ninh Bình", ["tỉnh Hà Nam", "tỉnh Nam Định"], "Hoa Lư, Nam Hoa Lư, Tam Điệp, Phủ Lý, Duy Tiên, Nam Định, Thiên Trường; Kim Sơn, Yên Khánh, Giao Thủy, Hải Hậu, Xuân Trường, Nghĩa Hưng"],
  ["tỉnh Quảng Trị", ["tỉnh Quảng Bình"], "Đông Hà, Nam Đông Hà, Đồng Hới, Đồng Thuận, Ba Đồn; Vĩnh Linh, Gio Linh, Cam Lộ, Khe Sanh, Bố Trạch, Lệ Thủy, Minh Hóa"],
  ["thành phố Đà Nẵng", ["tỉnh Quảng Nam"], "Hải Châu, Hòa Cường, Thanh Khê, An Khê, Sơn Trà, Ngũ Hành Sơn, Liên Chiểu, Cẩm Lệ, Tam Kỳ, Hội An, Điện Bàn; Núi Thành, Thăng Bình, Đại Lộc, Duy Xuyên"],
  ["tỉnh Quảng Ngãi", ["tỉnh Kon Tum"], "Cẩm Thành, Nghĩa Lộ, Trương Quang Trọng, Đức Phổ, Sa Huỳnh, Kon Tum, Đăk Cấm; Bình Sơn, Sơn Tịnh, Mộ Đức, Ba Tơ, Măng Đen, Ngọc Linh"],
  ["tỉnh Gia Lai", ["tỉnh Bình Định"], "Pleiku, Hội Phú, Diên Hồng, An Khê, Ayun Pa, Quy Nhơn, Quy Nhơn Bắc, An Nhơn, Bồng Sơn, Hoài Nhơn; Chư Sê, Mang Yang, Tuy Phước, Tây Sơn, Vĩnh Thạnh"],
  ["tỉnh Khánh Hòa", ["tỉnh Ninh Thuận"], "Nha Trang, Bắc Nha Trang, Cam Ranh, Ninh Hòa, Phan Rang, Đông Hải, Ninh Chử, Đô Vinh; Diên Khánh, Vạn Ninh, Khánh Vĩnh, Ninh Hải, Thuận Nam"],
  ["tỉnh Lâm Đồng", ["tỉnh Đắk Nông", "tỉnh Bình Thuận"], "Xuân Hương, Cam Ly, Lâm Viên, Bảo Lộc, Phan Thiết, Mũi Né, La Gi, Bắc Gia Nghĩa; Đức Trọng, Di Linh, Đơn Dương, Bảo Lâm, Tuy Phong, Đức Linh"],
  ["tỉnh Đắk Lắk", ["tỉnh Phú Yên"], "Buôn Ma Thuột, Tân An, Tân Lập, Thành Nhất, Buôn Hồ, Tuy Hòa, Phú Yên, Sông Cầu; Ea Kar, Krông Pắc, Cư Mgar, Tuy An, Sông Hinh, Đồng Xuân"],
  ["thành phố Hồ Chí Minh", ["tỉnh Bình Dương", "tỉnh Bà Rịa - Vũng Tàu"], "Sài Gòn, Bến Thành, Tân Định, Bàn Cờ, Chợ Lớn, Bình Thạnh, Gia Định, Thủ Đức, Thủ Dầu Một, Dĩ An, Lái Thiêu, Vũng Tàu, Bà Rịa; Củ Chi, Hóc Môn, Bình Chánh, Cần Giờ, Dầu Tiếng, Long Điền"],
  ["tỉnh Đồng Nai", ["tỉnh Bình Phước"], "Biên Hòa, Trấn Biên, Tam Hiệp, Long Bình, Long Khánh, Đồng Xoài, Bình Phước, Bình Long, Chơn Thành; Long Thành, Nhơn Trạch, Trảng Bom, Xuân Lộc, Định Quán, Tân Phú, Lộc Ninh"],
  ["tỉnh Tây Ninh", ["tỉnh Long An"], "Tân Ninh, Bình Minh, Ninh Thạnh, Long Hoa, Trảng Bàng, Long An, Tân An, Kiến Tường; Tân Châu, Dương Minh Châu, Đức Hòa, Bến Lức, Cần Giuộc, Cần Đước, Tân Thạnh, Thạnh Hóa, Vĩnh Hưng"],
  ["thành phố Cần Thơ", ["tỉnh Sóc Trăng", "tỉnh Hậu Giang"], "Ninh Kiều, Cái Khế, Tân An, An Bình, Bình Thủy, Cái Răng, Ô Môn, Thốt Nốt, Sóc Trăng, Phú Lợi, Vị Thanh, Long Mỹ, Ngã Bảy; Phong Điền, Cờ Đỏ, Vĩnh Thạnh, Thạnh An, Châu Thành, Kế Sách, Mỹ Tú"],
  ["tỉnh Vĩnh Long", ["tỉnh Bến Tre", "tỉnh Trà Vinh"], "Long Châu, Phước Hậu, Bình Minh, Cái Vồn, An Hội, Bến Tre, Phú Khương, Trà Vinh, Nguyệt Hóa, Duyên Hải; Tam Bình, Trà Ôn, Mỏ Cày, Ba Tri, Thạnh Phú, Bình Đại, Càng Long, Cầu Kè"],
  ["tỉnh Đồng Tháp", ["tỉnh Tiền Giang"], "Cao Lãnh, Mỹ Ngãi, Mỹ Trà, Sa Đéc, An Bình, Hồng Ngự, Thường Lạc, Mỹ Tho, Đạo Thạnh, Trung An, Gò Công, Mỹ Phước Tây, Cai Lậy; Tháp Mười, Lấp Vò, Lai Vung, Châu Thành, Tân Hồng, Tam Nông, Thanh Bình, Cái Bè, Tân Phú, Tân Thành"],
  ["tỉnh Cà Mau", ["tỉnh Bạc Liêu"], "An Xuyên, Lý Văn Lâm, Tân Thành, Hòa Thành, Bạc Liêu, Vĩnh Trạch, Hiệp Thành, Giá Rai, Láng Tròn; Năm Căn, Đầm Dơi, Cái Nước, Trần Văn Thời, U Minh, Phước Long, Vĩnh Thanh, Hòa Bình"],
  ["tỉnh An Giang", ["tỉnh Kiên Giang"], "Long Xuyên, Mỹ Thới, Châu Đốc, Vĩnh Tế, Tân Châu, Long Phú, Tịnh Biên, Rạch Giá, Vĩnh Thông, Hà Tiên, Tô Châu; Thoại Sơn, Chợ Mới, Phú Tân, Tri Tôn, An Minh, Hòn Đất, Kiên Lương, Thạnh Hưng, Giồng Riềng"],
];

/** Cities that ended with the district level; where the wards of the same name lie, and what joined it. */
export const OLD_CITIES = [
  ["thành phố Cao Lãnh", "tỉnh Đồng Tháp", "Cao Lãnh, Mỹ Ngãi, Mỹ Trà"], ["thành phố Hồng Ngự", "tỉnh Đồng Tháp", "An Bình, Hồng Ngự, Thường Lạc"],
  ["thành phố Sa Đéc", "tỉnh Đồng Tháp", "Sa Đéc"], ["thành phố Mỹ Tho", "tỉnh Đồng Tháp", "Mỹ Tho, Đạo Thạnh, Trung An"],
  ["thành phố Tây Ninh", "tỉnh Tây Ninh", "Tân Ninh, Bình Minh, Ninh Thạnh"], ["thành phố Tân An", "tỉnh Tây Ninh", "Long An, Tân An"],
  ["thành phố Long Xuyên", "tỉnh An Giang", "Long Xuyên, Mỹ Thới"], ["thành phố Châu Đốc", "tỉnh An Giang", "Châu Đốc, Vĩnh Tế"],
  ["thành phố Rạch Giá", "tỉnh An Giang", "Rạch Giá, Vĩnh Thông"], ["thành phố Bạc Liêu", "tỉnh Cà Mau", "Bạc Liêu, Vĩnh Trạch, Hiệp Thành"],
  ["thành phố Vị Thanh", "thành phố Cần Thơ", "Vị Thanh"], ["thành phố Sóc Trăng", "thành phố Cần Thơ", "Sóc Trăng, Phú Lợi"],
  ["thành phố Bến Tre", "tỉnh Vĩnh Long", "An Hội, Bến Tre, Phú Khương"], ["thành phố Trà Vinh", "tỉnh Vĩnh Long", "Trà Vinh, Nguyệt Hóa"],
  ["thành phố Thủ Dầu Một", "thành phố Hồ Chí Minh", "Thủ Dầu Một"], ["thành phố Vũng Tàu", "thành phố Hồ Chí Minh", "Vũng Tàu"],
  ["thành phố Biên Hòa", "tỉnh Đồng Nai", "Biên Hòa, Trấn Biên, Tam Hiệp"], ["thành phố Nha Trang", "tỉnh Khánh Hòa", "Nha Trang, Bắc Nha Trang"],
  ["thành phố Quy Nhơn", "tỉnh Gia Lai", "Quy Nhơn, Quy Nhơn Bắc"], ["thành phố Pleiku", "tỉnh Gia Lai", "Pleiku, Hội Phú, Diên Hồng"],
  ["thành phố Hội An", "thành phố Đà Nẵng", "Hội An"], ["thành phố Tam Kỳ", "thành phố Đà Nẵng", "Tam Kỳ"],
  ["thành phố Đồng Hới", "tỉnh Quảng Trị", "Đồng Hới, Đồng Thuận"], ["thành phố Phủ Lý", "tỉnh Ninh Bình", "Phủ Lý"],
  ["thành phố Việt Trì", "tỉnh Phú Thọ", "Việt Trì, Nông Trang, Thanh Miếu"], ["thành phố Bắc Giang", "tỉnh Bắc Ninh", "Bắc Giang, Đa Mai"],
  ["thành phố Hạ Long", "tỉnh Quảng Ninh", "Hạ Long, Bãi Cháy, Hà Lầm"], ["thành phố Sầm Sơn", "tỉnh Thanh Hóa", "Sầm Sơn"],
  ["thị xã Sa Pa", "tỉnh Lào Cai", "Sa Pa"], ["thị xã Từ Sơn", "tỉnh Bắc Ninh", "Từ Sơn, Đình Bảng"],
];

/** Schools, streets and houses of culture bear these names all over the country. */
export const PERSONS = ("Trần Hưng Đạo, Nguyễn Thị Minh Khai, Lê Hồng Phong, Lý Thường Kiệt, Nguyễn Trãi, Phan Bội Châu, Phan Chu Trinh, Võ Thị Sáu, " +
  "Nguyễn Đình Chiểu, Nguyễn Văn Trỗi, Đinh Tiên Hoàng, Lê Lợi, Lê Lai, Nguyễn Du, Hồ Xuân Hương, Bà Huyện Thanh Quan, Lương Thế Vinh, Chu Văn An, " +
  "Nguyễn Bỉnh Khiêm, Lê Quý Đôn, Nguyễn Huệ, Hoàng Văn Thụ, Nguyễn Văn Cừ, Trương Định, Nguyễn Trung Trực, Thủ Khoa Huân, Phạm Ngũ Lão, Tôn Đức Thắng, " +
  "Hàm Nghi, Phan Đình Giót, Nguyễn Công Trứ, Cao Bá Quát, Mạc Đĩnh Chi, Nguyễn Viết Xuân, Bế Văn Đàn, La Văn Cầu, Nguyễn Khuyến, Đặng Trần Côn, " +
  "Lê Thánh Tông, Lý Tự Trọng, Nguyễn Hữu Huân, Bùi Thị Xuân, Nguyễn Tri Phương, Hoàng Diệu, Trần Quốc Toản, Yết Kiêu, Lê Văn Tám, Kim Đồng").split(", ");

export const PERSON_PLACES = ["Trường tiểu học", "Trường trung học cơ sở", "đường", "tuyến phố", "nhà văn hóa", "Trường trung học phổ thông"];
