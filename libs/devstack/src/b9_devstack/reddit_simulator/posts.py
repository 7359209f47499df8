"""One invented post, free of Reddit's spelling, and the files that belong to it."""

from dataclasses import dataclass
from typing import Final, Literal

from b9_devstack.reddit_simulator import wording
from b9_devstack.reddit_simulator.accounts import POPULAR
from b9_devstack.reddit_simulator.outline import AUTOMODERATOR, DELETED, Ref
from b9_devstack.reddit_simulator.places import base36
from b9_devstack.simulator.draw import Draw

Form = Literal["self", "link", "image", "gallery", "video", "crosspost", "poll"]
Fate = Literal["moderator", "deleted"]

FORMS: Final[tuple[Form, ...]] = (
    *("self",) * 9, *("image",) * 9, *("link",) * 4, *("gallery",) * 3, *("video",) * 3,
    "crosspost", "poll",
)  # fmt: skip
SIZES: Final = ((1080, 1920), (1080, 1350), (1080, 1080), (640, 480))
HUGE_TEXT: Final = 40_000
MEDIA_ID_SPACE: Final = 36**13
# Files whose ids begin so are gone, or are no images whatever they claim.
GONE: Final = "gone"
WRONG_TYPE: Final = "html"


@dataclass(frozen=True, slots=True)
class Post:
    """
    What is true of one post. *ratio* and *author_id* are null where the answer lacks them;
    *files* are the ids of its images or of its video; *parent* is where a crosspost comes from:
    the number of a community and the slot in it.
    """

    ref: Ref
    form: Form
    title: str
    text: str
    flair: str | None
    over18: bool
    spoiler: bool
    locked: bool
    archived: bool
    edited: int | None
    fate: Fate | None
    comments: int
    ratio: float | None
    hidden: bool
    has_author_id: bool
    distinguished: str | None
    crossposts: int
    files: tuple[str, ...]
    size: tuple[int, int]
    seconds: int
    has_audio: bool
    parent: tuple[int, int]
    quirks: int

    @property
    def unfinished(self) -> str | None:
        """The file of a gallery that was never finished and has no address; null for most."""
        return self.files[-1] if self.form == "gallery" and self.quirks % 30 == 0 else None

    @property
    def score(self) -> int:
        """The score as shown."""
        return 1 if self.hidden else self.ref.score


def make_post(ref: Ref) -> Post:
    """Return the post of *ref*; equal for equal arguments in any process."""
    community = ref.community
    draw = Draw(community.seed, "post", ref.id)
    form: Form = "self" if ref.author == AUTOMODERATOR else draw.pick(FORMS)
    fate = _fate(ref, draw)
    hidden = "hidden" in community.traits or draw.one_in(40)
    return Post(
        ref=ref,
        form=form,
        title=wording.title(draw),
        text=_text(ref, form, fate, draw),
        flair=draw.pick(wording.FLAIRS) if draw.one_in(3) else None,
        over18=community.over18 or draw.one_in(20),
        spoiler=draw.one_in(25),
        locked=ref.sticky or draw.one_in(30),
        archived=draw.one_in(10),
        edited=ref.created + draw.between(60, 90_000) if draw.one_in(7) else None,
        fate=fate,
        comments=_comments(ref, draw),
        ratio=None if "hidden" in community.traits else _ratio(draw),
        hidden=hidden,
        has_author_id=ref.author != DELETED and not draw.one_in(50),
        distinguished="moderator" if ref.sticky or ref.author == AUTOMODERATOR else None,
        crossposts=draw.below(4) if draw.one_in(10) else 0,
        files=_files(ref, form, draw),
        size=draw.pick(SIZES),
        seconds=draw.between(2, 180),
        has_audio=not draw.one_in(6),
        parent=(draw.below(POPULAR), draw.below(5)),
        quirks=draw.below(1 << 30),
    )


def _fate(ref: Ref, draw: Draw) -> Fate | None:
    removed = draw.one_in(30)
    if ref.author == DELETED and draw.one_in(2):
        return "deleted"
    return "moderator" if removed else None


def _text(ref: Ref, form: Form, fate: Fate | None, draw: Draw) -> str:
    if form not in {"self", "poll"}:
        return ""
    if fate is not None:
        return "[removed]" if fate == "moderator" else "[deleted]"
    body = wording.text(draw)
    if "huge" in ref.community.traits and draw.one_in(4):
        return (body or "long ") * (HUGE_TEXT // max(5, len(body)))
    return body


def _comments(ref: Ref, draw: Draw) -> int:
    return max(0, ref.score) * draw.between(0, 30) // 100 + draw.below(6)


def _ratio(draw: Draw) -> float | None:
    ratio = draw.between(35, 100) / 100
    return None if draw.one_in(50) else ratio


def _files(ref: Ref, form: Form, draw: Draw) -> tuple[str, ...]:
    if form in {"image", "video"}:
        return (_media_id(ref, draw),)
    count = draw.between(2, 6) if form == "gallery" else 0
    return tuple(_media_id(ref, draw) for _ in range(count))


def _media_id(ref: Ref, draw: Draw) -> str:
    made = base36(MEDIA_ID_SPACE // 36 + draw.below(MEDIA_ID_SPACE - MEDIA_ID_SPACE // 36))
    if "gone" in ref.community.traits and draw.one_in(4):
        return GONE + made[len(GONE) :]
    if "wrongtype" in ref.community.traits and draw.one_in(3):
        return WRONG_TYPE + made[len(WRONG_TYPE) :]
    return made
