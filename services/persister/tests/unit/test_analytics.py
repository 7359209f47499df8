from datetime import timedelta
from typing import Any

import pytest

from b9_persister.instagram.analytics import Analysis, Growth, Item, analyse
from b9_persister.testing.events import at

NOW = at()


def item(pk: str, *, days_ago: float = 0, **fields: Any) -> Item:
    return Item(media_pk=pk, taken_at=NOW - timedelta(days=days_ago), **fields)


def analysis(
    reels: list[Item] | None = None,
    posts: list[Item] | None = None,
    followers: int | None = 1_000,
    **growth: int | None,
) -> Analysis:
    return analyse(reels or [], posts or [], followers=followers, growth=Growth(**growth), now=NOW)


def test_a_mean_counts_zeros_and_leaves_out_what_is_unknown() -> None:
    reels = [item("1", views=0), item("2", views=100), item("3", views=None)]

    assert analysis(reels).creator.avg_views_per_reel_cached == 50.0


def test_without_any_known_value_a_figure_is_unknown() -> None:
    creator = analysis([item("1")], []).creator

    assert creator.avg_views_per_reel_cached is None
    assert creator.total_views is None
    assert creator.reel_engagement_rate is None
    assert creator.comment_to_like_ratio is None


def test_a_sum_beyond_what_its_column_holds_is_unknown() -> None:
    most = 2**63 - 1

    assert analysis([item("1", views=most)]).creator.total_views == most
    assert analysis([item("1", views=most), item("2", views=1)]).creator.total_views is None


@pytest.mark.parametrize("followers", [None, 0])
def test_without_followers_there_are_no_rates(followers: int | None) -> None:
    creator = analysis([item("1", likes=5, comments=5, views=9)], followers=followers).creator

    assert creator.avg_engagement_rate is None
    assert creator.content_reach_rate is None


def test_rates_are_percent_of_the_followers() -> None:
    reels, posts = [item("1", likes=90, comments=10)], [item("2", likes=45, comments=5)]
    result = analysis(reels, posts)

    assert result.creator.reel_engagement_rate == 10.0
    assert result.creator.post_engagement_rate == 5.0
    assert result.creator.avg_engagement_rate == 7.5
    assert result.creator.engagement_rate_cached == 7.5
    assert result.reels[0].engagement_rate == 10.0


def test_viral_is_five_times_the_mean_of_the_others() -> None:
    reels = [item("1", views=60_000), *(item(str(n), views=10_000) for n in range(2, 5))]
    result = analysis(reels)

    assert [one.is_viral for one in result.reels] == [True, False, False, False]
    assert result.reels[0].viral_multiplier == 6.0
    assert result.creator.viral_content_count_cached == 1
    assert result.creator.viral_content_rate == 25.0


def test_few_views_are_never_viral() -> None:
    reels = [item("1", views=49_999), item("2", views=1)]

    assert [one.is_viral for one in analysis(reels).reels] == [False, False]


def test_a_single_item_cannot_be_compared() -> None:
    assert analysis([item("1", views=900_000)]).reels[0].is_viral is None


def test_a_post_needs_a_minimum_to_be_viral() -> None:
    posts = [item("1", likes=50, comments=0), item("2", likes=1, comments=0)]

    assert [one.is_viral for one in analysis(posts=posts).posts] == [False, False]


def test_a_rhythm_counts_intervals_not_items() -> None:
    posts = [item(str(n), days_ago=7 * n) for n in range(3)]

    assert analysis(posts=posts).creator.posting_frequency_per_week == 1.0
    assert analysis(posts=posts).creator.posting_consistency_score == 100.0


def test_a_tiny_span_is_no_rhythm() -> None:
    posts = [item("1"), item("2", days_ago=0.01), item("3", days_ago=0.02)]

    assert analysis(posts=posts).creator.posting_frequency_per_week is None
    assert analysis(posts=posts).creator.posting_consistency_score is None


def test_pinned_old_items_do_not_stretch_the_rhythm() -> None:
    fresh = [item(str(n), days_ago=7 * n) for n in range(3)]
    old = item("9", days_ago=900, pinned=True)

    assert analysis(posts=[*fresh, old]).creator.posting_frequency_per_week == 1.0


def test_a_pinned_item_among_the_recent_ones_counts() -> None:
    posts = [item("1"), item("2", days_ago=7, pinned=True), item("3", days_ago=14)]

    assert analysis(posts=posts).creator.posting_frequency_per_week == 1.0


def test_growth_of_zero_is_zero() -> None:
    creator = analysis(followers=100, day_ago=100, week_ago=80, previous=80).creator

    assert creator.follower_growth_rate_daily == 0.0
    assert creator.follower_growth_rate_weekly == 25.0
    assert creator.previous_followers_count == 80


@pytest.mark.parametrize("before", [None, 0])
def test_growth_from_nothing_is_unknown(before: int | None) -> None:
    assert analysis(day_ago=before).creator.follower_growth_rate_daily is None


def test_days_and_hours_are_utc_and_the_smallest_of_equals() -> None:
    posts = [item("1"), item("2", days_ago=1)]
    creator = analysis(posts=posts).creator

    assert creator.most_active_hour == 12
    assert creator.most_active_day == 5
    assert creator.last_post_days_ago == 0.0


@pytest.mark.parametrize(
    ("reel", "post", "best"),
    [(100, 10, "reels"), (10, 100, "posts"), (10, 11, "mixed"), (10, 0, "reels"), (0, 9, "posts")],
)
def test_the_better_kind_is_half_as_good_again(reel: int, post: int, best: str) -> None:
    reels = [item("1", likes=reel, comments=0, views=1)]
    posts = [item("2", likes=post, comments=0)]

    assert analysis(reels, posts).creator.best_content_type == best


def test_without_rates_what_is_seen_more_is_better() -> None:
    assert analysis([item("1", views=9)]).creator.best_content_type == "reels"
    assert analysis().creator.best_content_type is None
