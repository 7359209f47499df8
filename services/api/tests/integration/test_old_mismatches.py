"""Where the old front end and the old server spoke past each other, they no longer can."""

import re
from decimal import Decimal
from typing import Final, get_args

from services.api.tests.integration.api_harness import Harness, harness
from services.api.tests.integration.live_client import happened, numbered, request_of, watching

from b9_api.editing.bodies import UserFields
from b9_api.resources.users import ACCOUNT_STATES
from b9_common.messaging import Broker
from b9_devstack.servers import NatsServer
from b9_devstack.testing import Database as TemporaryDatabase

# What the page of reels shows of each.
REEL: Final = {
    "media_pk", "creator_username", "creator_niche", "caption_text", "play_count", "like_count",
    "comment_count", "engagement_pct", "video_duration_s", "taken_at", "video_url", "cover_url",
    "thumbnail_url",
}  # fmt: skip
# Asked for by pages, and answered by nobody.
ONCE_MISSING: Final = [
    ("POST", "/api/instagram/tagging/start", 503),
    ("GET", "/api/reddit/scraper/status", 200),
    ("GET", "/api/scrapers/instagram/metrics", 200),
    ("GET", "/api/scrapers/instagram/errors", 200),
    ("GET", "/api/scrapers/reddit", 200),
    ("GET", "/api/scrapers/reddit/queue", 200),
    ("GET", "/api/logs?source=persister", 200),
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
    assert (await api.get("/api/logs?source=instagram_ai_tagging")).status == 422


async def test_what_is_said_is_looked_up_by_the_names_it_is_watched_by(api: Harness) -> None:
    request_id = await request_of(api, "nasa")
    await happened(api, request_id, "12 reels")
    await numbered(api)
    for source, lines in (("instagram", 1), ("persister", 1), ("reddit", 0), ("gateway", 0)):
        listed = (await api.get(f"/api/logs?source={source}")).json()["items"]
        assert len(listed) == lines, source
    both = (await api.get("/api/logs?source=gateway,instagram")).json()["items"]
    async with watching(api, "logs:instagram", 0) as watch:
        said = (await watch.until("request")).data

    assert [one["message"] for one in both] == ["12 reels"]
    assert {name: said[name] for name in ("id", "source", "level", "type", "message")} == {
        name: both[0][name] for name in ("id", "source", "level", "type", "message")
    }


async def test_the_words_for_an_account_are_those_the_database_allows(api: Harness) -> None:
    told = get_args(UserFields.model_fields["status"].annotation)
    check = await api.owner.fetchval(
        "SELECT string_agg(pg_get_constraintdef(oid), ' ') FROM pg_constraint"
        " WHERE conrelid = 'reddit_users'::regclass AND contype = 'c'"
        "   AND pg_get_constraintdef(oid) LIKE '%status%'"
    )

    assert set(told) == set(re.findall(r"'(\w+)'", check)) == set(ACCOUNT_STATES)
    assert "suspended" in told
    for word in told:
        assert (await api.get(f"/api/reddit/users?status={word}")).status == 200


async def test_rules_are_one_list_whatever_is_stored(api: Harness) -> None:
    rule = '{"short_name": "Be kind"}'
    stored = (f"[{rule}]", f'{{"rules": [{rule}]}}', "{}", '"text"', "[]", None)
    told = []
    for number, rules in enumerate(stored):
        await api.subreddit(f"t5_{number}", f"pics{number}", rules_data=rules)
        told.append((await api.get(f"/api/reddit/subreddits/pics{number}")).json()["rules"])

    kind = [{"short_name": "Be kind"}]
    assert told == [kind, kind, [], [], [], []]


async def test_who_has_a_list_gets_what_was_edited_at_once(api: Harness) -> None:
    """Keys of a cache that never matched left rows and counts as they were."""
    await api.creator("1", "nasa")
    path = "/api/instagram/creators?include=counts&review_status=none,ok"
    first = await api.get(path)
    row = first.json()["items"][0]
    known = {"If-None-Match": first.headers["ETag"]}
    unchanged = await api.get(path, headers=known)

    edited = await api.ask(
        "PATCH",
        f"/api/instagram/creators/{row['id']}",
        json={"niche": "space", "review_status": "ok", "version": row["version"]},
    )
    again = await api.get(path, headers=known)

    assert (unchanged.status, edited.status, again.status) == (304, 200, 200)
    assert edited.json()["item"]["niche"] == again.json()["items"][0]["niche"] == "space"
    assert (first.json()["counts"]["pending"], again.json()["counts"]["pending"]) == (1, 0)
    assert again.json()["counts"]["niched"] == 1
    assert edited.json()["counts"] == again.json()["counts"]


async def test_where_files_are_is_no_part_of_which_they_are(
    database: TemporaryDatabase, nats: NatsServer, broker: Broker
) -> None:
    """A host that was spelt in two ways had everything stored once more."""
    told: set[str] = set()
    for endpoint in ("https://media.example", "https://me-dia.example"):
        async with harness(database, nats.url, broker, s3_endpoint=endpoint) as api:
            if not told:
                await api.creator("77", "nasa")
                await api.persister.execute(
                    "INSERT INTO media_assets (asset_key, platform, media_id, kind, owner_id,"
                    " source_observed_at, state, object_key)"
                    " VALUES ('instagram/77/profile', 'instagram', '77', 'profile', '77', now(),"
                    " 'stored', 'instagram/77/profile/x')"
                )
            [row] = (await api.get("/api/instagram/creators")).json()["items"]
            told.add(row["profile_pic_url"])
            file = await api.get(row["profile_pic_url"], allow_redirects=False)
            assert file.headers["Location"].startswith(f"{endpoint}/")

    assert len(told) == 1
