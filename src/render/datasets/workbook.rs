//! A table as a workbook (ECMA-376, "XLSX"): one sheet of the rows, one that says what they are.
//!
//! Takes the same typed rows as the other formats, gives bytes. Numbers are numbers, days are days, text is never run as
//! a formula. The file streams into the deflater row by row, so that a register of any length costs no more memory than
//! its packed bytes; libraries that were tried hold every cell first (750 MB for 130,000 targets).

use std::fmt::Write;

use jiff::civil::Date;

use super::archive::{Archive, FileWriter};
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
#[derive(Debug)]
pub struct About {
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
    /// Name, type, unit and meaning, in the words of the language, then those of every field.
    pub fields: Vec<[String; 4]>,
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

/// The workbook of a table.
pub fn workbook(fields: &[Field], rows: &[Vec<Cell>], about: &About) -> Vec<u8> {
    split_workbook(fields, rows, about, SHEET_ROWS)
}

struct Sheet {
    name: String,
    /// Columns and rows of the filter; a sheet without header has none.
    filtered: Option<(usize, usize)>,
}

fn split_workbook(fields: &[Field], rows: &[Vec<Cell>], about: &About, longest: usize) -> Vec<u8> {
    let mut archive = Archive::new();
    let mut sheets: Vec<Sheet> = Vec::new();
    let widths = widths(fields, rows);
    let mut rest = rows;
    while sheets.is_empty() || !rest.is_empty() {
        let part = &rest[..rest.len().min(longest)];
        let number = sheets.len() + 1;
        let taken = archive.file(&sheet_path(number), |file| table(file, fields, part, &widths, number == 1));
        sheets.push(Sheet { name: sheet_name(&about.sheet, number), filtered: Some((fields.len(), taken)) });
        rest = &rest[taken..];
    }
    archive.file(&sheet_path(sheets.len() + 1), |file| description(file, about));
    let mut name = sheet_name(&about.description_sheet, 1);
    if sheets.iter().any(|sheet| sheet.name == name) {
        // Two sheets of one name are a broken workbook.
        name = sheet_name(&name, sheets.len() + 1);
    }
    sheets.push(Sheet { name, filtered: None });
    archive.file("xl/styles.xml", |file| file.text().push_str(STYLES));
    frame(&mut archive, &sheets, about);
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
fn widths(fields: &[Field], rows: &[Vec<Cell>]) -> Vec<usize> {
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
    for row in rows.iter().take(MEASURED_ROWS) {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = (*widest).max(width(cell)).min(WIDEST);
        }
    }
    widths
}

/// Writes a sheet of rows and says how many it took.
fn table(file: &mut FileWriter, fields: &[Field], rows: &[Vec<Cell>], widths: &[usize], is_first: bool) -> usize {
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
        string(text, column, 1, field, Style::Header);
    }
    text.push_str("</row>");
    let mut taken = 0;
    for row in rows {
        taken += 1;
        let text = file.text();
        put(text, format_args!("<row r=\"{}\">", taken + 1));
        for (value, column) in row.iter().zip(&names) {
            cell(text, column, taken + 1, value);
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

/// The sheet that says what the rows are, for whoever gets the file without its page.
fn description(file: &mut FileWriter, about: &About) {
    let text = file.text();
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
    let mut row = 0;
    for (label, value) in &about.facts {
        row += 1;
        put(text, format_args!("<row r=\"{row}\">"));
        string(text, "A", row, label, Style::Header);
        string(text, "B", row, value, Style::Text);
        text.push_str("</row>");
    }
    let facts = row;
    row += 1;
    for (index, field) in about.fields.iter().enumerate() {
        row += 1;
        put(text, format_args!("<row r=\"{row}\">"));
        let style = if index == 0 { Style::Header } else { Style::Text };
        for (value, column) in field.iter().zip(["A", "B", "C", "D"]) {
            string(text, column, row, value, style);
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
}

fn columns(text: &mut String, widths: &[usize]) {
    text.push_str("<cols>");
    for (index, width) in widths.iter().enumerate() {
        let (number, width) = (index + 1, width + 2);
        put(text, format_args!("<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>"));
    }
    text.push_str("</cols>");
}

fn cell(text: &mut String, column: &str, row: usize, value: &Cell) {
    match value {
        Cell::Empty => {}
        Cell::Text(value) => string(text, column, row, value, Style::Text),
        Cell::Code(value) => string(text, column, row, value, Style::Text),
        Cell::Integer(value) => number(text, column, row, value, Style::Integer),
        Cell::Number(value) => number(text, column, row, &value.plain(), Style::Number),
        Cell::Date(day) => match serial(*day) {
            Some(serial) => number(text, column, row, &serial, Style::Day),
            None => string(text, column, row, &day.to_string(), Style::Text),
        },
    }
}

fn number(text: &mut String, column: &str, row: usize, value: &dyn std::fmt::Display, style: Style) {
    put(text, format_args!("<c r=\"{column}{row}\" s=\"{}\"><v>{value}</v></c>", style as u8));
}

/// Text in the cell itself: a shared table of strings would have to be held until the end.
fn string(text: &mut String, column: &str, row: usize, value: &str, style: Style) {
    put(
        text,
        format_args!(
            "<c r=\"{column}{row}\" s=\"{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">",
            style as u8
        ),
    );
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
fn frame(archive: &mut Archive, sheets: &[Sheet], about: &About) {
    archive.file("xl/workbook.xml", |file| workbook_part(file.text(), sheets));
    archive.file("xl/_rels/workbook.xml.rels", |file| {
        let text = file.text();
        put(text, format_args!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">"));
        for number in 1..=sheets.len() {
            relation(text, number, "worksheet", &format!("worksheets/sheet{number}.xml"));
        }
        relation(text, sheets.len() + 1, "styles", "styles.xml");
        text.push_str("</Relationships>");
    });
    archive.file("_rels/.rels", |file| {
        let text = file.text();
        put(text, format_args!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">"));
        relation(text, 1, "officeDocument", "xl/workbook.xml");
        put(
            text,
            format_args!(
                "<Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" \
                 Target=\"docProps/core.xml\"/></Relationships>"
            ),
        );
    });
    archive.file("docProps/core.xml", |file| core_part(file.text(), about));
    archive.file("[Content_Types].xml", |file| content_types(file.text(), sheets.len()));
}

const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn relation(text: &mut String, number: usize, kind: &str, target: &str) {
    put(text, format_args!("<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>"));
}

fn workbook_part(text: &mut String, sheets: &[Sheet]) {
    put(text, format_args!("{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><bookViews><workbookView/></bookViews><sheets>"));
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

fn content_types(text: &mut String, sheets: usize) {
    const KINDS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    put(
        text,
        format_args!(
            "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
             <Override PartName=\"/xl/workbook.xml\" ContentType=\"{KINDS}.sheet.main+xml\"/>\
             <Override PartName=\"/xl/styles.xml\" ContentType=\"{KINDS}.styles+xml\"/>\
             <Override PartName=\"/docProps/core.xml\" \
             ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
        ),
    );
    for number in 1..=sheets {
        put(
            text,
            format_args!(
                "<Override PartName=\"/{}\" ContentType=\"{KINDS}.worksheet+xml\"/>",
                sheet_path(number)
            ),
        );
    }
    text.push_str("</Types>");
}

fn put(text: &mut String, arguments: std::fmt::Arguments) {
    text.write_fmt(arguments).expect("writing to memory does not fail");
}
