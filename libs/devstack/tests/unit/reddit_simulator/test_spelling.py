"""A post, a community and an account as Reddit spells them."""

import json
from typing import Any, TypeVar

import pytest

from b9_devstack.reddit_simulator import abouts
from b9_devstack.reddit_simulator.bodies import post_data
from b9_devstack.reddit_simulator.posts import Form, Post, make_post
from b9_devstack.reddit_simulator.remarks import remarks_of, spell_remark
from b9_devstack.reddit_simulator.universe import Universe
from b9_devstack.reddit_simulator.wording import as_html, slug

T = TypeVar("T")
Spelt = list[tuple[Post, dict[str, Any]]]

ORIGIN = "http://upstream.test"
ALWAYS = {
    "id", "name", "title", "author", "subreddit", "subreddit_id", "subreddit_name_prefixed",
    "created_utc", "score", "ups", "num_comments", "over_18", "spoiler", "stickied", "locked",
    "is_self", "is_video", "url", "domain", "selftext", "link_flair_text", "author_flair_text",
    "thumbnail", "distinguished", "gilded", "total_awards_received", "archived", "edited",
    "permalink", "hide_score", "removed_by_category", "subreddit_type", "subreddit_subscribers",
}  # fmt: skip


@pytest.fixture(scope="module")
def universe() -> Universe:
    return Universe(7, (200, 200), (2, 40))


@pytest.fixture(scope="module")
def posts(universe: Universe) -> Spelt:
    """Spelt posts by form, each with what is true of it."""
    refs = universe.posts_of(found(universe.community("pottery")))
    return [(make_post(ref), json.loads(post_data(universe, ref, ORIGIN))) for ref in refs]


def found(one: T | None) -> T:
    assert one is not None
    return one


def of_form(posts: Spelt, form: Form) -> list[dict[str, Any]]:
    return [data for post, data in posts if post.form == form]


def test_every_post_has_what_clients_read(posts: Spelt) -> None:
    for post, data in posts:
        assert set(data) >= ALWAYS
        assert len(data) > 95
        assert data["name"] == f"t3_{post.ref.id}"
        assert data["score"] == post.score
        assert data["permalink"].startswith(f"/r/pottery/comments/{post.ref.id}/")


def test_edited_is_false_or_a_time(posts: Spelt) -> None:
    kinds = {type(data["edited"]) for _, data in posts}
    assert kinds == {bool, float}
    assert not any(data["edited"] is True for _, data in posts)


def test_an_image_is_served_here(posts: Spelt) -> None:
    for data in of_form(posts, "image"):
        assert data["url"].startswith(f"{ORIGIN}/i.redd.it/")
        assert data["post_hint"] == "image"
        assert len(data["preview"]["images"][0]["resolutions"]) > 2


def test_a_gallery_names_its_files_in_order(posts: Spelt) -> None:
    galleries = of_form(posts, "gallery")
    assert galleries
    for data in galleries:
        ids = [item["media_id"] for item in data["gallery_data"]["items"]]
        assert set(ids) == set(data["media_metadata"])
        assert data["media_metadata"][ids[0]]["s"]["u"].startswith(f"{ORIGIN}/preview.redd.it/")


def test_a_hosted_video_has_a_fallback_and_playlists(posts: Spelt) -> None:
    for data in of_form(posts, "video"):
        video = data["media"]["reddit_video"]
        assert data["is_video"]
        assert data["secure_media"] == data["media"]
        assert video["fallback_url"].startswith(f"{ORIGIN}/v.redd.it/")
        assert {"hls_url", "dash_url", "duration", "width", "height"} <= set(video)


def test_a_crosspost_carries_its_origin_and_shows_the_same(posts: Spelt) -> None:
    crossposts = of_form(posts, "crosspost")
    assert crossposts
    for data in crossposts:
        [origin] = data["crosspost_parent_list"]
        assert data["crosspost_parent"] == origin["name"] != data["name"]
        assert (data["url"], data["domain"]) == (origin["url"], origin["domain"])
        assert data["subreddit"] == "pottery"


def test_a_poll_counts_its_votes(posts: Spelt) -> None:
    for data in of_form(posts, "poll"):
        poll = data["poll_data"]
        assert data["is_self"]
        assert sum(option["vote_count"] for option in poll["options"]) == poll["total_vote_count"]


def test_a_deleted_author_has_no_id_and_others_the_id_of_their_account(
    universe: Universe, posts: Spelt
) -> None:
    for post, data in posts:
        if post.ref.author == "[deleted]":
            assert "author_fullname" not in data
        elif "author_fullname" in data:
            account = found(universe.account(post.ref.author))
            assert data["author_fullname"] == f"t2_{account.id}"


def test_a_community_says_what_clients_read_and_what_its_posts_say_of_it(
    universe: Universe, posts: Spelt
) -> None:
    about = json.loads(abouts.community_about(found(universe.community("pottery")), ORIGIN))
    assert about["kind"] == "t5"
    data, post = about["data"], posts[0][1]
    assert post["subreddit_id"] == data["name"] == f"t5_{data['id']}"
    assert post["subreddit_subscribers"] == data["subscribers"]
    assert {
        "display_name", "title", "description", "public_description", "over18", "created_utc",
        "allow_images", "allow_videos", "allow_polls", "spoilers_enabled", "icon_img", "banner_img",
        "community_icon", "header_img", "banner_background_color", "primary_color", "key_color",
        "display_name_prefixed", "quarantine", "lang", "link_flair_enabled", "link_flair_position",
        "mobile_banner_image", "submission_type", "submit_text", "submit_text_html",
        "subreddit_type", "url", "user_flair_enabled_in_sr", "user_flair_position", "wiki_enabled",
        "active_user_count",
    } <= set(data)  # fmt: skip


def test_rules_say_what_clients_read(universe: Universe) -> None:
    body = json.loads(abouts.rules_body(found(universe.community("pottery"))))
    assert {"rules", "site_rules"} <= set(body)
    assert [rule["priority"] for rule in body["rules"]] == list(range(len(body["rules"])))
    for rule in body["rules"]:
        assert {"short_name", "kind", "description", "violation_reason", "created_utc"} <= set(rule)


def test_a_suspended_account_says_its_name_and_little_else(universe: Universe) -> None:
    account = found(universe.account("suspended_x"))
    data = json.loads(
        abouts.account_about(account, found(universe.community(account.feed)), ORIGIN)
    )
    assert data["data"]["is_suspended"]
    assert "id" not in data["data"]


def test_an_account_says_what_clients_read(universe: Universe) -> None:
    account = found(universe.account("pottery-1"))
    data = json.loads(
        abouts.account_about(account, found(universe.community(account.feed)), ORIGIN)
    )["data"]
    assert {
        "name", "id", "created_utc", "comment_karma", "link_karma", "total_karma", "awardee_karma",
        "awarder_karma", "is_employee", "is_mod", "is_gold", "verified", "has_verified_email",
        "icon_img", "accept_followers", "hide_from_robots", "pref_show_snoovatar",
    } <= set(data)  # fmt: skip
    assert data["subreddit"]["display_name"] == "u_pottery-1"


def test_a_comment_says_whose_and_where(universe: Universe) -> None:
    account = found(universe.account("pottery-1"))
    remarks = remarks_of(account, [found(universe.community("pottery"))])
    assert remarks
    data = spell_remark(remarks[0])
    assert data["name"].startswith("t1_")
    assert data["link_id"].startswith("t3_")
    assert data["author"] == "pottery-1"


def test_markdown_becomes_html_with_its_signs_escaped() -> None:
    assert as_html("") is None
    assert as_html("a < b & c\n\nd") == (
        '<!-- SC_OFF --><div class="md"><p>a &lt; b &amp; c</p>\n<p>d</p>\n</div><!-- SC_ON -->'
    )


def test_an_address_takes_the_letters_of_a_title() -> None:
    assert slug("R&D of größe, 1 > 0!") == "r_d_of_gr_e_1_0"
    assert slug("旅行") == "_"
