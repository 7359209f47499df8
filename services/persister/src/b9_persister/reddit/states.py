"""What answers say of a name: told by about pages and by final markers, kept by name."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from b9_common.events import CallClass, FetchOutcome, Kind, Platform
from b9_persister.batch import Marker

TargetKind: TypeAlias = Literal["subreddit", "user"]

OK: Final = CallClass.OK
# What the code of a marker says of its target. Only these speak of the target: a refusal that
# may be ours or a proxy's (`forbidden`, `blocked`, …) says nothing about it.
STATE_OF: Final = {
    f"target_{state}": state
    for state in (
        CallClass.PRIVATE,
        CallClass.BANNED,
        CallClass.QUARANTINED,
        CallClass.SUSPENDED,
        CallClass.NOT_FOUND,
        CallClass.UNAVAILABLE_LEGAL,
    )
}
STATES: Final = (OK, *STATE_OF.values())


class TargetState(Struct, frozen=True, order=True):
    """What was said of one name at one moment."""

    kind: TargetKind
    name_lower: str
    observed_at: datetime
    state: str
    code: str | None = None


def said_by_marker(marker: Marker) -> TargetState | None:
    """
    What the end of a fetch says of its target, if anything.

    Only one that brought nothing does: where anything came, a list or an author was refused.
    """
    event = marker.event
    state = STATE_OF.get(event.code or "")
    if event.platform is not Platform.REDDIT or event.outcome is not FetchOutcome.FAILED:
        return None
    if event.kind is None or state is None:
        return None
    kind: TargetKind = "user" if event.kind is Kind.USER_DISCOVER else "subreddit"
    return TargetState(kind, event.target.lower(), marker.observed_at, state, event.code)


def newest_states(states: Iterable[TargetState]) -> list[TargetState]:
    """Of each name the newest word, by name; of two at one moment the larger."""
    of_name: dict[tuple[str, str], TargetState] = {}
    for one in states:
        key = (one.kind, one.name_lower)
        other = of_name.get(key)
        if other is None or (other.observed_at, other.state) < (one.observed_at, one.state):
            of_name[key] = one
    return [of_name[key] for key in sorted(of_name)]
