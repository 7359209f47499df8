"""Which rows changed: said by whoever stored them, gathered for a moment, and passed on."""

import asyncio
import logging
from collections.abc import Iterable
from typing import Final

import msgspec
from msgspec import Struct, field

from b9_api.live.frames import frame
from b9_api.live.hub import Hub
from b9_api.live.topics import ROWS, TABLES
from b9_common.events import RowsPersisted

log = logging.getLogger(__name__)

GATHER_S: Final = 0.25
# More would say no more than "look again".
MAX_IDS: Final = 50
OF_TABLE: Final = {table: resource for resource, table in TABLES.items()}


class Edited(Struct, frozen=True, kw_only=True):
    """What one gateway tells the others: people changed these rows."""

    resource: str
    ids: tuple[str, ...] = ()


class News(Struct, kw_only=True):
    """What became of one resource's rows; *targets* are the accounts they belong to."""

    inserted: int = 0
    updated: int = 0
    edited: int = 0
    ids: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)


class Rows:
    """Wake-ups in, at most four events a second and resource out."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._news: dict[str, News] = {}

    def persisted(self, payload: bytes) -> None:
        """A batch was committed. What cannot be read is passed over: this only informs."""
        try:
            event = msgspec.json.decode(payload, type=RowsPersisted)
        except msgspec.MsgspecError as exc:
            log.warning("unreadable wake-up: %s", exc)
            return
        for table in event.inserted.keys() | event.updated.keys():
            if resource := OF_TABLE.get(table):
                news = self._of(resource)
                news.inserted += event.inserted.get(table, 0)
                news.updated += event.updated.get(table, 0)
                if event.target_id:
                    _add(news.targets, [event.target_id])

    def edited(self, payload: bytes) -> None:
        """People changed rows, here or by another process."""
        try:
            told = msgspec.json.decode(payload, type=Edited)
        except msgspec.MsgspecError as exc:
            log.warning("unreadable wake-up: %s", exc)
            return
        if told.resource in TABLES:
            news = self._of(told.resource)
            news.edited += len(told.ids)
            _add(news.ids, told.ids)

    async def run(self) -> None:
        """Pass on what was gathered until cancelled."""
        while True:
            await asyncio.sleep(GATHER_S)
            self.flush()

    def flush(self) -> None:
        """Pass on what was gathered. Collected rows are everybody's."""
        gathered, self._news = self._news, {}
        for org_id, topic in self._hub.watched(ROWS):
            if news := gathered.get(topic.removeprefix(ROWS)):
                told = {"topic": topic, **msgspec.to_builtins(news)}
                self._hub.pass_on((org_id, topic), frame("rows", told))

    def _of(self, resource: str) -> News:
        return self._news.setdefault(resource, News())


def _add(known: set[str], ids: Iterable[str]) -> None:
    for one in ids:
        if len(known) < MAX_IDS:
            known.add(one)
