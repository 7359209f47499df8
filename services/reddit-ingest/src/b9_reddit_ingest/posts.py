"""Where each field of a post comes from."""

from datetime import datetime
from typing import Final

from msgspec import Raw

from b9_common.events import RedditPost
from b9_reddit_ingest import values
from b9_reddit_ingest.body import is_storable
from b9_reddit_ingest.page import Reason
from b9_reddit_ingest.records import Reader, which
from b9_reddit_ingest.shown import content_type, cover_of, pictures_of, shown_by
from b9_reddit_ingest.wire import NOTHING, WirePost

MAX_PREVIEW_BYTES: Final = 16 * 1024

_READER: Final = Reader(WirePost)
# What a text is replaced with, and who did that.
_REPLACED: Final = {"[removed]": "moderator", "[deleted]": "author"}


def post_of(data: Raw) -> RedditPost | Reason:
    """The post in *data*, or why there is none."""
    found = _READER.read(data)
    if isinstance(found, Reason):
        return found
    wire, raw = found
    post_id = values.thing_id(wire.id, "t3_")
    if post_id is None:
        return which(raw, "id", Reason.NO_ID, Reason.BAD_ID)
    subreddit_id = values.thing_id(wire.subreddit_id, "t5_")
    subreddit = values.name(wire.subreddit)
    if subreddit_id is None or subreddit is None:
        return _why_nowhere(raw)
    created_at = values.instant(wire.created_utc)
    if created_at is None:
        return which(raw, "created_utc", Reason.NO_CREATED_AT, Reason.BAD_CREATED_AT)
    return _all_fields(wire, raw, post_id, subreddit_id, subreddit, created_at)


def _why_nowhere(raw: bytes) -> Reason:
    """What is wrong with the place of a post: both its name and its id must be told."""
    told = [
        which(raw, name, Reason.NO_SUBREDDIT, Reason.BAD_SUBREDDIT)
        for name in ("subreddit", "subreddit_id")
    ]
    return Reason.NO_SUBREDDIT if Reason.NO_SUBREDDIT in told else Reason.BAD_SUBREDDIT


def _all_fields(
    wire: WirePost,
    raw: bytes,
    post_id: str,
    subreddit_id: str,
    subreddit: str,
    created_at: datetime,
) -> RedditPost:
    """One line for each field of a post whose identity is known."""
    shown = shown_by(wire)
    video = shown.media.reddit_video if shown.media else None
    kind = content_type(wire, shown, video)
    fits = is_storable(raw)
    # In the order of the record: of so many names Python would make a dictionary first, which
    # took a fifth of all reading.
    return RedditPost(
        post_id,
        subreddit_id,
        subreddit,
        wire.title or "",
        created_at,
        kind,
        values.name(wire.author),
        values.thing_id(wire.author_fullname, "t2_"),
        wire.selftext,
        wire.url,
        wire.permalink,
        wire.domain,
        _edited_at(wire),
        bool(wire.edited),
        None if wire.hide_score else wire.score,
        wire.hide_score,
        wire.upvote_ratio,
        wire.num_comments,
        wire.num_crossposts,
        wire.over_18,
        wire.spoiler,
        wire.stickied,
        wire.locked,
        wire.archived,
        wire.is_self,
        wire.is_video,
        wire.is_gallery,
        wire.poll_data is not None,
        _removed_by(wire),
        values.thing_id(wire.crosspost_parent, "t3_"),
        wire.link_flair_text or None,
        wire.author_flair_text or None,
        wire.thumbnail,
        wire.distinguished,
        wire.gilded,
        wire.total_awards_received,
        wire.subreddit_type,
        wire.subreddit_subscribers,
        values.url(video.fallback_url) if video else None,
        video.duration if video else None,
        cover_of(wire),
        pictures_of(wire, shown, kind),
        _preview(wire.preview) if fits else None,
        Raw(raw) if fits else None,
        not fits,
    )


def _preview(preview: Raw) -> Raw | None:
    """The preview of a post whose JSON may be stored, where there is one."""
    return None if preview is NOTHING or len(memoryview(preview)) > MAX_PREVIEW_BYTES else preview


def _edited_at(wire: WirePost) -> datetime | None:
    """When a post was edited; the oldest edits have no time."""
    return values.instant(wire.edited) if isinstance(wire.edited, datetime) else None


def _removed_by(wire: WirePost) -> str | None:
    """Who took a post down, by what is said of that, else by what is left of its text."""
    said = wire.removed_by_category
    if said:
        return "author" if said == "deleted" else said
    if wire.banned_by:
        return "moderator"
    return _REPLACED.get(wire.selftext) if wire.selftext else None
