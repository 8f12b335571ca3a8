//! Failures of the machine that staff can mend, in Vietnamese. The errors themselves speak English, for programs.

use crate::discover::DiscoverError;
use crate::probe::CurlMissing;
use crate::render::{RenderError, ThemeError};
use crate::verify::VerifyError;
use crate::write::WriteError;

/// The Vietnamese sentence for an error that staff may meet; `None` for one that only the system can explain.
pub fn vietnamese(error: &anyhow::Error) -> Option<String> {
    if let Some(error) = error.downcast_ref::<DiscoverError>() {
        return Some(match error {
            DiscoverError::NoContent(path) => {
                format!(
                    "{}: không có thư mục `content` ở đây; chạy `bantin init` để tạo trang mới, hoặc chỉ thư mục bằng --site",
                    path.display()
                )
            }
            DiscoverError::Read { path, source } => format!("không đọc được {}: {source}", path.display()),
        });
    }
    if error.is::<CurlMissing>() {
        return Some(
            "không tìm thấy chương trình `curl` để hỏi các trang khác; hãy cài curl, hoặc bỏ --links".to_owned(),
        );
    }
    if let Some(error) = error.downcast_ref::<VerifyError>() {
        return Some(match error {
            VerifyError::Read { path, source } if source.kind() == std::io::ErrorKind::NotFound => {
                format!(
                    "không thấy {}; chỉ thư mục mà `bantin build` đã tạo, có tệp manifest.json bên trong",
                    path.display()
                )
            }
            VerifyError::Read { path, source } => format!("không đọc được {}: {source}", path.display()),
            VerifyError::Manifest { path, reason } => {
                format!("{} không phải bản kê của bantin: {reason}", path.display())
            }
        });
    }
    if let Some(error) = error.downcast_ref::<WriteError>() {
        return Some(match error {
            WriteError::Foreign(path) => format!(
                "{} có những tệp không do bantin tạo ra nên không ghi gì vào đó; chọn thư mục khác bằng --output, hoặc làm rỗng thư mục này",
                path.display()
            ),
            WriteError::NotAFolder(path) => format!("{} không phải là thư mục", path.display()),
            WriteError::HoldsContent(path) => {
                format!("{} chứa hoặc nằm trong nội dung của trang; chọn thư mục khác bằng --output", path.display())
            }
            WriteError::Busy(path) => format!("một lần dựng khác đang ghi vào {}; hãy đợi cho xong", path.display()),
            WriteError::Io { path, source } => format!("không ghi được {}: {source}", path.display()),
        });
    }
    if let Some(source) = error.downcast_ref::<std::io::Error>() {
        let reason = reason(source)?;
        // The context is the path.
        return Some(match error.chain().count() {
            1 => reason.to_owned(),
            _ => format!("{error}: {reason}"),
        });
    }
    match error.downcast_ref::<RenderError>()? {
        RenderError::Theme(ThemeError::Unknown(name)) => {
            Some(format!("không có giao diện `{name}`: chưa có thư mục themes/{name}"))
        }
        RenderError::Theme(ThemeError::File { theme, file, reason }) => {
            Some(format!("giao diện `{theme}`, tệp {file}: {reason}"))
        }
        RenderError::Theme(ThemeError::Render { template, reason }) => Some(format!("mẫu trang {template}: {reason}")),
        RenderError::Output(error) => Some(format!("không ghi được {}: {}", error.path, error.source)),
    }
}

/// What the system means, for the failures that staff meet.
fn reason(error: &std::io::Error) -> Option<&'static str> {
    use std::io::ErrorKind::*;
    Some(match error.kind() {
        NotFound => "không có tệp hoặc thư mục này; xem lại tên và đường dẫn",
        PermissionDenied => "không có quyền đọc hoặc ghi ở đây; hỏi người quản trị máy",
        AlreadyExists => "đã có tệp hoặc thư mục trùng tên",
        IsADirectory => "đây là thư mục, không phải tệp",
        NotADirectory => "một phần của đường dẫn là tệp, không phải thư mục",
        StorageFull => "ổ đĩa đã đầy; xóa bớt tệp rồi chạy lại",
        ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc; chọn chỗ ghi khác",
        _ => return None,
    })
}
