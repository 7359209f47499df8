"""Comments, which stand between posts in what an account did."""

from dataclasses import dataclass
from typing import Any, Final

from b9_devstack.reddit_simulator import wording
from b9_devstack.reddit_simulator.accounts import Account, account_id
from b9_devstack.reddit_simulator.communities import DAY_S, Community
from b9_devstack.reddit_simulator.outline import POST_ID_SPACE
from b9_devstack.reddit_simulator.places import base36
from b9_devstack.simulator.draw import Draw
from b9_devstack.simulator.items import EPOCH_S

MOST: Final = 60


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment."""

    id: str
    community: Community
    author: str
    created: int
    score: int
    body: str
    link_id: str
    link_title: str

    @property
    def fullname(self) -> str:
        """Kind and id."""
        return f"t1_{self.id}"


def remarks_of(account: Account, communities: list[Community]) -> list[Remark]:
    """Return what *account* said in *communities*, the newest first."""
    draw = Draw(account.seed, "remarks", account.name.lower())
    count = draw.below(MOST) if communities else 0
    made = [_remark(account, draw.pick(communities), draw) for _ in range(count)]
    return sorted(made, key=lambda remark: -remark.created)


def _remark(account: Account, community: Community, draw: Draw) -> Remark:
    return Remark(
        id=base36(POST_ID_SPACE // 36 + draw.below(POST_ID_SPACE - POST_ID_SPACE // 36)),
        community=community,
        author=account.name,
        created=EPOCH_S - draw.below(700 * DAY_S),
        score=draw.spread(1, 4_000) - draw.below(20),
        body=wording.words(draw, draw.between(2, 40)),
        link_id=base36(POST_ID_SPACE // 36 + draw.below(POST_ID_SPACE - POST_ID_SPACE // 36)),
        link_title=wording.title(draw),
    )


def spell_remark(remark: Remark) -> dict[str, Any]:
    """Return the data of *remark*."""
    community = remark.community
    link = f"{community.url}comments/{remark.link_id}/{wording.slug(remark.link_title)}/"
    return _ALWAYS | {
        "id": remark.id,
        "name": remark.fullname,
        "author": remark.author,
        "author_fullname": f"t2_{account_id(community.seed, remark.author)}",
        "subreddit": community.name,
        "subreddit_id": f"t5_{community.id}",
        "subreddit_name_prefixed": community.prefixed,
        "subreddit_type": community.type,
        "body": remark.body,
        "body_html": wording.as_html(remark.body),
        "created": float(remark.created),
        "created_utc": float(remark.created),
        "score": remark.score,
        "ups": max(0, remark.score),
        "parent_id": f"t3_{remark.link_id}",
        "link_id": f"t3_{remark.link_id}",
        "link_title": remark.link_title,
        "link_permalink": f"https://www.reddit.com{link}",
        "link_url": f"https://www.reddit.com{link}",
        "link_author": "[deleted]",
        "permalink": f"{link}{remark.id}/",
        "over_18": community.over18,
    }


_ALWAYS: Final[dict[str, Any]] = {
    "approved_at_utc": None, "approved_by": None, "banned_by": None, "banned_at_utc": None,
    "author_flair_type": "text", "author_flair_text": None, "author_flair_richtext": [],
    "author_premium": False, "all_awardings": [], "awarders": [], "associated_award": None,
    "archived": False, "can_gild": False, "can_mod_post": False, "collapsed": False,
    "collapsed_reason": None, "controversiality": 0, "distinguished": None, "downs": 0,
    "edited": False, "gilded": 0, "gildings": {}, "is_submitter": False, "likes": None,
    "locked": False, "mod_note": None, "mod_reports": [], "no_follow": True, "num_comments": 9,
    "num_reports": None, "quarantine": False, "removal_reason": None, "replies": "",
    "report_reasons": None, "saved": False, "score_hidden": False, "send_replies": True,
    "stickied": False, "top_awarded_type": None, "total_awards_received": 0,
    "treatment_tags": [], "user_reports": [],
}  # fmt: skip
