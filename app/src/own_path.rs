//! Where a form may send the browser afterwards: to ourselves, and nowhere else.

/// The longest path and query that is followed.
const PATH_BYTES_MAX: usize = 1024;

/// `text` as a path of this portal, or nothing: no scheme, no host (`//host`, `/\host`), nothing that
/// a header cannot hold.
pub fn own_path(text: &str) -> Option<&str> {
    let is_rooted = text.starts_with('/') && !text.starts_with("//");
    let is_plain = text.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    (is_rooted && is_plain && text.len() <= PATH_BYTES_MAX).then_some(text)
}

/// The address of `page`, which sends the browser on to `next` when its work is done (`tiep`).
pub fn then(page: &str, next: &str) -> String {
    let Some(next) = own_path(next) else { return page.to_owned() };
    let mut address = format!("{page}?tiep=");
    for c in next.chars() {
        match c {
            '%' => address.push_str("%25"),
            '&' => address.push_str("%26"),
            '+' => address.push_str("%2B"),
            '#' => address.push_str("%23"),
            plain => address.push(plain),
        }
    }
    address
}

/// The path and query of an address of this portal, such as a `Referer`.
pub fn path_of(url: &str) -> &str {
    let Some((_, rest)) = url.split_once("://") else {
        return own_path(url).unwrap_or("/");
    };
    rest.find('/').and_then(|at| own_path(&rest[at..])).unwrap_or("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_are_followed() {
        for own in ["/", "/thu-tuc?q=khai+sinh&trang=2", "/ho-so/1#main", "/a//b"] {
            assert_eq!(own_path(own), Some(own));
        }
        for other in [
            "",
            "thu-tuc",
            "//evil.vn",
            "/\\evil.vn",
            "https://evil.vn",
            "javascript:alert(1)",
            "/a\r\nSet-Cookie: x",
            "/a b",
            "/hồ-sơ",
            "\t//evil.vn",
        ] {
            assert_eq!(own_path(other), None, "{other}");
        }
    }

    #[test]
    fn the_next_page_is_one_value_of_the_query() {
        assert_eq!(then("/dang-nhap", ""), "/dang-nhap");
        assert_eq!(then("/dang-nhap", "https://evil.vn"), "/dang-nhap");
        assert_eq!(
            then("/dang-nhap", "/thu-tuc?q=a+b&trang=2#x"),
            "/dang-nhap?tiep=/thu-tuc?q=a%2Bb%26trang=2%23x"
        );
    }

    #[test]
    fn of_an_address_only_the_path_is_kept() {
        assert_eq!(path_of("http://127.0.0.1:3000/dang-nhap?tiep=/a"), "/dang-nhap?tiep=/a");
        assert_eq!(path_of("https://dvc.vn"), "/");
        assert_eq!(path_of("https://dvc.vn//evil.vn"), "/");
        assert_eq!(path_of("/dang-nhap"), "/dang-nhap");
        assert_eq!(path_of("dang-nhap"), "/");
    }
}
