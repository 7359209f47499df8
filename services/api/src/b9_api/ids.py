"""Ids that sort by time."""

import os
import time
from uuid import UUID


def uuid7() -> UUID:
    """A new id (RFC 9562, version 7): neighbours in time are neighbours in the index."""
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)
