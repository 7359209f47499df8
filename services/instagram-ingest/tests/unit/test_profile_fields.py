from typing import Any

import msgspec
import pytest
from instagram_samples import private_user, web_user

from b9_common.events import BioLink, Profile
from b9_instagram_ingest.page import Reason
from b9_instagram_ingest.profile_fields import profile_of


def profile(told: Any) -> Profile:
    found = profile_of(told, raw=None)
    assert isinstance(found, Profile), found
    return found


def test_the_webs_profile_is_read_whole() -> None:
    assert profile(web_user()) == Profile(
        id="77",
        username="invented.one",
        full_name="Invented One",
        biography="Nobody at all",
        external_url="https://linktr.ee/invented",
        external_url_type="linktree",
        bio_links=(BioLink(url="https://x.com/invented", title="Elsewhere", type="twitter"),),
        fbid="178",
        category_name="Artist",
        profile_pic_url="https://cdn.example/p.jpg",
        profile_pic_url_hd="https://cdn.example/p_hd.jpg?oe=66000000",
        is_verified=False,
        is_private=False,
        is_business_account=True,
        has_clips=True,
        highlight_reel_count=2,
        followers_count=1000,
        following_count=0,
        media_count=99,
    )


def test_the_private_apis_profile_is_read_whole() -> None:
    assert profile(private_user()) == Profile(
        id="77",
        username="invented.one",
        full_name="Invented One",
        biography="",
        fbid="179",
        category_name="Artist",
        profile_pic_url="https://cdn.example/p.jpg",
        profile_pic_url_hd="https://cdn.example/p_640.jpg",
        is_private=True,
        is_business_account=False,
        is_professional_account=True,
        has_clips=False,
        followers_count=1000,
        following_count=0,
        media_count=99,
    )


@pytest.mark.parametrize(
    ("hidden", "expected"), [({"count": -1}, None), ({"count": 0}, 0), (None, None), ([], None)]
)
def test_hidden_followers_are_null_and_none_are_zero(hidden: Any, expected: int | None) -> None:
    assert profile(web_user(edge_followed_by=hidden)).followers_count == expected


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("text", Reason.NOT_AN_OBJECT),
        ({"username": "a"}, Reason.NO_PK),
        ({"id": "a b", "username": "a"}, Reason.BAD_PK),
        ({"id": "1"}, Reason.NO_USERNAME),
        ({"id": "1", "username": "no such/name"}, Reason.NO_USERNAME),
    ],
)
def test_a_profile_without_identity_is_refused_with_its_reason(told: Any, reason: Reason) -> None:
    assert profile_of(told, raw=told) is reason


def test_the_raw_profile_is_kept_as_it_is_handed_over() -> None:
    found = profile_of(web_user(), raw={"id": "77"})

    assert isinstance(found, Profile)
    assert found.raw == msgspec.Raw(b'{"id":"77"}')
