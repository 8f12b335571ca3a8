//! Mistakes on the command line, in Vietnamese: clap tells them in English alone.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

/// What is wrong and what to write instead; `None` for help and version, and for what only clap can tell.
pub fn vietnamese(error: &Error) -> Option<String> {
    let of = |kind| error.get(kind).map(shown).filter(|text| !text.is_empty());
    let given = || of(ContextKind::InvalidArg);
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("không có lệnh {}", of(ContextKind::InvalidSubcommand)?),
        ErrorKind::UnknownArgument => format!("không có tùy chọn hay tham số {}", given()?),
        ErrorKind::MissingRequiredArgument => format!("còn thiếu {}", given()?),
        ErrorKind::MissingSubcommand => "còn thiếu tên lệnh".to_owned(),
        ErrorKind::ArgumentConflict => format!("{} không dùng cùng {}", given()?, of(ContextKind::PriorArg)?),
        ErrorKind::TooManyValues => format!("{} thừa giá trị {}", given()?, of(ContextKind::InvalidValue)?),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match of(ContextKind::InvalidValue) {
            Some(value) if value != "``" => format!("{} không nhận giá trị {value}", given()?),
            _ => format!("{} còn thiếu giá trị", given()?),
        },
        _ => return None,
    };
    let suggestion = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let suggestion = suggestion.into_iter().find_map(of).map(|known| format!("có phải ý bạn là {known}?"));
    let choice = of(ContextKind::ValidValue).map(|known| format!("chọn một trong {known}"));
    let example = std::error::Error::source(error).map(|reason| match argument(error).as_str() {
        "--jobs" => "viết một số từ 1 đến 1024".to_owned(),
        "--addr" => "viết như: 127.0.0.1:1111".to_owned(),
        "--comment" => "viết một dòng, tối đa 8000 byte".to_owned(),
        // The other parsers of values tell what they take by examples, which need no language.
        _ => format!("viết như: {reason}"),
    });
    let hint = suggestion.or(choice).or(example).map(|hint| format!("; {hint}")).unwrap_or_default();
    Some(format!("{what}{hint}\nXem cách dùng: thêm --help vào sau lệnh"))
}

/// The option of which a value was not taken, without what stands for the value.
fn argument(error: &Error) -> String {
    let given = error.get(ContextKind::InvalidArg).map(ToString::to_string).unwrap_or_default();
    given.split(' ').next().unwrap_or_default().to_owned()
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(values) => values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", "),
        value => format!("`{value}`"),
    }
}
