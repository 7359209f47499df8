"""Where the old front end and the old server spoke past each other, they no longer can."""

import re
from decimal import Decimal
from typing import Final, get_args

from services.api.tests.integration.api_harness import Harness

from b9_api.editing.bodies import UserFields

# What the page of reels shows of each.
REEL: Final = {
    "media_pk", "creator_username", "creator_niche", "caption_text", "play_count", "like_count",
    "comment_count", "engagement_pct", "video_duration_s", "taken_at",
}  # fmt: skip
# Asked for by pages, and answered by nobody.
ONCE_MISSING: Final = [
    ("POST", "/api/instagram/tagging/start", 503),
    ("GET", "/api/reddit/scraper/status", 200),
    ("GET", "/api/scrapers/instagram/metrics", 200),
    ("GET", "/api/scrapers/reddit", 200),
    # There, though nobody is named.
    ("POST", "/api/reddit/users/discover", 422),
]


async def reel(api: Harness, *, engagement: str) -> None:
    await api.creator("1", "nasa")
    await api.persister.execute(
        "INSERT INTO instagram_reels (media_pk, creator_id, creator_username, engagement_rate,"
        " taken_at, observed_at, content_hash) VALUES ('r1', '1', 'nasa', $1, now(), now(), 'h')",
        Decimal(engagement),
    )


async def test_what_pages_ask_for_is_served(api: Harness) -> None:
    for method, path, status in ONCE_MISSING:
        assert (await api.ask(method, path)).status == status, path


async def test_the_page_of_reels_finds_every_field_that_it_shows(api: Harness) -> None:
    await reel(api, engagement="4.25")

    (shown,) = (await api.get("/api/instagram/reels?max_age_days=1")).json()["items"]

    assert set(shown) >= REEL


async def test_engagement_is_multiplied_by_a_hundred_once_and_its_name_says_so(
    api: Harness,
) -> None:
    """Percent is stored of creators and reels, a ratio of communities."""
    await reel(api, engagement="4.25")
    await api.persister.execute("UPDATE instagram_creators SET engagement_rate_cached = 3.5")
    await api.subreddit("t5_1", "pics", engagement=Decimal("0.155"))

    (shown,) = (await api.get("/api/instagram/reels")).json()["items"]
    (creator,) = (await api.get("/api/instagram/creators")).json()["items"]
    (community,) = (await api.get("/api/reddit/subreddits")).json()["items"]

    assert (shown["engagement_pct"], creator["engagement_pct"]) == (4.25, 3.5)
    assert (community["engagement_ratio"], community["engagement_pct"]) == (0.155, 15.5)


async def test_a_model_is_made_by_its_stage_name_and_another_word_is_named_in_the_refusal(
    api: Harness,
) -> None:
    refused = await api.post("/api/models", json={"name": "Ann"})
    made = await api.post("/api/models", json={"stage_name": "Ann"})

    assert refused.status == 422
    assert {one["field"] for one in refused.json()["errors"]} == {"name", "stage_name"}
    assert made.status == 201


async def test_an_add_is_answered_with_a_way_to_see_its_counts(api: Harness) -> None:
    added = await api.add("nasa")
    followed = (await api.get(added.json()["links"]["self"])).json()

    assert added.status == 202
    assert followed["request_id"] == added.json()["request_id"]
    assert set(followed["counts"]) >= {"walks", "media"}
    assert followed["error"] is None


async def test_a_parameter_of_one_spelling_is_not_silently_passed_over_in_another(
    api: Harness,
) -> None:
    for name in ("tag_filters", "tag_array", "review_filter", "limit_count"):
        answer = await api.get(f"/api/reddit/subreddits?{name}=1")

        assert answer.status == 422
        assert [one["code"] for one in answer.json()["errors"]] == ["unknown_parameter"], name


async def test_a_source_under_which_nobody_writes_cannot_be_watched(api: Harness) -> None:
    """Two names for one writer left a panel empty for ever."""
    answer = await api.get("/api/events?topics=logs:instagram_ai_tagging")

    assert (answer.status, answer.json()["errors"][0]["code"]) == (422, "unknown_topic")


async def test_the_words_for_an_account_are_those_the_database_allows(api: Harness) -> None:
    told = get_args(UserFields.model_fields["status"].annotation)
    check = await api.owner.fetchval(
        "SELECT string_agg(pg_get_constraintdef(oid), ' ') FROM pg_constraint"
        " WHERE conrelid = 'reddit_users'::regclass AND contype = 'c'"
        "   AND pg_get_constraintdef(oid) LIKE '%status%'"
    )

    assert set(told) == set(re.findall(r"'(\w+)'", check))


async def test_rules_are_one_list_whatever_is_stored(api: Harness) -> None:
    await api.subreddit("t5_1", "pics", rules_data='[{"short_name": "Be kind"}]')
    await api.subreddit("t5_2", "none")

    rules = (await api.get("/api/reddit/subreddits/pics")).json()["rules"]
    none = (await api.get("/api/reddit/subreddits/none")).json()["rules"]

    assert ([one["short_name"] for one in rules], none) == (["Be kind"], [])
