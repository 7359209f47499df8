"""One normaliser for all dialects: a decoded body to a `Page` of our own records."""

from collections.abc import Iterable
from typing import Any

from b9_common.events import MediaItem, Owner, Profile, RejectedItem
from b9_common.fetching.decoding import BodyError, BodyFault
from b9_instagram_ingest.dialects import ADAPTERS, Dialect
from b9_instagram_ingest.dialects.envelope import Envelope
from b9_instagram_ingest.media_fields import media_item_of
from b9_instagram_ingest.page import Page, Reason, rejected
from b9_instagram_ingest.profile_fields import profile_of


def normalise(dialect: Dialect, body: Any, *, owner: Owner | None = None) -> Page:
    """
    The page in *body*, a value decoded by `decoding.decode`.

    *owner* is whose page was asked for; entries that name no author are theirs, unless the page
    mixes authors. Raises `BodyError` when the body as a whole is not of this
    dialect, and nothing else; a bad entry is rejected alone.
    """
    if not isinstance(body, dict):
        raise BodyError(BodyFault.NOT_AN_OBJECT, type(body).__name__)
    adapter = ADAPTERS[dialect]
    envelope = adapter.read(body)
    page_owner = None if envelope.many_authors else envelope.page_owner or owner
    profile = profile_of(envelope.user, raw=envelope.user_raw) if adapter.has_profile else None
    items, refused, duplicates = _items(envelope, page_owner)
    related, refused_related, related_twice = _related(envelope.related)
    refused += refused_related
    if isinstance(profile, Reason):
        refused.append(rejected(len(envelope.entries), profile, envelope.user_raw))
        profile = None
    return Page(
        profile=profile,
        items=tuple(items),
        related=tuple(related),
        rejected=tuple(refused),
        duplicates=duplicates + related_twice,
        skipped=envelope.skipped,
        more_available=envelope.more_available,
        next_cursor=envelope.next_cursor,
    )


def _items(
    envelope: Envelope, page_owner: Owner | None
) -> tuple[list[MediaItem], list[RejectedItem], int]:
    """The items, each key once (the first), those refused, and how many came twice."""
    items: dict[str, MediaItem] = {}
    refused = []
    duplicates = 0
    for index, entry in enumerate(envelope.entries):
        item = media_item_of(entry.media, raw=entry.raw, page_owner=page_owner)
        if isinstance(item, Reason):
            refused.append(rejected(index, item, entry.raw))
        elif item.media_pk in items:
            duplicates += 1
        else:
            items[item.media_pk] = item
    return list(items.values()), refused, duplicates


def _related(users: Iterable[Any]) -> tuple[list[Profile], list[RejectedItem], int]:
    profiles: dict[str, Profile] = {}
    refused = []
    duplicates = 0
    for index, user in enumerate(users):
        profile = profile_of(user, raw=user)
        if isinstance(profile, Reason):
            refused.append(rejected(index, profile, user))
        elif profile.id in profiles:
            duplicates += 1
        else:
            profiles[profile.id] = profile
    return list(profiles.values()), refused, duplicates
