"""Real answers, recorded: how many items of each are accepted, and which class errors get."""

import json
from pathlib import Path

import pytest

from b9_common.events import CallClass
from b9_common.fetching.inspect import recording_of
from b9_instagram_ingest.inspect import inspect

RECORDINGS = Path(__file__).parents[4] / "../shared/payloads"
ACCEPTED_SHARE = 0.98

# Kind, entries of the page (the profile is one), of which known duplicates within the page.
PAGES = {
    "reels/pgrimaud_clips_user.json": ("clips/user", 12, 0),
    "mixed/pgrimaud_feed_timeline.json": ("feed_timeline", 12, 0),
    "profiles/pgrimaud_users_info_robertdowneyjr.json": ("users/info", 1, 0),
    "profiles/threadsnet_users_info_zuck.json": ("users/info", 1, 0),
    "graphql/pgrimaud_profile_min.json": ("web_profile_info", 1, 0),
    "graphql/pgrimaud_web_profile_info_full.json": ("web_profile_info", 25, 4),
    "graphql/pgrimaud_timeline_media.json": ("timeline-edges", 12, 0),
    "graphql/pgrimaud_igtv.json": ("timeline-edges", 12, 0),
    "graphql/pgrimaud_tagged.json": ("timeline-edges", 10, 0),
}

needs_recordings = pytest.mark.skipif(
    not RECORDINGS.is_dir(), reason="recorded payloads are absent"
)


@needs_recordings
@pytest.mark.parametrize("name", PAGES)
def test_recorded_pages_are_accepted_item_by_item_unless_recorded_payloads_are_absent(
    name: str,
) -> None:
    kind, entries, duplicates = PAGES[name]
    content = (RECORDINGS / "instagram" / name).read_bytes()

    _, reading = inspect(kind, recording_of(content))

    page = reading.page
    assert reading.answer.call_class is CallClass.OK
    assert page is not None
    assert page.accepted + len(page.rejected) + page.duplicates == entries
    assert page.duplicates == duplicates
    assert page.accepted == entries - duplicates
    assert page.accepted >= ACCEPTED_SHARE * (page.accepted + len(page.rejected))


@needs_recordings
@pytest.mark.parametrize("name", PAGES)
def test_recorded_items_say_what_items_say_unless_recorded_payloads_are_absent(name: str) -> None:
    content = (RECORDINGS / "instagram" / name).read_bytes()

    _, reading = inspect(PAGES[name][0], recording_of(content))

    assert reading.page is not None
    for item in reading.page.items:
        assert None not in {item.taken_at, item.media_type, item.like_count, item.comment_count}
        assert None not in {item.shortcode, item.cover_url}
        assert item.media_type != 2 or item.play_count
    if reading.page.profile:
        assert (reading.page.profile.followers_count or 0) > 0


@needs_recordings
def test_recorded_errors_get_their_class_unless_recorded_payloads_are_absent() -> None:
    expected = json.loads((RECORDINGS / "expected.json").read_bytes())["classes"]
    mine = {name: told for name, told in expected.items() if name.startswith("instagram/")}

    found = {
        name: inspect("auto", recording_of((RECORDINGS / name).read_bytes()))[1].answer.call_class
        for name in mine
    }

    assert found == mine
    assert len(found) > 10
