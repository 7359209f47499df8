from typing import Any

import pytest

from b9_instagram_ingest.links import link_type


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://x.com/somebody", "twitter"),
        ("https://www.x.com", "twitter"),
        ("https://mobile.twitter.com/a?b#c", "twitter"),
        ("https://netflix.com/title", "personal_site"),
        ("https://max.com", "personal_site"),
        ("https://onlyfans.com.evil.net/", "personal_site"),
        ("https://x.com@somewhere.dev/", "other"),
        ("LinkTr.ee/Name", "linktree"),
        ("https://linktr.ee./name", "linktree"),
        ("https://t.me:443/channel", "telegram"),
        ("https://pat.me", "other"),
        ("https://youtu.be/abc", "youtube"),
        ("https://cash.app/$name", "cashapp"),
        ("https://fans.ly/a", "fansly"),
        ("https://example.org", "personal_site"),
        ("https://example.co.uk", "other"),
        ("https://example.dev/page.com", "other"),
        ("https://[::1]:80/", "other"),
        ("com", "other"),
        ("", None),
        ("   ", None),
        (None, None),
    ],
)
def test_a_links_type_is_told_by_whole_labels_of_its_host(address: Any, expected: Any) -> None:
    assert link_type(address) == expected
