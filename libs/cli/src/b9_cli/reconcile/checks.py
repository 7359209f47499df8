"""What must agree, and where it does not. Pure: facts in, findings out."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, Literal

from msgspec import Struct

from b9_cli.objects import ObjectFacts
from b9_cli.reconcile.content_log import ContentLog, LoggedPage
from b9_cli.reconcile.facts import AssetFacts, PageFacts, RequestFacts, TargetFacts
from b9_common.events import FetchOutcome

# Ids named of one finding; the number of all is told too.
MAX_NAMED: Final = 10
ENDED_WELL: Final = frozenset({"completed", "partial"})


class Finding(Struct, frozen=True):
    """A *difference* is a fault of ours; a *note* is a reason, truthfully on record."""

    kind: Literal["difference", "note"]
    what: str
    ids: tuple[str, ...] = ()

    def __str__(self) -> str:
        """One line, with the first ids."""
        named = ", ".join(self.ids[:MAX_NAMED])
        more = f" and {len(self.ids) - MAX_NAMED} more" if len(self.ids) > MAX_NAMED else ""
        return f"{self.what}: {named}{more}" if self.ids else self.what


Heads = Mapping[str, ObjectFacts | None]


def check_target(facts: TargetFacts, log: ContentLog, heads: Heads) -> list[Finding]:
    """Everything that was found about one target, differences first."""
    findings = [
        *_ledger(facts),
        *_events(facts, log),
        *_rows(facts, log),
        *_assets(facts),
        *_objects(facts, heads),
        *_letters(facts),
        *_completeness(facts),
    ]
    return sorted(findings, key=lambda finding: finding.kind)


def _difference(what: str, ids: Iterable[str]) -> Iterator[Finding]:
    """One difference that names *ids*; none where there are none."""
    named = tuple(sorted(ids))
    if named:
        yield Finding("difference", f"{len(named)} {what}", named)


def _ledger(facts: TargetFacts) -> Iterator[Finding]:
    """Announced by the marker = booked as pages."""
    yield from _difference("requests have not ended", _ids(facts, lambda one: one.active))
    yield from _difference(
        "requests ended well without a marker",
        _ids(facts, lambda one: one.status in ENDED_WELL and one.marker is None),
    )
    for request in facts.requests:
        if request.marker is None or request.active:
            continue
        listed = set(request.marker.pages)
        yield from _difference(
            f"pages that the marker of {request.id} lists are not booked",
            listed - facts.pages.keys(),
        )
        booked: Counter[str] = Counter()
        for key in listed & facts.pages.keys():
            booked[facts.pages[key].walk] += facts.pages[key].announced
        for walk, announced in request.marker.totals.items():
            if booked[walk] != announced and listed <= facts.pages.keys():
                what = f"{walk} of {request.id}: {announced} announced, {booked[walk]} booked"
                yield Finding("difference", what)
    if facts.outbox:
        yield Finding("difference", f"{facts.outbox} messages of it wait in the outbox")


def _ids(facts: TargetFacts, chosen: Callable[[RequestFacts], bool]) -> list[str]:
    return [request.id for request in facts.requests if chosen(request)]


def _events(facts: TargetFacts, log: ContentLog) -> Iterator[Finding]:
    """Pages in CONTENT = pages booked, as far back as the stream reaches."""
    buried = {letter.origin for letter in facts.letters}
    missing = log.pages.keys() - facts.pages.keys() - buried
    behind = {key for key in missing if log.pages[key].seq > log.persisted_up_to}
    yield from _difference("pages were published and are not persisted yet", behind)
    yield from _difference("pages in CONTENT were acked but never booked", missing - behind)
    kept = {
        request.id
        for request in facts.requests
        if log.kept_since is not None and request.created_at > log.kept_since
    }
    booked = {key for key, page in facts.pages.items() if page.request_id in kept}
    yield from _difference("pages are booked that CONTENT does not hold", booked - log.pages.keys())
    for key in log.pages.keys() & facts.pages.keys():
        said, told = log.pages[key].announced, facts.pages[key].announced
        if said != told:
            yield Finding("difference", f"page {key} announced {said} items, {told} are booked")


def _rows(facts: TargetFacts, log: ContentLog) -> Iterator[Finding]:
    """What pages brought is there as rows."""
    if facts.owner_id is None:
        brought = [page.key for page in facts.pages.values() if page.inserted]
        yield from _difference(f"pages brought rows, but there is no {facts.kind}", brought)
        return
    refused = {letter.origin for letter in facts.letters if letter.kind == "item"}
    whole = [page for page in log.pages.values() if _is_whole(page, facts, refused)]
    for walk, table in facts.lists.items():
        rows = facts.rows.get(table, set())
        named = {pk for page in whole if page.walk == walk for pk in page.item_ids}
        lost = named - rows
        yield from _difference(f"{walk} were published but have no row", lost)
        inserted = sum(page.inserted for page in _counted(facts, log) if page.walk == walk)
        if not lost and inserted > len(rows):
            what = f"{walk}: {inserted} rows were inserted, {len(rows)} are there"
            yield Finding("difference", what)
    things = {thing for page in whole for thing in page.things}
    yield from _difference("other rows were published but are not there", things - facts.things)


def _counted(facts: TargetFacts, log: ContentLog) -> Iterator[PageFacts]:
    """The pages whose rows must be among those that were read."""
    return (page for key, page in facts.pages.items() if facts.whole or key in log.pages)


def _is_whole(page: LoggedPage, facts: TargetFacts, refused: set[str]) -> bool:
    """Whether every item of a booked page must be a row: none of them was refused."""
    booked = facts.pages.get(page.key)
    return booked is not None and not booked.dead and page.key not in refused


def _assets(facts: TargetFacts) -> Iterator[Finding]:
    """Every file that a page named is known, and has an outcome for its request."""
    named = {key for page in facts.pages.values() if not page.dead for key in page.asset_keys}
    yield from _difference("assets were named but have no row", named - facts.assets.keys())
    idle = not any(request.active for request in facts.requests)
    mirroring = {request.id for request in facts.requests if request.mirrors}
    asked = {
        key
        for page in facts.pages.values()
        if page.request_id in mirroring
        for key in page.asset_keys
    }
    wanted = [key for key, one in facts.assets.items() if one.state == "wanted" and key in asked]
    if idle:
        yield from _difference("assets are wanted, and nobody is fetching them", wanted)
    for request in facts.requests:
        if request.status not in ENDED_WELL or not request.mirrors or request.marker is None:
            continue
        pages = (facts.pages[key] for key in request.marker.pages if key in facts.pages)
        due = {key for page in pages if not page.dead for key in page.asset_keys}
        without = due - facts.outcomes.get(request.id, set())
        yield from _difference(f"assets of {request.id} have no outcome", without)
    for state, number in sorted(Counter(map(_state, facts.assets.values())).items()):
        if state not in {"stored", "wanted"}:
            yield Finding("note", f"{number} assets are {state}")


def _state(asset: AssetFacts) -> str:
    why = f" ({asset.reason})" if asset.reason and asset.state != "stored" else ""
    return f"{asset.state}{why}"


def objects_wanted(facts: TargetFacts) -> list[str]:
    """The keys of the objects that must exist."""
    return [
        one.object_key for one in facts.assets.values() if one.state == "stored" and one.object_key
    ]


def _objects(facts: TargetFacts, heads: Heads) -> Iterator[Finding]:
    """Stored = there, not empty, of the size and hash that were recorded."""
    stored = [one for one in facts.assets.values() if one.state == "stored"]
    yield from _difference(
        "assets are stored without saying where", (one.key for one in stored if not one.object_key)
    )
    known = [(one, heads.get(one.object_key)) for one in stored if one.object_key]
    yield from _difference("objects are missing", (one.key for one, head in known if head is None))
    there = [(one, head) for one, head in known if head is not None]
    size = (one.key for one, head in there if not head.bytes or head.bytes != one.bytes)
    yield from _difference("objects have another size than was recorded", size)
    content = (one.key for one, head in there if not one.sha256 or head.sha256 != one.sha256)
    yield from _difference("objects have another sha256 than was recorded", content)


def _letters(facts: TargetFacts) -> Iterator[Finding]:
    """Every rejected item has its dead letter; a dead message waits for somebody."""
    open_ones = [one for one in facts.letters if one.kind != "item" and not one.replayed]
    yield from _difference(
        "dead letters wait for somebody",
        (f"{one.id} ({one.code}: {one.error[:60]})" for one in open_ones),
    )
    refused = Counter(one.origin for one in facts.letters if one.kind == "item")
    yield from _difference(
        "pages rejected items without a dead letter each",
        (
            page.key
            for page in facts.pages.values()
            if not page.dead and page.rejected > refused[page.key]
        ),
    )
    if refused:
        yield Finding("note", f"{refused.total()} items were rejected, each with its dead letter")


def _completeness(facts: TargetFacts) -> Iterator[Finding]:
    """Depth wanted, against what the deepest ended request brought, with the reason."""
    ended = [one for one in facts.requests if one.marker is not None and not one.active]
    if not ended:
        return
    deepest = max(ended, key=lambda one: (sum(one.wanted.values()), one.created_at))
    marker = deepest.marker
    if marker is None:
        return
    for walk, wanted in deepest.wanted.items():
        announced = marker.totals.get(walk, 0)
        if announced >= wanted:
            continue
        if marker.outcome in {FetchOutcome.COMPLETE, FetchOutcome.EMPTY}:
            why = "the list ended"
        else:
            why = f"{marker.outcome}: {marker.code}"
        yield Finding("note", f"{walk}: {announced} of {wanted} wanted ({why})")
