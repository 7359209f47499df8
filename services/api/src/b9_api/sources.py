"""Whose events there are to watch and to look up, by the same names everywhere."""

from typing import Final

from b9_common.events import Platform

# Who writes events; and for what, which is written by any of them.
SERVICES: Final = ("gateway", "dispatcher", "persister")
# A name that nobody writes under would stay silent for ever.
SOURCES: Final[tuple[str, ...]] = (*SERVICES, *Platform)
