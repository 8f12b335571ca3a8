//! A table as a workbook (ECMA-376, "XLSX"): one sheet of the rows, one that says what they are.
//!
//! Takes the same typed rows as the other formats, gives bytes. Numbers are numbers, days are days, text is never run as
//! a formula. The file streams into the deflater row by row, so that a register of any length costs no more memory than
//! its packed bytes; libraries that were tried hold every cell first (750 MB for 130,000 targets).

use std::fmt::Write;

use jiff::civil::Date;

use super::archive::{Archive, Endings, FileWriter};
use super::{Cell, Field};

/// Rows that a sheet takes beside its header (Excel: 1,048,576 in all).
const SHEET_ROWS: usize = 1_048_575;

/// A sheet also ends before its text needs the large form of an archive, which old readers lack.
const SHEET_BYTES: u64 = 3 << 30;

/// UTF-16 units that a cell takes.
const CELL_UNITS: usize = 32_767;

/// A column is at most this wide, in figures of the standard letter; longer text is wrapped.
const WIDEST: usize = 60;

/// Columns are as wide as the longest of this many rows: enough to look right, and no second pass over a large table.
const MEASURED_ROWS: usize = 500;

/// What stands in the workbook beside the rows.
pub struct About<'a> {
    /// Name of the sheet of rows.
    pub sheet: String,
    /// Name of the sheet that describes them.
    pub description_sheet: String,
    pub title: String,
    pub creator: String,
    pub lang: &'static str,
    /// The day of the build, never the clock.
    pub created: Date,
    /// Label and value: what a row is, licence, source.
    pub facts: Vec<(String, String)>,
    /// What the columns mean, which other workbooks of a site say as well.
    pub fields: Meanings<'a>,
}

/// The meanings of the columns of a data set.
pub struct Meanings<'a> {
    /// The data set and the language: no others are called so.
    pub name: String,
    /// Name, type, unit and meaning, in the words of the language, then those of every field.
    pub rows: &'a dyn Fn() -> Vec<[String; 4]>,
}

/// Places in the list of cell formats of [`STYLES`].
#[derive(Clone, Copy)]
enum Style {
    Number = 1,
    Integer = 2,
    Day = 3,
    Text = 4,
    Header = 5,
}

const STYLES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"dd\\/mm\\/yyyy\"/></numFmts>\
<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>\
<font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>\
<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE8EEF4\"/><bgColor indexed=\"64\"/></patternFill></fill></fills>\
<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>\
<border><left/><right/><top/><bottom style=\"thin\"><color indexed=\"64\"/></bottom><diagonal/></border></borders>\
<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
<cellXfs count=\"6\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>\
<xf numFmtId=\"1\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>\
<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment horizontal=\"left\" vertical=\"top\"/></xf>\
<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>\
<xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf></cellXfs>\
<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// The workbook of a table. What it has in common with others of a site is packed once, in `endings`.
pub fn workbook(
    fields: &[Field],
    rows: impl Iterator<Item: AsRef<[Cell]>>,
    about: &About,
    endings: &Endings,
) -> Vec<u8> {
    split_workbook(fields, rows, about, SHEET_ROWS, endings)
}

struct Sheet {
    name: String,
    /// Columns and rows of the filter; a sheet without header has none.
    filtered: Option<(usize, usize)>,
}

fn split_workbook(
    fields: &[Field],
    mut rows: impl Iterator<Item: AsRef<[Cell]>>,
    about: &About,
    longest: usize,
    endings: &Endings,
) -> Vec<u8> {
    let mut archive = Archive::new();
    let mut sheets: Vec<Sheet> = Vec::new();
    let measured: Vec<_> = rows.by_ref().take(MEASURED_ROWS).collect();
    let widths = widths(fields, &measured);
    let mut rest = measured.into_iter().chain(rows).peekable();
    while sheets.is_empty() || rest.peek().is_some() {
        let number = sheets.len() + 1;
        let part = rest.by_ref().take(longest);
        let taken = archive.file(&sheet_path(number), |file| table(file, fields, part, &widths, number == 1));
        sheets.push(Sheet { name: sheet_name(&about.sheet, number), filtered: Some((fields.len(), taken)) });
    }
    // The meanings stand below the facts, so how many of those there are belongs to their name.
    let count = about.facts.len();
    let ending = format!("{} {count}", about.fields.name);
    let meanings = || meanings(count, &(about.fields.rows)());
    archive.file_ending(&sheet_path(sheets.len() + 1), &facts(about), (&ending, meanings), endings);
    let mut name = sheet_name(&about.description_sheet, 1);
    if sheets.iter().any(|sheet| sheet.name == name) {
        // Two sheets of one name are a broken workbook.
        name = sheet_name(&name, sheets.len() + 1);
    }
    sheets.push(Sheet { name, filtered: None });
    archive.file_alike("xl/styles.xml", 0, || STYLES.to_owned(), endings);
    frame(&mut archive, &sheets, about, endings);
    archive.finish()
}

fn sheet_path(number: usize) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

/// At most 31 characters, none of those that formulas use; the second sheet of a long table is `Chỉ tiêu (2)`.
fn sheet_name(name: &str, number: usize) -> String {
    let ending = if number > 1 { format!(" ({number})") } else { String::new() };
    let plain: String = name.chars().filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control()).collect();
    let room = 31 - ending.encode_utf16().count();
    let mut units = 0;
    let cut: String = plain
        .trim()
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= room
        })
        .collect();
    format!("{}{ending}", if cut.is_empty() { "1" } else { &cut })
}

/// The width of every column, in characters.
fn widths(fields: &[Field], rows: &[impl AsRef<[Cell]>]) -> Vec<usize> {
    let width = |cell: &Cell| match cell {
        Cell::Empty => 0,
        Cell::Text(text) => text.lines().map(|line| line.chars().count()).max().unwrap_or(0),
        Cell::Code(code) => code.len(),
        Cell::Integer(number) => number.to_string().len(),
        Cell::Number(number) => number.plain().len(),
        Cell::Date(_) => "06/10/2021".len(),
    };
    // The arrow of the filter takes the place of three characters.
    let mut widths: Vec<usize> = fields.iter().map(|(name, _)| name.len() + 3).collect();
    for row in rows {
        for (widest, cell) in widths.iter_mut().zip(row.as_ref()) {
            *widest = (*widest).max(width(cell)).min(WIDEST);
        }
    }
    widths
}

/// Writes a sheet of rows and says how many it took.
fn table(
    file: &mut FileWriter,
    fields: &[Field],
    rows: impl Iterator<Item: AsRef<[Cell]>>,
    widths: &[usize],
    is_first: bool,
) -> usize {
    let text = file.text();
    text.push_str(HEAD);
    let selected = if is_first { " tabSelected=\"1\"" } else { "" };
    put(
        text,
        format_args!(
            "<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>\
             <sheetViews><sheetView{selected} workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" \
             activePane=\"bottomLeft\" state=\"frozen\"/><selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/>\
             </sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>"
        ),
    );
    columns(text, widths);
    text.push_str("<sheetData>");
    let names: Vec<String> = (0..fields.len()).map(column_name).collect();
    text.push_str("<row r=\"1\">");
    for ((field, _), column) in fields.iter().zip(&names) {
        string(text, (column, "1"), field, Style::Header);
    }
    text.push_str("</row>");
    let mut taken = 0;
    for row in rows {
        taken += 1;
        let text = file.text();
        let number = (taken + 1).to_string();
        begin_row(text, &number);
        for (value, column) in row.as_ref().iter().zip(&names) {
            cell(text, (column, &number), value);
        }
        text.push_str("</row>");
        file.settle();
        if file.size() > SHEET_BYTES {
            break;
        }
    }
    let last = column_name(fields.len().saturating_sub(1));
    put(file.text(), format_args!("</sheetData><autoFilter ref=\"A1:{last}{}\"/>{PAPER}", taken + 1));
    taken
}

/// Official paper is A4; a wide table goes across it.
const PAPER: &str = "<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" footer=\"0.3\"/>\
<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>";

/// The sheet that says what the rows are, for whoever gets the file without its page, up to the facts of this workbook.
fn facts(about: &About) -> String {
    let mut sheet = String::with_capacity(4 * 1024);
    let text = &mut sheet;
    text.push_str(HEAD);
    put(
        text,
        format_args!(
            "<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>\
             <sheetViews><sheetView workbookViewId=\"0\"/></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>"
        ),
    );
    columns(text, &[24, 16, 28, WIDEST]);
    text.push_str("<sheetData>");
    for (index, (label, value)) in about.facts.iter().enumerate() {
        let row = (index + 1).to_string();
        begin_row(text, &row);
        string(text, ("A", &row), label, Style::Header);
        string(text, ("B", &row), value, Style::Text);
        text.push_str("</row>");
    }
    sheet
}

/// The rest of that sheet, below so many facts: the meanings of the columns.
fn meanings(facts: usize, fields: &[[String; 4]]) -> String {
    let mut sheet = String::with_capacity(10 * 1024);
    let text = &mut sheet;
    for (index, field) in fields.iter().enumerate() {
        let row = (facts + index + 2).to_string();
        begin_row(text, &row);
        let style = if index == 0 { Style::Header } else { Style::Text };
        for (value, column) in field.iter().zip(["A", "B", "C", "D"]).filter(|(value, _)| !value.is_empty()) {
            string(text, (column, &row), value, style);
        }
        text.push_str("</row>");
    }
    text.push_str("</sheetData>");
    // Facts are sentences: their cells reach over the three columns of the table below.
    if facts > 0 {
        put(text, format_args!("<mergeCells count=\"{facts}\">"));
        for row in 1..=facts {
            put(text, format_args!("<mergeCell ref=\"B{row}:D{row}\"/>"));
        }
        text.push_str("</mergeCells>");
    }
    text.push_str(PAPER);
    sheet
}

fn columns(text: &mut String, widths: &[usize]) {
    text.push_str("<cols>");
    for (index, width) in widths.iter().enumerate() {
        let (number, width) = (index + 1, width + 2);
        put(text, format_args!("<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>"));
    }
    text.push_str("</cols>");
}

fn begin_row(text: &mut String, row: &str) {
    text.push_str("<row r=\"");
    text.push_str(row);
    text.push_str("\">");
}

/// The name of a cell: its column and its row.
type Place<'a> = (&'a str, &'a str);

fn cell(text: &mut String, place: Place, value: &Cell) {
    match value {
        Cell::Empty => {}
        Cell::Text(value) => string(text, place, value, Style::Text),
        Cell::Code(value) => string(text, place, value, Style::Text),
        Cell::Integer(value) => number(text, place, &value.to_string(), Style::Integer),
        Cell::Number(value) => number(text, place, &value.plain(), Style::Number),
        Cell::Date(day) => match serial(*day) {
            Some(serial) => number(text, place, &serial.to_string(), Style::Day),
            None => string(text, place, &day.to_string(), Style::Text),
        },
    }
}

/// Cells are the bulk of a workbook: pushing their parts costs less than what formatting does.
fn begin_cell(text: &mut String, (column, row): Place, style: Style) {
    text.push_str("<c r=\"");
    text.push_str(column);
    text.push_str(row);
    text.push_str("\" s=\"");
    text.push(char::from(b'0' + style as u8));
    text.push('"');
}

fn number(text: &mut String, place: Place, value: &str, style: Style) {
    begin_cell(text, place, style);
    text.push_str("><v>");
    text.push_str(value);
    text.push_str("</v></c>");
}

/// Text in the cell itself: a shared table of strings would have to be held until the end.
fn string(text: &mut String, place: Place, value: &str, style: Style) {
    begin_cell(text, place, style);
    // Spaces on the sides would be taken away, and line ends, some readers think.
    let is_spaced = value.starts_with(char::is_whitespace) || value.ends_with(char::is_whitespace);
    let preserve = if is_spaced || value.contains('\n') { " xml:space=\"preserve\"" } else { "" };
    text.push_str(" t=\"inlineStr\"><is><t");
    text.push_str(preserve);
    text.push('>');
    escaped(text, value);
    text.push_str("</t></is></c>");
}

/// Days are counted from 30 December 1899; before March 1900 Excel counts a day that never was, so text is safer there.
fn serial(day: Date) -> Option<i32> {
    let first = jiff::civil::date(1900, 3, 1);
    let zero = jiff::civil::date(1899, 12, 30);
    (day >= first).then(|| day.since(zero).map(|span| span.get_days()).ok()).flatten()
}

/// `0` is A, `26` is AA.
fn column_name(index: usize) -> String {
    let letter = char::from(b'A' + (index % 26) as u8);
    match index / 26 {
        0 => letter.to_string(),
        more => format!("{}{letter}", column_name(more - 1)),
    }
}

/// Header and rows of a table: `$A$1:$Y$11`.
fn range(columns: usize, rows: usize) -> String {
    format!("$A$1:${}${}", column_name(columns.saturating_sub(1)), rows + 1)
}

/// Text for XML: what may not stand in it at all is written as Excel does, `_x000B_`, and what only looks like that is
/// kept apart from it.
fn escaped(out: &mut String, value: &str) {
    // The first byte of what XML forbids beyond ASCII is 0xEF; few texts have one.
    let is_special = |byte: u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'_' | 0..=0x1f | 0xef);
    if value.len() < CELL_UNITS && !value.bytes().any(is_special) {
        out.push_str(value);
        return;
    }
    let mut units = 0;
    for (at, c) in value.char_indices() {
        units += c.len_utf16();
        if units >= CELL_UNITS && at + c.len_utf8() < value.len() {
            out.push('…');
            return;
        }
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c < ' ' => put(out, format_args!("_x{:04X}_", c as u32)),
            '_' if is_escape(&value[at..]) => out.push_str("_x005F_"),
            c => out.push(c),
        }
    }
}

fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7 && bytes[1] == b'x' && bytes[6] == b'_' && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

/// The parts that name the others.
fn frame(archive: &mut Archive, sheets: &[Sheet], about: &About, endings: &Endings) {
    archive.file("xl/workbook.xml", |file| workbook_part(file.text(), sheets));
    let count = sheets.len();
    archive.file_alike("xl/_rels/workbook.xml.rels", count, || parts_of_workbook(count), endings);
    archive.file_alike("_rels/.rels", 0, parts_of_package, endings);
    archive.file("docProps/core.xml", |file| core_part(file.text(), about));
    archive.file_alike("[Content_Types].xml", count, || content_types(count), endings);
}

fn parts_of_workbook(sheets: usize) -> String {
    let mut text = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for number in 1..=sheets {
        relation(&mut text, number, "worksheet", &format!("worksheets/sheet{number}.xml"));
    }
    relation(&mut text, sheets + 1, "styles", "styles.xml");
    text.push_str("</Relationships>");
    text
}

fn parts_of_package() -> String {
    let mut text = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    relation(&mut text, 1, "officeDocument", "xl/workbook.xml");
    put(
        &mut text,
        format_args!(
            "<Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" \
             Target=\"docProps/core.xml\"/></Relationships>"
        ),
    );
    text
}

const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn relation(text: &mut String, number: usize, kind: &str, target: &str) {
    put(text, format_args!("<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>"));
}

fn workbook_part(text: &mut String, sheets: &[Sheet]) {
    put(
        text,
        format_args!(
            "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><bookViews><workbookView/></bookViews><sheets>"
        ),
    );
    for (index, sheet) in sheets.iter().enumerate() {
        let number = index + 1;
        text.push_str("<sheet name=\"");
        escaped(text, &sheet.name);
        put(text, format_args!("\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"));
    }
    text.push_str("</sheets><definedNames>");
    // Excel keeps a filter's range under this name, and repeats the header on every printed page by the other one.
    let names: [(&str, &str, Ending); 2] = [
        ("_xlnm._FilterDatabase", " hidden=\"1\"", |columns, rows| range(columns, rows)),
        ("_xlnm.Print_Titles", "", |_, _| "$1:$1".to_owned()),
    ];
    for (name, hidden, ending) in names {
        for (index, sheet) in sheets.iter().enumerate() {
            let Some((columns, rows)) = sheet.filtered else { continue };
            put(text, format_args!("<definedName name=\"{name}\" localSheetId=\"{index}\"{hidden}>'"));
            escaped(text, &sheet.name);
            put(text, format_args!("'!{}</definedName>", ending(columns, rows)));
        }
    }
    text.push_str("</definedNames></workbook>");
}

/// The cells that a name stands for, from a sheet's columns and rows.
type Ending = fn(usize, usize) -> String;

fn core_part(text: &mut String, about: &About) {
    put(
        text,
        format_args!(
            "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>"
        ),
    );
    escaped(text, &about.title);
    text.push_str("</dc:title><dc:creator>");
    escaped(text, &about.creator);
    put(
        text,
        format_args!(
            "</dc:creator><dc:language>{}</dc:language>\
             <dcterms:created xsi:type=\"dcterms:W3CDTF\">{}T00:00:00Z</dcterms:created></cp:coreProperties>",
            about.lang, about.created
        ),
    );
}

fn content_types(sheets: usize) -> String {
    const KINDS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let mut text = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
             <Override PartName=\"/xl/workbook.xml\" ContentType=\"{KINDS}.sheet.main+xml\"/>\
             <Override PartName=\"/xl/styles.xml\" ContentType=\"{KINDS}.styles+xml\"/>\
             <Override PartName=\"/docProps/core.xml\" \
             ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    );
    for number in 1..=sheets {
        put(
            &mut text,
            format_args!("<Override PartName=\"/{}\" ContentType=\"{KINDS}.worksheet+xml\"/>", sheet_path(number)),
        );
    }
    text.push_str("</Types>");
    text
}

fn put(text: &mut String, arguments: std::fmt::Arguments) {
    text.write_fmt(arguments).expect("writing to memory does not fail");
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Range, Reader, Xlsx};
    use jiff::civil::date;

    use super::*;
    use crate::value::Decimal;

    const FIELDS: [Field; 2] = [("name", "string"), ("value", "number")];

    fn about() -> About<'static> {
        About {
            sheet: "Chỉ tiêu".to_owned(),
            description_sheet: "Mô tả".to_owned(),
            title: "Chỉ tiêu & <thẻ>".to_owned(),
            creator: "Đơn vị".to_owned(),
            lang: "vi",
            created: date(2026, 11, 22),
            facts: vec![("Nguồn".to_owned(), "Trang thử".to_owned())],
            fields: Meanings {
                name: "chỉ tiêu".to_owned(),
                rows: &|| vec![["Trường", "Kiểu", "Đơn vị tính", "Ý nghĩa"].map(str::to_owned)],
            },
        }
    }

    fn made(rows: &[Vec<Cell>], about: &About) -> Vec<u8> {
        workbook(&FIELDS, rows.iter(), about, &Endings::default())
    }

    /// The sheets of a workbook by name, as another program reads them.
    fn sheets(bytes: Vec<u8>) -> Vec<(String, Range<Data>)> {
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
        book.worksheets()
    }

    fn first(rows: &[Vec<Cell>]) -> Range<Data> {
        sheets(made(rows, &about())).remove(0).1
    }

    #[test]
    fn a_table_longer_than_a_sheet_goes_on_in_the_next() {
        let rows: Vec<Vec<Cell>> = (0..7).map(|n| vec![Cell::Text(format!("dòng {n}")), Cell::Integer(n)]).collect();
        let found = sheets(split_workbook(&FIELDS, rows.iter(), &about(), 3, &Endings::default()));
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Chỉ tiêu", "Chỉ tiêu (2)", "Chỉ tiêu (3)", "Mô tả"]);
        let mut numbers = Vec::new();
        for (_, range) in &found[..3] {
            assert_eq!(range.get((0, 0)), Some(&Data::String("name".to_owned())), "each sheet has the header");
            numbers.extend(range.rows().skip(1).map(|row| row[1].clone()));
        }
        assert_eq!(numbers, (0..7).map(|n| Data::Float(f64::from(n))).collect::<Vec<_>>());
    }

    #[test]
    fn a_table_without_rows_is_a_header() {
        let found = sheets(made(&[], &about()));
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].1.get_size(), (1, 2));
    }

    #[test]
    fn cells_keep_their_types() {
        let day = date(2021, 10, 6);
        let rows = [
            vec![Cell::Text("=1+1".to_owned()), Cell::Number(Decimal::new(8376, 2))],
            vec![Cell::Date(day), Cell::Integer(-8)],
            vec![Cell::Date(date(1899, 5, 1)), Cell::Empty],
            vec![Cell::Code("="), Cell::Text("00123".to_owned())],
        ];
        let range = first(&rows);
        let text = |text: &str| Data::String(text.to_owned());
        assert_eq!(range.get((1, 0)), Some(&text("=1+1")));
        assert_eq!(range.get((1, 1)), Some(&Data::Float(83.76)));
        let Some(Data::DateTime(found)) = range.get((2, 0)) else { panic!("a day: {:?}", range.get((2, 0))) };
        // 6 October 2021 is day 44475 of the spreadsheet's count.
        assert_eq!(found.as_f64(), 44475.0);
        assert_eq!(range.get((2, 1)), Some(&Data::Float(-8.0)));
        assert_eq!(range.get((3, 0)), Some(&text("1899-05-01")), "Excel counts no days before 1900");
        assert_eq!(range.get((3, 1)), Some(&Data::Empty));
        assert_eq!((range.get((4, 0)), range.get((4, 1))), (Some(&text("=")), Some(&text("00123"))));
    }

    #[test]
    fn text_stays_what_it_is() {
        let texts = [" hai đầu trắng ", "<c r=\"A1\">&amp;</c>", "hai\ndòng", "Đ\u{1F600}ẵ"];
        let rows: Vec<Vec<Cell>> = texts.iter().map(|text| vec![Cell::Text((*text).to_owned()), Cell::Empty]).collect();
        let range = first(&rows);
        for (index, text) in texts.iter().enumerate() {
            assert_eq!(range.get((index + 1, 0)), Some(&Data::String((*text).to_owned())));
        }
    }

    #[test]
    fn what_xml_cannot_hold_is_written_as_excel_does() {
        let shown = |text: &str| {
            let mut out = String::new();
            escaped(&mut out, text);
            out
        };
        assert_eq!(shown("a\u{b}b\u{ffff}\r"), "a_x000B_b\u{fffd}_x000D_");
        assert_eq!(shown("_x000B_ và _x00_"), "_x005F_x000B_ và _x00_");
    }

    #[test]
    fn a_text_longer_than_a_cell_is_cut_and_says_so() {
        for (length, expected) in [(32_767, 32_767), (32_768, 32_767), (40_000, 32_767)] {
            let range = first(&[vec![Cell::Text("ă".repeat(length)), Cell::Empty]]);
            let Some(Data::String(found)) = range.get((1, 0)) else { panic!("text") };
            assert_eq!(found.encode_utf16().count(), expected);
            assert_eq!(found.ends_with('…'), length > 32_767);
        }
    }

    #[test]
    fn names_of_sheets_keep_to_the_rules() {
        assert_eq!(sheet_name("a/b:c*[d]?'e'\\", 1), "abcde");
        assert_eq!(sheet_name("", 1), "1");
        assert_eq!(sheet_name(&"ệ".repeat(40), 12), format!("{} (12)", "ệ".repeat(26)));
        let mut same = about();
        same.description_sheet = "Chỉ tiêu".to_owned();
        let names: Vec<String> = sheets(made(&[], &same)).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["Chỉ tiêu", "Chỉ tiêu (2)"]);
        assert_eq!([0, 25, 26, 701, 702].map(column_name), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
