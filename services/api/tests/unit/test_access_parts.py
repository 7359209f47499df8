"""Keys, limits and the gate, each by itself."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import SecretStr
from starlette.datastructures import Headers

from b9_api.access.failing import Failing
from b9_api.access.gate import Gate
from b9_api.access.keys import MAX_REMEMBERED, NOTED_EVERY_S, REMEMBERED_S, Keys
from b9_api.access.limits import MAX_BUCKETS, Buckets
from b9_api.access.orgs import OfOrg, SeenBy
from b9_api.access.table import StoredKey
from b9_api.adapters.database import DatabaseUnavailableError
from b9_api.http.caller import CRON, Caller, Scope
from b9_api.http.problems import Problem
from b9_common.api_keys import ApiKey, new_key, parse_key


class Table:
    """Holds keys, counts how often it is asked, and can be away."""

    def __init__(self, *keys: StoredKey) -> None:
        self.keys = {key.id: key for key in keys}
        self.asked = 0
        self.touched: list[dict[str, datetime]] = []
        self.away = False

    async def find(self, key_id: str) -> StoredKey | None:
        self.asked += 1
        if self.away:
            raise DatabaseUnavailableError("away")
        return self.keys.get(key_id)

    async def touch(self, used: Mapping[str, datetime]) -> None:
        if self.away:
            raise DatabaseUnavailableError("away")
        self.touched.append(dict(used))


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def parsed(text: str) -> ApiKey:
    key = parse_key(text)
    assert key is not None
    return key


def stored(text: str, **more: Any) -> StoredKey:
    key = parsed(text)
    usual: dict[str, Any] = {
        "id": key.id,
        "org_id": "default",
        "digest": key.digest,
        "scope": Scope.READ,
        "expires_at": None,
        "revoked_at": None,
    }
    return StoredKey(**usual | more)


KEY = f"b9_0123456789ab_{'s' * 43}"


def test_two_keys_differ_and_are_read_back() -> None:
    assert new_key() != new_key()
    assert parsed(KEY).id == KEY[3:15]
    assert len(parsed(KEY).digest) == 32


@pytest.mark.parametrize(
    "text", ["", "b9_", KEY[:-1], KEY + "x", KEY.upper(), f" {KEY}", KEY + "\n"]
)
def test_what_has_not_the_form_of_a_key_is_none(text: str) -> None:
    assert parse_key(text) is None


async def test_a_key_is_looked_up_once_and_again_after_seconds() -> None:
    table, clock = Table(stored(KEY)), Clock()
    keys = Keys(table, clock)
    for _ in range(3):
        assert await keys.caller(parsed(KEY)) == Caller(id=f"key:{KEY[3:15]}", scope=Scope.READ)
    assert table.asked == 1

    table.keys.clear()
    clock.now = REMEMBERED_S
    assert await keys.caller(parsed(KEY)) is None
    assert table.asked == 2
    assert REMEMBERED_S < 5


async def test_a_key_forgotten_is_looked_up_at_once() -> None:
    table = Table(stored(KEY))
    keys = Keys(table, Clock())
    await keys.caller(parsed(KEY))
    table.keys[KEY[3:15]] = stored(KEY, revoked_at=datetime.now(UTC))
    keys.forget(KEY[3:15])

    assert await keys.caller(parsed(KEY)) is None


async def test_the_right_id_with_another_secret_opens_nothing() -> None:
    other = KEY[:16] + new_key()[16:]
    assert await Keys(Table(stored(KEY))).caller(parsed(other)) is None


async def test_a_key_that_ends_while_it_is_remembered_opens_nothing() -> None:
    soon = datetime.now(UTC) - timedelta(microseconds=1)
    assert await Keys(Table(stored(KEY, expires_at=soon)), Clock()).caller(parsed(KEY)) is None


async def test_names_without_end_fill_no_memory() -> None:
    table = Table()
    keys = Keys(table, Clock())
    texts = [f"b9_{number:012x}_{'s' * 43}" for number in range(MAX_REMEMBERED + 1)]
    for text in texts:
        await keys.caller(parsed(text))
    await keys.caller(parsed(texts[-1]))
    assert table.asked == len(texts)

    await keys.caller(parsed(texts[0]))
    assert table.asked == len(texts) + 1


async def test_a_keys_use_is_written_once_a_minute_and_nobody_waits_for_it() -> None:
    table, clock = Table(stored(KEY)), Clock()
    keys = Keys(table, clock)
    for second in range(int(NOTED_EVERY_S)):
        clock.now = float(second)
        await keys.caller(parsed(KEY))
    await asyncio.sleep(0)
    assert [list(used) for used in table.touched] == [[KEY[3:15]]]

    clock.now = NOTED_EVERY_S
    await keys.caller(parsed(KEY))
    await asyncio.sleep(0)
    assert len(table.touched) == 2


async def test_a_use_that_cannot_be_written_hurts_nobody() -> None:
    table = Table(stored(KEY))
    keys = Keys(table, Clock())
    assert await keys.caller(parsed(KEY)) is not None
    table.away = True
    await asyncio.sleep(0)

    assert await keys.caller(parsed(KEY)) is not None
    assert table.touched == []


def test_a_caller_has_so_many_at_once_and_so_many_over_time() -> None:
    clock = Clock()
    buckets = Buckets(per_s=2, burst=3, clock=clock)
    assert [buckets.take("a").remaining for _ in range(3)] == [2, 1, 0]
    with pytest.raises(Problem) as refused:
        buckets.take("a")
    assert refused.value.status == 429
    assert refused.value.headers["Retry-After"] == "1"
    assert buckets.take("b").remaining == 2

    clock.now = 0.5
    assert buckets.take("a").remaining == 0
    clock.now = 60.0
    assert buckets.take("a").remaining == 2


def test_callers_without_end_fill_no_memory() -> None:
    buckets = Buckets(per_s=0.001, burst=1, clock=Clock())
    for number in range(MAX_BUCKETS + 1):
        buckets.take(str(number))

    assert buckets.take("0").remaining == 0
    with pytest.raises(Problem):
        buckets.take(str(MAX_BUCKETS))


def asked(path: str, method: str = "GET", query: bytes = b"") -> dict[str, Any]:
    return {"type": "http", "method": method, "path": path, "query_string": query}


def gate(**more: Any) -> Gate:
    return Gate(Keys(Table(stored(KEY))), **more)


async def who(
    of: Gate, path: str = "/api/x", credential: str | None = None, **more: Any
) -> Caller | None:
    """Who the gate takes it for; None for nobody."""
    headers = {} if credential is None else {"authorization": credential}
    try:
        return await of.caller(asked(path, **more), Headers(headers))
    except Problem as problem:
        if problem.code != "unauthorized":
            raise
        return None


async def test_without_settings_nothing_but_a_key_opens_anything() -> None:
    bare = gate()
    told = [None, "", "Bearer", "Bearer ", "Bearer None", f"Basic {KEY}", f"Bearer {'x' * 10_000}"]

    assert [await who(bare, credential=one) for one in told] == [None] * len(told)
    found = await who(bare, credential=f"bearer {KEY}")
    assert found is not None
    assert found.scope is Scope.READ


async def test_credentials_that_keep_failing_are_not_looked_up_any_more() -> None:
    table = Table(stored(KEY))
    patient = Gate(Keys(table), failing=Failing(per_min=8))
    right = await who(patient, credential=f"Bearer {KEY}")
    wrong = [f"Bearer {new_key()}" for _ in range(8)]
    assert [await who(patient, credential=one) for one in wrong] == [None] * 8
    asked_for = table.asked

    with pytest.raises(Problem) as refused:
        await who(patient, credential=f"Bearer {new_key()}")

    assert (refused.value.status, refused.value.code) == (429, "too_many_failures")
    assert table.asked == asked_for
    assert await who(patient, credential=f"Bearer {KEY}") == right
    assert await who(patient) is None


class Genuine:
    """Believes one word, and says how often it was asked whose it is."""

    async def caller(self, token: str) -> Caller | None:
        return Caller(id="user:1") if token == "genuine" else None

    async def is_signed(self, token: str) -> bool:
        return token == "genuine"


async def test_strangers_at_an_address_shut_out_nobody_whose_token_is_genuine() -> None:
    crowded = gate(failing=Failing(per_min=8), tokens=Genuine())
    for n in range(8):
        assert await who(crowded, credential=f"Bearer wrong{n}") is None
    with pytest.raises(Problem, match="too many wrong credentials"):
        await who(crowded, credential="Bearer wrong8")

    found = await who(crowded, credential="Bearer genuine")

    assert found is not None
    assert found.id == "user:1"


async def test_the_crons_secret_counts_at_crons_routes_alone() -> None:
    with_cron = gate(cron_secret=SecretStr("s" * 20))
    credential = f"Bearer {'s' * 20}"

    assert await who(with_cron, "/api/cron/cleanup-logs", credential) is CRON
    assert await who(with_cron, "/api/cronies", credential) is None
    assert await who(with_cron, "/api/cron/../keys", f"Bearer {'s' * 19}") is None
    assert await who(gate(), "/api/cron/cleanup-logs", credential) is None


async def test_open_reads_are_reads_of_strangers() -> None:
    opened = gate(open_reads=True)
    reader = await who(opened)

    assert reader is not None
    assert (reader.id, reader.scope) == ("anyone", Scope.READ)
    assert await who(opened, method="POST") is None
    assert await who(opened, credential="Bearer wrong") is None


async def test_a_signed_address_lets_in_to_its_own_folder_with_no_scope() -> None:
    let_in = await who(gate(), "/media/1")

    assert let_in is not None
    assert let_in.scope is Scope.NONE
    assert await who(gate(), "/mediaeval") is None


async def test_a_ticket_opens_the_path_it_is_for() -> None:
    watcher = Caller(id="key:a", scope=Scope.READ)
    ticketed = gate()
    ticketed.let_in("/api/events", {"good": watcher}.get)

    assert await who(ticketed, "/api/events", query=b"ticket=good") is watcher
    assert await who(ticketed, "/api/events", query=b"ticket=bad") is None
    assert await who(ticketed, "/api/events", query=b"ticket=bad&ticket=good") is None
    assert await who(ticketed, "/api/events") is None
    assert await who(ticketed, "/api/requests", query=b"ticket=good") is None


class Recording:
    """A database that remembers what it was sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[Any, ...]] = []

    async def fetch(self, *sent: Any) -> list[Any]:
        self.sent.append(sent)
        return []

    async def find(self, *sent: Any) -> None:
        self.sent.append(sent)


async def test_who_runs_the_deployment_may_see_what_is_of_others_and_nobody_else() -> None:
    database = Recording()
    bounded = "SELECT 1 FROM requests WHERE ($2::boolean OR org_id = $1) AND id = $3"
    callers = [
        Caller(id="a", scope=Scope.ADMIN),
        Caller(id="b", scope=Scope.OPERATE),
        Caller(id="c", scope=Scope.ADMIN, org_id="ours"),
    ]
    for caller in callers:
        reader = SeenBy(database, caller)  # type: ignore[arg-type]  # no server in a unit test
        assert await reader.find(bounded, 7) is None
        with pytest.raises(ValueError, match="other organisations"):
            await reader.fetch("SELECT 1 FROM requests WHERE id = $1", 7)

    assert database.sent == [
        (bounded, "default", True, 7),
        (bounded, "default", False, 7),
        (bounded, "ours", False, 7),
    ]


async def test_a_read_names_its_organisation_first_or_is_not_sent() -> None:
    database = Recording()
    ours = OfOrg(database, "ours")  # type: ignore[arg-type]  # no server in a unit test
    bounded = "SELECT 1 FROM requests WHERE org_id = $1 AND id = $2"
    await ours.fetch(bounded, 7)
    await ours.find(bounded, 8)
    with pytest.raises(ValueError, match="other organisations"):
        await ours.fetch("SELECT 1 FROM requests WHERE id = $1", 7)

    assert database.sent == [(bounded, "ours", 7), (bounded, "ours", 8)]
