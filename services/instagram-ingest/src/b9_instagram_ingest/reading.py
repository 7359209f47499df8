"""One upstream answer, read whole: what it means, and the page it brought if it brought one."""

from collections.abc import Mapping
from datetime import datetime

import msgspec
from msgspec import Struct

from b9_common.events import CallClass, Owner
from b9_common.fetching.decoding import BodyError
from b9_instagram_ingest.classify import SAID_NO_WORDLESSLY, Answer, classify
from b9_instagram_ingest.dialects import ADAPTERS, Dialect
from b9_instagram_ingest.normalise import normalise
from b9_instagram_ingest.page import Page


class Reading(Struct, frozen=True, kw_only=True):
    """
    *page* is there when the answer's class is ``ok`` or ``empty``; beside ``malformed`` it may be
    there to show what was refused.
    """

    answer: Answer
    page: Page | None = None


def read_answer(
    dialect: Dialect,
    status: int | None,
    headers: Mapping[str, str],
    body: bytes,
    *,
    now: datetime,
    owner: Owner | None = None,
) -> Reading:
    """
    Classify an answer and, if it is one, read its page. Never raises.

    A null *status* means that no answer came in time. A list page that holds nothing is
    ``empty``, which is not a failure; a body that is not of *dialect* is ``malformed``.
    """
    answer = classify(status, headers, body, now=now)
    if answer.code == SAID_NO_WORDLESSLY and ADAPTERS[dialect].has_profile:
        # A bare ``{"status": false}`` is the provider's way to say that it found no account.
        return Reading(answer=_as(answer, CallClass.NOT_FOUND, "target_not_found"))
    if answer.call_class is not CallClass.OK:
        return Reading(answer=answer)
    try:
        page = normalise(dialect, answer.value, owner=owner)
    except BodyError as exc:
        return Reading(answer=_as(answer, CallClass.MALFORMED, exc.fault))
    if ADAPTERS[dialect].has_profile and page.profile is None:
        reason = page.rejected[-1].reason
        return Reading(answer=_as(answer, CallClass.MALFORMED, reason), page=page)
    if page.is_empty:
        return Reading(answer=_as(answer, CallClass.EMPTY, "no_items"), page=page)
    return Reading(answer=answer, page=page)


def _as(answer: Answer, call_class: CallClass, code: str) -> Answer:
    return msgspec.structs.replace(answer, call_class=call_class, code=code)
