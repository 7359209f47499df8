"""Real answers, recorded: how many entries of each are accepted, and which class errors get."""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from b9_common.events import CallClass
from b9_common.fetching.inspect import recording_of
from b9_reddit_ingest.inspect import inspect
from b9_reddit_ingest.page import Page
from b9_reddit_ingest.reading import Form

RECORDINGS = Path(__file__).parents[4] / "../shared/payloads"
REDDIT = RECORDINGS / "reddit"
ACCEPTED_SHARE = 0.99

FORM_OF_FOLDER = {
    "about": Form.ABOUT,
    "listings": Form.LISTING,
    "t5_listings": Form.T5_LISTING,
    "timeseries": Form.LISTING,
    "users/about": Form.USER,
    "users/submitted": Form.SUBMITTED,
    "users/goreddit_user_list.json": Form.USER_LIST,
    "users/goreddit_user_overview.json": Form.SUBMITTED,
}

needs_recordings = pytest.mark.skipif(not REDDIT.is_dir(), reason="recorded payloads are absent")


def form_of(name: str) -> Form:
    return next(form for folder, form in FORM_OF_FOLDER.items() if name.startswith(folder))


# Comments that stand among a user's entries, by file; all else there is posts.
COMMENTS = {
    "users/goreddit_user_overview.json": 1,
    "users/submitted/praw_TestListingGenerator.test_exhaust_items_with_before__p1.json": 77,
    "users/submitted/praw_TestListingGenerator.test_exhaust_items_with_before__p2.json": 93,
    "users/submitted/praw_TestListingGenerator.test_exhaust_items_with_before__p3.json": 97,
    "users/submitted/praw_TestListingGenerator.test_exhaust_items_with_before__p4.json": 89,
    "users/submitted/praw_TestListingGenerator.test_exhaust_items_with_before__p5.json": 94,
    "users/submitted/praw_TestListingGenerator.test_exhaust_items_with_before__p9.json": 90,
    "users/submitted/praw_TestListingGenerator.test_exhaust_items_with_before__p11.json": 92,
    "users/submitted/praw_TestListingGenerator.test_exhaust_items_with_before__p12.json": 7,
}
EMPTY = {
    "listings/asyncpraw_TestListingGenerator.test_no_items.json",
    "listings/praw_TestListingGenerator.test_no_items.json",
}


@cache
def entries_by_file() -> dict[str, int]:
    """How many entries each recorded page holds, as noted when it was recorded."""
    index = json.loads((RECORDINGS / "index.json").read_bytes())
    return {
        file["file"].removeprefix("reddit/"): file["records"]
        for file in index
        if file["file"].startswith("reddit/") and "/errors/" not in file["file"]
    }


@cache
def page_in(name: str) -> Page:
    reading = inspect(form_of(name), recording_of((REDDIT / name).read_bytes()))[1]
    expected = CallClass.EMPTY if name in EMPTY else CallClass.OK
    assert reading.answer.call_class is expected, name
    assert reading.page is not None, name
    return reading.page


@needs_recordings
def test_every_recorded_entry_of_every_file_is_accepted_unless_recorded_payloads_are_absent() -> (
    None
):
    counted = {
        name: (page.accepted, len(page.rejected), page.duplicates, page.skipped)
        for name in entries_by_file()
        for page in [page_in(name)]
    }

    assert counted == {
        name: (entries - COMMENTS.get(name, 0), 0, 0, COMMENTS.get(name, 0))
        for name, entries in entries_by_file().items()
    }


@needs_recordings
def test_at_least_99_of_100_are_accepted_of_each_kind_unless_recorded_payloads_are_absent() -> None:
    accepted: Counter[str] = Counter()
    rejected: Counter[str] = Counter()
    for path in REDDIT.rglob("*.json"):
        name = path.relative_to(REDDIT).as_posix()
        if name.startswith("errors/"):
            continue
        page = page_in(name)
        accepted[form_of(name)] += page.accepted
        rejected[form_of(name)] += len(page.rejected)

    for form, number in accepted.items():
        assert number >= ACCEPTED_SHARE * (number + rejected[form]), form
    assert accepted[Form.LISTING] + accepted[Form.SUBMITTED] >= 2_500
    assert accepted[Form.ABOUT] + accepted[Form.T5_LISTING] >= 400
    assert accepted[Form.USER] + accepted[Form.USER_LIST] >= 20


@needs_recordings
def test_what_is_accepted_says_what_it_should_unless_recorded_payloads_are_absent() -> None:
    posts = [found for name in entries_by_file() for found in page_in(name).posts]
    communities = [
        found
        for name in entries_by_file()
        for found in (page_in(name).subreddit, *page_in(name).communities)
        if found
    ]

    assert not [found.id for found in posts if None in {found.num_comments, found.permalink}]
    assert not [found.id for found in posts if found.score is None and not found.score_hidden]
    assert not [found.id for found in posts if "&amp;" in "".join(found.image_urls)]
    assert all(found.image_urls for found in posts if found.content_type in {"gallery", "image"})
    assert all(found.video_url for found in posts if found.is_video)
    assert {found.content_type for found in posts} >= {"gallery", "video", "text", "image", "link"}
    assert not [found.id for found in posts if found.author == "[deleted]"]
    assert sum(found.crosspost_parent is not None for found in posts) >= 8
    assert sum(found.edited_at is not None for found in posts) >= 150
    assert sum(found.raw_truncated for found in posts) < 0.05 * len(posts)
    assert sum(found.is_user_feed for found in communities) > 0
    assert all(found.created_at for found in communities)


@needs_recordings
def test_recorded_errors_get_their_class_unless_recorded_payloads_are_absent() -> None:
    expected = json.loads((RECORDINGS / "expected.json").read_bytes())["classes"]
    mine = {name: told for name, told in expected.items() if name.startswith("reddit/")}

    found = {
        name: inspect("auto", recording_of((RECORDINGS / name).read_bytes()))[1].answer.call_class
        for name in mine
    }

    assert found == mine
    assert len(found) > 30


@needs_recordings
def test_a_recorded_error_is_no_page_whatever_was_asked_unless_recorded_payloads_are_absent() -> (
    None
):
    expected = json.loads((RECORDINGS / "expected.json").read_bytes())["classes"]
    # Those two are what a listing and an account answer with; they mean something there alone.
    own_form = {"empty", "suspended"}
    mine = {
        name: told
        for name, told in expected.items()
        if name.startswith("reddit/") and told not in own_form
    }

    for name, told in mine.items():
        for form in (Form.ABOUT, Form.RULES, Form.LISTING, Form.SUBMITTED, Form.USER):
            reading = inspect(form, recording_of((RECORDINGS / name).read_bytes()))[1]
            assert (reading.answer.call_class, reading.page) == (told, None), (name, form)
