"""One invented reel or post, free of any provider's spelling, and the files that belong to it."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Final, Literal

from b9_devstack.simulator.creators import Creator, Walk, make_creator
from b9_devstack.simulator.draw import Draw
from b9_devstack.simulator.wording import caption

Form = Literal["reel", "image", "video", "carousel"]
AssetKind = Literal["video", "cover", "image", "profile"]

# The newest ordinary item is a little older than this (2026-09-01); fixed, or runs would differ.
EPOCH_S: Final = 1_788_220_800
DAY_S: Final = 86_400
# A slot is an item's place in its list, smallest first: pinned, then new ones, then ordinary.
FIRST_PINNED: Final = -1_000_000
# Instagram's ids carry milliseconds since this moment above 23 bits of something else.
PK_EPOCH_MS: Final = 1_314_220_021_721
PK_LOW_BITS: Final = 23
# How often each form comes among posts.
POST_FORMS: Final[tuple[Form, ...]] = ("reel", *("carousel",) * 3, "video", *("image",) * 4)
SIZES: Final = ((1080, 1920), (1080, 1350), (1080, 1080))


@dataclass(frozen=True, slots=True)
class Item:
    """What is true of one reel or post; *children* are the forms of a carousel's parts."""

    creator: Creator
    author: Creator
    walk: Walk
    slot: int
    form: Form
    pk: int
    taken_at: int
    caption: str | None
    plays: int
    likes: int
    comments: int
    likes_hidden: bool
    children: tuple[Literal["image", "video"], ...]
    paid: bool
    audio: bool
    duration_s: float
    size: tuple[int, int]
    garbage: str | None
    quirks: int

    @property
    def code(self) -> str:
        """The item's part of its web address."""
        return urlsafe_b64encode(self.pk.to_bytes(8)).decode().rstrip("=")

    @property
    def assets(self) -> tuple[tuple[AssetKind, int], ...]:
        """The files to keep: a video and its cover, or an image; in a carousel of each part."""
        if self.form == "image":
            return (("image", 0),)
        if self.form != "carousel":
            return (("video", 0), ("cover", 0))
        images: list[tuple[AssetKind, int]] = [("image", i) for i in range(len(self.children))]
        videos = [index for index, form in enumerate(self.children) if form == "video"]
        return (*images, *(("video", index) for index in videos))


def make_item(creator: Creator, walk: Walk, slot: int) -> Item:
    """Return the item at *slot*; equal for equal arguments in any process."""
    draw = Draw(creator.seed, "item", creator.id, walk, slot)
    form = _form(creator, walk, slot, draw)
    # A reel shown in the grid too: the same item comes in both lists.
    shared = walk == "posts" and form == "reel"
    if shared:
        draw = Draw(creator.seed, "item", creator.id, "reels", slot)
        draw.pick(POST_FORMS)
    taken_at = _taken_at(creator, "reels" if form == "reel" else walk, slot, draw)
    plays = draw.spread(400, 9_000_000)
    return Item(
        creator=creator,
        author=_author(creator, draw),
        walk=walk,
        slot=slot,
        form=form,
        pk=_pk(taken_at, draw),
        taken_at=taken_at,
        caption=caption(draw),
        plays=plays,
        likes=plays * draw.between(5, 120) // 1_000,
        comments=plays * draw.between(0, 9) // 1_000,
        likes_hidden="hidden" in creator.traits or draw.one_in(40),
        children=_children(draw) if form == "carousel" else (),
        paid=draw.one_in(20),
        audio=not draw.one_in(15),
        duration_s=draw.between(3_000, 90_000) / 1_000,
        size=SIZES[0] if form == "reel" else draw.pick(SIZES),
        garbage=_garbage(creator, slot),
        quirks=draw.below(1 << 30),
    )


def _form(creator: Creator, walk: Walk, slot: int, draw: Draw) -> Form:
    form = draw.pick(POST_FORMS)
    if walk == "reels":
        return "reel"
    if form == "reel" and not (0 <= slot < creator.reels and not creator.garbage):
        return "image"
    return form


def _taken_at(creator: Creator, walk: Walk, slot: int, draw: Draw) -> int:
    cadence = creator.cadence_s if walk == "reels" else creator.cadence_s * 2
    if slot < FIRST_PINNED // 2:
        return EPOCH_S - 900 * DAY_S - (slot - FIRST_PINNED) * DAY_S - draw.below(DAY_S)
    if slot < 0:
        return EPOCH_S - slot * 60 + draw.below(60)
    return EPOCH_S - slot * cadence - draw.below(cadence // 2)


def _pk(taken_at: int, draw: Draw) -> int:
    milliseconds = taken_at * 1_000 + draw.below(1_000) - PK_EPOCH_MS
    return (milliseconds << PK_LOW_BITS) | draw.below(1 << PK_LOW_BITS)


def _author(creator: Creator, draw: Draw) -> Creator:
    guest = draw.below(1_000)
    if "collab" in creator.traits and guest % 5 == 0:
        return make_creator(creator.seed, f"guest{guest}")
    return creator


def _children(draw: Draw) -> tuple[Literal["image", "video"], ...]:
    return tuple(draw.pick(("image", "image", "image", "video")) for _ in range(draw.between(2, 6)))


def _garbage(creator: Creator, slot: int) -> str | None:
    if not creator.garbage or slot % 3 != 1:
        return None
    return creator.garbage[(slot // 3) % len(creator.garbage)]
