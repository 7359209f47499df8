"""Whatever stands in place of a URL."""

from hypothesis import given
from hypothesis import strategies as st

from b9_media_uploader.guard import ALLOWED_HOSTS, UrlGuard, UrlRefusedError


@given(st.text())
def test_no_text_makes_the_guard_fail_otherwise(text: str) -> None:
    for url in (text, f"https://{text}", f"https://i.redd.it{text}"):
        try:
            host = UrlGuard().check(url).url.host or ""
        except UrlRefusedError:
            continue
        assert any(host == known or host.endswith(f".{known}") for known in ALLOWED_HOSTS)
