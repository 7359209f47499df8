"""What a page of Instagram holds."""

from datetime import datetime

from msgspec import Struct

from b9_common.events.base import FetchedPage, RawJson


class BioLink(Struct, frozen=True, kw_only=True):
    """A link of a profile, in the order shown."""

    url: str
    title: str | None = None
    type: str | None = None


class Profile(Struct, frozen=True, kw_only=True):
    """One Instagram account as its profile page showed it. Counts the page hid are null."""

    id: str
    username: str
    full_name: str | None = None
    biography: str | None = None
    external_url: str | None = None
    external_url_type: str | None = None
    bio_links: tuple[BioLink, ...] = ()
    fbid: str | None = None
    eimu_id: str | None = None
    category_name: str | None = None
    profile_pic_url: str | None = None
    profile_pic_url_hd: str | None = None
    is_verified: bool | None = None
    is_private: bool | None = None
    is_business_account: bool | None = None
    is_professional_account: bool | None = None
    has_clips: bool | None = None
    has_guides: bool | None = None
    has_channel: bool | None = None
    has_onboarded_to_text_post_app: bool | None = None
    highlight_reel_count: int | None = None
    followers_count: int | None = None
    following_count: int | None = None
    media_count: int | None = None
    raw: RawJson = None
    raw_truncated: bool = False


class CarouselChild(Struct, frozen=True, kw_only=True):
    """One picture or video of a carousel, in the order shown."""

    media_pk: str | None = None
    media_type: int | None = None
    image_url: str | None = None
    video_url: str | None = None


class MediaItem(Struct, frozen=True, kw_only=True):
    """
    One reel or post as a page showed it. The walk, not the item, decides the table.

    Counters the page hid or left out are null. *owner_id* is the item's own author, who may
    differ from the owner of the page (co-authored items). *video_duration* is in seconds.
    *image_urls* are the pictures of a photo or carousel, *cover_url* that of any item.
    """

    media_pk: str
    media_id: str | None = None
    shortcode: str | None = None
    owner_id: str
    owner_username: str | None = None
    product_type: str | None = None
    media_type: int | None = None
    taken_at: datetime | None = None
    caption: str | None = None
    hashtags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    play_count: int | None = None
    ig_play_count: int | None = None
    view_count: int | None = None
    like_count: int | None = None
    comment_count: int | None = None
    save_count: int | None = None
    share_count: int | None = None
    has_audio: bool | None = None
    video_duration: float | None = None
    video_url: str | None = None
    cover_url: str | None = None
    image_urls: tuple[str, ...] = ()
    carousel_media_count: int | None = None
    carousel_children: tuple[CarouselChild, ...] = ()
    is_pinned: bool | None = None
    is_paid_partnership: bool | None = None
    has_shared_to_fb: bool | None = None
    is_unified_video: bool | None = None
    is_dash_eligible: bool | None = None
    number_of_qualities: int | None = None
    comments_disabled: bool | None = None
    sharing_friction_info: RawJson = None
    original_width: int | None = None
    original_height: int | None = None
    accessibility_caption: str | None = None
    coauthor_ids: tuple[str, ...] = ()
    raw: RawJson = None
    raw_truncated: bool = False


class ContentPage(FetchedPage, frozen=True, kw_only=True, tag="content.fetched"):
    """A page of Instagram: an account, or items of one of its lists."""

    profile: Profile | None = None
    items: tuple[MediaItem, ...] = ()

    @property
    def announced(self) -> int:
        """How many items the page spoke of: the profile, the accepted and the rejected."""
        return (self.profile is not None) + len(self.items) + len(self.rejected)
