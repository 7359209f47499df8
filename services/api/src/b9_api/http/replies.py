"""Answers as JSON, encoded by the fast one."""

from typing import Any

import msgspec
from starlette.responses import Response


class Reply(Response):
    """*content* as JSON; records, times and uuids included."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """See `Reply`."""
        return msgspec.json.encode(content)
