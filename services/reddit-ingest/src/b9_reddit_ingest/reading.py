"""One upstream answer, read whole: what it means, and the page it brought if it brought one."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from msgspec import Struct

from b9_common.events import CallClass, Walk
from b9_common.fetching.decoding import BodyError
from b9_reddit_ingest.body import readable
from b9_reddit_ingest.classify import Answer, classify_refusal, is_success
from b9_reddit_ingest.keywords import Keywords, load_keywords
from b9_reddit_ingest.normalise import (
    NoSuchTargetError,
    about_page,
    accounts_page,
    communities_page,
    posts_page,
    profile_page,
    rules_page,
)
from b9_reddit_ingest.page import Page, Reason


class Form(StrEnum):
    """What a body is to be read as; no walk asks for the last two."""

    ABOUT = "about"
    RULES = "rules"
    LISTING = "listing"
    SUBMITTED = "submitted"
    USER = "user"
    T5_LISTING = "t5-listing"
    USER_LIST = "user-list"


FORM_OF_WALK: Final = {
    Walk.ABOUT: Form.ABOUT,
    Walk.RULES: Form.RULES,
    Walk.HOT: Form.LISTING,
    Walk.TOP: Form.LISTING,
    Walk.SUBMITTED: Form.SUBMITTED,
    Walk.PROFILE: Form.USER,
}
_READERS: Final[dict[Form, Callable[[bytes, Keywords], Page]]] = {
    Form.ABOUT: about_page,
    Form.RULES: rules_page,
    Form.LISTING: posts_page,
    Form.SUBMITTED: posts_page,
    Form.USER: profile_page,
    Form.T5_LISTING: communities_page,
    Form.USER_LIST: accounts_page,
}
_OF_ONE: Final = frozenset({Form.ABOUT, Form.USER})
_OF_COMMUNITY: Final = frozenset({Form.ABOUT, Form.RULES, Form.LISTING})


class Reading(Struct, frozen=True, kw_only=True):
    """
    *page* is there when the answer's class is ``ok`` or ``empty``; beside ``malformed`` it may be
    there to show what was refused.
    """

    answer: Answer
    page: Page | None = None


def read_answer(
    walk: Walk,
    status: int | None,
    headers: Mapping[str, str],
    body: bytes,
    *,
    now: datetime,
    keywords: Keywords | None = None,
) -> Reading:
    """
    Classify an answer and, if it is one, read its page. Never raises.

    A null *status* means that no answer came in time. A listing that holds nothing is ``empty``,
    which is not a failure. *keywords* are the packaged ones unless given.
    """
    return read_as(FORM_OF_WALK[walk], status, headers, body, now=now, keywords=keywords)


def read_as(
    form: Form,
    status: int | None,
    headers: Mapping[str, str],
    body: bytes,
    *,
    now: datetime,
    keywords: Keywords | None = None,
) -> Reading:
    """As `read_answer`, by what the body is to be read as."""
    of_community = form in _OF_COMMUNITY
    if status is None or not is_success(status):
        refused = classify_refusal(status, headers, body, now=now, of_community=of_community)
        return Reading(answer=refused)
    try:
        page = _READERS[form](readable(body), keywords or load_keywords())
    except NoSuchTargetError:
        return _told(CallClass.NOT_FOUND, "no_such_target", status)
    except BodyError:
        refused = classify_refusal(status, headers, body, now=now, of_community=of_community)
        return Reading(answer=refused)
    return _judged(form, status, page)


def _judged(form: Form, status: int, page: Page) -> Reading:
    """What a page that could be read means."""
    if form in _OF_ONE and not page.accepted:
        reason = page.rejected[0].reason
        if reason == Reason.SUSPENDED:
            return _told(CallClass.SUSPENDED, "account_suspended", status)
        return _told(CallClass.MALFORMED, reason, status, page)
    if page.is_empty:
        return _told(CallClass.EMPTY, "no_items", status, page)
    return Reading(answer=Answer(call_class=CallClass.OK, status=status), page=page)


def _told(call_class: CallClass, code: str, status: int, page: Page | None = None) -> Reading:
    return Reading(answer=Answer(call_class=call_class, code=code, status=status), page=page)
