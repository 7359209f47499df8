"""What a page of Reddit holds. Ids are base 36, without the ``t2_``, ``t3_`` or ``t5_``."""

from datetime import datetime

from msgspec import Struct

from b9_common.events.base import FetchedPage, RawJson


class KeywordMatch(Struct, frozen=True, kw_only=True):
    """A configured *phrase* found in a text: evidence for a suggestion, never a decision."""

    category: str
    phrase: str
    where: str
    """Which text: ``title``, ``description``, ``public_description``, ``submit_text``, ``rule``."""


class Subreddit(Struct, frozen=True, kw_only=True):
    """
    One community as its about page showed it. Counts that were hidden are null.

    *is_user_feed* tells a user's own feed (``u_…``) from a community. *raw* is the whole answer.
    """

    id: str
    name: str
    title: str | None = None
    description: str | None = None
    public_description: str | None = None
    subscribers: int | None = None
    accounts_active: int | None = None
    created_at: datetime | None = None
    over18: bool | None = None
    is_quarantined: bool | None = None
    is_user_feed: bool = False
    subreddit_type: str | None = None
    submission_type: str | None = None
    allow_images: bool | None = None
    allow_videos: bool | None = None
    allow_polls: bool | None = None
    spoilers_enabled: bool | None = None
    wiki_enabled: bool | None = None
    lang: str | None = None
    url: str | None = None
    display_name_prefixed: str | None = None
    submit_text: str | None = None
    submit_text_html: str | None = None
    icon_img: str | None = None
    community_icon: str | None = None
    banner_img: str | None = None
    mobile_banner_image: str | None = None
    header_img: str | None = None
    banner_background_color: str | None = None
    primary_color: str | None = None
    key_color: str | None = None
    link_flair_enabled: bool | None = None
    link_flair_position: str | None = None
    user_flair_enabled_in_sr: bool | None = None
    user_flair_position: str | None = None
    verification_mentioned: bool = False
    matches: tuple[KeywordMatch, ...] = ()
    raw: RawJson = None
    raw_truncated: bool = False


class Rule(Struct, frozen=True, kw_only=True):
    """One rule of a community, in the order shown. *kind* is ``link``, ``comment`` or ``all``."""

    short_name: str
    kind: str | None = None
    description: str | None = None
    violation_reason: str | None = None
    created_at: datetime | None = None


class Rules(Struct, frozen=True, kw_only=True):
    """All rules of one community: an answer of its own, which may come without the about page."""

    rules: tuple[Rule, ...] = ()
    verification_mentioned: bool = False
    matches: tuple[KeywordMatch, ...] = ()


class RedditUser(Struct, frozen=True, kw_only=True):
    """One account as its about page showed it. A suspended one shows its name alone, and no id."""

    id: str
    username: str
    created_at: datetime | None = None
    comment_karma: int | None = None
    link_karma: int | None = None
    total_karma: int | None = None
    awardee_karma: int | None = None
    awarder_karma: int | None = None
    is_employee: bool | None = None
    is_mod: bool | None = None
    is_gold: bool | None = None
    verified: bool | None = None
    has_verified_email: bool | None = None
    is_suspended: bool | None = None
    accept_followers: bool | None = None
    hide_from_robots: bool | None = None
    pref_show_snoovatar: bool | None = None
    icon_img: str | None = None
    bio: str | None = None
    bio_url: str | None = None
    subreddit_display_name: str | None = None
    subreddit_title: str | None = None
    subreddit_subscribers: int | None = None
    subreddit_over_18: bool | None = None
    subreddit_banner_img: str | None = None
    raw: RawJson = None
    raw_truncated: bool = False


class RedditPost(Struct, frozen=True):
    """
    One post as a listing showed it.

    *score* is null while Reddit hides it, *upvote_ratio* where it was left out. *author* is null
    once deleted; *author_id* also where the listing leaves it out. *content_type* is one of
    ``gallery``, ``video``, ``text``, ``image``, ``poll``, ``link``. *removed_by* says who took it
    down (``moderator``, ``author``, …). *image_urls* are its pictures in the order shown.

    Unlike others it may be made without naming each field, which takes a tenth of the time.
    """

    id: str
    subreddit_id: str
    subreddit: str
    title: str
    created_at: datetime
    content_type: str
    author: str | None = None
    author_id: str | None = None
    selftext: str | None = None
    url: str | None = None
    permalink: str | None = None
    domain: str | None = None
    edited_at: datetime | None = None
    is_edited: bool = False
    score: int | None = None
    score_hidden: bool = False
    upvote_ratio: float | None = None
    num_comments: int | None = None
    num_crossposts: int | None = None
    over_18: bool = False
    spoiler: bool = False
    stickied: bool = False
    locked: bool = False
    archived: bool = False
    is_self: bool = False
    is_video: bool = False
    is_gallery: bool = False
    is_poll: bool = False
    removed_by: str | None = None
    crosspost_parent: str | None = None
    link_flair_text: str | None = None
    author_flair_text: str | None = None
    thumbnail: str | None = None
    distinguished: str | None = None
    gilded: int | None = None
    total_awards_received: int | None = None
    subreddit_type: str | None = None
    subreddit_subscribers: int | None = None
    video_url: str | None = None
    video_duration: float | None = None
    cover_url: str | None = None
    image_urls: tuple[str, ...] = ()
    preview: RawJson = None
    raw: RawJson = None
    raw_truncated: bool = False


class FoundSubreddit(Struct, frozen=True, kw_only=True):
    """
    A community or user feed that posts of *via_user* stand in, by one of them as evidence.

    Whether it is new to us is for the persister to say. *source_id* is the community whose
    discovery led here; null where a user was asked for by name.
    """

    id: str
    name: str
    is_user_feed: bool = False
    over18: bool | None = None
    subscribers: int | None = None
    via_user: str
    via_user_id: str | None = None
    post_id: str
    source_id: str | None = None


class RedditPage(FetchedPage, frozen=True, kw_only=True, tag="content.fetched.reddit"):
    """
    A page of Reddit: a community, its rules, an account, or posts of a listing.

    The owner is the community whose page it is, and the author for ``submitted`` and ``profile``.
    """

    subreddit: Subreddit | None = None
    rules: Rules | None = None
    user: RedditUser | None = None
    posts: tuple[RedditPost, ...] = ()
    found: tuple[FoundSubreddit, ...] = ()

    @property
    def announced(self) -> int:
        """How many items the page spoke of; what it *found* is only mentioned."""
        whole = sum(one is not None for one in (self.subreddit, self.rules, self.user))
        return whole + len(self.posts) + len(self.rejected)
