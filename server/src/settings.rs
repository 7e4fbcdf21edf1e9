//! Every setting, from `MOTCUA_<NAME>` in the environment or `<name>` in the TOML file that
//! `MOTCUA_CONFIG` names; the environment wins. `docs/settings.md` describes each.

use integrations::file::{FileSettings, S3Settings, ScanSettings};
use integrations::payment::vnpay::{Secrets, VnpaySettings};
use secrecy::SecretString;
use shared::file::{FileLimits, MB};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

/// The settings, checked.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where the database, the files and the spool live.
    pub data_dir: PathBuf,
    /// `sqlite:<path>` or `postgres://…`.
    pub database_url: String,
    /// The address people reach us at.
    pub public_url: String,
    /// Whether this is the demo world.
    pub demo: bool,
    /// 64 hex digits: the key of all keys.
    pub master_key: SecretString,
    /// Who brings it may see what is counted.
    pub metrics_token: Option<SecretString>,
    /// The browser bundle.
    pub site_root: PathBuf,
    /// The catalogue to import, `data/` of the repository.
    pub catalogue_dir: PathBuf,
    /// How much may be attached.
    pub files: FileLimits,
    /// Where files are kept.
    pub file_place: FileSettings,
    /// Who looks for viruses in them.
    pub scanner: ScanSettings,
    /// Who takes fees for us.
    pub vnpay: VnpaySettings,
    /// Where the demo world's own payment gateway listens; absent where VNPAY itself takes the fees.
    pub demo_gateway: Option<SocketAddr>,
    /// Whether a trusted proxy stands in front of us and says who is calling.
    pub behind_proxy: bool,
}

/// The demo world's key of all keys. It protects nothing but invented people.
const DEMO_MASTER_KEY: &str = "6d6f742063756120646563206c6170207475207468616e682070686f63756e67";

/// The demo world's terminal at its own payment gateway, and the secret they share.
const DEMO_TMN_CODE: &str = "DEMOMC01";
const DEMO_VNPAY_SECRET: &str = "MOTCUADEMOSECRETWITHOUTANYWORTH1";

/// Every name that is understood; another one is an error, so that a typing mistake is found.
const NAMES: [&str; 26] = [
    "behind_proxy",
    "catalogue_dir",
    "data_dir",
    "database_url",
    "demo",
    "dossier_mb_max",
    "file_mb_max",
    "file_store",
    "gateway_listen",
    "listen",
    "master_key",
    "metrics_token",
    "public_url",
    "s3_access_key",
    "s3_bucket",
    "s3_endpoint",
    "s3_region",
    "s3_secret_key",
    "scanner",
    "site_root",
    "vnpay_api_url",
    "vnpay_pay_url",
    "vnpay_secret",
    "vnpay_secret_former",
    "vnpay_server_ip",
    "vnpay_tmn_code",
];

/// What is wrong, and where.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A value that cannot be used.
    #[error("setting {name} (environment MOTCUA_{upper}): {what}", upper = .name.to_uppercase())]
    Bad {
        /// Which setting.
        name: String,
        /// What it should be.
        what: String,
    },
    /// The file cannot be read.
    #[error("settings file {path}: {what}")]
    File {
        /// Which file.
        path: String,
        /// Why.
        what: String,
    },
}

impl Settings {
    /// Reads and checks all settings.
    pub fn read() -> Result<Self, SettingsError> {
        let environment: BTreeMap<String, String> = std::env::vars()
            .filter_map(|(key, value)| Some((key.strip_prefix("MOTCUA_")?.to_lowercase(), value)))
            .collect();
        Self::from_values(environment)
    }

    /// Checks settings that were given by name, as the environment and the file would.
    pub fn from_values(mut environment: BTreeMap<String, String>) -> Result<Self, SettingsError> {
        let mut values = match environment.remove("config") {
            Some(path) => read_file(&path)?,
            None => BTreeMap::new(),
        };
        values.append(&mut environment);
        if let Some(name) = values.keys().find(|name| !NAMES.contains(&name.as_str())) {
            return Err(bad(name, "there is no such setting; see docs/settings.md"));
        }
        Values(values).check()
    }
}

struct Values(BTreeMap<String, String>);

impl Values {
    fn check(self) -> Result<Settings, SettingsError> {
        let demo = self.yes_or_no("demo")?;
        let data_dir = PathBuf::from(self.or("data_dir", "./var"));
        let listen = self.parse::<SocketAddr>("listen", "127.0.0.1:3000", "an address and port")?;
        let in_folder = format!("sqlite:{}", data_dir.join("motcua.db").display());
        let file_place = self.file_place(&data_dir)?;
        let demo_gateway = self.demo_gateway(demo, listen)?;
        Ok(Settings {
            public_url: self.needed("public_url", demo, &format!("http://{listen}"))?,
            master_key: self.master_key(demo)?,
            demo_gateway,
            behind_proxy: self.yes_or_no("behind_proxy")?,
            listen,
            database_url: self.or("database_url", &in_folder),
            data_dir,
            demo,
            metrics_token: self.0.get("metrics_token").cloned().map(SecretString::from),
            site_root: PathBuf::from(self.or("site_root", &default_site_root())),
            catalogue_dir: PathBuf::from(self.or("catalogue_dir", "data")),
            files: self.file_limits()?,
            file_place,
            scanner: self.scanner()?,
            vnpay: self.vnpay(demo, demo_gateway)?,
        })
    }

    fn file_limits(&self) -> Result<FileLimits, SettingsError> {
        let file_mb = self.parse::<NonZeroU32>("file_mb_max", "20", "a number of MB")?;
        let dossier_mb = self.parse::<NonZeroU32>("dossier_mb_max", "100", "a number of MB")?;
        Ok(FileLimits {
            file_bytes_max: u64::from(file_mb.get()) * MB,
            dossier_bytes_max: u64::from(dossier_mb.get()) * MB,
            ..FileLimits::default()
        })
    }

    /// `folder` (the data folder), or `s3` with its five settings.
    fn file_place(&self, data_dir: &Path) -> Result<FileSettings, SettingsError> {
        match self.or("file_store", "folder").as_str() {
            "folder" => Ok(FileSettings::Folder(data_dir.to_owned())),
            "s3" => {
                let named = |name: &str| {
                    self.0
                        .get(name)
                        .cloned()
                        .ok_or_else(|| bad(name, "is needed for file_store s3"))
                };
                Ok(FileSettings::S3(S3Settings {
                    endpoint: named("s3_endpoint")?,
                    region: self.or("s3_region", "us-east-1"),
                    bucket: named("s3_bucket")?,
                    access_key: named("s3_access_key")?,
                    secret_key: named("s3_secret_key")?.into(),
                }))
            }
            other => Err(bad("file_store", &format!("`{other}` is neither folder nor s3"))),
        }
    }

    /// `off`, `tcp:host:port` or `unix:/path` of clamd.
    fn scanner(&self) -> Result<ScanSettings, SettingsError> {
        let text = self.or("scanner", "off");
        match text.split_once(':') {
            None if text == "off" => Ok(ScanSettings::Off),
            Some(("tcp", address)) => Ok(ScanSettings::Tcp(address.to_owned())),
            Some(("unix", path)) => Ok(ScanSettings::Unix(path.into())),
            _ => {
                Err(bad("scanner", &format!("`{text}` is none of off, tcp:host:port, unix:/path")))
            }
        }
    }

    /// One port further than the portal, unless the demo world speaks to another gateway.
    fn demo_gateway(
        &self,
        demo: bool,
        listen: SocketAddr,
    ) -> Result<Option<SocketAddr>, SettingsError> {
        if !demo || self.0.contains_key("vnpay_pay_url") {
            return Ok(None);
        }
        let beside = SocketAddr::new(listen.ip(), listen.port().wrapping_add(1)).to_string();
        self.parse("gateway_listen", &beside, "an address and port").map(Some)
    }

    fn vnpay(
        &self,
        demo: bool,
        gateway: Option<SocketAddr>,
    ) -> Result<VnpaySettings, SettingsError> {
        let at = |path: &str| gateway.map(|address| format!("http://{address}{path}"));
        let pay_url = at("/paymentv2/vpcpay.html").unwrap_or_default();
        let api_url = at("/merchant_webapi/api/transaction").unwrap_or_default();
        let is_demo = demo && gateway.is_some();
        Ok(VnpaySettings {
            tmn_code: self.needed("vnpay_tmn_code", is_demo, DEMO_TMN_CODE)?,
            secrets: Secrets {
                active: self.vnpay_secret(demo, is_demo)?,
                former: self.0.get("vnpay_secret_former").cloned().map(SecretString::from),
            },
            pay_url: self.web_address("vnpay_pay_url", is_demo, &pay_url)?,
            transaction_url: self.web_address("vnpay_api_url", is_demo, &api_url)?,
            server_ip: self.parse("vnpay_server_ip", "127.0.0.1", "an IP address")?,
        })
    }

    fn vnpay_secret(&self, demo: bool, has_default: bool) -> Result<SecretString, SettingsError> {
        let secret = self.needed("vnpay_secret", has_default, DEMO_VNPAY_SECRET)?;
        if secret.is_empty() {
            return Err(bad("vnpay_secret", "is empty"));
        }
        if !demo && secret == DEMO_VNPAY_SECRET {
            return Err(bad("vnpay_secret", "is the demo world's, which everybody knows"));
        }
        Ok(secret.into())
    }

    fn web_address(&self, name: &str, demo: bool, default: &str) -> Result<String, SettingsError> {
        let url = self.needed(name, demo, default)?;
        if url.starts_with("https://") || url.starts_with("http://") {
            return Ok(url);
        }
        Err(bad(name, &format!("`{url}` is not a web address")))
    }

    fn or(&self, name: &str, default: &str) -> String {
        self.0.get(name).map_or_else(|| default.to_owned(), Clone::clone)
    }

    /// Has a default in the demo world only.
    fn needed(&self, name: &str, demo: bool, default: &str) -> Result<String, SettingsError> {
        match self.0.get(name) {
            Some(value) => Ok(value.clone()),
            None if demo => Ok(default.to_owned()),
            None => Err(bad(name, "is needed outside the demo world")),
        }
    }

    fn yes_or_no(&self, name: &str) -> Result<bool, SettingsError> {
        match self.or(name, "false").as_str() {
            "true" => Ok(true),
            "false" => Ok(false),
            other => Err(bad(name, &format!("`{other}` is neither true nor false"))),
        }
    }

    fn parse<T: std::str::FromStr>(
        &self,
        name: &str,
        default: &str,
        want: &str,
    ) -> Result<T, SettingsError> {
        let text = self.or(name, default);
        text.parse().map_err(|_| bad(name, &format!("`{text}` is not {want}")))
    }

    fn master_key(&self, demo: bool) -> Result<SecretString, SettingsError> {
        let key = self.needed("master_key", demo, DEMO_MASTER_KEY)?;
        if key.len() != 64 || !key.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(bad("master_key", "must be 64 hex digits (openssl rand -hex 32)"));
        }
        if !demo && key == DEMO_MASTER_KEY {
            return Err(bad("master_key", "is the demo world's, which everybody knows"));
        }
        Ok(key.into())
    }
}

/// Beside the executable's folder, where `cargo xtask bundle` puts it.
fn default_site_root() -> String {
    std::env::current_exe()
        .ok()
        .and_then(|exe| Some(exe.parent()?.parent()?.join("site").display().to_string()))
        .unwrap_or_else(|| "target/site".to_owned())
}

fn read_file(path: &str) -> Result<BTreeMap<String, String>, SettingsError> {
    let fault = |what: String| SettingsError::File { path: path.to_owned(), what };
    let text = std::fs::read_to_string(path).map_err(|e| fault(e.to_string()))?;
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| fault(e.to_string()))?;
    table
        .into_iter()
        .map(|(name, value)| match value {
            toml::Value::String(text) => Ok((name, text)),
            toml::Value::Integer(number) => Ok((name, number.to_string())),
            toml::Value::Boolean(flag) => Ok((name, flag.to_string())),
            _ => Err(fault(format!("{name} must be a text, a number, true or false"))),
        })
        .collect()
}

fn bad(name: &str, what: &str) -> SettingsError {
    SettingsError::Bad { name: name.to_owned(), what: what.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Settings, String> {
        let values = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Settings::from_values(values).map_err(|e| e.to_string())
    }

    #[test]
    fn the_demo_world_needs_nothing() {
        let settings = read(&[("demo", "true")]).unwrap();

        assert_eq!(settings.listen.port(), 3000);
        assert_eq!(settings.public_url, "http://127.0.0.1:3000");
    }

    #[test]
    fn outside_the_demo_world_what_is_missing_is_named() {
        assert!(read(&[]).unwrap_err().contains("MOTCUA_PUBLIC_URL"));
        let url = ("public_url", "https://dvc.example.vn");
        assert!(read(&[url]).unwrap_err().contains("MOTCUA_MASTER_KEY"));
        let known = ("master_key", DEMO_MASTER_KEY);
        assert!(read(&[url, known]).unwrap_err().contains("everybody knows"));
    }

    #[test]
    fn fees_are_taken_by_the_demo_worlds_gateway_or_by_one_that_is_named() {
        let demo = read(&[("demo", "true"), ("listen", "127.0.0.1:3110")]).unwrap();
        assert_eq!(demo.demo_gateway, Some("127.0.0.1:3111".parse().unwrap()));
        assert_eq!(demo.vnpay.pay_url, "http://127.0.0.1:3111/paymentv2/vpcpay.html");

        let named = [
            ("public_url", "https://dvc.example.vn"),
            ("master_key", "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a"),
            ("vnpay_tmn_code", "DVCTEST1"),
            ("vnpay_secret", "S3CRET"),
            ("vnpay_pay_url", "https://pay.example.vn/paymentv2/vpcpay.html"),
            ("vnpay_api_url", "https://pay.example.vn/merchant_webapi/api/transaction"),
        ];
        assert!(read(&named).unwrap().demo_gateway.is_none());
        for (at, (name, _)) in named.iter().enumerate() {
            let mut others = named.to_vec();
            others.remove(at);
            let said = read(&others).unwrap_err();
            assert!(said.contains(&format!("MOTCUA_{}", name.to_uppercase())), "{said}");
        }
        let mut known = named.to_vec();
        known[3].1 = DEMO_VNPAY_SECRET;
        assert!(read(&known).unwrap_err().contains("everybody knows"));
    }

    #[test]
    fn files_go_to_a_folder_or_a_bucket_and_past_a_scanner() {
        let local = read(&[("demo", "true"), ("file_mb_max", "5")]).unwrap();
        assert_eq!(local.files.file_bytes_max, 5 * MB);
        assert_eq!(local.scanner, ScanSettings::Off);
        assert!(matches!(local.file_place, FileSettings::Folder(f) if f == local.data_dir));

        let s3 = [("demo", "true"), ("file_store", "s3")];
        assert!(read(&s3).unwrap_err().contains("MOTCUA_S3_ENDPOINT"));
        let clamd = read(&[("demo", "true"), ("scanner", "tcp:127.0.0.1:3310")]).unwrap();
        assert_eq!(clamd.scanner, ScanSettings::Tcp("127.0.0.1:3310".to_owned()));
        assert!(
            read(&[("demo", "true"), ("scanner", "on")]).unwrap_err().contains("MOTCUA_SCANNER")
        );
        assert!(read(&[("demo", "true"), ("file_mb_max", "0")]).is_err());
    }

    #[test]
    fn the_page_of_settings_names_every_one_and_no_other() {
        let page = include_str!("../../docs/settings.md");
        let told: Vec<String> = page
            .lines()
            .filter_map(|line| line.strip_prefix("| `MOTCUA_")?.split_once('`'))
            .map(|(name, rest)| {
                let name = name.to_lowercase();
                assert!(rest.starts_with(&format!(" | `{name}` |")), "{name}: {rest}");
                name
            })
            .collect();

        let mut sorted = told.clone();
        sorted.sort();
        assert_eq!(sorted, NAMES);
    }

    #[test]
    fn a_mistyped_name_or_value_is_found() {
        assert!(read(&[("demo", "true"), ("listn", "x")]).unwrap_err().contains("MOTCUA_LISTN"));
        assert!(read(&[("demo", "yes")]).unwrap_err().contains("MOTCUA_DEMO"));
        assert!(read(&[("demo", "true"), ("file_mb_max", "-1")]).unwrap_err().contains("-1"));
    }
}
