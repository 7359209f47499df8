"""Which account a name or an id means: unbounded many, found again after a restart, renamable."""

from collections import OrderedDict
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

import msgspec

from b9_devstack.simulator.creators import Creator, make_creator
from b9_devstack.simulator.names import is_valid, original_name

# What becomes of a name that was left: it leads to the new one, to nobody, or to somebody else.
OldName = Literal["follows", "missing", "reused"]
MAX_IDS: Final = 500_000


class Seen(msgspec.Struct, frozen=True, tag="seen"):
    """An id was given out for a key."""

    id: str
    key: str


class Renamed(msgspec.Struct, frozen=True, tag="renamed"):
    """An account took another name."""

    name: str
    to: str
    old: OldName


class Registry:
    """
    Names and ids to creators. Ids cannot be turned back into names, so those given out are
    kept in *journal*, a file of a few dozen bytes per creator.
    """

    def __init__(self, seed: int, journal: Path | None = None) -> None:
        self._seed = seed
        self._journal = journal
        self._keys: OrderedDict[str, str] = OrderedDict()
        self._key_of: dict[str, str | None] = {}
        self._name_of: dict[str, str] = {}
        if journal is not None and journal.exists():
            self._replay(journal.read_bytes())

    def find(self, name: str) -> Creator | None:
        """Return who is called *name* now; null if nobody can be."""
        name = name.lower()
        key = self._key_of.get(name, original_name(name))
        if key is None or not is_valid(name):
            return None
        creator = make_creator(self._seed, key)
        if creator.id not in self._keys:
            self._remember(Seen(creator.id, key))
        return self._as_called_now(creator)

    def find_by_id(self, creator_id: str) -> Creator | None:
        """Return whose id it is; null if that id was never given out."""
        key = self._keys.get(creator_id)
        return None if key is None else self._as_called_now(make_creator(self._seed, key))

    def rename(self, name: str, to: str, old: OldName) -> Creator:
        """Let the account called *name* be called *to*; raises `ValueError` for a bad name."""
        if self.find(name) is None or not is_valid(to):
            raise ValueError(f"cannot rename {name!r} to {to!r}")
        self._remember(Renamed(name, to, old))
        renamed = self.find(to)
        if renamed is None:
            raise ValueError(f"{to!r} leads to nobody")
        return renamed

    def forget_renames(self) -> None:
        """Undo every renaming; ids given out stay known."""
        self._key_of.clear()
        self._name_of.clear()
        if self._journal is not None:
            lines = (msgspec.json.encode(Seen(i, key)) + b"\n" for i, key in self._keys.items())
            self._journal.write_bytes(b"".join(lines))

    def _as_called_now(self, creator: Creator) -> Creator:
        name = self._name_of.get(creator.key)
        return creator if name is None else replace(creator, name=name)

    def _remember(self, entry: Seen | Renamed) -> None:
        self._apply(entry)
        if self._journal is not None:
            # One short line into the page cache: microseconds, and a kill -9 does not lose it.
            with self._journal.open("ab") as file:
                file.write(msgspec.json.encode(entry) + b"\n")

    def _apply(self, entry: Seen | Renamed) -> None:
        if isinstance(entry, Seen):
            self._keys[entry.id] = entry.key
            if len(self._keys) > MAX_IDS:
                self._keys.popitem(last=False)
            return
        key = self._key_of.get(entry.name, original_name(entry.name))
        if key is None:
            return
        self._key_of[entry.to] = key
        self._name_of[key] = entry.to
        leads_to = {"follows": key, "missing": None, "reused": f"{entry.name}#{key}"}
        self._key_of[entry.name] = leads_to[entry.old]

    def _replay(self, text: bytes) -> None:
        decoder = msgspec.json.Decoder(Seen | Renamed)
        for line in text.splitlines():
            try:
                self._apply(decoder.decode(line))
            except msgspec.DecodeError:
                continue  # the last line of a process that was killed while writing it
