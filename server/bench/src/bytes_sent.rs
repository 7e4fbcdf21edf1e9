//! What a phone fetches for the first page of a form, as it is sent (brotli).

use crate::client::Client;
use crate::report::{Report, Row};
use crate::subject::Subject;
use crate::world::{SLUG, World};
use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};

const KB: f64 = 1000.0;

/// Everything before one can type, and everything before the page is alive.
pub(crate) async fn measure(report: &mut Report, subject: &Subject, world: &World) -> Result<()> {
    let client = Client::new(&subject.url, Some(&world.citizens[1]));
    let pairs = [("code".to_owned(), SLUG.to_owned()), ("fresh".to_owned(), "true".to_owned())];
    let draft = client.post("/fn/draft/begin", "/", &pairs).await?;
    let (section, _) = world.pages.first().context("the form has pages")?;
    let path = format!("{draft}/{section}");
    let html = client.get(&path).await?.body;
    let html = String::from_utf8(html.to_vec())?;
    let page = sent(&client, &path).await?;
    let sheets = total(&client, &assets(&html, ".css")).await?;
    let fonts = total(&client, &fonts()).await?;
    let wasm = assets(&html, ".wasm");
    ensure!(!wasm.is_empty(), "the page names no wasm");
    let scripts = assets(&html, ".js");
    let parts = parts(&client, &html, &scripts).await?;
    let code = total(&client, &wasm).await?
        + total(&client, &scripts).await?
        + total(&client, &parts).await?;
    let typed = page + sheets + fonts;
    report.add(
        Row::new("bytes_typed", "first form page until one can type", typed / KB, "kB")
            .at_most(80.0),
    );
    report.add(
        Row::new(
            "bytes_interactive",
            "the same until it is interactive",
            (typed + code) / KB,
            "kB",
        )
        .at_most(300.0),
    );
    report.add(Row::new("bytes_html", "of which HTML", page / KB, "kB"));
    report.add(Row::new("bytes_css", "of which CSS", sheets / KB, "kB"));
    report.add(Row::new("bytes_fonts", "of which fonts, both weights", fonts / KB, "kB"));
    report.add(Row::new("bytes_code", "of which wasm and JavaScript", code / KB, "kB"));
    Ok(())
}

async fn total(client: &Client, paths: &BTreeSet<String>) -> Result<f64> {
    let mut bytes = 0.0;
    for path in paths {
        bytes += sent(client, path).await?;
    }
    Ok(bytes)
}

#[expect(clippy::cast_precision_loss, reason = "some hundred kilobytes")]
async fn sent(client: &Client, path: &str) -> Result<f64> {
    Ok(client.get_compressed(path).await?.body.len() as f64)
}

/// The hashed assets that a page names.
fn assets(html: &str, ending: &str) -> BTreeSet<String> {
    html.split(['"', '\'', '`'])
        .filter(|text| text.starts_with("/pkg/") && text.ends_with(ending))
        .map(str::to_owned)
        .collect()
}

/// The parts of the bundle that the islands of a page fetch when they wake up, as its manifest lists
/// them, and the script that fetches them.
async fn parts(
    client: &Client,
    html: &str,
    scripts: &BTreeSet<String>,
) -> Result<BTreeSet<String>> {
    let script = scripts.first().context("the page names no script")?;
    let id = script.rsplit('.').nth(1).context("a script has a hash in its name")?;
    let manifest = client.get(&format!("/pkg/__wasm_split_manifest.{id}.json")).await?.body;
    let manifest: BTreeMap<String, Vec<String>> = serde_json::from_slice(&manifest)?;
    let mut parts = BTreeSet::from([format!("/pkg/__wasm_split.{id}.js")]);
    for island in html.split("data-component=\"").skip(1) {
        let name = island.split(['"', '_']).next().unwrap_or_default();
        let loader = format!("{}_loader", in_snake_case(name));
        let stems = manifest.iter().filter(|(part, _)| part.starts_with(&loader));
        parts.extend(stems.flat_map(|(_, stems)| stems).map(|stem| format!("/pkg/{stem}.wasm")));
    }
    ensure!(parts.len() > 1, "the page has no lazy island");
    Ok(parts)
}

/// `KeptForm` is `kept_form` to the linker.
fn in_snake_case(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// The two weights of the type, both in use on a form page.
fn fonts() -> BTreeSet<String> {
    ["400", "600"].map(|weight| format!("/fonts/be-vietnam-pro-{weight}.woff2")).into()
}
