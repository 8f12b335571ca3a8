//! What can be typed: one definition for parser, help and completions. The help is English here and becomes
//! Vietnamese by the table below, which a test holds to the definition.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::schema::Kind;
use crate::source::Lang;
use crate::value::parse_moment;

/// Compile reform bulletins into a searchable static news site
#[derive(Debug, Parser)]
#[command(name = "bantin", version, disable_help_subcommand = true)]
pub struct Program {
    #[command(subcommand)]
    pub command: Command,
    /// Language of messages: vi or en [default: the system's, else vi]
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<String>,
    /// Print errors only
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compile content/ into a site
    Build(BuildArgs),
    /// Preview the site and rebuild it on every change
    Serve(ServeArgs),
    /// Report every mistake in the content, write nothing
    Check(CheckArgs),
    /// Write the site's content for other programs
    Export(ExportArgs),
    /// Write a new bulletin with commented fields
    New(NewArgs),
    /// Make drafts from Word files, saved pages and texts
    Import(ImportArgs),
    /// Write a new site to start from
    Init(InitArgs),
    /// Tell what publishing a new version of the site will change, page by page
    Diff(DiffArgs),
    /// Make a pair of keys to sign sites with
    Keygen(KeygenArgs),
    /// Sign the manifest of a site
    Sign(SignArgs),
    /// Hold a published site against its manifest: changed, missing and extra files
    Verify(VerifyArgs),
    /// Bring content of an earlier format to this one; only shows what would change, unless told to write
    Migrate(MigrateArgs),
    /// Print the JSON Schema of the content format, for editors
    Schema(SchemaArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
}

#[derive(Clone, Debug, Args)]
pub struct SiteArgs {
    /// Folder that holds content/ and themes/
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// Address of the published site, instead of base_url in site.yaml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// Include drafts
    #[arg(long)]
    pub drafts: bool,
    /// Include bulletins with a date in the future
    #[arg(long)]
    pub future: bool,
    /// The day that counts as today, for the same bytes on any day
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub date: Option<Date>,
    /// Number of threads [default: all]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
}

#[derive(Debug, Args)]
pub struct BuildArgs {
    #[command(flatten)]
    pub site: SiteArgs,
    /// Folder to write to [default: public in the site folder]
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// Make everything anew; neither read nor write .bantin-cache
    #[arg(long)]
    pub no_cache: bool,
    /// Withdraw published pages that are gone: a notice takes the place of each
    #[arg(long)]
    pub accept_removals: bool,
    /// Print where the time went: stages, templates, the slowest pages and files
    #[arg(long)]
    pub timings: bool,
}

#[derive(Debug, Args)]
pub struct ServeArgs {
    #[command(flatten)]
    pub site: SiteArgs,
    /// Address and port to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:1111")]
    pub addr: SocketAddr,
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    #[command(flatten)]
    pub site: SiteArgs,
    /// How to print what was found
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Human)]
    pub format: Format,
    /// File to write the page of --format html to [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// List the other sites that are linked to, and ask over the network whether the pages still stand (needs curl)
    #[arg(long)]
    pub links: bool,
}

/// The shapes of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Human,
    Json,
    Sarif,
    /// One page for people without a terminal
    Html,
}

#[derive(Debug, Args)]
pub struct ExportArgs {
    #[command(subcommand)]
    pub what: ExportCommand,
}

#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// Write bulk files and settings for a search engine
    Search(ExportSearchArgs),
}

#[derive(Debug, Args)]
pub struct ExportSearchArgs {
    #[command(flatten)]
    pub site: SiteArgs,
    /// The search engine
    #[arg(long, value_enum, value_name = "ENGINE")]
    pub to: Target,
    /// Folder to write to [default: export/ENGINE in the site folder]
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// The search engines that are written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Target {
    Opensearch,
    Meilisearch,
}

#[derive(Debug, Args)]
pub struct NewArgs {
    /// Title of the bulletin; asked for on a terminal
    #[arg(value_name = "TITLE")]
    pub title: Option<String>,
    /// Folder that holds content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// Unit: an id in units.yaml
    #[arg(long, value_name = "UNIT")]
    pub unit: Option<String>,
    /// Date of the bulletin [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub date: Option<Date>,
    /// Decision: number, symbol and date
    #[arg(long, value_name = "TEXT")]
    pub decision: Option<String>,
}

#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Files: .docx, .odt, .html, .md or .txt
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Unit: an id in units.yaml; "UBND xã" in the text is this one's
    #[arg(long, value_name = "UNIT")]
    pub unit: Option<String>,
    /// Folder that holds content/ [default: the current one]
    #[arg(long, value_name = "DIR")]
    pub site: Option<PathBuf>,
    /// Folder to write drafts to [default: content/bulletins in the site folder]
    #[arg(long, value_name = "DIR", conflicts_with = "stdout")]
    pub output: Option<PathBuf>,
    /// Print drafts instead of writing files
    #[arg(long)]
    pub stdout: bool,
    /// What to make: drafts, or the facts found in each file as one line of JSON, which is printed
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ImportFormat::Md)]
    pub format: ImportFormat,
}

/// What an import makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    Md,
    Json,
}

#[derive(Debug, Args)]
pub struct InitArgs {
    /// Folder for the new site
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
}

#[derive(Debug, Args)]
pub struct MigrateArgs {
    /// Folder that holds content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// Write the changes; the files as they were are kept in a folder of their own
    #[arg(long)]
    pub write: bool,
}

#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// What to describe: bulletin, page, site, units, indicators or areas
    #[arg(value_name = "KIND", default_value = "bulletin", value_parser = kind)]
    pub kind: Kind,
}

#[derive(Debug, Args)]
pub struct DiffArgs {
    /// Folder of the published site; nothing there means that all is new
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// Folder of the new version
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// How to print what changes
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = DiffFormat::Human)]
    pub format: DiffFormat,
    /// File to write the page of --format html to [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// The shapes of what `diff` finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    Human,
    Json,
    /// One page for whoever signs off
    Html,
}

#[derive(Debug, Args)]
pub struct KeygenArgs {
    /// File for the secret key; the public one goes to FILE.pub
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// File whose first line is the password [default: asked for on a terminal]
    #[arg(long, value_name = "FILE", conflicts_with = "no_password")]
    pub password_file: Option<PathBuf>,
    /// Do not lock the key, for machines that sign by themselves
    #[arg(long)]
    pub no_password: bool,
}

#[derive(Debug, Args)]
pub struct SignArgs {
    /// Folder of the site
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// Secret key
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
    /// File whose first line is the password [default: asked for on a terminal]
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// One line that is signed, too, and shown to whoever checks
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub comment: Option<String>,
}

#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Folder of the published site, or its address on this machine: http://127.0.0.1:8080/
    #[arg(value_name = "DIR|URL")]
    pub dir: PathBuf,
    /// A copy of manifest.json that is kept elsewhere [default: the site's own]
    #[arg(long, value_name = "FILE")]
    pub manifest: Option<PathBuf>,
    /// Public key that must have signed the manifest
    #[arg(long, value_name = "FILE.pub")]
    pub key: Option<PathBuf>,
    /// How to print what was found
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = VerifyFormat::Human)]
    pub format: VerifyFormat,
}

/// The shapes of what `verify` finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum VerifyFormat {
    Human,
    Json,
}

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// bash, zsh, fish, elvish or powershell
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

fn kind(text: &str) -> Result<Kind, String> {
    Kind::parse(text).ok_or_else(|| "bulletin, page, site, units, indicators, areas".to_owned())
}

fn day(text: &str) -> Result<Date, String> {
    parse_moment(text).map(|moment| moment.date).map_err(|_| "22/11/2026, 2026-11-22".to_owned())
}

/// A comment of a signature stands on one line of at most 8 KB, which is what the program `minisign` reads.
fn one_line(text: &str) -> Result<String, String> {
    match text.len() <= 8000 && !text.chars().any(crate::text::steers) {
        true => Ok(text.trim().to_owned()),
        false => Err("một dòng, tối đa 8000 byte; one line of at most 8000 bytes".to_owned()),
    }
}

fn base_url(text: &str) -> Result<String, String> {
    let lower = text.to_ascii_lowercase();
    match lower.starts_with("https://") || lower.starts_with("http://") {
        true => Ok(crate::parse::normal_base_url(text)),
        false => Err("https://…".to_owned()),
    }
}

/// The language of messages: `--lang`, else the system's, else Vietnamese.
pub fn message_lang(arguments: &[OsString]) -> Lang {
    let texts: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let given = texts.iter().enumerate().find_map(|(index, text)| match text.strip_prefix("--lang") {
        Some("") => texts.get(index + 1).copied(),
        Some(rest) => rest.strip_prefix('='),
        None => None,
    });
    let system = || {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
        names.iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty())
    };
    let found = given.map(str::to_owned).or_else(system);
    found.and_then(|tag| Lang::from_tag(&tag)).unwrap_or(Lang::Vi)
}

/// The definition with its help in `lang`.
pub fn command(lang: Lang) -> clap::Command {
    let command = Program::command();
    match lang {
        Lang::En => command,
        Lang::Vi => vietnamese(command),
    }
}

const VIETNAMESE_TEMPLATE: &str = "{about-with-newline}\nCách dùng: {usage}\n\n{all-args}";

fn vietnamese(command: clap::Command) -> clap::Command {
    let mut command = command.help_template(VIETNAMESE_TEMPLATE).subcommand_help_heading("Lệnh");
    let path = command.get_name().to_owned();
    if let Some(about) = translated(&path) {
        command = command.about(about);
    }
    // The arguments that clap adds by itself are replaced, for they exist only once the definition is built.
    command = command.disable_help_flag(true).arg(
        clap::Arg::new("help")
            .long("help")
            .short('h')
            .action(clap::ArgAction::Help)
            .help("In hướng dẫn")
            .help_heading("Tùy chọn"),
    );
    if path == "bantin" {
        command = command.disable_version_flag(true).arg(
            clap::Arg::new("version")
                .long("version")
                .short('V')
                .action(clap::ArgAction::Version)
                .help("In phiên bản")
                .help_heading("Tùy chọn"),
        );
    }
    command = command.mut_args(move |argument| {
        let heading = if argument.is_positional() { "Tham số" } else { "Tùy chọn" };
        let key = format!("{path} {}", argument.get_id());
        let help = translated(&key).or_else(|| translated(argument.get_id().as_str()));
        // clap adds defaults and choices in English brackets; they stand in the Vietnamese words instead.
        let default: Vec<String> =
            argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
        let choices: Vec<String> =
            argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        let is_flag = !argument.get_action().takes_values();
        let argument = argument.help_heading(heading);
        let argument = if is_flag { argument } else { argument.hide_default_value(true).hide_possible_values(true) };
        let Some(help) = help else { return argument };
        let mut help = help.to_owned();
        if !choices.is_empty() && !is_flag {
            help.push_str(&format!(" ({})", choices.join(", ")));
        }
        if !default.is_empty() && !is_flag {
            help.push_str(&format!(" [mặc định: {}]", default.join(" ")));
        }
        argument.help(help)
    });
    command.mut_subcommands(vietnamese)
}

/// Help by command, or by argument where all commands mean the same.
const TRANSLATIONS: &[(&str, &str)] = &[
    ("bantin", "Biên dịch bản tin cải cách thành trang tin tĩnh có tìm kiếm"),
    ("build", "Biên dịch content/ thành trang tin"),
    ("serve", "Xem thử trang, tự dựng lại khi có thay đổi"),
    ("check", "Liệt kê mọi lỗi trong nội dung, không ghi gì"),
    ("export", "Xuất nội dung của trang cho chương trình khác"),
    ("search", "Ghi tệp nạp hàng loạt và cài đặt cho máy tìm kiếm"),
    ("new", "Tạo bài mới với các trường có chú thích"),
    ("import", "Tạo bản nháp từ tệp Word, trang web đã lưu và tệp chữ"),
    ("init", "Tạo trang mới để bắt đầu"),
    ("diff", "Cho biết đăng bản mới sẽ thay đổi những gì, từng trang một"),
    ("keygen", "Tạo cặp khóa để ký trang"),
    ("sign", "Ký bản kê của trang"),
    ("verify", "So trang đã đăng với bản kê: tệp bị sửa, bị mất, tệp lạ"),
    ("migrate", "Chuyển nội dung từ định dạng cũ sang định dạng này; chỉ cho xem trước nếu không bảo ghi"),
    ("write", "Ghi các thay đổi; tệp cũ được giữ trong một thư mục riêng"),
    ("migrate site", "Thư mục chứa content/"),
    ("schema", "In JSON Schema của định dạng, dùng cho trình soạn thảo"),
    ("completions", "In tệp gợi ý lệnh cho shell"),
    ("lang", "Ngôn ngữ của thông báo: vi hoặc en [mặc định: theo hệ thống, nếu không thì vi]"),
    ("quiet", "Chỉ in lỗi"),
    ("site", "Thư mục chứa content/ và themes/"),
    ("new site", "Thư mục chứa content/"),
    ("base_url", "Địa chỉ của trang khi đăng, thay cho base_url trong site.yaml"),
    ("drafts", "Gồm cả bài nháp"),
    ("future", "Gồm cả bài có ngày đăng trong tương lai"),
    ("date", "Ngày được coi là hôm nay, để ngày nào dựng cũng ra cùng kết quả"),
    ("new date", "Ngày đăng bài [mặc định: hôm nay]"),
    ("jobs", "Số luồng [mặc định: tất cả]"),
    ("output", "Thư mục ghi kết quả [mặc định: public trong thư mục của trang]"),
    ("check output", "Tệp để ghi trang của --format html [mặc định: in ra màn hình]"),
    ("search output", "Thư mục ghi kết quả [mặc định: export/MÁY trong thư mục của trang]"),
    ("to", "Máy tìm kiếm"),
    ("files", "Các tệp .docx, .odt, .html, .md hoặc .txt"),
    ("import unit", "Đơn vị: mã trong units.yaml; “UBND xã” trong văn bản là của đơn vị này"),
    ("import site", "Thư mục chứa content/ [mặc định: thư mục hiện tại]"),
    ("import output", "Thư mục ghi bản nháp [mặc định: content/bulletins trong thư mục của trang]"),
    ("stdout", "In bản nháp ra thay vì ghi tệp"),
    ("import format", "Làm gì: bản nháp, hay in dữ kiện tìm được, mỗi tệp một dòng JSON"),
    ("strict", "Coi cảnh báo là lỗi"),
    ("links", "Liệt kê các trang khác được dẫn tới và hỏi qua mạng xem còn mở được không (cần curl)"),
    ("no_cache", "Làm lại tất cả, không đọc và không ghi .bantin-cache"),
    ("accept_removals", "Rút các trang đã đăng mà nay không còn: thay mỗi trang bằng một thông báo"),
    ("timings", "In thời gian của từng bước, từng mẫu trang, các trang và tệp chậm nhất"),
    ("addr", "Địa chỉ và cổng để xem thử"),
    ("open", "Mở trang trong trình duyệt"),
    ("format", "Kiểu in kết quả"),
    ("title", "Tiêu đề bài; trên màn hình lệnh thì được hỏi"),
    ("unit", "Đơn vị: mã trong units.yaml"),
    ("decision", "Quyết định: số, ký hiệu và ngày"),
    ("dir", "Thư mục của trang mới"),
    ("old", "Thư mục của trang đang đăng; nếu chưa có thì mọi thứ đều là mới"),
    ("diff new", "Thư mục của bản mới"),
    ("diff output", "Tệp để ghi trang của --format html [mặc định: in ra màn hình]"),
    ("keygen file", "Tệp ghi khóa bí mật; khóa công khai ghi vào TỆP.pub"),
    ("no_password", "Không đặt mật khẩu cho khóa, dùng cho máy tự ký"),
    ("password_file", "Tệp có dòng đầu là mật khẩu [mặc định: hỏi trên màn hình lệnh]"),
    ("sign dir", "Thư mục của trang"),
    ("sign key", "Khóa bí mật"),
    ("comment", "Một dòng được ký cùng, hiện cho người kiểm tra"),
    ("verify dir", "Thư mục của trang đã đăng, hoặc địa chỉ trên chính máy này: http://127.0.0.1:8080/"),
    ("manifest", "Bản sao của manifest.json cất ở nơi khác [mặc định: bản của chính trang]"),
    ("verify key", "Khóa công khai; bản kê phải do khóa này ký"),
    ("kind", "Cần mô tả gì: bulletin, page, site, units, indicators hoặc areas"),
    ("shell", "bash, zsh, fish, elvish hoặc powershell"),
];

fn translated(key: &str) -> Option<&'static str> {
    TRANSLATIONS.iter().find(|(name, _)| *name == key).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_argument_has_its_vietnamese_help() {
        fn walk(command: &clap::Command, missing: &mut Vec<String>) {
            if translated(command.get_name()).is_none() {
                missing.push(command.get_name().to_owned());
            }
            for argument in command.get_arguments() {
                let key = format!("{} {}", command.get_name(), argument.get_id());
                let is_own = matches!(argument.get_id().as_str(), "help" | "version");
                if !is_own && translated(&key).is_none() && translated(argument.get_id().as_str()).is_none() {
                    missing.push(key);
                }
            }
            command.get_subcommands().for_each(|sub| walk(sub, missing));
        }
        let mut missing = Vec::new();
        walk(&Program::command(), &mut missing);
        assert_eq!(missing, Vec::<String>::new());
        let keys: std::collections::BTreeSet<&str> = TRANSLATIONS.iter().map(|(key, _)| *key).collect();
        assert_eq!(keys.len(), TRANSLATIONS.len(), "one of two texts would never be shown");
        command(Lang::Vi).debug_assert();
        command(Lang::En).debug_assert();
    }

    #[test]
    fn the_language_of_messages_is_found_before_parsing() {
        let lang = |arguments: &[&str]| message_lang(&arguments.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(lang(&["bantin", "build", "--lang", "en"]), Lang::En);
        assert_eq!(lang(&["bantin", "--lang=vi", "build"]), Lang::Vi);
    }
}
