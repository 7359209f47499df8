"""
Reddit's records as they travel, decoded straight from bytes: only the fields we read.

Every field may be missing. A record with one of another type than Reddit's own is read again field
by field (`lenient`), and only that field is lost.
"""

from contextlib import suppress
from datetime import datetime
from types import UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec import Meta, Raw, Struct

MAX_INT64: Final = 2**63 - 1
# Reddit's own limits are 300 for titles, 40,000 for posts, 10,240 for sidebars, 500 for
# descriptions and 1,024 for the submission text. What is longer is cut; its raw is then too large
# to be kept, so that a cut text always stands beside ``raw_truncated``.
MAX_TITLE: Final = 1_000
MAX_SELFTEXT: Final = 40_000
MAX_SIDEBAR: Final = 20_000
MAX_BLURB: Final = 4_000
MAX_HTML: Final = 16_000
MAX_ADDRESS: Final = 4_096
MAX_WORD: Final = 256

Count = Annotated[int, Meta(ge=0, le=MAX_INT64)]
Number = Annotated[int, Meta(ge=-MAX_INT64, le=MAX_INT64)]
Share = Annotated[float, Meta(ge=0.0, le=1.0)]
Seconds = Annotated[float, Meta(ge=0.0, le=86_400.0)]
Word = Annotated[str, Meta(max_length=MAX_WORD)]
# Half an address is none: these are never cut.
Address = Annotated[str, Meta(max_length=MAX_ADDRESS, extra={"cut": False})]
Title = Annotated[str, Meta(max_length=MAX_TITLE)]
Blurb = Annotated[str, Meta(max_length=MAX_BLURB)]
Sidebar = Annotated[str, Meta(max_length=MAX_SIDEBAR)]
Html = Annotated[str, Meta(max_length=MAX_HTML)]
Selftext = Annotated[str, Meta(max_length=MAX_SELFTEXT)]

NOTHING: Final = Raw()
Wire = TypeVar("Wire", bound=Struct)


class WireVideo(Struct, gc=False):
    """A video that Reddit hosts."""

    fallback_url: Address | None = None
    duration: Seconds | None = None


class WireMedia(Struct):
    """What a post embeds; of others' players we read nothing."""

    reddit_video: WireVideo | None = None


class WireGalleryItem(Struct, gc=False):
    """A place in a gallery."""

    media_id: Word


class WireGallery(Struct):
    """A gallery's order."""

    items: list[WireGalleryItem] = []


class WireSource(Struct, gc=False):
    """A picture in its full size, under one of its names."""

    u: Address | None = None
    gif: Address | None = None
    mp4: Address | None = None


class WirePicture(Struct):
    """One picture of a gallery, by its id."""

    status: Word | None = None
    s: WireSource | None = None


class WireAddress(Struct, gc=False):
    """One size of a preview."""

    url: Address | None = None


class WirePreviewImage(Struct):
    """One picture of a preview."""

    source: WireAddress | None = None


class WirePreview(Struct):
    """What Reddit shows of a link."""

    images: list[WirePreviewImage] = []


class WirePoll(Struct, gc=False):
    """A poll; that there is one is all we read."""


class WireShown(Struct, gc=False):
    """What a post shows; a crosspost's is its parent's."""

    is_gallery: bool = False
    media: WireMedia | None = None
    media_metadata: dict[str, Raw] | None = None
    gallery_data: WireGallery | None = None


class WirePost(Struct, gc=False):
    """
    A ``t3``; its fields in about the order Reddit writes them, which is found fastest.

    Absent parts are empty.
    """

    subreddit: Word | None = None
    selftext: Selftext | None = None
    author_fullname: Word | None = None
    gilded: Count | None = None
    title: Title | None = None
    hide_score: bool = False
    upvote_ratio: Share | None = None
    subreddit_type: Word | None = None
    total_awards_received: Count | None = None
    link_flair_text: Word | None = None
    score: Number | None = None
    is_gallery: bool = False
    media_metadata: dict[str, Raw] | None = None
    gallery_data: WireGallery | None = None
    poll_data: WirePoll | None = None
    thumbnail: Address | None = None
    edited: bool | datetime | None = None
    is_self: bool = False
    crosspost_parent_list: Raw = NOTHING
    domain: Word | None = None
    removed_by_category: Word | None = None
    banned_by: bool | Word | None = None
    archived: bool = False
    over_18: bool = False
    preview: Raw = NOTHING
    spoiler: bool = False
    locked: bool = False
    author_flair_text: Word | None = None
    distinguished: Word | None = None
    subreddit_id: Word | None = None
    id: Word | None = None
    author: Word | None = None
    num_comments: Count | None = None
    crosspost_parent: Word | None = None
    permalink: Address | None = None
    stickied: bool = False
    url: Address | None = None
    subreddit_subscribers: Count | None = None
    created_utc: datetime | None = None
    num_crossposts: Count | None = None
    media: WireMedia | None = None
    is_video: bool = False


class WireSubreddit(Struct):
    """A ``t5``."""

    id: Word | None = None
    name: Word | None = None
    display_name: Word | None = None
    title: Title | None = None
    description: Sidebar | None = None
    public_description: Blurb | None = None
    subscribers: Count | None = None
    accounts_active: Count | None = None
    active_user_count: Count | None = None
    created_utc: datetime | None = None
    over18: bool | None = None
    quarantine: bool | None = None
    subreddit_type: Word | None = None
    submission_type: Word | None = None
    allow_images: bool | None = None
    allow_videos: bool | None = None
    allow_polls: bool | None = None
    spoilers_enabled: bool | None = None
    wiki_enabled: bool | None = None
    lang: Word | None = None
    url: Address | None = None
    display_name_prefixed: Word | None = None
    submit_text: Blurb | None = None
    submit_text_html: Html | None = None
    icon_img: Address | None = None
    community_icon: Address | None = None
    banner_img: Address | None = None
    mobile_banner_image: Address | None = None
    header_img: Address | None = None
    banner_background_color: Word | None = None
    primary_color: Word | None = None
    key_color: Word | None = None
    link_flair_enabled: bool | None = None
    link_flair_position: Word | None = None
    user_flair_enabled_in_sr: bool | None = None
    user_flair_position: Word | None = None


class WireRule(Struct):
    """One rule of a community."""

    short_name: Word | None = None
    kind: Word | None = None
    description: Blurb | None = None
    violation_reason: Word | None = None
    created_utc: datetime | None = None


class WireProfile(Struct):
    """What an account's about page says of its own feed."""

    display_name: Word | None = None
    title: Title | None = None
    subscribers: Count | None = None
    over_18: bool | None = None
    banner_img: Address | None = None
    public_description: Blurb | None = None


class WireUser(Struct):
    """A ``t2``."""

    id: Word | None = None
    name: Word | None = None
    created_utc: datetime | None = None
    comment_karma: Number | None = None
    link_karma: Number | None = None
    total_karma: Number | None = None
    awardee_karma: Number | None = None
    awarder_karma: Number | None = None
    is_employee: bool | None = None
    is_mod: bool | None = None
    is_gold: bool | None = None
    verified: bool | None = None
    has_verified_email: bool | None = None
    is_suspended: bool | None = None
    accept_followers: bool | None = None
    hide_from_robots: bool | None = None
    pref_show_snoovatar: bool | None = None
    icon_img: Address | None = None
    subreddit: WireProfile | None = None


def lenient(kind: type[Wire], value: dict[str, Any]) -> Wire:
    """The record in *value*, where a field of another type than it should be is left out."""
    found = {}
    for field in msgspec.structs.fields(kind):
        given = value.get(field.encode_name)
        read = None if given is None else _field(given, field.type)
        if read is not None:
            found[field.name] = read
    return kind(**found)


def _field(value: Any, wanted: Any) -> Any:
    """*value* as *wanted*, read with good will; null where that is impossible."""
    if wanted is Raw:
        return Raw(msgspec.json.encode(value))
    for candidate in (value, *(_fitted(value, option) for option in _options(wanted))):
        with suppress(msgspec.ValidationError):
            return msgspec.convert(candidate, wanted, strict=False)
    return None


def _options(wanted: Any) -> tuple[Any, ...]:
    """The alternatives of a union; of anything else, itself."""
    return get_args(wanted) if get_origin(wanted) in {Union, UnionType} else (wanted,)


def _fitted(value: Any, option: Any) -> Any:
    """*value* made to fit: a long text cut, 3.0 as 3, a bad field dropped from an inner record."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict) and isinstance(option, type) and issubclass(option, Struct):
        return lenient(option, value)
    if isinstance(value, str):
        metas = (m for m in getattr(option, "__metadata__", ()) if isinstance(m, Meta))
        return next((value[: m.max_length] for m in metas if not m.extra), value)
    return value
