//! Figures out of single phrases: what they are worth, of which unit, and where they stand in the text.

use super::*;

/// The figures of a text, each with the words that it takes.
fn read(text: &str) -> String {
    let tokens = Tokens::new(text);
    let show = |mark: &Mark| {
        let words = tokens.slice(mark.tokens.start, mark.tokens.end);
        match &mark.figure {
            Figure::Document(number) => format!("document {}", number.canonical()),
            Figure::Date(Some(date)) => format!("date {date}"),
            Figure::Date(None) => "no date".to_owned(),
            Figure::DayMonth { day, month } => format!("day {day}/{month}"),
            Figure::Fraction { part, of } => format!("{part} of {of}"),
            Figure::Year(year) => format!("year {year}"),
            Figure::Quantity(quantity) => {
                let max = quantity.max.map(|max| format!("..{max}")).unwrap_or_default();
                format!("{}{max} {}", quantity.value, quantity.unit.as_deref().unwrap_or("-"))
            }
            Figure::Label => format!("label {words}"),
        }
    };
    marks(&tokens).iter().map(show).collect::<Vec<_>>().join("; ")
}

#[test]
fn figures() {
    for (text, expected) in [
        ("Quyết định số 1954/QĐ-UBND ngày 06/10/2021", "document 1954/QĐ-UBND; date 2021-10-06"),
        ("số12/KH-UBND,13/KH-UBND", "document 12/KH-UBND; document 13/KH-UBND"),
        ("Kế hoạch số 1492 KH-UBND", "document 1492/KH-UBND"),
        ("Đề án 06/CP và Đề án 06", "label 06/CP; label 06"),
        ("ngày 31/9/2021", "no date"),
        ("ngày 15 tháng 11năm 2021", "date 2021-11-15"),
        ("sáng 6/10, xếp 6/10", "day 6/10; 6 of 10"),
        ("4.572/4.572 hồ sơ, hạng 37/63, 24/7", "4572 of 4572; 37 of 63; label 24/7"),
        ("năm 2025, 2025 hồ sơ, tháng 6/2025", "year 2025; 2025 hồ sơ; label 6/2025"),
        ("đạt 86%, 80 %, 5 phần trăm, 2 điểm %", "86 %; 80 %; 5 %; 2 điểm phần trăm"),
        ("8,3-8,5%, từ 25% đến 35%, 40 - 50%", "8.3..8.5 %; 25..35 %; 40..50 %"),
        ("90% đến năm 2025", "90 %; year 2025"),
        ("mức độ 3, 4; mức 95%; Điều 3; khoản 2", "label 3; label 4; 95 %; label 3; label 2"),
        ("Phường 3 có 3 phường", "label 3; 3 phường"),
        ("thứ 3, ngày; xếp thứ 3", "label 3; 3 -"),
        ("16:22, 7 giờ 30 phút, từ 8 giờ, trong 8 giờ", "label 16:22; label 7 giờ 30 phút; label 8 giờ; 8 giờ"),
        (
            "0900.000.000, 087201001234, QH15, COVID-19, 5G",
            "label 0900.000.000; label 087201001234; label 15; label 19; label 5G",
        ),
        ("1.500 tỷ đồng; 65 triệu đồng/người", "1500 tỷ đồng; 65 triệu đồng"),
        ("tăng 2,375%", "2.375 %"),
        ("11 điểm hỗ trợ, 11 điểm", "11 -; 11 điểm"),
        ("(1) nội dung; tổng số 12 hồ sơ", "label 1; 12 hồ sơ"),
        ("2 triệu lượt; 1,5 triệu hồ sơ; 20 nghìn người; 2 tỷ", "2000000 lượt; 1500000 hồ sơ; 20000 người; 2 tỷ"),
        ("từ 2 đến 3 triệu lượt; từ 900 nghìn đến 1,2 triệu lượt", "2000000..3000000 lượt; 900000..1200000 lượt"),
        ("12 ngày làm việc, ngày 12", "12 ngày làm việc; 12 -"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}
