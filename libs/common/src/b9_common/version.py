"""Which build this is; told by ``/version``, heartbeats and the first log line."""

from typing import Final

from b9_common.events import SCHEMA_VERSION

VERSION: Final = "0.1.0"

__all__ = ["SCHEMA_VERSION", "VERSION"]
