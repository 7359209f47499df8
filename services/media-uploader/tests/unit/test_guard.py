"""The corpus of URLs that must and must not be asked for."""

import pytest

from b9_media_uploader.adapters.http_source import (
    ForbiddenAddressError,
    dial_exactly,
    dial_public,
)
from b9_media_uploader.guard import (
    UrlGuard,
    UrlRefusedError,
    parse_origin,
    told,
)

EXTRA = "http://127.0.0.1:1234"
ALLOWED = [
    "https://scontent-fra3-1.cdninstagram.com/v/t51/1.jpg?stp=dst&oh=00_A%2B&oe=65",
    "https://cdninstagram.com/a",
    "https://video.fbcdn.net:443/o1/v.mp4",
    "https://VIDEO.FBCDN.NET/o1/v.mp4",
    "https://scontent.xx.fbcdn.net./a",
    "https://i.redd.it/abc.jpg",
    "https://v.redd.it/abc/DASH_720.mp4",
    "https://preview.redd.it/a.png?width=640&auto=webp&s=ff",
    "https://external-preview.redd.it/a.jpg?s=1",
    "https://a.thumbs.redditmedia.com/x.jpg",
    "https://styles.redditmedia.com/t5/x.png",
    "https://www.redditstatic.com/x.png",
    "https://i.redd.it/%7Ea/(b)/c;d=e,f@g!h'$i*j",
]
REFUSED = [
    # Loopback and friends, in every way of writing them.
    "http://127.0.0.1/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://0/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[0:0:0:0:0:ffff:7f00:1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[fe80::1%25eth0]/",
    "https://localhost/",
    "https://localhost.localdomain/",
    "https://169.254.169.254/latest/meta-data/",
    "https://metadata.google.internal/",
    "https://10.0.0.1/",
    "https://192.168.0.1/",
    "https://127.0.0.1.nip.io/",
    "https://8.8.8.8/",
    # Another scheme or port.
    "http://i.redd.it/a.jpg",
    "ftp://i.redd.it/a.jpg",
    "file:///etc/passwd",
    "gopher://i.redd.it:70/_x",
    "data:image/png;base64,AAAA",
    "javascript:alert(1)",
    "//i.redd.it/a.jpg",
    "/a.jpg",
    "i.redd.it/a.jpg",
    "https:i.redd.it/a.jpg",
    "https:///i.redd.it/a.jpg",
    "https://i.redd.it:80/a",
    "https://i.redd.it:8443/a",
    "https://i.redd.it:0/a",
    "https://i.redd.it:99999/a",
    "https://i.redd.it:-1/a",
    "https://i.redd.it:/a",
    "https://i.redd.it:443:443/a",
    # Names that only look right.
    "https://evil.example/i.redd.it",
    "https://i.redd.it.evil.example/a",
    "https://evil-i.redd.it/a",
    "https://redd.it/a",
    "https://www.redd.it/a",
    "https://notfbcdn.net/a",
    "https://fbcdn.net.evil.example/a",
    "https://fbcdn.network/a",
    "https://cdninstagram.com.evil.example/a",
    "https://xcdninstagram.com/a",
    "https://i.redd.it../a",
    "https://.i.redd.it/a",
    "https://-.fbcdn.net/a",
    "https://a..fbcdn.net/a",
    "https://fbcdn.net%2eevil.example/a",
    "https://fbcdn%2enet/a",
    "https://i.redd.it%00.evil.example/a",
    "https://i.redd.it%23.evil.example/a",
    "https://ⓕbcdn.net.evil.example/a",
    "https://fbcdn。net.evil.example/a",
    "https://xn--fbcdn-.net/a",
    "https://fbcdn.n\u0435t/a",
    # Userinfo, and characters that parsers disagree about.
    "https://i.redd.it@evil.example/a",
    "https://user@i.redd.it/a",
    "https://user:pass@i.redd.it/a",
    "https://evil.example:443@i.redd.it/a",
    "https://@i.redd.it/a",
    "https://evil.example\\@i.redd.it/a",
    "https://i.redd.it\\.evil.example/a",
    "https://evil.example\\i.redd.it/",
    "https://evil.example#@i.redd.it/",
    "https://evil.example?@i.redd.it/",
    "https://i.redd.it /a",
    " https://i.redd.it/a",
    "https://i.redd.it/a b",
    "https://i.redd.it\t.evil.example/a",
    "https://i.redd.it/a\r\nHost: evil.example",
    "https://i.redd.it/a\nX: y",
    "https://i.redd.it/\x00",
    "https://i.redd.it/a<b>",
    'https://i.redd.it/a"b',
    "https://i.redd.it/a`b",
    "https://[i.redd.it]/a",
    "https://[::1/a",
    "https://",
    "https://?",
    "",
    "https://i.redd.it/" + "a" * 9_000,
    # Beside the extra origin.
    "http://127.0.0.1:1235/a",
    "https://127.0.0.1:1234/a",
    "http://127.0.0.2:1234/a",
    "http://localhost:1234/a",
    "http://127.1:1234/a",
    "http://2130706433:1234/a",
    "http://[::ffff:127.0.0.1]:1234/a",
    "http://user@127.0.0.1:1234/a",
    "http://127.0.0.1:1234@evil.example/a",
    "http://127.0.0.1.:1234/a",
    "ftp://127.0.0.1:1234/a",
]


@pytest.mark.parametrize("url", ALLOWED)
def test_media_hosts_pass_byte_for_byte(url: str) -> None:
    checked = UrlGuard().check(url).url
    assert checked.raw_path_qs == url.partition("://")[2].partition("/")[2].join(["/", ""])
    assert (checked.scheme, checked.port) == ("https", 443)
    assert not (checked.raw_host or "").endswith(".")


@pytest.mark.parametrize("url", REFUSED)
def test_everything_else_is_refused(url: str) -> None:
    with pytest.raises(UrlRefusedError):
        UrlGuard([EXTRA]).check(url)


def test_a_name_in_another_script_is_judged_as_what_is_looked_up() -> None:
    assert UrlGuard().check("https://\uff49.redd.it/a").url.raw_host == "i.redd.it"


def test_without_extra_origins_loopback_is_refused() -> None:
    with pytest.raises(UrlRefusedError):
        UrlGuard().check(f"{EXTRA}/a")


def test_an_extra_origin_passes_and_is_marked_as_such() -> None:
    target = UrlGuard([EXTRA]).check(f"{EXTRA}/a?b=%2B")
    assert str(target.url) == f"{EXTRA}/a?b=%2B"
    assert target.extra == parse_origin(EXTRA)


@pytest.mark.parametrize(
    "text",
    [
        "http://127.0.0.1",
        "http://127.0.0.1:1234/",
        "http://127.0.0.1:1234/a",
        "http://localhost:1234",
        "http://*:1234",
        "http://127.0.0.0/8",
        "http://user@127.0.0.1:1234",
        "ftp://127.0.0.1:21",
        "127.0.0.1:1234",
        "*",
        "",
    ],
)
def test_an_extra_origin_is_exact_or_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not scheme://address:port"):
        parse_origin(text)


def address_info(ip: str, port: int) -> tuple[int, int, int, str, tuple[str, int]]:
    return 2, 1, 6, "", (ip, port)


@pytest.mark.parametrize(
    ("ip", "port"), [("127.0.0.1", 443), ("::ffff:10.0.0.1", 443), ("8.8.8.8", 80)]
)
def test_a_public_name_that_leads_inside_is_not_dialled(ip: str, port: int) -> None:
    with pytest.raises(ForbiddenAddressError):
        dial_public(address_info(ip, port))


@pytest.mark.parametrize(("ip", "port"), [("127.0.0.1", 443), ("8.8.8.8", 443), ("127.0.0.2", 1)])
def test_extra_origins_dial_their_own_addresses_alone(ip: str, port: int) -> None:
    with pytest.raises(ForbiddenAddressError):
        dial_exactly(frozenset({("127.0.0.1", 1)}))(address_info(ip, port))


def test_what_a_log_is_told_holds_neither_path_nor_signature() -> None:
    shown = told("https://i.redd.it/secret-path.jpg?oh=SIGNATURE")
    assert shown.startswith("i.redd.it#")
    assert "secret" not in shown
    assert "SIGNATURE" not in shown
    assert told("http://[").startswith("?#")
