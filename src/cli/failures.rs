//! Failures of the machine that staff can mend, in Vietnamese. The errors themselves speak English, for programs.

use crate::diff::DiffError;
use crate::discover::DiscoverError;
use crate::migrate::MigrateError;
use crate::output::Changed;
use crate::probe::CurlMissing;
use crate::render::{RenderError, ThemeError};
use crate::signing::KeyError;
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
            DiscoverError::Read { path, source } => format!("không đọc được {}: {}", path.display(), said(source)),
        });
    }
    if error.is::<CurlMissing>() {
        return Some(
            "không tìm thấy chương trình `curl` để hỏi các trang khác; hãy cài curl, hoặc bỏ --links".to_owned(),
        );
    }
    if let Some(error) = error.downcast_ref::<MigrateError>() {
        return Some(match error {
            MigrateError::Settings => {
                "không có content/site.yaml hoặc không đọc được tệp này; chạy `bantin check` để biết vì sao".to_owned()
            }
            MigrateError::ByHand => {
                "content/site.yaml viết theo cách không tự sửa được; hãy tự thêm dòng `format: 1`".to_owned()
            }
            MigrateError::Newer(format) => {
                format!("nội dung ở định dạng {format}, mới hơn chương trình này; hãy cập nhật bantin")
            }
        });
    }
    if let Some(error) = error.downcast_ref::<VerifyError>() {
        return Some(match error {
            VerifyError::Read { path, source } if source.kind() == std::io::ErrorKind::NotFound => {
                format!(
                    "không thấy {}; chỉ thư mục mà `bantin build` đã tạo, có tệp manifest.json bên trong",
                    path.display()
                )
            }
            VerifyError::Read { path, source } => format!("không đọc được {}: {}", path.display(), said(source)),
            VerifyError::Manifest { path, reason } => {
                format!("{} không phải bản kê của bantin: {reason}", path.display())
            }
            VerifyError::NotLocal(address) => format!(
                "{address}: chỉ hỏi được máy chủ trên chính máy này (http://127.0.0.1…, http://[::1]…, http://localhost…); hãy chép trang về một thư mục rồi kiểm tra thư mục đó, hoặc chạy `bantin verify` ngay trên máy chủ"
            ),
            VerifyError::Address(address) => {
                format!("{address}: viết địa chỉ như http://127.0.0.1:8080/, không có tên đăng nhập, dấu hỏi hay dấu #")
            }
            VerifyError::Server { address, source } => {
                format!("{address}: máy chủ không trả lời đủ: {source}")
            }
            VerifyError::NoManifest(address) => {
                format!("{address}: máy chủ không có manifest.json; chỉ bản sao bằng --manifest")
            }
        });
    }
    if let Some(error) = error.downcast_ref::<DiffError>() {
        return Some(match error {
            DiffError::Read { path, source } => format!("không đọc được {}: {source}", path.display()),
            DiffError::NoSite(path) => {
                format!(
                    "{} không phải thư mục chứa trang đã dựng; dựng trang mới bằng `bantin build --output …`",
                    path.display()
                )
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
            WriteError::Io { path, source } => format!("không ghi được {}: {}", path.display(), said(source)),
        });
    }
    if let Some(key) = error.downcast_ref::<KeyError>() {
        return Some(match error.chain().count() {
            1 => key_reason(key),
            _ => format!("{error}: {}", key_reason(key)),
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
        RenderError::Output(error) => Some(format!("không ghi được {}: {}", error.path, said(&error.source))),
    }
}

/// What the system means, else what it says.
pub fn said(error: &std::io::Error) -> String {
    reason(error).map_or_else(|| error.to_string(), str::to_owned)
}

fn key_reason(error: &KeyError) -> String {
    let words = match error {
        KeyError::NotSecret => "không phải khóa bí mật của minisign",
        KeyError::NotPublic => {
            "không phải khóa công khai của minisign; khóa ấy nằm cạnh khóa bí mật, tên kết thúc bằng .pub"
        }
        KeyError::Damaged => {
            "khóa bị hỏng, hoặc là khóa không mật khẩu do `minisign -W` tạo; lấy lại từ bản dự phòng, hoặc tạo khóa bằng `bantin keygen`"
        }
        KeyError::WrongPassword => "sai mật khẩu của khóa này",
        KeyError::PasswordLength => "mật khẩu phải có từ 1 đến 1024 byte",
        KeyError::System(reason) => return format!("máy không tạo được khóa hay chữ ký: {reason}"),
    };
    words.to_owned()
}

/// What the system means, for the failures that staff meet.
fn reason(error: &std::io::Error) -> Option<&'static str> {
    use std::io::ErrorKind::*;
    if error.get_ref().is_some_and(|inner| inner.is::<Changed>()) {
        return Some("tệp đã thay đổi trong lúc dựng trang; hãy chạy lại");
    }
    Some(match error.kind() {
        NotFound => "không có tệp hoặc thư mục này; xem lại tên và đường dẫn",
        PermissionDenied => "không có quyền đọc hoặc ghi ở đây; hỏi người quản trị máy",
        ResourceBusy => {
            "hệ thống đang dùng thư mục này, chẳng hạn làm điểm gắn ổ đĩa (mount); hãy ghi vào một thư mục bên trong nó bằng --output"
        }
        AlreadyExists => "đã có tệp hoặc thư mục trùng tên",
        IsADirectory => "đây là thư mục, không phải tệp",
        NotADirectory => "một phần của đường dẫn là tệp, không phải thư mục",
        StorageFull => "ổ đĩa đã đầy; xóa bớt tệp rồi chạy lại",
        QuotaExceeded => "đã dùng hết dung lượng được cấp trên ổ đĩa; xóa bớt tệp rồi chạy lại",
        InvalidFilename => "tên tệp quá dài hoặc có ký tự không dùng được; đặt tên ngắn hơn",
        ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc; chọn chỗ ghi khác",
        _ => return None,
    })
}
