"""What pages ask beside their lists: one model, whom a creator led to, jobs, rules, words said."""

from datetime import UTC, datetime, timedelta
from typing import Any

from services.api.tests.integration.api_harness import Harness
from services.api.tests.integration.editing_support import account, creators, patch, row, subreddit

from b9_api.old.vocabulary import all_tags, tag_structure
from b9_api.resources.every import EVERY
from b9_api.resources.instagram_items import FOLLOWERS
from b9_common import viral
from b9_common.events import Kind


async def told(api: Harness, path: str) -> dict[str, Any]:
    answer = await api.get(path)
    assert answer.status == 200, answer.body
    found: dict[str, Any] = answer.json()
    return found


async def test_one_model_is_told_with_its_own_accounts(api: Harness) -> None:
    own, _ = await account(api, "9aa"), await account(api, "9ab")
    made = (await api.post("/api/models", json={"stage_name": "Luna", "accounts": [own]})).json()

    model = await told(api, f"/api/models/{made['item']['id']}")

    assert (model["stage_name"], model["reddit_account_count"]) == ("Luna", 1)
    assert [one["id"] for one in model["accounts"]] == [str(own)]
    assert model["accounts"][0]["status"] == "active"
    assert (await api.get("/api/models/999")).json()["code"] == "unknown_model"


async def test_a_model_may_be_on_its_way_while_nobody_posts_for_it(api: Harness) -> None:
    own = await account(api)
    body = {"stage_name": "Luna", "status": "onboarding", "accounts": [own]}
    model = (await api.post("/api/models", json=body)).json()["item"]
    before = (await row(api, "reddit_users", own))["status"]

    await patch(api, f"/api/models/{model['id']}", status="active", version=1)

    assert (model["status"], before) == ("onboarding", "inactive")
    assert (await row(api, "reddit_users", own))["status"] == "active"
    counts = (await told(api, "/api/models?include=counts&status=onboarding"))["counts"]
    assert (counts["onboarding"], counts["active"]) == (0, 1)


async def test_a_suspended_account_stays_so_until_it_is_linked_anew(api: Harness) -> None:
    own = await account(api)
    made = (await api.post("/api/models", json={"stage_name": "Luna", "accounts": [own]})).json()
    model = f"/api/models/{made['item']['id']}"
    version = (await row(api, "reddit_users", own))["version"]
    suspended = await patch(
        api, f"/api/reddit/users/{own}", status="suspended", our_creator=False, version=version
    )
    listed = await told(api, "/api/reddit/users?status=suspended")
    for status, seen in (("inactive", 1), ("active", 2)):
        await patch(api, model, status=status, version=seen)
        assert (await row(api, "reddit_users", own))["status"] == "suspended"

    await api.post(f"{model}/accounts", json={"accounts": [own]})

    assert suspended.status == 200
    assert [one["id"] for one in listed["items"]] == [str(own)]
    assert (await row(api, "reddit_users", own))["status"] == "active"


async def test_whom_a_creator_led_to_is_told_as_far_as_anybody_asked(api: Harness) -> None:
    await creators(api, 3)
    none = await told(api, "/api/instagram/creators/orbit1/related")
    await api.persister.execute(
        "INSERT INTO creator_relations (platform, kind, source_id, target_id, first_seen_at,"
        " last_seen_at) VALUES ('instagram', 'related', '1', '3', now(), now()),"
        " ('instagram', 'related', '1', 'unseen', now() - interval '1 day', now()),"
        " ('instagram', 'shown_on', '1', '2', now(), now())"
    )
    await api.owner.execute("UPDATE instagram_creators SET related_creators_processed = id = 1")

    some = await told(api, "/api/instagram/creators/orbit1/related")
    back = await told(api, "/api/instagram/creators/orbit3")

    assert (none["items"], none["processed"]) == ([], False)
    assert none["code"] == "related_discovery_missing"
    assert [(one["ig_user_id"], one["username"]) for one in some["items"]] == [
        ("3", "orbit3"),
        ("unseen", None),
    ]
    assert some["processed"] is True
    assert [one["source_username"] for one in back["lineage"]] == ["orbit1"]
    assert (await api.get("/api/instagram/creators/nobody/related")).status == 404


async def test_adding_by_the_name_of_the_resource_is_the_same_wish(api: Harness) -> None:
    first = await api.post("/api/instagram/creators", json={"username": "nasa"})
    again = await api.add("nasa")

    assert (first.status, again.status) == (202, 200)
    assert first.json()["request_id"] == again.json()["request_id"]
    assert await api.count("requests") == 1


async def test_no_job_runs_and_what_does_run_says_where_it_is_followed(api: Harness) -> None:
    jobs = await told(api, "/api/jobs")

    assert (jobs["items"], jobs["code"]) == ([], "job_runner_missing")
    assert jobs["page"] == {"limit": 50, "has_more": False, "next_cursor": None}
    running = [one for one in jobs["types"] if one["runs"]]
    assert {one["at"].partition("=")[2] for one in running} == set(Kind) - {"related_discovery"}
    for one in running:
        assert (await told(api, one["at"]))["items"] == []
    assert all(one["code"] for one in jobs["types"] if not one["runs"])


async def test_the_viral_rule_is_the_one_that_rows_are_judged_by_and_nobody_changes_it(
    api: Harness,
) -> None:
    path = "/api/instagram/viral-rule"
    rule = await told(api, path)
    changed = await api.ask("PUT", path, json={"min_views": 1, "multiplier": 2})
    wrong = await api.ask("PUT", path, json={"min_views": -1, "multiplier": 2})
    again = await api.post(f"{path}/recompute")

    assert (rule["min_views"], rule["multiplier"]) == (viral.MIN_VIEWS, viral.MULTIPLIER)
    assert rule["editable"] is False
    for answer in (changed, again):
        assert (answer.status, answer.json()["code"]) == (501, "job_runner_missing")
    assert wrong.status == 422


async def test_tagging_counts_approved_creators_and_has_cost_nothing(api: Harness) -> None:
    assert (await told(api, "/api/instagram/tagging/stats"))["tagged_pct"] is None
    await creators(api, 4)
    await api.owner.execute(
        "UPDATE instagram_creators SET review_status = CASE WHEN id < 4 THEN 'ok' END,"
        " tags = CASE WHEN id IN (1, 4) THEN '{topic:art}'::text[] ELSE '{}' END"
    )
    api.services.lists.forget_counts("creators")

    stats = await told(api, "/api/instagram/tagging/stats")

    assert (stats["ok"], stats["tagged"], stats["untagged"]) == (3, 1, 2)
    assert (stats["tagged_pct"], stats["cost_usd"]) == (33.33, 0)
    assert (stats["model_versions"], stats["code"]) == ([], "categoriser_not_configured")


async def test_tags_of_creators_are_counted_by_their_review(api: Harness) -> None:
    await creators(api, 3)
    await api.owner.execute(
        "UPDATE instagram_creators SET review_status = CASE WHEN id < 3 THEN 'ok' END,"
        " tags = CASE WHEN id = 1 THEN '{topic:art}' ELSE '{topic:art,loud}'::text[] END"
    )

    everybody = (await told(api, "/api/instagram/tags"))["items"]
    approved = (await told(api, "/api/instagram/tags?review_status=ok"))["items"]

    assert [(one["tag"], one["category"], one["creators"]) for one in everybody] == [
        ("topic:art", "topic", 3),
        ("loud", "loud", 2),
    ]
    assert [(one["tag"], one["creators"]) for one in approved] == [("topic:art", 2), ("loud", 1)]


async def test_the_vocabulary_is_that_of_the_file(api: Harness) -> None:
    vocabulary = await told(api, "/api/tags/vocabulary")

    assert {one["category"]: one["values"] for one in vocabulary["items"]} == tag_structure()
    assert vocabulary["tags"] == all_tags()


async def test_what_was_said_is_found_by_parts_of_its_words(api: Harness) -> None:
    request_id = (await api.add("nasa")).json()["request_id"]
    said = ("Stored 50% of 12 reels", "stored all", "gave up")
    for number, message in enumerate(said, start=1_000):
        await api.owner.execute(
            "INSERT INTO request_events (id, request_id, type, message, service)"
            " VALUES ($1, $2, 'x', $3, 'persister')",
            number,
            request_id,
            message,
        )

    found = {q: await told(api, f"/api/logs?q={q}") for q in ("STORED", "50%25 of", "gave_up")}

    assert [[one["id"] for one in page["items"]] for page in found.values()] == [
        ["1001", "1000"],
        ["1000"],
        [],
    ]


async def test_nobody_has_a_score_of_what_is_not_known(api: Harness) -> None:
    known = {"9aa": (None, None), "9ab": (400, None), "9ac": (None, 10_000), "9ad": (400, -3)}
    for reddit_id, (age, karma) in known.items():
        one = await account(api, reddit_id)
        await api.persister.execute(
            "UPDATE reddit_users SET account_age_days = $2, total_karma = $3 WHERE id = $1",
            one,
            age,
            karma,
        )

    page = await told(api, "/api/reddit/users?sort=username&include=counts")
    low = await told(api, "/api/reddit/users?high_quality=false")

    assert [one["overall_user_score"] for one in page["items"]] == [None, None, None, 4.0]
    assert (page["counts"]["low"], page["counts"]["high_quality"]) == (1, 0)
    assert [one["reddit_id"] for one in low["items"]] == ["9ad"]


async def test_who_posted_since_a_day_is_found_by_posts_and_not_by_rows_age(api: Harness) -> None:
    now = datetime.now(UTC)
    for reddit_id, days in (("9aa", 1), ("9ab", 40)):
        await account(api, reddit_id)
        await api.persister.execute(
            "INSERT INTO reddit_posts (reddit_id, subreddit_id, subreddit_name, author_id, title,"
            " created_utc, edited, score_hidden, content_type, over_18, spoiler, stickied, locked,"
            " archived, is_self, is_video, is_gallery, is_poll, observed_at, content_hash)"
            " VALUES ($1, 's', 'clay', $1, 't', $2, false, false, 'text', false, false, false,"
            " false, false, false, false, false, false, now(), 'h')",
            reddit_id,
            now - timedelta(days=days),
        )
    await account(api, "9ac")
    since = (now - timedelta(days=30)).strftime("%Y-%m-%dT%H:%M:%SZ")

    active = await told(api, f"/api/reddit/users?active_since={since}")

    assert [one["reddit_id"] for one in active["items"]] == ["9aa"]


async def test_every_list_is_a_file_of_as_many_rows_as_there_are(api: Harness) -> None:
    [one, *_] = await creators(api, 3)
    await api.owner.execute("UPDATE instagram_creators SET removed_at = now() WHERE id = $1", one)
    await subreddit(api)
    await api.owner.execute("UPDATE reddit_subreddits SET review = 'Ok'")
    accounts = [await account(api, "9aa"), await account(api, "9ab")]
    await api.post("/api/models", json={"stage_name": "Luna", "accounts": accounts[:1]})
    await api.persister.execute(
        "INSERT INTO instagram_reels (media_pk, creator_id, observed_at, content_hash)"
        " VALUES ('r1', '1', now(), 'h'), ('r2', '1', now(), 'h')"
    )
    await api.persister.execute(
        "INSERT INTO instagram_posts (media_pk, creator_id, observed_at, content_hash)"
        " VALUES ('p1', '1', now(), 'h')"
    )
    await api.persister.execute(
        "INSERT INTO instagram_follower_history (creator_id, recorded_at) VALUES ('2', now())"
    )
    for resource in EVERY:
        of_one = {"creator": "orbit2"} if resource is FOLLOWERS else {}
        # Counted first: each file is in the audit log afterwards.
        rows = await api.owner.fetchval(
            f"SELECT count(*) FROM {resource.table} AS t {resource.joins} WHERE {resource.base}"
        )
        asked = {"fields": resource.names[0]} | of_one
        answer = await api.get(f"/api/exports/{resource.name}", params=asked)
        lines = answer.body.decode().splitlines()

        assert answer.status == 200, resource.name
        assert (resource.name, len(lines) - 1) == (resource.name, rows)
