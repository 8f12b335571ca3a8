//! Kinds of documents with their official abbreviations and names. Data and look-ups; reading a number and symbol is
//! left to `document_number`.

use serde::{Deserialize, Serialize};

use crate::text::{fold, squeeze};

/// A kind of document: those of Decree 30/2020/NĐ-CP, those of higher authorities, and *công văn*, which has no
/// abbreviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DocumentKind {
    NQ,
    QD,
    CT,
    QC,
    QyD,
    TC,
    TB,
    HD,
    CTr,
    KH,
    PA,
    DeAn,
    DuAn,
    BC,
    BB,
    TTr,
    HopDong,
    CD,
    BGN,
    BTT,
    GUQ,
    GM,
    GGT,
    GNP,
    PG,
    PC,
    PB,
    L,
    ND,
    TT,
    TTLT,
    PL,
    KL,
    VBHN,
    CongVan,
}

/// Kind, abbreviation, key, Vietnamese name, English name.
type Row = (DocumentKind, &'static str, &'static str, &'static str, &'static str);

/// In the order of the enumeration.
const ROWS: [Row; 35] = {
    use DocumentKind::*;
    [
        (NQ, "NQ", "nghi-quyet", "Nghị quyết", "Resolution"),
        (QD, "QĐ", "quyet-dinh", "Quyết định", "Decision"),
        (CT, "CT", "chi-thi", "Chỉ thị", "Directive"),
        (QC, "QC", "quy-che", "Quy chế", "Statute"),
        (QyD, "QyĐ", "quy-dinh", "Quy định", "Regulation"),
        (TC, "TC", "thong-cao", "Thông cáo", "Communiqué"),
        (TB, "TB", "thong-bao", "Thông báo", "Notification"),
        (HD, "HD", "huong-dan", "Hướng dẫn", "Guidance"),
        (CTr, "CTr", "chuong-trinh", "Chương trình", "Programme"),
        (KH, "KH", "ke-hoach", "Kế hoạch", "Plan"),
        (PA, "PA", "phuong-an", "Phương án", "Scheme"),
        (DeAn, "ĐA", "de-an", "Đề án", "Project proposal"),
        (DuAn, "DA", "du-an", "Dự án", "Project"),
        (BC, "BC", "bao-cao", "Báo cáo", "Report"),
        (BB, "BB", "bien-ban", "Biên bản", "Minutes"),
        (TTr, "TTr", "to-trinh", "Tờ trình", "Submission"),
        (HopDong, "HĐ", "hop-dong", "Hợp đồng", "Contract"),
        (CD, "CĐ", "cong-dien", "Công điện", "Telegram"),
        (BGN, "BGN", "ban-ghi-nho", "Bản ghi nhớ", "Memorandum"),
        (BTT, "BTT", "ban-thoa-thuan", "Bản thỏa thuận", "Agreement"),
        (GUQ, "GUQ", "giay-uy-quyen", "Giấy ủy quyền", "Power of attorney"),
        (GM, "GM", "giay-moi", "Giấy mời", "Invitation"),
        (GGT, "GGT", "giay-gioi-thieu", "Giấy giới thiệu", "Letter of introduction"),
        (GNP, "GNP", "giay-nghi-phep", "Giấy nghỉ phép", "Leave permit"),
        (PG, "PG", "phieu-gui", "Phiếu gửi", "Dispatch slip"),
        (PC, "PC", "phieu-chuyen", "Phiếu chuyển", "Transfer slip"),
        (PB, "PB", "phieu-bao", "Phiếu báo", "Notice slip"),
        (L, "L", "luat", "Luật", "Law"),
        (ND, "NĐ", "nghi-dinh", "Nghị định", "Decree"),
        (TT, "TT", "thong-tu", "Thông tư", "Circular"),
        (TTLT, "TTLT", "thong-tu-lien-tich", "Thông tư liên tịch", "Joint circular"),
        (PL, "PL", "phap-lenh", "Pháp lệnh", "Ordinance"),
        (KL, "KL", "ket-luan", "Kết luận", "Conclusion"),
        (VBHN, "VBHN", "van-ban-hop-nhat", "Văn bản hợp nhất", "Consolidated text"),
        (CongVan, "", "cong-van", "Công văn", "Official letter"),
    ]
};

impl DocumentKind {
    /// All kinds, those of Decree 30/2020/NĐ-CP first.
    pub fn all() -> impl Iterator<Item = Self> {
        ROWS.iter().map(|row| row.0)
    }

    /// The official abbreviation; empty for a *công văn*, which has none.
    pub fn abbreviation(self) -> &'static str {
        self.row().1
    }

    /// The word of data files and addresses: `quyet-dinh`.
    pub fn key(self) -> &'static str {
        self.row().2
    }

    /// The Vietnamese name with a capital.
    pub fn name_vi(self) -> &'static str {
        self.row().3
    }

    /// The English name with a capital.
    pub fn name_en(self) -> &'static str {
        self.row().4
    }

    /// The kind of an abbreviation. The exact form wins (`HD` is not `HĐ`, `TT` is not `TTr`), then one in other case,
    /// then one typed without its marks (`QD`).
    pub fn from_abbreviation(abbreviation: &str) -> Option<Self> {
        let upper = abbreviation.to_uppercase();
        let folded = fold(abbreviation);
        let known = || ROWS.iter().filter(|row| !row.1.is_empty() && !abbreviation.is_empty());
        known()
            .find(|row| row.1 == abbreviation)
            .or_else(|| known().find(|row| row.1.to_uppercase() == upper))
            .or_else(|| known().find(|row| fold(row.1) == folded))
            .map(|row| row.0)
    }

    /// The kind of a Vietnamese name, marks and case aside.
    pub fn from_name(name: &str) -> Option<Self> {
        let folded = fold(&squeeze(name));
        ROWS.iter().find(|row| fold(row.3) == folded).map(|row| row.0)
    }

    /// The kind of a key, an abbreviation or a name.
    pub fn from_key(key: &str) -> Option<Self> {
        let by_key = ROWS.iter().find(|row| row.2 == key).map(|row| row.0);
        by_key.or_else(|| Self::from_abbreviation(key)).or_else(|| Self::from_name(key))
    }

    fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_follow_the_enumeration() {
        for (index, row) in ROWS.iter().enumerate() {
            assert_eq!(row.0 as usize, index);
            assert_eq!(crate::text::slug(row.3), row.2);
        }
    }

    #[test]
    fn round_trips() {
        for kind in DocumentKind::all() {
            assert_eq!(DocumentKind::from_key(kind.key()), Some(kind));
            assert_eq!(DocumentKind::from_name(kind.name_vi()), Some(kind));
            if kind != DocumentKind::CongVan {
                assert_eq!(DocumentKind::from_abbreviation(kind.abbreviation()), Some(kind));
            }
        }
    }

    #[test]
    fn abbreviations() {
        for (text, expected) in [
            ("QĐ", Some(DocumentKind::QD)),
            ("QD", Some(DocumentKind::QD)),
            ("qđ", Some(DocumentKind::QD)),
            ("QyĐ", Some(DocumentKind::QyD)),
            ("QYĐ", Some(DocumentKind::QyD)),
            ("QyD", Some(DocumentKind::QyD)),
            ("HD", Some(DocumentKind::HD)),
            ("HĐ", Some(DocumentKind::HopDong)),
            ("CĐ", Some(DocumentKind::CD)),
            ("CT", Some(DocumentKind::CT)),
            ("CTR", Some(DocumentKind::CTr)),
            ("TT", Some(DocumentKind::TT)),
            ("TTr", Some(DocumentKind::TTr)),
            ("ĐA", Some(DocumentKind::DeAn)),
            ("DA", Some(DocumentKind::DuAn)),
            ("UBND", None),
            ("CV", None),
            ("", None),
        ] {
            assert_eq!(DocumentKind::from_abbreviation(text), expected, "{text:?}");
        }
        assert_eq!(DocumentKind::from_name(" quyết  định"), Some(DocumentKind::QD));
        assert_eq!(DocumentKind::from_name("quyết"), None);
        assert_eq!(DocumentKind::from_key("xyz"), None);
    }
}
