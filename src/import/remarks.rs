//! What an import says to the officer, in both languages: why a file is refused and what to do instead, and what was left
//! out or changed on the way. Wording lives here alone.

use crate::source::Lang;

/// Why a file cannot be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    Empty,
    TooLarge {
        limit: u64,
    },
    OldWord,
    Encrypted,
    Rtf,
    Pdf,
    Image,
    Spreadsheet,
    Slides,
    WebArchive,
    FlatXml,
    OtherArchive,
    Unknown,
    Truncated,
    /// Unpacks to more than any document.
    Bomb,
    /// Declares entities or nests deeper than any document.
    UnsafeXml,
    BrokenXml,
    TooDeep,
    NoText,
    NoArticle,
}

impl Refusal {
    /// What is wrong and what to do.
    pub fn text(&self, lang: Lang) -> String {
        let (vi, en) = match self {
            Refusal::Empty => ("tệp rỗng", "the file is empty"),
            Refusal::TooLarge { limit } => {
                let (vi, en) = (*limit / 1_000_000, *limit / 1_000_000);
                return match lang {
                    Lang::Vi => {
                        format!("tệp lớn hơn {vi} MB; bỏ bớt ảnh trong tệp, hoặc đính kèm tệp vào bài (attachments)")
                    }
                    Lang::En => {
                        format!("the file is larger than {en} MB; take images out, or attach the file (attachments)")
                    }
                };
            }
            Refusal::OldWord => (
                "đây là tệp Word cũ (.doc); mở bằng Word hoặc LibreOffice, chọn Lưu thành (Save As) kiểu .docx, rồi nhập tệp .docx",
                "this is an old Word file (.doc); open it in Word or LibreOffice, save it as .docx and import that",
            ),
            Refusal::Encrypted => (
                "tệp có mật khẩu nên không đọc được; bỏ mật khẩu trong Word hoặc LibreOffice, lưu lại, rồi nhập",
                "the file has a password and cannot be read; take the password off, save the file and import it",
            ),
            Refusal::Rtf => (
                "đây là tệp RTF; mở bằng Word hoặc LibreOffice, lưu thành .docx, rồi nhập tệp .docx",
                "this is an RTF file; open it in Word or LibreOffice, save it as .docx and import that",
            ),
            Refusal::Pdf => (
                "không đọc tệp PDF, vì chữ trong đó thường là ảnh quét hoặc sai mã; hãy nhập tệp Word (.docx) của văn bản, và đính kèm tệp PDF này vào bài bằng trường attachments",
                "PDF files are not read: their text is often a scan or wrongly encoded; import the Word file (.docx) and attach this PDF to the bulletin (attachments)",
            ),
            Refusal::Image => (
                "đây là tệp ảnh; chữ trong ảnh không đọc được. Hãy nhập tệp Word (.docx), và đặt ảnh cạnh bài (cover hoặc gallery)",
                "this is an image, and text in images is not read; import the Word file (.docx) and put the image beside the bulletin (cover or gallery)",
            ),
            Refusal::Spreadsheet => (
                "đây là bảng tính; lưu thành .csv đặt trong content/data, hoặc đính kèm vào bài bằng trường attachments",
                "this is a spreadsheet; save it as .csv under content/data, or attach it to the bulletin (attachments)",
            ),
            Refusal::Slides => (
                "đây là tệp trình chiếu; chép chữ sang tệp Word (.docx) rồi nhập, hoặc đính kèm vào bài bằng trường attachments",
                "this is a presentation; copy its text to a Word file (.docx) and import that, or attach it (attachments)",
            ),
            Refusal::WebArchive => (
                "đây là trang web lưu thành một tệp (.mht); mở bằng trình duyệt rồi lưu lại kiểu “Trang web, chỉ HTML” (.html)",
                "this is a web page in one file (.mht); open it in a browser and save it as “web page, HTML only” (.html)",
            ),
            Refusal::FlatXml => (
                "đây là tệp XML; mở bằng Word hoặc LibreOffice, lưu thành .docx, rồi nhập tệp .docx",
                "this is an XML file; open it in Word or LibreOffice, save it as .docx and import that",
            ),
            Refusal::OtherArchive => (
                "đây là tệp nén, không phải tệp Word; giải nén rồi nhập từng tệp bên trong",
                "this is an archive, not a Word file; unpack it and import the files inside",
            ),
            Refusal::Unknown => (
                "không phải tệp chữ mà bantin biết; nhập được .docx, .odt, .html, .md và .txt",
                "not a text file that bantin knows; it imports .docx, .odt, .html, .md and .txt",
            ),
            Refusal::Truncated => (
                "tệp bị hỏng hoặc tải về chưa hết; chép hay tải lại tệp, hoặc mở bằng Word rồi lưu lại",
                "the file is damaged or was not downloaded whole; copy it again, or open it in Word and save it",
            ),
            Refusal::Bomb => (
                "tệp nén bất thường: giải ra lớn hơn mọi văn bản thật; không đọc để an toàn. Nếu là văn bản thật, mở bằng Word rồi lưu lại",
                "an unusual archive that unpacks to more than any document; it is not read, for safety. Open a real document in Word and save it again",
            ),
            Refusal::UnsafeXml => (
                "tệp có khai báo XML không an toàn (DTD, thực thể) hoặc lồng quá sâu; mở bằng Word rồi lưu lại",
                "the file declares unsafe XML (DTD, entities) or nests too deep; open it in Word and save it again",
            ),
            Refusal::BrokenXml => (
                "nội dung bên trong tệp bị hỏng; mở bằng Word hoặc LibreOffice rồi lưu lại",
                "the contents of the file are damaged; open it in Word or LibreOffice and save it again",
            ),
            Refusal::TooDeep => (
                "trang lồng quá nhiều lớp nên không đọc; chép phần bài viết sang tệp Word hoặc .txt rồi nhập",
                "the page nests too deep to be read; copy the article into a Word or .txt file and import that",
            ),
            Refusal::NoText => (
                "không tìm thấy chữ nào trong tệp; nếu là bản quét thì hãy nhập tệp có chữ",
                "there is no text in the file; of a scan, import the file that it was printed from",
            ),
            Refusal::NoArticle => (
                "không tìm thấy bài viết nào trong trang; có trang chỉ tải chữ khi đang mở. Mở trang bằng trình duyệt, chép phần bài viết sang tệp Word hoặc .txt rồi nhập",
                "there is no article in the page; some pages fetch their text only while they are open. Open it in a browser, copy the article into a Word or .txt file and import that",
            ),
        };
        match lang {
            Lang::Vi => vi.to_owned(),
            Lang::En => en.to_owned(),
        }
    }
}

/// What was left out or changed; counted where it happens more than once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// The file is not what its name says.
    OtherFormat(&'static str),
    /// The text was in an old encoding.
    Decoded(&'static str),
    /// Runs in old fonts were decoded.
    Fonts(&'static str),
    TrackedChanges(usize),
    Comments(usize),
    HiddenText(usize),
    LinksDropped(usize),
    /// A link whose address is only right on the page's own server: most often the file of a decision.
    LinkLost(String),
    /// Images that bantin does not publish or that the file does not hold.
    ImagesDropped(usize),
    ImageMissing(String),
    ImagesOutside(usize),
    /// The whole page was taken because no part stands out as the article.
    NoArticle,
    NestedTables(usize),
    /// Front matter that could not be merged.
    FrontMatterKept,
}

impl Remark {
    pub fn text(&self, lang: Lang) -> String {
        let is_vi = lang == Lang::Vi;
        let pick = |vi: String, en: String| if is_vi { vi } else { en };
        match self {
            Remark::OtherFormat(name) => pick(
                format!("tên tệp không đúng với nội dung; đã đọc theo nội dung là {name}"),
                format!("the name of the file does not fit its content; read as {name}"),
            ),
            Remark::Decoded(name) => pick(
                format!("chữ trong tệp theo bảng mã {name}; đã chuyển sang Unicode, hãy đọc lại"),
                format!("the text was in {name}; it was turned into Unicode, please read it again"),
            ),
            Remark::Fonts(name) => pick(
                format!("có đoạn dùng phông chữ {name}; đã chuyển sang Unicode, hãy đọc lại"),
                format!("some parts were in {name} fonts; they were turned into Unicode, please read them again"),
            ),
            Remark::TrackedChanges(count) => pick(
                format!("có {count} chỗ sửa đổi đang theo dõi; đã coi như được chấp nhận"),
                format!("{count} tracked changes were taken as accepted"),
            ),
            Remark::Comments(count) => {
                pick(format!("đã bỏ {count} ghi chú bên lề"), format!("{count} comments were left out"))
            }
            Remark::HiddenText(count) => {
                pick(format!("đã bỏ {count} đoạn chữ ẩn"), format!("{count} pieces of hidden text were left out"))
            }
            Remark::LinksDropped(count) => pick(
                format!("đã bỏ {count} liên kết không dùng được trên trang tin (giữ lại chữ)"),
                format!("{count} links that the site cannot use were dropped (their words are kept)"),
            ),
            Remark::LinkLost(target) => pick(
                format!(
                    "liên kết {target} chỉ dùng được trên trang cũ nên chỉ giữ lại chữ; tải tệp ấy về đặt cạnh bài và thêm vào attachments"
                ),
                format!(
                    "the link {target} works on the old site only, so its words alone are kept; fetch the file, put it beside the bulletin and name it in attachments"
                ),
            ),
            Remark::ImagesDropped(count) => pick(
                format!("đã bỏ {count} hình không phải ảnh PNG, JPEG, GIF hay WebP"),
                format!("{count} pictures that are not PNG, JPEG, GIF or WebP were left out"),
            ),
            Remark::ImageMissing(name) => pick(
                format!("không có ảnh {name} bên cạnh trang đã lưu"),
                format!("image {name} does not lie beside the saved page"),
            ),
            Remark::ImagesOutside(count) => pick(
                format!("bài có {count} ảnh nằm trên mạng, không tải về; lưu ảnh cạnh bài nếu cần"),
                format!("{count} images lie on the web and are not fetched; save them beside the bulletin if needed"),
            ),
            Remark::NoArticle => pick(
                "không nhận ra phần bài viết trong trang; đã lấy cả trang, hãy xóa phần thừa".to_owned(),
                "no part of the page stands out as the article; all of it was taken, delete what is too much"
                    .to_owned(),
            ),
            Remark::NestedTables(count) => pick(
                format!("{count} bảng nằm trong bảng khác đã được chuyển thành chữ"),
                format!("{count} tables inside tables were turned into text"),
            ),
            Remark::FrontMatterKept => pick(
                "phần khai báo đầu tệp giữ nguyên, không bổ sung trường nào".to_owned(),
                "the front matter is kept as it is, no field was added".to_owned(),
            ),
        }
    }
}

/// Collects remarks; counts of one kind are added up.
#[derive(Debug, Clone, Default)]
pub struct Remarks(Vec<Remark>);

impl Remarks {
    /// Nobody reads more.
    const MOST: usize = 50;

    pub fn add(&mut self, remark: Remark) {
        use Remark::*;
        for known in &mut self.0 {
            match (known, &remark) {
                (TrackedChanges(count), TrackedChanges(more))
                | (Comments(count), Comments(more))
                | (HiddenText(count), HiddenText(more))
                | (LinksDropped(count), LinksDropped(more))
                | (ImagesDropped(count), ImagesDropped(more))
                | (ImagesOutside(count), ImagesOutside(more))
                | (NestedTables(count), NestedTables(more)) => {
                    *count += more;
                    return;
                }
                (known, remark) if known == remark => return,
                _ => {}
            }
        }
        if self.0.len() < Self::MOST {
            self.0.push(remark);
        }
    }

    pub fn into_sorted(mut self) -> Vec<Remark> {
        self.0.sort();
        self.0
    }
}
