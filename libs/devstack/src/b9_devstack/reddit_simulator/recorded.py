"""
Recorded answers, served as recorded: status, headers and bytes, in the order of the recording.

The folder holds ``index.json``, a list of ``{"file", "url"}``. A file is a bare body, or a record
``{"request": {"url"}, "status", "headers", "body_text"}``. Several of one address take turns; the
last one stays.
"""

from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec
from aiohttp import web

from b9_devstack.reddit_simulator.questions import plain_path
from b9_devstack.reddit_simulator.refusals import HTML, JSON

INDEX: Final = "index.json"
# These belong to the connection of then.
OF_THE_CONNECTION: Final = frozenset(
    {"content-length", "content-encoding", "transfer-encoding", "connection", "date", "server"}
)
Address = tuple[str, tuple[tuple[str, str], ...]]


class Entry(msgspec.Struct):
    """One line of the index."""

    file: str
    url: str | None = None


class Asked(msgspec.Struct):
    """The request of a record."""

    url: str


class Record(msgspec.Struct):
    """One answer with all that came with it."""

    body_text: str
    request: Asked | None = None
    status: int | None = None
    headers: dict[str, str] = {}


class Recorded:
    """The answers of one *folder*."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[Address, list[str]] = {}
        self._served: dict[Address, int] = {}
        for entry in msgspec.json.decode((folder / INDEX).read_bytes(), type=list[Entry]):
            url = entry.url or self._url_within(entry.file)
            if url is not None:
                self._files.setdefault(address(url), []).append(entry.file)

    def find(self, url: str) -> web.Response | None:
        """Return the next answer recorded of *url*; null where there is none."""
        key = address(url)
        files = self._files.get(key)
        if files is None:
            return None
        turn = self._served.get(key, 0)
        self._served[key] = turn + 1
        return self._response(files[min(turn, len(files) - 1)])

    def _url_within(self, file: str) -> str | None:
        record = self._record(file)
        return record.request.url if record is not None and record.request is not None else None

    def _record(self, file: str) -> Record | None:
        if not file.endswith(".json"):
            return None
        try:
            return msgspec.json.decode((self._folder / file).read_bytes(), type=Record)
        except msgspec.ValidationError:
            return None  # a bare body

    def _response(self, file: str) -> web.Response:
        record = self._record(file)
        if record is None:
            body = (self._folder / file).read_bytes()
            return web.Response(body=body, content_type=JSON, charset="UTF-8")
        kept = {n: v for n, v in record.headers.items() if n.lower() not in OF_THE_CONNECTION}
        if not any(name.lower() == "content-type" for name in kept):
            kept["content-type"] = HTML if record.body_text.startswith("<") else JSON
        body = record.body_text.encode()
        return web.Response(status=record.status or 200, body=body, headers=kept)


RECORDED = web.AppKey("recorded", Recorded)


def address(url: str) -> Address:
    """Return what of *url* tells recordings apart: not the host, not how it spells its end."""
    parts = urlsplit(url)
    asked = sorted(pair for pair in parse_qsl(parts.query) if pair[0] != "raw_json")
    return plain_path(unquote(parts.path)), tuple(asked)
