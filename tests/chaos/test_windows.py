"""The narrow windows, hit on purpose; every case asserts that its window was really hit."""

import itertools
from collections.abc import AsyncIterator

import nats
import pytest
import pytest_asyncio
from tests.support.kill import paid_too_often
from tests.support.state import ghosts_and_gaps
from tests.support.truth import against_truth
from tests.support.window import COMMITTED, Window, kill_in, kill_once_held, named
from tests.support.world import FOR_INSTAGRAM, World, until, world

from b9_devstack.supervisor import StackOptions

SEED = 31
PERSISTED = r"\$JS\.ACK\.CONTENT\.persister-content\.[^\r]*\r\n"
# Statements are prepared once per connection, but what is bound to them names the transaction.
PAGE_KEY = r":[0-9]+:[0-9]+:reels:[0-9]+"
SHA256 = "[0-9a-f]{64}"
READERS = ("persister-content", "media-uploader")
INGEST, PERSISTER, UPLOADER = "instagram-ingest-1", "persister-1", "media-uploader-1"

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(300)]
numbers = itertools.count(1)


PAGE_UNCONFIRMED = Window(INGEST, "nats", '"stream":"CONTENT"', skip=2)
CHECKPOINT_UNCONFIRMED = Window(INGEST, "nats", '"stream":"KV_progress"', skip=3)
COMMIT_UNHEARD = Window(PERSISTER, "postgres", COMMITTED, after=PAGE_KEY)
OUTCOMES_UNHEARD = Window(PERSISTER, "postgres", COMMITTED, after=SHA256)
PUT_UNHEARD = Window(UPLOADER, "s3", "HTTP/1.1 200", after="PUT /b9-media/", skip=4)

WINDOWS = {
    "page stored, its confirmation unheard": PAGE_UNCONFIRMED,
    "page stored, the broker killed": Window("nats", "nats", '"stream":"CONTENT"', skip=2),
    "checkpoint written, its confirmation unheard": CHECKPOINT_UNCONFIRMED,
    "rows committed, commit unheard": COMMIT_UNHEARD,
    "rows committed, the database killed": Window(
        "postgres", "postgres", COMMITTED, after=PAGE_KEY
    ),
    "outcomes committed, commit unheard": OUTCOMES_UNHEARD,
    "rows committed, ack unsent": Window(PERSISTER, "nats", PERSISTED + r"\+ACK", of="client"),
    "rows committed, ack unheard": Window(PERSISTER, "nats", ".", after=PERSISTED + r"\+ACK"),
    "object put, answer unheard": PUT_UNHEARD,
    "object put, the store killed": Window(
        "s3", "s3", "HTTP/1.1 200", after="PUT /b9-media/", skip=4
    ),
    "outcome stored, its confirmation unheard": Window(
        UPLOADER, "nats", '"stream":"MEDIA"', skip=4
    ),
}
SHORT = {"page stored, its confirmation unheard"}
POISON = {
    "dead letter stored, its confirmation unheard": Window(
        PERSISTER, "nats", '"stream":"DEAD"', after=r"HPUB dead\.persister-content "
    ),
    "dead letter confirmed, term unsent": Window(
        PERSISTER, "nats", PERSISTED + r"\+TERM", of="client"
    ),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def proxied(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """One stack for all windows; each has creators of its own."""
    folder = tmp_path_factory.mktemp("windows") / "stack"
    options = StackOptions(seed=SEED, durable=False, services=FOR_INSTAGRAM)
    async with world(folder, options, proxied=("nats", "postgres", "s3")) as made:
        yield made


@pytest.mark.parametrize("name", named(WINDOWS, SHORT))
async def test_a_kill_in_the_window_loses_and_doubles_nothing(proxied: World, name: str) -> None:
    window, number = WINDOWS[name], next(numbers)
    creators = [f"few.w{number}.{letter}" for letter in "abc"]
    before = await _paid_twice(proxied)
    await kill_in(proxied, window, _add(proxied, creators))
    ended = await proxied.ended()
    paid = [page for page in await _paid_twice(proxied) if page not in before]
    assert {ended[creator] for creator in creators} == {"completed "}, f"seed {SEED}"
    assert await against_truth(proxied, creators) == [], f"seed {SEED}"
    assert await ghosts_and_gaps(proxied) == [], f"seed {SEED}"
    assert paid_too_often(paid, window.victim) == [], f"seed {SEED}"


@pytest.mark.slow
@pytest.mark.parametrize("name", POISON)
async def test_a_kill_between_dead_letter_and_term_keeps_one_dead_letter(
    proxied: World, name: str
) -> None:
    poison = f"not an event {next(numbers)}"
    connection = await nats.connect(proxied.stack.nats_url)
    try:
        hold = POISON[name].hold(proxied)
        await connection.jetstream().publish("content.fetched.instagram", poison.encode())
        await kill_once_held(proxied, POISON[name], hold)
    finally:
        await connection.close()
    letters = f"SELECT durable FROM dead_letters WHERE payload = '{poison}'::bytea"

    async def dead() -> bool:
        return len(await proxied.rows(letters)) >= 2 and await _all_settled(proxied)

    await until(dead, 90)
    found = sorted(row["durable"] for row in await proxied.rows(letters))
    assert found == ["media-uploader", "persister-content"]
    creator = f"few.w{next(numbers)}.after"
    await proxied.add(creator)
    await proxied.ended()
    assert await against_truth(proxied, [creator]) == []


async def _add(proxied: World, creators: list[str]) -> None:
    for creator in creators:
        await proxied.add(creator)


async def _paid_twice(proxied: World) -> list[dict[str, object]]:
    told: dict[str, list[dict[str, object]]] = await proxied.simulator("GET", "calls?limit=0")
    return told["paid_twice"]


async def _all_settled(proxied: World) -> bool:
    """Whether no reader of CONTENT has a message in hand."""
    connection = await nats.connect(proxied.stack.nats_url)
    try:
        stream = connection.jetstream()
        infos = [await stream.consumer_info("CONTENT", name) for name in READERS]
        return all(info.num_ack_pending == 0 and info.num_pending == 0 for info in infos)
    finally:
        await connection.close()
