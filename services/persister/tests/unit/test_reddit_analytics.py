from datetime import UTC, datetime, timedelta
from math import isclose, sqrt
from typing import Any

import pytest

from b9_persister.reddit.analytics import (
    CommunityFigures,
    Post,
    UserFigures,
    analyse_community,
    analyse_user,
)

# A Tuesday.
NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


def post(score: int | None = 10, comments: int | None = 2, **fields: Any) -> Post:
    given: dict[str, Any] = {"created_utc": NOON, "content_type": "image"}
    return Post(score=score, comments=comments, **(given | fields))


def figures(*posts: Post) -> CommunityFigures:
    return analyse_community(posts)


def account(*posts: Post, **fields: Any) -> UserFigures:
    given: dict[str, Any] = {"created_utc": None, "total_karma": None, "now": NOON}
    return analyse_user(posts, **(given | fields))


class TestCommunity:
    def test_averages_and_ratios_by_hand(self) -> None:
        result = figures(post(100, 10), post(300, 20), post(200, 0))

        assert result.posts_analysed == 3
        assert result.avg_upvotes_per_post == 200
        assert result.avg_comments_per_post == 10
        assert result.engagement == 0.05
        assert result.comment_to_upvote_ratio == 0.05
        # The old formula: sqrt(0.05 * 200 * 1000) is sqrt(1000 * 10).
        assert result.subreddit_score == 100
        assert result.activity_score == round(sqrt(200 * 10), 2) == 44.72

    def test_the_old_score_forgets_upvotes_and_the_new_one_does_not(self) -> None:
        quiet, loud = figures(post(10, 10)), figures(post(1_000, 10))

        assert quiet.subreddit_score == loud.subreddit_score == 100
        assert (quiet.activity_score, loud.activity_score) == (10, 100)

    def test_upvotes_and_comments_weigh_the_same_in_the_new_score(self) -> None:
        base, upvoted, discussed = (
            figures(post(*both)).activity_score for both in ((50, 8), (100, 8), (50, 16))
        )

        assert upvoted == discussed
        assert base is not None
        assert upvoted is not None
        assert isclose(upvoted, base * sqrt(2), rel_tol=1e-3)

    def test_hidden_scores_are_left_out_and_are_no_zero(self) -> None:
        result = figures(post(100, 10), post(None, 50), post(0, 0))

        assert result.avg_upvotes_per_post == 50
        assert result.avg_comments_per_post == 20
        # The comments under a hidden score have no upvotes to be measured by.
        assert result.engagement == 0.1

    def test_without_posts_nothing_is_known(self) -> None:
        result = figures()

        assert result.posts_analysed == 0
        assert result.avg_upvotes_per_post is None
        assert result.activity_score is None
        assert result.nsfw_percentage is None
        assert result.best_posting_hour is None

    def test_without_upvotes_there_is_no_ratio_and_no_old_score(self) -> None:
        result = figures(post(0, 5))

        assert result.engagement is None
        assert result.subreddit_score is None
        assert result.activity_score == 0

    def test_the_best_hour_and_day_have_the_highest_mean_in_utc(self) -> None:
        from_afar = datetime.fromisoformat("2026-03-04T01:30:00+05:30")
        result = figures(
            post(10), post(90), post(60, created_utc=from_afar), post(None, created_utc=from_afar)
        )

        # 01:30 at +05:30 is Tuesday 20:00 in UTC; 60 beats a mean of 50.
        assert (result.best_posting_hour, result.best_posting_day) == (20, 1)

    def test_of_equal_hours_the_earliest_is_the_best(self) -> None:
        later = NOON + timedelta(hours=3)

        assert figures(post(5, created_utc=later), post(5)).best_posting_hour == 12

    def test_content_types_are_averaged_apart(self) -> None:
        result = figures(
            post(10),
            post(20),
            post(40, content_type="video"),
            post(7, content_type="text"),
            post(3, content_type="link"),
            post(5, content_type="gallery"),
            post(None, content_type="poll"),
        )

        assert result.image_post_avg_score == 15
        assert result.video_post_avg_score == 40
        assert result.text_post_avg_score == 7
        assert result.link_post_avg_score == 3
        assert result.gallery_post_avg_score == 5
        assert result.poll_post_avg_score is None
        assert result.top_content_type == "video"

    def test_adults_only_is_counted_in_percent(self) -> None:
        assert figures(post(over_18=True), post(), post()).nsfw_percentage == 33.33


class TestAccount:
    def test_age_and_karma_per_day_by_hand(self) -> None:
        result = account(created_utc=NOON - timedelta(days=99, hours=20), total_karma=1_000)

        assert (result.account_age_days, result.karma_per_day) == (99, 10.1)

    def test_an_account_of_today_has_a_day(self) -> None:
        result = account(created_utc=NOON - timedelta(hours=2), total_karma=7)

        assert (result.account_age_days, result.karma_per_day) == (0, 7)

    def test_what_is_not_known_is_null(self) -> None:
        result = account(post(None, None))

        assert result.account_age_days is None
        assert result.karma_per_day is None
        assert result.avg_post_score is None
        assert result.avg_post_comments is None
        assert result.total_posts_analyzed == 1

    def test_averages_and_modes_over_posts(self) -> None:
        morning = NOON - timedelta(days=1, hours=4)
        result = account(
            post(10, 1, subreddit_name="b"),
            post(20, 3, subreddit_name="a", content_type="text", created_utc=morning),
            post(60, 5, subreddit_name="b", content_type="text", created_utc=morning),
        )

        assert (result.avg_post_score, result.avg_post_comments) == (30, 3)
        assert result.preferred_content_type == "text"
        assert (result.most_active_posting_hour, result.most_active_posting_day) == (8, 0)
        assert result.primary_subreddits == ("b", "a")
        assert result.cross_subreddit_activity == 2

    def test_only_the_five_most_visited_are_primary(self) -> None:
        result = account(*(post(subreddit_name=name) for name in "gfedcbag"))

        assert result.primary_subreddits == ("g", "a", "b", "c", "d")
        assert result.cross_subreddit_activity == 7

    def test_posts_per_month_counts_intervals(self) -> None:
        weekly = [post(created_utc=NOON - timedelta(days=7 * n)) for n in range(5)]

        # Four weeks hold four intervals.
        assert account(*weekly).avg_posts_per_month == pytest.approx(365.25 / 12 / 7, abs=0.005)
        assert account(post(), post()).avg_posts_per_month is None
