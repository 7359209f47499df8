"""Forms of bodies: what is cleaned, what is unescaped, what is no page at all."""

from typing import Any

import msgspec
import pytest
from reddit_samples import (
    NOW,
    account,
    as_bytes,
    community,
    image_post,
    listing,
    page_of,
    post,
    read,
    read_post,
    thing,
)

from b9_common.events import CallClass, Walk, json_bytes
from b9_reddit_ingest.reading import Form, read_as


def test_a_body_that_raw_json_was_not_heeded_for_reads_as_if_it_had_been() -> None:
    escaped = post(
        title="Nuts &amp; bolts",
        selftext="1 &lt; 2",
        selftext_html="&lt;!-- SC_OFF --&gt;&lt;p&gt;1 &amp;lt; 2&lt;/p&gt;",
        url="https://example.org/?a=1&amp;b=2",
    )

    found = read_post(escaped)

    assert (found.title, found.selftext) == ("Nuts & bolts", "1 < 2")
    assert found.url == "https://example.org/?a=1&b=2"
    assert msgspec.json.decode(json_bytes(found.raw) or b"")["title"] == "Nuts & bolts"


def test_a_text_that_speaks_of_entities_keeps_them_where_raw_json_was_heeded() -> None:
    found = read_post(
        post(title="How do I write &amp; in HTML?", selftext_html="<!-- SC_OFF --> &amp;amp;")
    )

    assert found.title == "How do I write &amp; in HTML?"


def test_html_escaped_addresses_are_not_kept_as_they_are() -> None:
    told = image_post(url="https://preview.redd.it/a.jpg?width=1&amp;s=2")

    assert read_post(told).image_urls == ("https://preview.redd.it/a.jpg?width=1&s=2",)


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (as_bytes(listing(post(title="T"))).replace(b'"T"', b'"a\\u0000b"'), "ab"),
        (as_bytes(listing(post(title="T"))).replace(b'"T"', b'"a\x00b"'), "ab"),
        (as_bytes(listing(post(title="T"))).replace(b'"T"', b'"a\\ud83db"'), "a\ufffdb"),
        (as_bytes(listing(post(title="T"))).replace(b'"T"', b'"a\xffb"'), "a\ufffdb"),
        (as_bytes(listing(post(title="T"))).replace(b'"T"', b'"a","ups":NaN'), "a"),
        (b"\xef\xbb\xbf" + as_bytes(listing(post(title="a"))), "a"),
    ],
)
def test_what_no_table_could_hold_is_cleaned_everywhere(body: bytes, title: str) -> None:
    page = page_of(Walk.TOP, body)

    (found,) = page.posts
    assert found.title == title
    raw = json_bytes(found.raw)
    assert raw is not None
    assert b"u0000" not in raw
    assert msgspec.json.decode(raw)["title"] == title


def test_bytes_that_are_no_text_in_an_unread_field_cost_the_raw_alone() -> None:
    body = as_bytes(listing(post(note="N"))).replace(b'"N"', b'"\xff"')

    (found,) = page_of(Walk.TOP, body).posts

    assert found.raw_truncated
    assert json_bytes(found.raw) is None


@pytest.mark.parametrize(
    ("after", "cursor"),
    [("t3_1", "t3_1"), (None, None), ("", None), (7, None), ("x" * 300, None), ("a\nb", None)],
)
def test_the_cursor_is_one_that_can_be_asked_with(after: Any, cursor: str | None) -> None:
    assert page_of(Walk.TOP, listing(post(), after=after)).after == cursor


@pytest.mark.parametrize(
    ("walk", "body", "code"),
    [
        (Walk.TOP, thing("Listing", {"children": None}), "unexpected_shape"),
        (Walk.TOP, thing("Listing", []), "unexpected_shape"),
        (Walk.TOP, thing("t5", community()), "unexpected_shape"),
        (Walk.TOP, [listing(post()), listing()], "not_an_object"),
        (Walk.TOP, {}, "unexpected_shape"),
        (Walk.TOP, "text", "not_an_object"),
        (Walk.TOP, b"", "empty_body"),
        (Walk.TOP, b"  ", "empty_body"),
        (Walk.TOP, b'{"kind": "Listing", "data"', "truncated_json"),
        (Walk.TOP, b"[" * 100_000, "body_too_deep"),
        (Walk.TOP, listing(*[None] * 2_000), "unexpected_shape"),
        (Walk.ABOUT, thing("t2", account()), "unexpected_shape"),
        (Walk.ABOUT, thing("t5", None), "not_an_object"),
        (Walk.ABOUT, thing("t5", community(id=None, name=None)), "no_id"),
        (Walk.ABOUT, thing("t5", community(display_name=None)), "no_name"),
        (Walk.PROFILE, thing("t5", community()), "unexpected_shape"),
        (Walk.PROFILE, thing("t2", account(id=None)), "no_id"),
        (Walk.RULES, thing("t5", community()), "unexpected_shape"),
        (Walk.RULES, {"rules": "none"}, "unexpected_shape"),
    ],
)
def test_what_was_not_asked_for_is_malformed(walk: Walk, body: Any, code: str) -> None:
    answer = read(walk, body).answer

    assert (answer.call_class, answer.code) == (CallClass.MALFORMED, code)


def test_an_empty_listing_is_empty_and_no_failure() -> None:
    reading = read(Walk.TOP, listing())

    assert reading.answer.call_class is CallClass.EMPTY
    assert reading.page is not None
    assert reading.page.is_empty


def test_a_page_of_refused_posts_is_not_empty() -> None:
    reading = read(Walk.TOP, listing(None))

    assert reading.answer.call_class is CallClass.OK
    assert reading.page is not None
    assert len(reading.page.rejected) == 1


@pytest.mark.parametrize("walk", [Walk.ABOUT, Walk.RULES])
def test_a_search_in_place_of_a_community_says_that_there_is_none(walk: Walk) -> None:
    answer = read(walk, listing()).answer

    assert (answer.call_class, answer.code) == (CallClass.NOT_FOUND, "no_such_target")


def test_a_listing_of_communities_and_one_of_accounts_are_read_too() -> None:
    both = [
        read_as(Form.T5_LISTING, 200, {}, as_bytes(listing(community(), kind="t5")), now=NOW),
        read_as(Form.USER_LIST, 200, {}, as_bytes(listing(account(), kind="t2")), now=NOW),
        read_as(
            Form.USER_LIST,
            200,
            {},
            as_bytes(thing("UserList", {"children": [{"name": "two", "id": "t2_2", "date": 1}]})),
            now=NOW,
        ),
    ]

    pages = [one.page for one in both if one.page]
    assert [one.name for one in pages[0].communities] == ["birdhouses"]
    assert [one.username for one in pages[1].accounts] == ["invented_one"]
    assert [(one.id, one.username) for one in pages[2].accounts] == [("2", "two")]
