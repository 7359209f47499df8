import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from b9_common.errors import PoisonError
from b9_common.events import RejectedItem, Walk
from b9_devstack.testing import Database as Stored
from b9_persister.adapters.postgres.content_store import PostgresContent
from b9_persister.adapters.postgres.database import Database
from b9_persister.content import persist
from b9_persister.testing.events import accept, at, item, page, profile, profile_page
from b9_persister.testing.hands import delivery

Take = Callable[..., Any]
ACCOUNT = "SELECT announced, inserted, updated, unchanged, superseded, rejected FROM request_pages"


@pytest.fixture
async def request_id(database: Stored) -> str:
    return await accept(database.owner_dsn)


async def test_a_page_becomes_rows_and_an_account(take: Take, rows: Take, request_id: str) -> None:
    one = page(request_id, items=[item("1"), item("2", hashtags=('a"b', "c"))])

    assert await take(one) == [None]

    assert await rows("SELECT media_pk FROM instagram_reels ORDER BY 1") == ["1", "2"]
    assert await rows("SELECT hashtags FROM instagram_reels WHERE media_pk = '2'") == [['a"b', "c"]]
    assert await rows("SELECT asset_key, state FROM media_assets ORDER BY 1") == [
        ("instagram/1/cover-0", "wanted"),
        ("instagram/2/cover-0", "wanted"),
    ]
    assert await rows(ACCOUNT) == [(2, 2, 0, 0, 0, 0)]


async def test_the_owner_of_a_page_is_made_before_its_profile_comes(
    take: Take, rows: Take, request_id: str
) -> None:
    await take(page(request_id, items=[item("1")]))
    assert await rows("SELECT ig_user_id, username, observed_at FROM instagram_creators") == [
        ("100", "orbit", None)
    ]

    await take(profile_page(request_id))
    assert await rows("SELECT username, followers_count FROM instagram_creators") == [
        ("orbit", 1_000)
    ]
    assert await rows(f"{ACCOUNT} WHERE walk = 'profile'") == [(1, 1, 0, 0, 0, 0)]


async def test_a_page_again_is_counted_and_announced_once(
    take: Take, rows: Take, request_id: str
) -> None:
    one = page(request_id, items=[item("1")])

    await take(one)
    await take(one)

    assert await rows(ACCOUNT) == [(1, 1, 0, 0, 0, 0)]
    assert await rows("SELECT count(*) FROM outbox") == [1]
    assert await rows("SELECT count(*) FROM request_events WHERE type = 'page_committed'") == [1]


async def test_a_page_again_repairs_what_was_lost(
    take: Take, rows: Take, owner: Any, request_id: str
) -> None:
    one = page(request_id, items=[item("1"), item("2")])
    await take(one)
    await owner.execute("DELETE FROM instagram_reels; DELETE FROM media_assets")

    await take(one)

    assert await rows("SELECT media_pk FROM instagram_reels ORDER BY 1") == ["1", "2"]
    assert await rows("SELECT count(*) FROM media_assets") == [2]
    assert await rows(ACCOUNT) == [(2, 2, 0, 0, 0, 0)]


async def test_newer_wins_and_each_page_says_what_its_items_did(
    take: Take, rows: Take, request_id: str
) -> None:
    await take(page(request_id, n=0, items=[item("1", like_count=5)], minutes=5))
    await take(page(request_id, n=1, items=[item("1", like_count=9)], minutes=9))
    await take(page(request_id, n=2, items=[item("1", like_count=1)], minutes=1))
    await take(page(request_id, n=3, items=[item("1", like_count=9, video_url="x")], minutes=10))

    assert await rows("SELECT like_count, video_url, observed_at FROM instagram_reels") == [
        (9, "x", at(10))
    ]
    assert await rows(f"{ACCOUNT} ORDER BY n") == [
        (1, 1, 0, 0, 0, 0),
        (1, 0, 1, 0, 0, 0),
        (1, 0, 0, 0, 1, 0),
        (1, 0, 0, 1, 0, 0),
    ]


async def test_null_is_not_zero(take: Take, rows: Take, request_id: str) -> None:
    await take(page(request_id, items=[item("1", like_count=None, play_count=0)]))

    assert await rows("SELECT like_count, play_count, engagement_count FROM instagram_reels") == [
        (None, 0, None)
    ]


async def test_what_the_mapper_rejected_is_a_letter_of_its_own(
    take: Take, rows: Take, request_id: str
) -> None:
    bad = RejectedItem(index=1, reason="no pk", raw='{"a":1}')
    one = page(request_id, items=[item("1")], rejected=(bad,))

    await take(one)
    await take(one)

    assert await rows(ACCOUNT) == [(2, 1, 0, 0, 0, 1)]
    assert await rows(
        "SELECT durable, origin, item_index, kind, platform, error, payload FROM dead_letters"
    ) == [("persister-content", one.key, 1, "item", "instagram", "no pk", b'{"a":1}')]


@pytest.mark.parametrize(
    "fields",
    [
        {"play_count": 2**63},
        {"media_type": 2**31},
        {"raw": msgspec.Raw(b'{"n":1e999999}')},
        {"video_duration": 1.5, "original_width": -(2**40)},
    ],
    ids=["count beyond int64", "type beyond int32", "number beyond numeric", "size beyond int32"],
)
async def test_an_item_that_cannot_be_stored_is_set_aside_alone(
    take: Take, rows: Take, request_id: str, fields: dict[str, Any]
) -> None:
    items = [item(f"{n:03d}") for n in range(50)]
    items[23] = item("023", **fields)
    pages = [
        page(request_id, n=n, items=items if n == 4 else [item(f"{n}{k:03d}") for k in range(50)])
        for n in range(10)
    ]

    assert await take(*pages) == [None] * 10

    assert await rows("SELECT count(*) FROM instagram_reels") == [499]
    assert await rows(f"{ACCOUNT} WHERE n = 4") == [(50, 49, 0, 0, 0, 1)]
    assert await rows("SELECT origin, item_index FROM dead_letters") == [(pages[4].key, 1023)]


async def test_poison_in_text_and_json_is_cleaned(take: Take, rows: Take, request_id: str) -> None:
    raw = msgspec.Raw(rb'{"a\u0000":"x","ok":"\ud83d\ude00"}')
    bad = item("1", caption="a\0b", hashtags=("t\0",), raw=raw)

    assert await take(page(request_id, items=[bad, item("2")])) == [None]

    assert await rows("SELECT caption_text, hashtags FROM instagram_reels ORDER BY media_pk") == [
        ("ab", ["t"]),
        ("caption of 2", []),
    ]
    (stored,) = await rows("SELECT raw_media_json FROM instagram_reels WHERE media_pk = '1'")
    assert json.loads(stored) == {"a": "x", "ok": "\U0001f600"}


async def test_strange_but_true_values_are_stored(take: Take, rows: Take, request_id: str) -> None:
    old = datetime(1901, 1, 1, tzinfo=UTC)
    long = "x" * 1_000_000
    items = [item("1", taken_at=old), item("2", caption=long, raw=None), item("2", like_count=3)]

    assert await take(page(request_id, items=items)) == [None]

    assert await rows("SELECT taken_at FROM instagram_reels WHERE media_pk = '1'") == [old]
    assert await rows(ACCOUNT) == [(3, 2, 0, 0, 1, 0)]


async def test_a_page_that_cannot_be_booked_is_poison_and_others_are_stored(
    take: Take, rows: Take, request_id: str
) -> None:
    bad, good = page(request_id, n=2**31, items=[item("1")]), page(request_id, items=[item("2")])

    results = await take(bad, good)

    assert isinstance(results[0], PoisonError)
    assert results[1] is None
    assert await rows("SELECT media_pk FROM instagram_reels") == ["2"]


async def test_a_thousand_reels_take_no_transaction_over_500_rows(
    take: Take, rows: Take, request_id: str
) -> None:
    pages = [
        page(request_id, n=n, items=[item(f"{n:03d}{k:03d}") for k in range(50)]) for n in range(20)
    ]

    assert await take(*pages) == [None] * 20

    per_transaction = await rows("SELECT count(*) FROM instagram_reels GROUP BY xmin::text")
    assert sum(per_transaction) == 1_000
    assert max(per_transaction) <= 500


class TestNames:
    async def test_a_name_belongs_to_the_account_last_seen_under_it(
        self, take: Take, rows: Take, request_id: str
    ) -> None:
        await take(profile_page(request_id, profile("1", "Orbit"), minutes=1))
        await take(profile_page(request_id, profile("2", "orbit"), minutes=2, n=1))

        query = "SELECT ig_user_id, username FROM instagram_creators ORDER BY 1"
        assert await rows(query) == [("1", None), ("2", "orbit")]

    async def test_an_older_claim_only_enters_the_history(
        self, take: Take, rows: Take, request_id: str
    ) -> None:
        await take(profile_page(request_id, profile("2", "orbit"), minutes=2))
        await take(profile_page(request_id, profile("1", "orbit"), minutes=1, n=1))

        query = "SELECT ig_user_id, username FROM instagram_creators ORDER BY 1"
        assert await rows(query) == [("1", None), ("2", "orbit")]
        assert await rows("SELECT count(*) FROM username_history") == [2]

    async def test_two_accounts_can_swap_names_in_one_batch(
        self, take: Take, rows: Take, request_id: str
    ) -> None:
        await take(
            profile_page(request_id, profile("1", "left"), minutes=1),
            profile_page(request_id, profile("2", "right"), minutes=1, n=1),
        )
        await take(
            profile_page(request_id, profile("1", "right"), minutes=2, n=2),
            profile_page(request_id, profile("2", "left"), minutes=2, n=3),
        )

        query = "SELECT ig_user_id, username FROM instagram_creators ORDER BY 1"
        assert await rows(query) == [("1", "right"), ("2", "left")]

    async def test_two_unknown_owners_of_one_name_can_come_in_one_batch(
        self, take: Take, rows: Take, request_id: str
    ) -> None:
        pages = [
            page(request_id, n=n, items=[item(str(n))], owner=(str(n), "orbit")) for n in (1, 2)
        ]

        assert await take(*pages) == [None, None]

        query = "SELECT ig_user_id, username FROM instagram_creators ORDER BY 1"
        assert await rows(query) == [("1", "orbit"), ("2", None)]

    async def test_a_page_of_an_unknown_owner_takes_no_name_from_anybody(
        self, take: Take, rows: Take, request_id: str
    ) -> None:
        await take(profile_page(request_id, profile("1", "orbit")))
        await take(page(request_id, items=[item("1", owner="2")], owner=("2", "orbit")))

        query = "SELECT ig_user_id, username FROM instagram_creators ORDER BY 1"
        assert await rows(query) == [("1", "orbit"), ("2", None)]


async def test_items_shown_on_another_profile_stay_their_authors(
    take: Take, rows: Take, request_id: str
) -> None:
    await take(page(request_id, walk=Walk.POSTS, items=[item("1", owner="77"), item("2")]))

    assert await rows("SELECT media_pk, creator_id FROM instagram_posts ORDER BY 1") == [
        ("1", "77"),
        ("2", "100"),
    ]
    assert await rows(
        "SELECT kind, source_id, target_id, media_pk, walk FROM creator_relations"
    ) == [("shown_on", "100", "77", "1", "posts")]
    assert await rows("SELECT ig_user_id FROM instagram_creators") == ["100"]


async def test_wake_ups_travel_in_the_trace_of_their_page(
    pool: Database, rows: Take, request_id: str
) -> None:
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    one = delivery(page(request_id, items=[item("1")]), headers={"traceparent": trace})
    await persist([one], store=PostgresContent(pool))

    ((headers, subject, payload),) = await rows("SELECT headers, subject, payload FROM outbox")
    assert json.loads(headers)["traceparent"] == trace
    assert subject == "rows.persisted.instagram"
    assert json.loads(payload)["inserted"] == {"instagram_reels": 1}
