//! The content security policy that a site's server should send.
//!
//! Takes the site, gives the value of the header. Pages are made to live under it: everything comes from the site
//! itself, and only a counter that `site.yaml` names adds its server.

use crate::model::Site;

/// Of a file that could hold a script and is no page, such as a drawing: opened by itself it runs none, loads nothing and
/// is of no origin. Where a page shows it as an image, the page's own policy counts.
pub const SANDBOX: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// Of a PDF. The viewer of a browser may itself be a page with scripts, which the policy of pages would stop.
pub const VIEWED: &str = "frame-ancestors 'none'";

/// The policy of a site, on one line. `style-src 'self'` has no exception: no page has an inline style.
pub fn content_security_policy(site: &Site) -> String {
    policy(site.settings.measuring.as_ref().map(|measuring| measuring.origin()))
}

/// A counter is a script, and tells its server by a request or by a picture of one pixel.
fn policy(counter: Option<&str>) -> String {
    let counter = counter.map(|origin| format!(" {origin}")).unwrap_or_default();
    format!(
        "default-src 'none'; style-src 'self'; script-src 'self'{counter}; img-src 'self' data:{counter}; \
         media-src 'self'; connect-src 'self'{counter}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::front::Measuring;

    #[test]
    fn without_a_counter_nothing_comes_from_outside() {
        assert_eq!(
            policy(None),
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; media-src 'self'; \
             connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
    }

    #[test]
    fn a_counter_adds_its_server_and_no_path() {
        let measuring = Measuring {
            script: "https://dem.example.org:8443/a/dem.js?id=1".to_owned(),
            name: String::new(),
            purpose: String::new(),
        };
        assert_eq!(measuring.host(), "dem.example.org:8443");
        let policy = policy(Some(measuring.origin()));
        for directive in ["script-src 'self'", "img-src 'self' data:", "connect-src 'self'"] {
            assert!(policy.contains(&format!("{directive} https://dem.example.org:8443;")), "{policy}");
        }
        assert_eq!(policy.matches("dem.example.org").count(), 3, "{policy}");
    }
}
