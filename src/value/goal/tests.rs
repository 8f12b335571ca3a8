//! Tables of goals as texts write them, and what each of them means.

use super::*;
use crate::value::{Reading, parse_moment, parse_period};
use crate::value::{
    find_period, parse_deadline, parse_decision_text, parse_document_number, parse_frequency, parse_number,
};

/// One line per condition: comparator, value, maximum, unit, and what else is set.
fn show(condition: &Condition) -> String {
    let mut parts = vec![condition.comparator.key().to_owned()];
    parts.extend(condition.value.as_ref().map(ToString::to_string));
    parts.extend(condition.max.as_ref().map(|max| format!("to {max}")));
    parts.extend(condition.unit.clone());
    parts.extend((condition.on == Measure::Rank).then(|| "rank".to_owned()));
    parts.extend(condition.of.map(|of| format!("of {of}")));
    parts.extend(condition.relative_to.map(|base| base.key().to_owned()));
    parts.extend(condition.scope.as_ref().map(|scope| format!("in {scope}")));
    parts.extend((condition.reading == Reading::AtLeast).then(|| "read".to_owned()));
    parts.extend(condition.ambiguous_percent.then(|| "ambiguous".to_owned()));
    parts.join(" ")
}

fn read(text: &str) -> String {
    let read = match parse_goal(text) {
        Ok(read) => read,
        Err(error) => return format!("{error:?}"),
    };
    let joint = if matches!(read.goal, Goal::AnyOf(_)) { " | " } else { " & " };
    let mut shown = read.goal.conditions().iter().map(show).collect::<Vec<_>>().join(joint);
    match &read.timing {
        Some(Timing::By(deadline)) => shown.push_str(&format!(" @ {}", deadline.last_day)),
        Some(Timing::Frequency(frequency)) => shown.push_str(&format!(" @ {}", frequency.key())),
        None => {}
    }
    if let Some(strength) = read.strength {
        shown.push_str(&format!(" ! {}", strength.key()));
    }
    shown
}

#[test]
fn short_conditions() {
    for (text, expected) in [
        ("> 90% hằng năm", "> 90 % @ yearly"),
        (">90%", "> 90 %"),
        ("tốp 5 đến năm 2025", "rank_top 5 hạng rank @ 2025-12-31"),
        ("top 5 đến 2025", "rank_top 5 hạng rank @ 2025-12-31"),
        ("trên 90%", "> 90 %"),
        ("đạt 1 triệu lượt truy cập", ">= 1 triệu lượt read"),
        ("trên 5 ngàn hồ sơ", "> 5 ngàn hồ sơ"),
        ("vượt 90%", "> 90 %"),
        (">= 86% và tốp 15 năm 2021", ">= 86 % & rank_top 15 hạng rank @ 2021-12-31"),
        ("tăng 5% so với năm trước hoặc tốp 05", "increase 5 % previous_year ambiguous | rank_top 05 hạng rank"),
        ("từ 86%, thuộc nhóm 15 tỉnh, thành phố đứng đầu", ">= 86 % & rank_top 15 hạng rank"),
        ("trong 10 tỉnh, thành phố dẫn đầu cả nước", "rank_top 10 hạng rank in cả nước"),
        ("duy trì tốp 3", "maintain 3 hạng rank"),
        ("duy trì trong top 3", "maintain 3 hạng rank"),
        ("duy trì 100%", "maintain 100 %"),
        ("duy trì trên 90%", "> 90 %"),
        ("duy trì thứ hạng", "maintain rank"),
        ("cải thiện thứ hạng", "improve rank"),
        ("nâng cao chất lượng", "improve"),
        ("giảm còn 12 ngày", "<= 12 ngày"),
        ("giảm xuống còn 12 ngày", "<= 12 ngày"),
        ("giảm từ 15 ngày xuống còn 12 ngày làm việc", "<= 12 ngày làm việc"),
        ("tăng từ 80% (năm 2020) lên 90%", ">= 90 % read"),
        ("giảm xuống dưới 5%", "< 5 %"),
        ("giảm tối thiểu 20% chi phí", "decrease 20 % ambiguous"),
        ("giảm 2 bậc", "decrease 2 bậc rank"),
        ("tăng 5-10% so với năm 2020", "increase 5 to 10 % baseline ambiguous"),
        ("tăng từ 2 đến 3 bậc", "increase 2 to 3 bậc rank"),
        ("tăng 1,5 điểm so với cùng kỳ", "increase 1,5 điểm previous_year"),
        ("cao hơn năm trước", "increase previous_year"),
        ("năm sau cao hơn năm trước", "increase previous_year"),
        ("cao hơn 5% so với năm trước", "increase 5 % previous_year ambiguous"),
        ("8,3-8,5%", "range 8,3 to 8,5 %"),
        ("40-50%", "range 40 to 50 %"),
        ("40% – 50%", "range 40 to 50 %"),
        ("từ 40 đến 50%", "range 40 to 50 %"),
        ("từ 40% đến 50% năm 2025", "range 40 to 50 % @ 2025-12-31"),
        ("đạt từ 40 đến 50%", "range 40 to 50 %"),
        ("không quá 30 phút", "<= 30 phút"),
        ("tối đa 5 ngày làm việc", "<= 5 ngày làm việc"),
        ("dưới 02 giờ", "< 02 giờ"),
        ("100%", "= 100 %"),
        ("90%", ">= 90 % read"),
        ("86 điểm", ">= 86 điểm read"),
        ("xếp thứ 5 trở lên", "rank_top 5 hạng rank"),
        ("thứ 5 trở lên", "rank_top 5 hạng rank"),
        ("xếp hạng 10/63", "rank_top 10 hạng rank of 63"),
        ("tốp 5 trong tổng số 12", "rank_top 5 hạng rank of 12"),
        ("tối thiểu 80 %", ">= 80 %"),
        ("≥ 60%", ">= 60 %"),
        ("<= 60%", "<= 60 %"),
        ("đạt 99%", ">= 99 % read"),
        ("đạt trên 99%", "> 99 %"),
        ("đạt 99% trở lên", ">= 99 %"),
        ("đạt và vượt 99%", ">= 99 %"),
        ("90% trở lên", ">= 90 %"),
        ("5 mô hình trở lên", ">= 5 mô hình"),
        ("trên 2000 hồ sơ", "> 2000 hồ sơ"),
        ("= 7,5", "= 7,5"),
        ("tren 90% hang nam", "> 90 % @ yearly"),
        ("trên 85% trước ngày 30/6/2025", "> 85 % @ 2025-06-30"),
        ("trên 85% giai đoạn 2021 - 2025", "> 85 % @ 2025-12-31"),
        ("từ năm 2022, trên 85%", "> 85 %"),
        ("chưa đến 5%", "< 5 %"),
        ("chưa tới 5%", "< 5 %"),
        ("chưa quá 5%", "<= 5 %"),
        ("chưa vượt quá 5%", "<= 5 %"),
        ("đạt chưa đến 5%", "< 5 %"),
        ("không vượt 5%", "<= 5 %"),
        ("không trên 5%", "<= 5 %"),
        ("không được dưới 80%", ">= 80 %"),
        ("không được quá 30 phút", "<= 30 phút"),
        ("tăng không dưới 5%", "increase 5 % ambiguous"),
        ("khoảng 40-50%", "range 40 to 50 %"),
        ("đạt khoảng 40-50", "range 40 to 50"),
        ("tăng khoảng 5-10%", "increase 5 to 10 % ambiguous"),
        ("gần 90%, phấn đấu tốp 5", "rank_top 5 hạng rank ! strive"),
        ("0%", "= 0 %"),
        ("đạt 0%", "= 0 %"),
        ("0% trở lên", ">= 0 %"),
        ("Không để tồn đọng hồ sơ, trên 95% đúng hạn", "> 95 %"),
        ("tỷ lệ hồ sơ trễ hạn 0%", "= 0 %"),
        ("xếp hạng từ 10 trở lên", "rank_top 10 hạng rank"),
        ("xếp hạng từ thứ 10/63 trở lên năm 2025", "rank_top 10 hạng rank of 63 @ 2025-12-31"),
        ("đạt xếp hạng từ 10 trở lên", "rank_top 10 hạng rank"),
        ("tốp 5 cuối năm 2025", "rank_top 5 hạng rank @ 2025-12-31"),
        ("từ 80% năm 2024 lên 90% năm 2025", ">= 90 % read @ 2025-12-31"),
        ("tăng từ 80% vào cuối năm 2024 lên trên 90% năm 2025", "> 90 % @ 2025-12-31"),
        ("từ 12% năm 2024 giảm xuống 5% năm 2025", "<= 5 % @ 2025-12-31"),
        ("từ hạng 37/63 năm 2024 lên hạng 20 năm 2025", "rank_top 20 hạng rank @ 2025-12-31"),
        ("bình quân tăng 2%/năm", "increase 2 % ambiguous @ yearly"),
        ("tối thiểu 2 hội nghị/năm", ">= 2 hội nghị @ yearly"),
        ("đứng đầu cả nước", "rank_top 1 hạng rank in cả nước"),
        ("Chỉ số PCI dẫn đầu cả nước năm 2025", "rank_top 1 hạng rank in cả nước @ 2025-12-31"),
        ("đứng thứ nhất", "rank_top 1 hạng rank"),
        ("xếp thứ nhì toàn tỉnh", "rank_top 2 hạng rank in toàn tỉnh"),
        ("duy trì đứng đầu cả nước", "maintain 1 hạng rank in cả nước"),
    ] {
        assert_eq!(read(text), expected, "{text:?}");
    }
}

#[test]
fn sentences() {
    for (text, expected) in [
        (
            "Phấn đấu hằng năm Chỉ số PAR INDEX tăng 5% so với năm trước hoặc nằm trong tốp 05 cả tỉnh",
            "increase 5 % previous_year ambiguous | rank_top 05 hạng rank in cả tỉnh @ yearly ! strive",
        ),
        ("Đến năm 2025, 100% hồ sơ được số hóa", "= 100 % @ 2025-12-31"),
        ("Đến hết năm 2025, 80% hồ sơ được số hóa.", ">= 80 % read @ 2025-12-31"),
        (
            "Góp phần đưa Chỉ số PCI của tỉnh thuộc nhóm 10 tỉnh, thành phố dẫn đầu cả nước",
            "rank_top 10 hạng rank in cả nước ! contribute",
        ),
        ("Thời gian chờ giao dịch không quá 30 phút/lượt", "<= 30 phút"),
        ("Tiếp tục cải thiện thứ hạng Chỉ số ICT Index", "improve rank"),
        ("Nâng cao hiệu quả, phấn đấu đạt trên 90%", "> 90 % ! strive"),
        ("Tối thiểu 30% hồ sơ trực tuyến hoặc qua bưu chính công ích", ">= 30 %"),
        ("Theo Quyết định số 1954/QĐ-UBND ngày 06/10/2021, ít nhất 50% hồ sơ", ">= 50 %"),
        ("Duy trì Chỉ số DTI nằm trong top 3 toàn tỉnh", "maintain 3 hạng rank in toàn tỉnh"),
        ("Toàn tỉnh có 100% xã hoàn thành", "= 100 % in Toàn tỉnh"),
        ("4.572/4.572 hồ sơ (đạt 100%)", ">= 100 % read"),
    ] {
        assert_eq!(read(text), expected, "{text:?}");
    }
}

#[test]
fn refused() {
    for (text, expected) in [
        ("", "Empty"),
        ("Hoàn thiện thể chế", "NotACondition"),
        ("năm 2025", "NotACondition"),
        ("> 2020", "NotACondition"),
        ("12", "NotACondition"),
        ("09 mô hình", "NotACondition"),
        ("37/63", "NotACondition"),
        ("1954/QĐ-UBND", "NotACondition"),
        ("ngày 06/10/2021", "NotACondition"),
        ("bằng 104,4% kế hoạch", "NotACondition"),
        ("trên địa bàn tỉnh", "NotACondition"),
        ("giám sát 5 xã", "NotACondition"),
        ("gần 90%", "NotACondition"),
        ("xấp xỉ 90%", "NotACondition"),
        ("khoảng 90%", "NotACondition"),
        ("đạt khoảng 90%", "NotACondition"),
        ("trên dưới 90%", "NotACondition"),
        ("ước đạt 90%", "NotACondition"),
        ("tăng khoảng 5%", "NotACondition"),
        ("tăng không quá 5%", "NotACondition"),
        ("từ 80% năm 2024 lên gần 90% năm 2025", "NotACondition"),
        ("chưa đạt 90%", "NotACondition"),
        ("không giảm so với năm trước", "NotACondition"),
        ("Không để tỷ lệ hồ sơ trễ hạn trên 5%", "NotACondition"),
        ("không thấp hơn năm trước", "NotACondition"),
        ("xếp hạng từ 10 đến 15", "NotACondition"),
        ("xếp hạng từ 10 trở xuống", "NotACondition"),
        ("không nằm trong tốp 10 cuối", "NotACondition"),
        ("từ hạng 37/63 lên 20/63", "NotACondition"),
        ("vai trò của người đứng đầu", "NotACondition"),
        ("thuộc nhóm các tỉnh đứng đầu cả nước", "NotACondition"),
        ("Huân chương Lao động hạng Nhất", "NotACondition"),
        ("50-40%", "RangeBackwards"),
        ("từ 50 đến 40%", "RangeBackwards"),
        ("trên 1,219 điểm", "AmbiguousNumber { readings: [\"1219\", \"1,2190\"] }"),
        ("trên 90% trước ngày 30/02/2025", "ImpossibleDate { year: 2025, month: 2, day: 30 }"),
        ("trên 90% và tốp 5 hoặc tốp 3 cả nước", "NotACondition"),
    ] {
        assert_eq!(read(text), expected, "{text:?}");
    }
}

#[test]
fn several_deadlines() {
    for (text, expected) in [
        ("đạt trên 90% vào năm 2025 và trên 95% vào năm 2030", vec!["> 90 @ 2025", "> 95 @ 2030"]),
        ("Đến năm 2025, trên 90%; đến năm 2030, trên 95%", vec!["> 90 @ 2025", "> 95 @ 2030"]),
        ("Kế hoạch đến năm 2030: đến năm 2025 đạt trên 90%", vec!["> 90 @ 2025"]),
        ("trên 90% năm 2025 và tốp 5", vec!["> 90 & rank_top 5 @ 2025"]),
        ("năm 2025 trên 90%, năm 2025 tốp 5", vec!["> 90 & rank_top 5 @ 2025"]),
        ("trên 90% và tốp 5", vec!["> 90 & rank_top 5 @ -"]),
    ] {
        let show = |goal: GoalText| {
            let conditions = goal.goal.conditions().iter().map(|condition| {
                format!(
                    "{} {}",
                    condition.comparator.key(),
                    condition.value.as_ref().map_or("-", |value| &value.printed)
                )
            });
            let year = match goal.timing {
                Some(Timing::By(deadline)) => deadline.year().to_string(),
                _ => "-".to_owned(),
            };
            format!("{} @ {year}", conditions.collect::<Vec<_>>().join(" & "))
        };
        let goals: Vec<String> = parse_goals(text).expect("conditions").into_iter().map(show).collect();
        assert_eq!(goals, expected, "{text:?}");
        assert_eq!(parse_goal(text).is_ok(), expected.len() == 1, "{text:?}");
    }
}

#[test]
fn words_are_read_back() {
    for text in [
        "trên 90%",
        "từ 86%",
        "dưới 5 ngày",
        "không quá 30 phút",
        "bằng 7,5",
        "tăng 5% so với năm trước",
        "giảm 2 bậc",
        "từ 40 đến 50%",
        "tốp 5 cả tỉnh",
        "tốp 5/63",
        "duy trì tốp 3",
        "duy trì 100%",
        "cải thiện",
        "duy trì",
        "tăng so với năm trước",
        "đạt 90%",
        "0%",
        "đứng thứ nhất cả nước",
        "chưa đến 5%",
    ] {
        let first = parse_goal(text).expect("a condition").goal;
        let words = first.conditions()[0].words_vi();
        let again = parse_goal(&words).unwrap_or_else(|error| panic!("{text:?} gave {words:?}: {error}")).goal;
        let plain = |goal: &Goal| Condition { printed: String::new(), ..goal.conditions()[0].clone() };
        assert_eq!(plain(&again), plain(&first), "{text:?} gave {words:?}");
    }
}

#[test]
fn printed_forms() {
    for (text, expected) in [
        ("Phấn đấu trên 90 % hằng năm", vec!["trên 90 %"]),
        ("tăng 5% so với năm trước hoặc tốp 05 cả tỉnh", vec!["tăng 5% so với năm trước", "tốp 05 cả tỉnh"]),
        ("giảm còn 12 ngày", vec!["giảm còn 12 ngày"]),
        ("cải thiện thứ hạng", vec!["cải thiện"]),
    ] {
        let goal = parse_goal(text).expect("a condition").goal;
        let printed: Vec<&str> = goal.conditions().iter().map(|condition| condition.printed.as_str()).collect();
        assert_eq!(printed, expected, "{text:?}");
    }
}

/// Every parser on every beginning of some texts, and on the texts with one character taken out, doubled or replaced.
#[test]
fn no_input_panics() {
    let texts = [
        "Phấn đấu hằng năm Chỉ số PAR INDEX tăng từ 5,5% đến 10% so với năm trước hoặc nằm trong tốp 05/12 cả tỉnh",
        "Quyết định số 1389/QĐ-UBND-HC ngày 11 tháng 9 năm 2021 của UBND tỉnh Đồng Tháp về ban hành Kế hoạch 2021 – 2030",
        "10/11/2021 | 08:11 AM (GMT +7) 2021-10-11T16:22:00.5+07:00",
        "6 tháng đầu năm 2023; quý II/2025 – quý IV/2026; từ 01/01/2021 đến 31/12/2025",
        "1.234.567,89 -8 +2,51 4.572/4.572 hồ sơ 2231/SNV-CCHC&PC 10-CTr/TU 99999999999999999999%",
        "nhóm 15 tỉnh, thành phố đứng đầu, duy trì top 3, ≥ 60% e\u{301}\u{302} \u{202e} İ ﷺ 9\u{300}",
    ];
    for text in texts {
        let letters: Vec<char> = text.chars().collect();
        for index in 0..=letters.len() {
            try_all(&letters[..index].iter().collect::<String>());
            try_all(&letters[index..].iter().collect::<String>());
            for replacement in ["", "/", "-", "0", ".", " ", "đ", "%", "\u{a0}"] {
                let rest = letters.get(index + 1..).unwrap_or(&[]);
                let mutated: String =
                    letters[..index].iter().chain(&replacement.chars().collect::<Vec<_>>()).chain(rest).collect();
                try_all(&mutated);
            }
        }
    }
}

fn try_all(text: &str) {
    let _ = (parse_goal(text), parse_moment(text), parse_period(text), find_period(text), parse_deadline(text));
    let _ = (parse_frequency(text), parse_number(text), parse_document_number(text), parse_decision_text(text));
}

#[test]
fn long_inputs_are_read_in_time() {
    for part in [
        "đạt được ",
        "trên 1% đến năm 2025 hoặc ",
        "1/",
        "1.",
        "tốp ",
        "1/A-",
        "trong 1 ",
        "(",
        "đạt ",
        "2021 - ",
        "số 1/QĐ & ",
        "từ ",
        "duy trì ",
        "gần đạt ",
        "không được ",
        "không để ",
        "xếp hạng từ ",
        "đứng đầu ",
        "tăng từ 1% của năm ",
    ] {
        try_all(&part.repeat(2_000));
    }
}
