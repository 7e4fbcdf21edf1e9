//! A browser without a script: keeps its cookie, follows nothing by itself, and counts its requests.

use anyhow::{Context, Result, ensure};
use bytes::Bytes;
use http::StatusCode;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, COOKIE, LOCATION, REFERER};
use std::sync::atomic::{AtomicUsize, Ordering};

const FORM: &str = "application/x-www-form-urlencoded";

/// One person's browser.
pub(crate) struct Client {
    http: reqwest::Client,
    url: String,
    cookie: String,
    requests: AtomicUsize,
}

/// What came back.
pub(crate) struct Reply {
    /// The status.
    pub(crate) status: StatusCode,
    /// Where it sends the browser, as a path.
    pub(crate) location: Option<String>,
    /// The body, as it was sent: compressed if that was asked for.
    pub(crate) body: Bytes,
}

impl Client {
    /// A browser with the session of that secret.
    pub(crate) fn new(url: &str, secret: Option<&str>) -> Self {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .expect("a plain client needs nothing that can be missing");
        let cookie = secret.map(|secret| format!("sid={secret}")).unwrap_or_default();
        Self { http, url: url.to_owned(), cookie, requests: AtomicUsize::new(0) }
    }

    /// Fetches a page, uncompressed. Anything but 200 is an error.
    pub(crate) async fn get(&self, path: &str) -> Result<Reply> {
        let reply = self.send(self.http.get(format!("{}{path}", self.url))).await?;
        ensure!(reply.status == StatusCode::OK, "{path}: {}", reply.status);
        Ok(reply)
    }

    /// Fetches a page or asset as a browser does, with brotli.
    pub(crate) async fn get_compressed(&self, path: &str) -> Result<Reply> {
        let request = self.http.get(format!("{}{path}", self.url)).header(ACCEPT_ENCODING, "br");
        let reply = self.send(request).await?;
        ensure!(reply.status == StatusCode::OK, "{path}: {}", reply.status);
        Ok(reply)
    }

    /// Sends a plain form; the answer is where it leads. Anything but a redirect is an error.
    pub(crate) async fn post(
        &self,
        path: &str,
        from: &str,
        pairs: &[(String, String)],
    ) -> Result<String> {
        let body = encode(pairs);
        let request = self
            .http
            .post(format!("{}{path}", self.url))
            .header(CONTENT_TYPE, FORM)
            .header(REFERER, format!("{}{from}", self.url))
            .header("sec-fetch-site", "same-origin")
            .body(body);
        let reply = self.send(request).await?;
        let status = reply.status;
        reply.location.with_context(|| {
            format!(
                "{path}: {status} {}",
                String::from_utf8_lossy(&reply.body[..reply.body.len().min(300)])
            )
        })
    }

    /// How many requests so far.
    pub(crate) fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Result<Reply> {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let mut request = request.header(ACCEPT, "text/html,*/*");
        if !self.cookie.is_empty() {
            request = request.header(COOKIE, &self.cookie);
        }
        let reply = request.send().await?;
        let status = reply.status();
        let location = reply
            .headers()
            .get(LOCATION)
            .and_then(|value| value.to_str().ok())
            .map(|location| location.trim_start_matches(&self.url).to_owned());
        Ok(Reply { status, location, body: reply.bytes().await? })
    }
}

/// As a browser encodes a form.
fn encode(pairs: &[(String, String)]) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        if !out.is_empty() {
            out.push('&');
        }
        escape(&mut out, name);
        out.push('=');
        escape(&mut out, value);
    }
    out
}

fn escape(out: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            _ => {
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}
