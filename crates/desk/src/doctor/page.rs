//! What the shop's page says about scripts and endpoints: its Content-Security-Policy.

use super::call::Answer;
use super::{Remark, Verdict};
use ureq::http::Uri;

/// What an allow-list of a policy is asked about.
struct Asked<'a> {
    url: &'a Uri,
    page: &'a Uri,
}

/// The remarks about a page that was fetched.
pub(super) fn explain_page(answer: &Answer, page: &str, endpoint: &str) -> Vec<Remark> {
    if !(200..300).contains(&answer.status) {
        let words = format!("The page answered {}; nothing can be said of it.", answer.status);
        return vec![Remark::new(Verdict::Bad, words)];
    }
    let (Ok(page), Ok(endpoint)) = (page.parse::<Uri>(), endpoint.parse::<Uri>()) else {
        return Vec::new();
    };
    let mut remarks = vec![explain_tag(&answer.body)];
    let policies = policies(answer);
    if policies.is_empty() {
        let words = "The page has no Content-Security-Policy: nothing stands in the way.";
        remarks.push(Remark::new(Verdict::Good, words));
    }
    let asked = Asked { url: &endpoint, page: &page };
    remarks.extend(policies.iter().flat_map(|policy| explain_policy(policy, &asked)));
    remarks
}

fn explain_tag(body: &str) -> Remark {
    match body.contains("usher.js") {
        true => Remark::new(Verdict::Good, "The page names usher.js."),
        false => Remark::new(
            Verdict::Note,
            "The page does not name usher.js in its own text. If a tag manager adds it, that is \
             no harm; otherwise the widget is not there.",
        ),
    }
}

/// All that are in force: each may only forbid more.
fn policies(answer: &Answer) -> Vec<String> {
    let headers = answer.headers.iter();
    let in_headers = headers
        .filter(|(name, _)| name == "content-security-policy")
        .flat_map(|(_, value)| value.split(','))
        .map(|policy| policy.trim().to_ascii_lowercase());
    in_headers.chain(in_page(&answer.body)).filter(|policy| !policy.is_empty()).collect()
}

/// `<meta http-equiv="content-security-policy" content="…">`.
fn in_page(body: &str) -> Vec<String> {
    let body = body.to_ascii_lowercase();
    let tags = body.split("<meta").skip(1).filter_map(|rest| rest.split('>').next());
    tags.filter(|tag| tag.contains("content-security-policy"))
        .filter_map(|tag| {
            let (_, value) = tag.split_once("content=")?;
            let quote = value.chars().next().filter(|quote| "\"'".contains(*quote))?;
            value.split(quote).nth(1).map(str::to_owned)
        })
        .collect()
}

fn explain_policy(policy: &str, asked: &Asked<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let endpoint = asked.url;
    remarks.push(match list(policy, "connect-src") {
        Some(list) if !asked.is_on(&list) => Remark::new(
            Verdict::Bad,
            format!("The policy of the page forbids posting there. Add {endpoint} to connect-src."),
        ),
        _ => Remark::new(Verdict::Good, "The policy of the page lets events be posted there."),
    });
    let scripts = list(policy, "script-src").unwrap_or_else(|| vec!["*", "'wasm-unsafe-eval'"]);
    let runs_wasm = ["'wasm-unsafe-eval'", "'unsafe-eval'"];
    remarks.push(match scripts.iter().any(|word| runs_wasm.contains(word)) {
        true => Remark::new(Verdict::Good, "The policy of the page lets WebAssembly run."),
        false => Remark::new(
            Verdict::Bad,
            "The policy of the page forbids WebAssembly; the widget shows plain links instead. \
             Add 'wasm-unsafe-eval' to script-src; it allows no script from text.",
        ),
    });
    remarks
}

/// What a directive allows, or the one that stands for it; `None` allows everything.
fn list<'a>(policy: &'a str, name: &str) -> Option<Vec<&'a str>> {
    let directive = |name: &str| {
        policy.split(';').find_map(|directive| {
            let mut words = directive.split_ascii_whitespace();
            (words.next() == Some(name)).then(|| words.collect::<Vec<_>>())
        })
    };
    directive(name).or_else(|| directive("default-src"))
}

impl Asked<'_> {
    fn is_on(&self, list: &[&str]) -> bool {
        list.iter().any(|source| self.fits(source))
    }

    /// CSP 3, "Does url match source expression in origin": scheme, host, port. A path in
    /// the list counts when it is the beginning.
    fn fits(&self, source: &str) -> bool {
        let scheme = self.url.scheme_str().unwrap_or_default();
        let is_web = ["http", "https"].contains(&scheme);
        match source {
            "*" => return is_web,
            "'self'" => return origin(self.url) == origin(self.page),
            _ => {}
        }
        if let Some(wanted) = source.strip_suffix(':') {
            return is_scheme(wanted, scheme);
        }
        let (wanted, rest) = match source.split_once("://") {
            Some((wanted, rest)) => (wanted, rest),
            None => (self.page.scheme_str().unwrap_or_default(), source),
        };
        let (authority, path) = match rest.find('/') {
            Some(at) => rest.split_at(at),
            None => (rest, ""),
        };
        let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
        is_scheme(wanted, scheme)
            && is_host(host, self.url.host().unwrap_or_default())
            && (port == "*" || port_of(port, scheme) == port_of_url(self.url))
            && (path.is_empty()
                || path == self.url.path()
                || (path.ends_with('/') && self.url.path().starts_with(path)))
    }
}

/// A list that allows http allows https as well.
fn is_scheme(wanted: &str, scheme: &str) -> bool {
    wanted == scheme || (wanted == "http" && scheme == "https")
}

fn is_host(wanted: &str, host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    match wanted.strip_prefix('*') {
        Some(ending) => ending.starts_with('.') && host.ends_with(ending),
        None => wanted == host,
    }
}

fn port_of(port: &str, scheme: &str) -> Option<u16> {
    match (port, scheme) {
        ("", "https") => Some(443),
        ("", _) => Some(80),
        (port, _) => port.parse().ok(),
    }
}

fn port_of_url(url: &Uri) -> Option<u16> {
    url.port_u16().or_else(|| port_of("", url.scheme_str().unwrap_or_default()))
}

fn origin(url: &Uri) -> (Option<&str>, Option<&str>, Option<u16>) {
    (url.scheme_str(), url.host(), port_of_url(url))
}
