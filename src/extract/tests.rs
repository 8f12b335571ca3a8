//! One table of texts for each kind of fact: what is read, in short.

use super::*;

fn read(text: &str) -> Extraction {
    extract(text, &Known::default())
}

/// Targets as "comparator value unit", results with an `R` before them.
fn goals(text: &str) -> String {
    let found = read(text);
    let show = |mark: &str, target: &FoundTarget| {
        let value = target.value.map_or("-".to_owned(), |value| value.plain());
        let max = target.value_max.map(|max| format!("..{}", max.plain())).unwrap_or_default();
        format!("{mark}{} {value}{max} {}", target.comparator.key(), target.unit.as_deref().unwrap_or("-"))
    };
    let targets = found.targets.iter().map(|target| show("", target));
    targets.chain(found.results.iter().map(|result| show("R", result))).collect::<Vec<_>>().join("; ")
}

#[test]
fn comparators_of_targets() {
    for (text, expected) in [
        ("Phấn đấu trên 90% hồ sơ đúng hạn.", "> 90 %"),
        ("Phấn đấu đạt từ 90% trở lên.", ">= 90 %"),
        ("Mục tiêu: tối thiểu 80% hồ sơ trực tuyến.", ">= 80 %"),
        (
            "Mục tiêu: tỷ lệ không thấp hơn 95%; số hóa >= 80%; ký số ≥ 70%; trả lại < = 5%.",
            ">= 95 %; >= 80 %; >= 70 %; <= 5 %",
        ),
        ("Phấn đấu tỷ lệ trễ hạn dưới 1%.", "< 1 %"),
        ("Phấn đấu thời gian chờ không quá 15 phút.", "<= 15 phút"),
        ("Mục tiêu: giảm từ 20 đến 45 ngày xuống còn 12 ngày.", "<= 12 ngày"),
        ("Phấn đấu giảm ít nhất 30% thời gian giải quyết, 30% chi phí.", "decrease 30 %; decrease 30 %"),
        ("Phấn đấu cắt giảm thủ tục, tỷ lệ hài lòng trên 90%.", "> 90 %"),
        (
            "Mục tiêu: Chỉ số PAR INDEX tăng 5% so với năm trước hoặc nằm trong tốp 05 cả tỉnh.",
            "increase 5 %; rank_top 5 hạng",
        ),
        ("Phấn đấu thuộc nhóm 15 tỉnh, thành phố đứng đầu cả nước.", "rank_top 15 hạng"),
        ("Phấn đấu duy trì Chỉ số CCHC trong top 3.", "maintain 3 hạng"),
        ("Phấn đấu xếp thứ 10 trở lên.", "rank_top 10 hạng"),
        ("Mục tiêu: tốc độ tăng 8,3-8,5%; từ 25% đến 35% số hộ.", "range 8.3..8.5 %; range 25..35 %"),
        ("Chỉ tiêu: 100% văn bản đúng thể thức.", "= 100 %"),
        ("Mỗi đơn vị phấn đấu có ít nhất 01 sáng kiến.", ">= 1 sáng kiến"),
        ("Phấn đấu thu ngân sách đạt 1.500 tỷ đồng.", ">= 1500 tỷ đồng"),
        (
            "Phấn đấu có ít nhất 2 triệu lượt truy cập, ít nhất 1,5 triệu giao dịch.",
            ">= 2000000 lượt; >= 1500000 giao dịch",
        ),
        ("Mục tiêu: nâng cao thứ hạng Chỉ số PCI, Chỉ số PAPI.", "improve - -; improve - -"),
    ] {
        assert_eq!(goals(text), expected, "{text}");
    }
}

#[test]
fn results_and_what_is_neither() {
    for (text, expected) in [
        ("Kết quả, năm qua đã giải quyết 4.572/4.572 hồ sơ (đạt 100%).", "R= 100 %"),
        ("Thu ngân sách năm qua bằng 104,4% kế hoạch.", "R= 104.4 %"),
        (
            "Theo kết quả công bố, Chỉ số đạt 83,76%, xếp hạng 37/63, tăng 2,51% nhưng giảm 8 bậc so với năm 2019.",
            "R>= 83.76 %; R= 37 hạng; Rincrease 2.51 %; Rdecrease 8 bậc",
        ),
        ("Đơn vị đạt từ 90 điểm trở lên mới được xếp loại xuất sắc.", ""),
        ("Tỷ lệ đúng hạn từ 95% đến dưới 98% được 3 điểm.", ""),
        ("Nơi nào để trễ hạn trên 5% thì bị trừ 2 điểm.", ""),
        ("Mục tiêu: thực hiện Điều 3 Nghị định số 30, dịch vụ công mức độ 4, trước ngày 30/6/2025.", ""),
        ("Kế hoạch nâng cao Chỉ số PAPI.", ""),
        ("Nâng cao nhận thức, nâng cao chất lượng đội ngũ cán bộ.", ""),
    ] {
        assert_eq!(goals(text), expected, "{text}");
    }
}

#[test]
fn quotations_keep_the_subject() {
    for (text, expected) in [
        (
            "Phấn đấu mức độ hài lòng về y tế, giáo dục đạt 85%; 100% hồ sơ đúng hạn.",
            "Phấn đấu mức độ hài lòng về y tế, giáo dục đạt 85% | 100% hồ sơ đúng hạn",
        ),
        (
            "Mục tiêu: Chỉ số SIPAS đạt từ 88%, thuộc nhóm 25.",
            "Chỉ số SIPAS đạt từ 88% | Chỉ số SIPAS đạt từ 88%, thuộc nhóm 25",
        ),
        ("Phấn đấu\u{a0}80\u{a0}% hồ sơ trực tuy\u{ad}ến.", "Phấn đấu\u{a0}80\u{a0}% hồ sơ trực tuy\u{ad}ến"),
    ] {
        let found = read(text);
        let quotes: Vec<&str> = found.targets.iter().map(|target| &text[target.span.clone()]).collect();
        assert_eq!(quotes.join(" | "), expected, "{text}");
    }
}

#[test]
fn deadlines() {
    for (text, expected) in [
        ("Phấn đấu đến năm 2025, 90% hồ sơ trực tuyến.", "2025"),
        ("Mục tiêu: trên 50% vào năm 2024 và trên 70% vào năm 2026.", "2024 2026"),
        ("Yêu cầu hoàn thành 100% nhiệm vụ trước ngày 30/11/2024.", "2024-11-30"),
        ("Đến năm 2030:\n- 100% xã đạt chuẩn;\n- trên 95% hài lòng.", "2030 2030"),
        ("Kế hoạch năm 2025\n\nPhấn đấu trên 90% hồ sơ đúng hạn.", "2025"),
        ("Mục tiêu: hằng năm trên 90% hài lòng.", "yearly"),
        ("Mục tiêu: quý II/2025 đạt 50% hồ sơ.", "quarter 2025-06-30"),
        // The year of the plan hides no quarter, and stands in for the one that a quarter lacks.
        ("Kế hoạch năm 2026\n\nĐến hết quý II/2026, 100% hồ sơ được số hóa.", "quarter 2026-06-30"),
        ("Kế hoạch năm 2026\n\nPhấn đấu 100% hồ sơ được số hóa trong quý 3 năm 2026.", "quarter 2026-09-30"),
        ("Kế hoạch năm 2026\n\nPhấn đấu 100% hồ sơ được số hóa trong quý I.", "quarter 2026-03-31"),
        ("Kế hoạch năm 2026\n\nPhấn đấu quý I đạt 20%, quý II đạt 50% hồ sơ.", "quarter 2026-03-31 quarter 2026-06-30"),
        ("Kế hoạch năm 2026\n\nPhấn đấu tăng 5% so với quý I.", "2026"),
        ("Kế hoạch năm 2026\n\nPhấn đấu đến tháng 8/2026 đạt 90% hồ sơ.", "month 2026-08-31"),
        ("Kế hoạch năm 2026\n\nPhấn đấu đạt 90% hồ sơ trong 6 tháng đầu năm 2026.", "half_year 2026-06-30"),
    ] {
        let show = |target: &FoundTarget| match target.by {
            Some(Due::Year(year)) => year.to_string(),
            Some(Due::Part(granularity, day)) => format!("{} {day}", granularity.key()),
            Some(Due::Day(day)) => day.to_string(),
            Some(Due::Yearly) => "yearly".to_owned(),
            None => "-".to_owned(),
        };
        let found: Vec<String> = read(text).targets.iter().map(show).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }
}

#[test]
fn only_ranks_are_compared_among_others() {
    for (text, expected) in [
        ("Phấn đấu PAR INDEX nằm trong tốp 05 cả tỉnh.", "cả tỉnh"),
        ("Phấn đấu Chỉ số PAPI thuộc nhóm 15 tỉnh, thành phố đứng đầu cả nước.", "cả nước"),
        ("Phấn đấu PAR INDEX của xã xếp thứ 10 trở lên trên địa bàn tỉnh.", "trên địa bàn tỉnh"),
        ("Phấn đấu PAR INDEX của xã nằm trong tốp 5 của tỉnh.", "của tỉnh"),
        ("Chỉ tiêu: 100% văn bản phù hợp với tình hình thực tế của tỉnh.", "-"),
        ("Chỉ tiêu: 100% hồ sơ trên địa bàn tỉnh được số hóa; 90% người dân toàn tỉnh hài lòng.", "- -"),
        ("Phấn đấu Chỉ số năng lực cạnh tranh cấp tỉnh (PCI) của tỉnh nằm trong tốp 5.", "-"),
        ("Mục tiêu: nâng cao thứ hạng của tỉnh đối với Chỉ số PCI.", "-"),
    ] {
        let found = read(text).targets;
        let scopes: Vec<&str> = found.iter().map(|target| target.scope.as_deref().unwrap_or("-")).collect();
        assert_eq!(scopes.join(" "), expected, "{text}");
    }
}

/// Decisions as "number date kind role".
fn decisions(text: &str) -> String {
    let show = |decision: &FoundDecision| {
        let date = decision.date.map_or("-".to_owned(), |date| date.to_string());
        let kind = decision.kind.map_or("-", |kind| kind.key());
        let role = match decision.role {
            Role::Main => "main",
            Role::LegalBasis => "basis",
            Role::Implements => "implements",
            Role::Amends => "amends",
            Role::Replaces => "replaces",
            Role::Repeals => "repeals",
            Role::Related => "related",
        };
        format!("{} {date} {kind} {role}", decision.number.canonical())
    };
    read(text).decisions.iter().map(show).collect::<Vec<_>>().join("; ")
}

#[test]
fn documents() {
    for (text, expected) in [
        ("Ngày 06/10/2021, UBND xã đã ban hành Quyết định số 1954/QĐ-UBND.", "1954/QĐ-UBND 2021-10-06 quyet-dinh main"),
        (
            "UBND xã ban hành Kế hoạch số 132/KH - UBND ngày 06 tháng 10\nnăm 2021.",
            "132/KH-UBND 2021-10-06 ke-hoach main",
        ),
        ("Thực hiện Nghị quyết số 66/NQ- CP (15/7/2021).", "66/NQ-CP 2021-07-15 nghi-quyet implements"),
        (
            "Căn cứ các Nghị quyết số 18-NQ/TW, 19-NQ/TW ngày 25/10/2017;",
            "18-NQ/TW 2017-10-25 nghi-quyet basis; 19-NQ/TW 2017-10-25 nghi-quyet basis",
        ),
        ("Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;", "72/2025/QH15 - luat basis"),
        ("Số: 15/KH-UBND\nXã mẫu 70, ngày 05 tháng 8 năm 2025\nKẾ HOẠCH", "15/KH-UBND 2025-08-05 ke-hoach main"),
        ("Số hiệu | 1565/QĐ-TTg |\nNgày ban hành | 18/07/2025 |", "1565/QĐ-TTg 2025-07-18 quyet-dinh main"),
        ("Thực hiện 263/KH-UBNDngày 31/12/2024 của huyện.", "263/KH-UBND 2024-12-31 ke-hoach implements"),
        (
            "UBND xã ban hành Kế hoạch số 12/KH-UBND trước ngày 30/6/2025; Kế hoạch số 12/KH-UBND ngày 5/1/2025.",
            "12/KH-UBND 2025-01-05 ke-hoach main",
        ),
        (
            "11/10/2021 15:20\n\nNgày 6/10, UBND xã ban hành Quyết định số 12/QĐ-UBND.",
            "12/QĐ-UBND 2021-10-06 quyet-dinh main",
        ),
        ("Ngày 6/10, UBND xã ban hành Quyết định số 12/QĐ-UBND.", "12/QĐ-UBND - quyet-dinh main"),
        ("UBND xã ban hành Quyết định số 12/QĐ-UBND ngày 31/9/2021.", "12/QĐ-UBND - quyet-dinh main"),
        (
            "Sáng 05/01, UBND xã tổ chức hội nghị quán triệt Nghị quyết số 18-NQ/TW ngày 25/10/2017.",
            "18-NQ/TW 2017-10-25 nghi-quyet related",
        ),
        ("Bản án số 12/2023/HC-ST, tỷ lệ 4.572/4.572, hạng 37/63, 24/7.", ""),
    ] {
        assert_eq!(decisions(text), expected, "{text}");
    }
}

#[test]
fn changes_of_documents() {
    const HEAD: &str = "Số: 15/QĐ-UBND\nXã mẫu 70, ngày 05 tháng 8 năm 2025\n\nQUYẾT ĐỊNH\n\n";
    for (text, expected) in [
        ("Điều 2. Quyết định này thay thế Quyết định số 12/QĐ-UBND ngày 03/02/2024.", "replaces"),
        (
            "Điều 2. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 12/QĐ-UBND ngày 03/02/2024 của UBND xã, \
             Quyết định số 13/QĐ-UBND.",
            "replaces replaces",
        ),
        ("Điều 3. Bãi bỏ Quyết định số 12/QĐ-UBND ngày 03/02/2024.", "repeals"),
        ("Điều 1. Sửa đổi, bổ sung khoản 2 Điều 5 của Quyết định số 12/QĐ-UBND.", "amends"),
        ("Về việc sửa đổi, bổ sung một số điều của Quyết định số 12/QĐ-UBND", "amends"),
        ("Căn cứ Luật số 72/2025/QH15; thực hiện Quyết định số 12/QĐ-UBND;", "basis implements"),
        ("Căn cứ Quyết định số 12/QĐ-UBND về việc triển khai thực hiện Nghị quyết số 66/NQ-CP;", "basis basis"),
        // What is told of others, or is still to be done, changes nothing.
        ("Nghị định số 30/2020/NĐ-CP thay thế Nghị định số 110/2004/NĐ-CP.", "related related"),
        ("Điều 2. Giao Sở Nội vụ tham mưu Quyết định thay thế Quyết định số 12/QĐ-UBND.", "related"),
        ("Điều 2. Bãi bỏ khoản 2 Điều 5 Quyết định số 12/QĐ-UBND.", "related"),
        ("II. NHIỆM VỤ\n\n- Thực hiện Quyết định số 12/QĐ-UBND.", "related"),
    ] {
        let found = decisions(&format!("{HEAD}{text}"));
        let roles: Vec<&str> = found.split("; ").skip(1).filter_map(|one| one.split(' ').next_back()).collect();
        assert_eq!(roles.join(" "), expected, "{text}: {found}");
    }
    let text = "UBND tỉnh ban hành Quyết định số 5/QĐ-UBND ngày 08/9/2023 sửa đổi, bổ sung một số nội dung tại Quyết định số 3/QĐ-UBND.";
    assert_eq!(decisions(text), "5/QĐ-UBND 2023-09-08 quyet-dinh main; 3/QĐ-UBND - quyet-dinh amends");
}

#[test]
fn issuers_and_titles() {
    let text = "Ngày 06/10/2021, UBND thành phố mẫu 2 đã ban hành Quyết định số 12/QĐ-UBND về việc ban hành Kế hoạch; thực hiện \
                Quyết định số 9/QĐ-UBND ngày 1/9/2021 của Ủy ban nhân dân (UBND) tỉnh về cải cách.";
    let found = read(text).decisions;
    assert_eq!(found[0].issuer.as_deref(), Some("UBND thành phố mẫu 2"));
    assert_eq!(found[0].title.as_deref(), Some("về việc ban hành Kế hoạch"));
    assert_eq!(found[1].issuer.as_deref(), Some("Ủy ban nhân dân tỉnh"));
    assert_eq!(found[1].title.as_deref(), Some("về cải cách"));
}

#[test]
fn periods() {
    for (text, expected) in [
        ("Kế hoạch cải cách hành chính giai đoạn 2021 – 2030", "2021 2030"),
        ("Kế hoạch CCHC giai đoạn 2021-2025, định hướng đến năm 2030\n\nNội dung.", "2021 2025"),
        (
            "Kế hoạch CCHC năm 2025\n\nThực hiện Chương trình tổng thể giai đoạn 2021 - 2030, xã ban hành kế hoạch.",
            "2025 2025",
        ),
        ("Kết quả 6 tháng đầu năm 2025\n\nXã báo cáo.", "2025-01-01 2025-06-30"),
        ("Sơ kết quý III/2025\n\nXã báo cáo.", "2025-07-01 2025-09-30"),
        ("Chương trình hành động nhiệm kỳ 2020-2025", "2020 2025"),
        ("Phường 14 năm 2025 và kế hoạch cải cách", "2025 2025"),
        ("Căn cứ Nghị quyết ngày 15 tháng 7 năm 2021;", "-"),
    ] {
        let text_period = read(text).period.map(|period| {
            if period.years {
                format!("{} {}", period.from.year(), period.to.year())
            } else {
                format!("{} {}", period.from, period.to)
            }
        });
        assert_eq!(text_period.as_deref().unwrap_or("-"), expected, "{text}");
    }
}

#[test]
fn stamps_and_credits() {
    for (text, expected) in [
        ("Tiêu đề bài\n\nThứ hai, 11/10/2021 15:20\n\nNội dung bài viết của xã.", "2021-10-11"),
        ("Tiêu đề bài\nCập nhật: 22/07/2025 09:14\nNội dung.", "2025-07-22"),
        ("[11/10/2021]\nNội dung.", "2021-10-11"),
        ("Ngày 11/10/2021, UBND xã họp.", "-"),
        ("Số hiệu | 12/QĐ-UBND |\nNgày ban hành | 18/07/2025 |", "-"),
    ] {
        let found = read(text).published.map_or("-".to_owned(), |published| published.date.to_string());
        assert_eq!(found, expected, "{text}");
    }
    let text = "Tiêu đề\n\nUBND xã vừa tổ chức hội nghị về cải cách hành chính.\n\nTác giả: Ban biên tập\nNguồn: Cổng thông tin mẫu";
    let found = read(text);
    assert_eq!(found.author.map(|author| author.text).as_deref(), Some("Ban biên tập"));
    assert_eq!(found.source.map(|source| source.text).as_deref(), Some("Cổng thông tin mẫu"));
}

#[test]
fn counts_groups_and_tables() {
    let text = "Xã đề ra 3 nội dung (44 nhiệm vụ), gồm: (1) Cải cách thể chế; (2) Cải cách TTHC; (3) Chính quyền số. Có 09 mô hình.";
    let found = read(text);
    let counts: Vec<String> = found.counts.iter().map(|count| format!("{} {}", count.value, count.noun)).collect();
    assert_eq!(counts.join(", "), "3 nội dung, 44 nhiệm vụ, 9 mô hình");
    let titles: Vec<&str> = found.tasks.iter().map(|task| task.title.as_str()).collect();
    assert_eq!(titles.join(", "), "Cải cách thể chế, Cải cách TTHC, Chính quyền số");

    let text = "| TT | Nhiệm vụ | Sản phẩm | Chủ trì | Phối hợp | Thời gian |\n|---|---|---|---|---|---|\n| I | Chỉ đạo | | | | |\n\
                | 1 | Ban hành kế hoạch | Kế hoạch | Văn phòng | Tư pháp; Kinh tế | Quý I/2025 |\n";
    let tasks = read(text).tasks;
    assert_eq!(tasks.len(), 1);
    assert_eq!(tasks[0].group.as_deref(), Some("Chỉ đạo"));
    assert_eq!((tasks[0].no.as_deref(), tasks[0].lead.as_deref()), (Some("1"), Some("Văn phòng")));
    assert_eq!(tasks[0].support, ["Tư pháp", "Kinh tế"]);
    assert_eq!(tasks[0].due.as_deref(), Some("Quý I/2025"));
    assert!(text[tasks[0].span.clone()].starts_with("| 1 |"));

    let text = "| TT | Chỉ tiêu | ĐVT | Thực hiện 2024 | Năm 2025 |\n|---|---|---|---|---|\n| 1 | Hồ sơ trực tuyến | % | 71 | 85 |\n";
    let found = read(text);
    assert_eq!(found.targets.len(), 1);
    assert_eq!(found.targets[0].by, Some(Due::Year(2025)));
    assert_eq!(goals(text), ">= 85 %");
}

#[test]
fn the_document_keeps_its_shape() {
    let text = "Phấn đấu trên 90% hồ sơ đúng hạn.";
    let found = read(text);
    let document = serde_json::to_value(found.document(text)).expect("a document is JSON");
    let keys: Vec<&str> = document.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        ["decisions", "period", "unit", "published", "author", "source", "targets", "results", "counts", "tasks"]
    );
    let target: Vec<&str> = document["targets"][0].as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(target, ["quote", "indicator", "comparator", "value", "value_max", "unit", "by", "scope", "uncertain"]);
    assert_eq!(document["targets"][0]["value"], 90);
    assert_eq!(document["targets"][0]["comparator"], ">");
}

#[test]
fn a_date_without_a_comma_is_no_part_of_the_issuer() {
    let text =
        "Ngày 18 tháng 7 năm 2025 Ủy ban nhân dân xã Mẫu đã ban hành Quyết định số 119/QĐ-UBND về kế hoạch năm 2025.";
    let found = extract(text, &Known::default());
    assert_eq!(found.decisions[0].issuer.as_deref(), Some("Ủy ban nhân dân xã Mẫu"));
    let found = extract("Huyện ủy Mẫu, Sở Mẫu ban hành Kế hoạch số 12/KH-SNV.", &Known::default());
    assert_eq!(found.decisions[0].issuer.as_deref(), Some("Sở Mẫu"));
}

#[test]
fn words_between_capitals_are_no_name_of_a_unit() {
    let text = "QUY ĐỊNH VỀ TRÁCH NHIỆM CỦA NGƯỜI ĐỨNG ĐẦU QUẬN, HUYỆN TRONG THỰC HIỆN CẢI CÁCH\n\nỦY BAN NHÂN DÂN THÀNH PHỐ MẪU\n\n\
                Số: 30/2018/QĐ-UBND";
    let unit = extract(text, &Known::default()).unit.map(|unit| unit.name);
    assert_eq!(unit.as_deref(), Some("THÀNH PHỐ MẪU"));
}

#[test]
fn a_longer_name_of_another_unit_is_not_taken() {
    let unit = |id: &str, name: &str| KnownUnit { id: id.to_owned(), name: name.to_owned(), ..KnownUnit::default() };
    let known = Known { units: vec![unit("xa-an", "xã An Mẫu")], default_unit: None };
    let found = |text: &str| extract(text, &known).unit.and_then(|unit| unit.id);
    assert_eq!(found("UBND xã An Mẫu Tây họp."), None);
    assert_eq!(found("UBND xã An Mẫu họp.").as_deref(), Some("xa-an"));
    assert_eq!(found("XÃ AN MẪU BAN HÀNH KẾ HOẠCH").as_deref(), Some("xa-an"));
}
