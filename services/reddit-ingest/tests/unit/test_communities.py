from typing import Any

import msgspec
import pytest
from reddit_samples import CREATED, community, page_of, read, read_community, thing

from b9_common.events import CallClass, Walk, json_bytes
from b9_common.topology import MIB


def rules(*entries: Any) -> dict[str, Any]:
    return {"rules": list(entries), "site_rules": ["Spam"], "site_rules_flow": []}


def rule(name: str, description: str = "", **over: Any) -> dict[str, Any]:
    return {
        "kind": "all",
        "short_name": name,
        "description": description,
        "violation_reason": name,
        "created_utc": 1_750_000_000.0,
        "priority": 0,
    } | over


def test_a_community_says_what_its_about_page_said() -> None:
    found = read_community(quarantine=True, over18=True)

    assert (found.id, found.name, found.title) == ("2xyz", "birdhouses", "Houses for birds")
    assert (found.subscribers, found.accounts_active) == (5_000, 12)
    assert found.created_at == CREATED
    assert (found.is_quarantined, found.over18) == (True, True)
    assert (found.icon_img, found.banner_img, found.key_color) == (None, None, None)
    assert found.community_icon == "https://styles.redditmedia.com/t5_2xyz/i.png?width=256&s=7"
    assert not found.is_user_feed
    assert msgspec.json.decode(json_bytes(found.raw) or b"") == community(
        quarantine=True, over18=True
    )


def test_a_quarantined_community_that_shows_itself_is_well() -> None:
    assert read(Walk.ABOUT, thing("t5", community(quarantine=True))).answer.call_class == "ok"


def test_a_private_community_hides_its_counts_and_is_still_read() -> None:
    hidden = read_community(
        subreddit_type="private", subscribers=None, over18=None, quarantine=None, lang=None
    )

    assert hidden.subscribers is None
    assert hidden.over18 is None
    assert hidden.subreddit_type == "private"


@pytest.mark.parametrize(
    ("over", "is_feed"),
    [
        ({"display_name": "u_invented_one", "subreddit_type": "user"}, True),
        ({"display_name": "U_Invented"}, True),
        ({"subreddit_type": "user"}, True),
        ({"display_name": "urbex"}, False),
    ],
)
def test_a_users_own_feed_is_told_apart(over: dict[str, Any], is_feed: Any) -> None:
    assert read_community(**over).is_user_feed is is_feed


@pytest.mark.parametrize("name", ["reddit.com", "t:1337", "Foo_Bar", "u_Two-Words"])
def test_names_of_old_are_names(name: str) -> None:
    assert read_community(display_name=name).name == name


def test_rules_are_in_order_with_what_they_say() -> None:
    page = page_of(Walk.RULES, rules(rule("Be kind", "Really."), rule("Wood only", kind="link")))

    assert page.rules is not None
    assert [(one.short_name, one.kind) for one in page.rules.rules] == [
        ("Be kind", "all"),
        ("Wood only", "link"),
    ]
    assert page.rules.rules[0].description == "Really."
    assert page.rules.rules[0].created_at == CREATED


def test_rules_are_records_and_not_a_text_that_holds_json() -> None:
    page = page_of(Walk.RULES, rules(rule("Be kind")))

    encoded = msgspec.json.decode(msgspec.json.encode(page))
    assert encoded["rules"]["rules"][0]["short_name"] == "Be kind"


def test_no_rules_at_all_is_an_answer() -> None:
    reading = read(Walk.RULES, rules())

    assert reading.answer.call_class is CallClass.OK
    assert reading.page is not None
    assert reading.page.rules is not None
    assert reading.page.rules.rules == ()


def test_an_odd_rule_is_refused_alone() -> None:
    page = page_of(
        Walk.RULES, rules(rule("First"), 7, {"kind": "all"}, rule("Last", created_utc=0))
    )

    assert page.rules is not None
    assert [one.short_name for one in page.rules.rules] == ["First", "Last"]
    assert [(one.index, one.reason) for one in page.rejected] == [
        (1, "not_an_object"),
        (2, "no_name"),
    ]


def test_of_rules_without_end_so_many_are_kept_as_fit_one_message() -> None:
    page = page_of(Walk.RULES, rules(*(rule("\x01" * 99, "\x01" * 9_000) for _ in range(40))))

    assert page.rules is not None
    assert len(msgspec.json.encode(page.rules)) < MIB
    assert {(item.index, item.reason) for item in page.rejected} == {
        (index, "too_many") for index in range(30, 40)
    }


def test_what_texts_and_rules_suggest_is_told_with_its_place() -> None:
    found = read_community(title="Hentai houses", public_description="For career advice.")
    page = page_of(Walk.RULES, rules(rule("No gaming", "We like US politics.")))

    assert [(one.category, one.phrase, one.where) for one in found.matches] == [
        ("animated", "hentai", "title"),
        ("career", "career advice", "public_description"),
    ]
    assert page.rules is not None
    assert [(one.category, one.where) for one in page.rules.matches] == [("politics", "rule")]


def test_verification_is_told_of_the_texts_and_of_the_rules() -> None:
    page = page_of(Walk.RULES, rules(rule("Verification required")))

    assert page.rules is not None
    assert page.rules.verification_mentioned
    assert read_community(description="You must be verified to post.").verification_mentioned
    assert not read_community(description="No verification needed.").verification_mentioned
