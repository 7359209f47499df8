"""Posts that went viral: one ranking for all viewers, paged over every match."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from statistics import fmean
from typing import Annotated, Any, Final

import msgspec
from fastapi import APIRouter, Query, Request
from msgspec import Raw, Struct
from starlette.responses import Response

from b9_api.answers.reddit import ViralSummed, ranking
from b9_api.http.caller import Scope, needs
from b9_api.http.says import says
from b9_api.lists.counting import Kept
from b9_api.lists.cursor import Position
from b9_api.lists.engine import Lists, Page, joined
from b9_api.lists.replies import list_reply, tagged
from b9_api.resources import sql
from b9_api.resources.covers import covers
from b9_api.services import Services

# It takes the database longer than a page may: so long one ranking is the newest, and so long it is
# kept for those who page through it.
FRESH_S: Final = 5.0
KEEP_S: Final = 60.0
# Up to 20,000 posts each.
CAPACITY: Final = 4
# The score's weights, as the migration that made the function has them.
WEIGHTS: Final = "2026-11"

Hours = Annotated[int, Query(ge=1, le=720)]
PerSubreddit = Annotated[int, Query(ge=1, le=20)]
Words = Annotated[str | None, Query(min_length=2, max_length=100, pattern=r"^[^\x00]*$")]
Cursor = Annotated[str | None, Query(max_length=2_000)]


class Narrowed(Struct, frozen=True, kw_only=True):
    """Which ranking, and which posts of it."""

    hours: int
    per_subreddit: int
    sfw: bool | None
    category: str | None
    q: str | None

    @property
    def question(self) -> str:
        """What a cursor belongs to."""
        return f"viral:{msgspec.json.encode(self).decode()}"


# When it was made, and its rows.
Ranking = tuple[datetime, list[dict[str, Any]]]


class Rankings:
    """Whole rankings, made anew at most every few seconds, and kept while they are paged."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._newest = Kept(keep_s=FRESH_S, capacity=CAPACITY, ahead=True)
        self._kept = Kept(keep_s=KEEP_S, capacity=CAPACITY)

    async def newest(self, asked: Narrowed) -> Ranking:
        """Every match, best first, of a few seconds ago; who keeps asking waits for none."""

        async def make() -> Ranking:
            return await self._made(asked, datetime.now(UTC).replace(microsecond=0))

        key = f"{asked.hours}:{asked.per_subreddit}"
        return _narrowed(await self._newest.get(key, make), asked)

    async def of(self, asked: Narrowed, as_of: datetime) -> Ranking:
        """Every match as it was then."""
        return _narrowed(await self._made(asked, as_of), asked)

    async def _made(self, asked: Narrowed, as_of: datetime) -> Ranking:
        args = (asked.hours, asked.per_subreddit, as_of)
        rows = await self._kept.get(str(args), lambda: self._lists.read(sql.VIRAL, *args))
        return as_of, rows


def _narrowed(ranking: Ranking, asked: Narrowed) -> Ranking:
    as_of, rows = ranking
    return as_of, [row for row in rows if _matches(row, asked)]


def router(services: Services) -> APIRouter:
    """The list and its summary."""
    routes = APIRouter(
        prefix="/api/reddit/viral-posts", tags=["reddit"], dependencies=[needs(Scope.READ)]
    )
    rankings, lists = Rankings(services.lists), services.lists

    @routes.get(
        "",
        **says(
            "list_viral_posts",
            "A page of the ranking",
            ranking(),
            refuses=["cursor_mismatch"],
            tagged=True,
        ),
    )
    async def page(
        request: Request,
        window_hours: Hours = 72,
        per_subreddit: PerSubreddit = 3,
        *,
        sfw: bool | None = None,
        category: Words = None,
        q: Words = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        cursor: Cursor = None,
    ) -> Response:
        asked = Narrowed(
            hours=window_hours,
            per_subreddit=per_subreddit,
            sfw=sfw,
            category=category,
            q=_words(q),
        )
        after = lists.signer.read(cursor, asked.question) if cursor else None
        seen_at = _seen_at(after)
        as_of, matches = await (rankings.of(asked, seen_at) if seen_at else rankings.newest(asked))
        rest = [row for row in matches if _beyond(row, after)] if after else matches
        shown = rest[:limit]
        last = _next(asked, as_of, shown[-1]) if len(rest) > limit else None
        pictures = await covers(lists, [row["key"] for row in shown])
        return list_reply(
            request,
            Page(
                items=[_told(row, pictures.get(row["key"])) for row in shown],
                limit=limit,
                next_cursor=lists.signer.write(last) if last else None,
                counts={"total": len(matches)},
                as_of=as_of,
            ),
            {"weights": WEIGHTS},
        )

    @routes.get(
        "/summary",
        **says("summarise_viral_posts", "The ranking, together", ViralSummed, tagged=True),
    )
    async def summary(
        request: Request,
        window_hours: Hours = 72,
        per_subreddit: PerSubreddit = 3,
        *,
        sfw: bool | None = None,
        category: Words = None,
        q: Words = None,
    ) -> Response:
        asked = Narrowed(
            hours=window_hours,
            per_subreddit=per_subreddit,
            sfw=sfw,
            category=category,
            q=_words(q),
        )
        as_of, matches = await rankings.newest(asked)
        told = summed(matches)
        return tagged(request, {"summary": told, "weights": WEIGHTS}, {"as_of": as_of})

    return routes


def summed(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What is told of all matches together; of equals the first by name, the smallest hour."""
    scores: dict[str, list[int]] = defaultdict(list)
    hours: dict[int, list[int]] = defaultdict(list)
    comments: Counter[str] = Counter()
    for row in rows:
        scores[row["subreddit_name"]].append(row["score"])
        hours[row["hour"]].append(row["score"])
        comments[row["subreddit_name"]] += row["num_comments"] or 0
    best = _best({name: fmean(found) for name, found in scores.items()})
    hour = _best({at: fmean(found) for at, found in hours.items()})
    talked = _best(dict(comments))
    kinds = _best(dict(Counter(row["content_type"] for row in rows)))
    sfw = sum(not row["over_18"] for row in rows)
    return {
        "total_posts": len(rows),
        "total_subreddits": len(scores),
        "best_subreddit": best[0],
        "best_subreddit_avg_score": best[1],
        "most_discussed_subreddit": talked[0],
        "most_discussed_comments": talked[1],
        "best_hour_utc": hour[0],
        "best_hour_avg_score": hour[1],
        "top_content_type": kinds[0],
        "sfw_posts": sfw,
        "nsfw_posts": len(rows) - sfw,
    }


def _told(row: dict[str, Any], cover_url: str | None) -> Raw:
    """The row's JSON; an address is made anew for each answer."""
    return Raw(joined(row["row"].encode(), msgspec.json.encode({"cover_url": cover_url})))


def _best(values: dict[Any, float]) -> tuple[Any, float | None]:
    if not values:
        return None, None
    name = min(values, key=lambda one: (-values[one], one))
    return name, round(values[name], 2)


def _words(q: str | None) -> str | None:
    return " ".join(q.split()).lower() if q else None


def _seen_at(after: Position | None) -> datetime | None:
    """When the ranking was made that the cursor goes on in."""
    if after is None or after.value is None:
        return None
    return datetime.fromisoformat(after.value.partition("|")[0])


def _next(asked: Narrowed, as_of: datetime, last: dict[str, Any]) -> Position:
    return Position(asked.question, f"{as_of.isoformat()}|{last['value']}", last["key"])


def _beyond(row: dict[str, Any], after: Position) -> bool:
    seen = Decimal((after.value or "").partition("|")[2])
    return (Decimal(row["value"]), row["key"]) < (seen, after.key)


def _matches(row: dict[str, Any], asked: Narrowed) -> bool:
    sfw = not row["over_18"] and not row["sub_over18"]
    return (
        (asked.sfw is None or sfw == asked.sfw)
        and (asked.category is None or row["category"] == asked.category)
        and (asked.q is None or asked.q in row["text"])
    )
