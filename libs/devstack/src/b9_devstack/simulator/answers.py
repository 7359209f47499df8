"""The bodies of the provider's answers: profile, page, related, and its several refusals."""

from typing import Any, Final

import msgspec

from b9_devstack.simulator.creators import Creator
from b9_devstack.simulator.dialect import render_item
from b9_devstack.simulator.draw import Draw
from b9_devstack.simulator.feeds import Page
from b9_devstack.simulator.garbage import spoil
from b9_devstack.simulator.signing import Links
from b9_devstack.simulator.wording import CATEGORIES, EMOJI, full_name, phrase

USER_NOT_FOUND: Final = (
    b'{"message":"User not found","status":"fail","error_type":"user_not_found"}'
)
STATUS_FALSE: Final = b'{"status":false,"errorMessage":"User not found"}'
USER_NULL: Final = b'{"data":{"user":null},"status":"ok"}'
NOT_AUTHORIZED: Final = b'{"message": "Not authorized to view user", "status": "fail"}'
NOT_SUBSCRIBED: Final = b'{"message":"You are not subscribed to this API."}'
INVALID_KEY: Final = b'{"message":"Invalid API key. Go to the documentation for more info."}'
NO_SUCH_ENDPOINT: Final = b'{"message":"Endpoint does not exist"}'
BAD_REQUEST: Final = b'{"message":"Invalid parameters","status":"fail"}'
EMPTY_PAGE: Final = (
    b'{"items":[],"paging_info":{"max_id":null,"more_available":false},"status":"ok"}'
)
WRONG_PAYLOAD: Final = (
    b'{"errors":{"error":["Sorry, there was a problem with your request."]},'
    b'"status":"ok","error_type":"generic_request_error"}'
)
CHECKPOINT: Final = (
    b'{"message":"checkpoint_required","checkpoint_url":"/challenge/","lock":false,"status":"fail"}'
)
LOGIN_REQUIRED: Final = b'{"message":"login_required","logout_reason":8,"status":"fail"}'
RATE_LIMIT_400: Final = (
    b'{"message":"Please wait a few minutes before you try again.",'
    b'"status":"fail","error_type":"rate_limit_error"}'
)
TOO_MANY: Final = b'{"message":"Too many requests"}'
MONTHLY_QUOTA: Final = (
    b'{"message":"You have exceeded the MONTHLY quota for Requests on your current plan, BASIC."}'
)
HTML: Final = b"<!DOCTYPE html><html><head><title>Sorry</title></head><body>Error</body></html>"
RELATED: Final = 12


def profile_body(creator: Creator, links: Links, *, age: int = 0) -> bytes:
    """Return the answer of /profile; *age* is how many calls its counters have drifted."""
    draw = Draw(creator.seed, "profile", creator.key)
    site = draw.pick(("https://linktr.ee/", "https://example.org/", "https://bio.link/", ""))
    url = f"{site}{creator.name}" if site else None
    category = draw.pick(CATEGORIES)
    followers = max(0, creator.followers + age * (draw.below(61) - 20))
    return msgspec.json.encode(
        {
            "status": True,
            "id": creator.id,
            "username": creator.name,
            "full_name": full_name(creator.name),
            "biography": f"{phrase(draw, 5)} {draw.pick(EMOJI)}\n{phrase(draw, 3)}",
            "external_url": url,
            "bio_links": [{"title": phrase(draw, 1), "url": url}] if url else [],
            "fbid": str(draw.between(10**16, 9 * 10**16)),
            "eimu_id": str(draw.between(10**14, 9 * 10**14)),
            "is_verified": creator.verified,
            "is_private": creator.private,
            "is_business_account": draw.one_in(2),
            "is_professional_account": category is not None,
            "has_clips": creator.reels > 0,
            "has_guides": draw.one_in(9),
            "has_channel": draw.one_in(9),
            "has_onboarded_to_text_post_app": draw.one_in(2),
            "highlight_reel_count": draw.below(30),
            "category_name": category,
            "profile_pic_url": links.media(creator.id, creator.id, "profile", 0, 150),
            "profile_pic_url_hd": links.media(creator.id, creator.id, "profile", 0, 320),
            "edge_followed_by": {"count": followers},
            "edge_follow": {"count": creator.following},
            "edge_owner_to_timeline_media": {
                "count": creator.posts + creator.reels + creator.pinned
            },
        }
    )


def page_body(page: Page, links: Links, *, age: int = 0) -> bytes:
    """Return the answer of /reels or /user-feeds."""
    texts: list[bytes] = []
    for item in page.items:
        shape = render_item(item, links, age=age)
        if item.garbage is None:
            texts.append(msgspec.json.encode(shape))
        else:
            texts.extend(spoil(item.garbage, shape, item.quirks))
    paging: dict[str, Any] = {"more_available": page.more}
    if page.cursor is not None:
        paging["max_id"] = page.cursor
    return b'{"items":[%b],"paging_info":%b,"status":"ok"}' % (
        b",".join(texts),
        msgspec.json.encode(paging),
    )


def related_names(creator: Creator) -> list[str]:
    """Return the names the provider calls related to *creator*."""
    draw = Draw(creator.seed, "related", creator.key)
    return [
        f"{draw.pick(('luna', 'miro', 'sol', 'ada'))}{draw.below(10**6)}" for _ in range(RELATED)
    ]


def related_body(related: list[Creator], links: Links) -> bytes:
    """Return the answer of /related-profiles."""
    edges = [{"node": _related_node(creator, links)} for creator in related]
    user = {"edge_related_profiles": {"edges": edges}}
    return msgspec.json.encode({"data": {"user": user}, "status": "ok"})


def _related_node(creator: Creator, links: Links) -> dict[str, Any]:
    return {
        "id": creator.id,
        "username": creator.name,
        "full_name": full_name(creator.name),
        "is_private": creator.private,
        "is_verified": creator.verified,
        "profile_pic_url": links.media(creator.id, creator.id, "profile", 0, 150),
    }
