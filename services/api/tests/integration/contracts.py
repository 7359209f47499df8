"""
Which test holds each route to what it promises.

Every route there is stands here, and no other (`test_contracts.py`); each test that is named is
held to asking its routes, and to getting an answer that they promise (`conftest.py`).
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from services.api.tests.integration.api_harness import Answered

from b9_api.resources.every import EVERY

PLATFORMS: Final = ("instagram", "reddit")
# What needs something that is not there (REFUSING) answers with one of these alone.
REFUSALS: Final = frozenset({404, 501, 503})
PARAMETER: Final = re.compile(r"\{\w+(:path)?\}")

_SCRAPERS: Final = "test_old_scrapers.py::"
_LATER: Final = "test_old_later.py::"
_SYSTEM: Final = "test_old_system.py::"
_PAGES: Final = "test_dashboard_pages.py::"
_MORE: Final = "test_pages_ask_more.py::"
_MODELS: Final = "test_models.py::"
_NICHES: Final = "test_niches.py::"
_REFUSED: Final = (
    f"{_LATER}test_what_nothing_here_can_do_is_refused_by_a_stable_code_and_changes_nothing"
)
_SWITCHED: Final = (
    f"{_SCRAPERS}test_stop_and_start_write_what_is_wanted_once_and_tell_what_is_observed_apart"
)
_OBSERVED: Final = f"{_SCRAPERS}test_what_is_observed_is_what_processes_report"
_HEALTH: Final = "test_edge.py::test_health_names_what_is_down_within_seconds_and_recovers"
_INFO: Final = f"{_SCRAPERS}test_what_is_told_of_control_is_served"
_ALIVE: Final = f"{_SYSTEM}test_whoever_works_is_alive_and_ready_and_says_which_version"
_VOCABULARY: Final = (
    f"{_LATER}test_the_tags_are_those_of_the_vocabulary_and_an_empty_list_is_untagged"
)
_OF_A_CREATOR: Final = f"{_PAGES}test_what_belongs_to_a_creator_is_found_by_name_and_by_id"
_VIRAL: Final = f"{_PAGES}test_post_analysis_is_two_small_calls_over_every_match"
_PAUSED: Final = "test_holding.py::test_a_paused_creator_is_collected_only_where_somebody_asks"
_STOPPED_FIND: Final = "test_holding.py::test_a_find_that_somebody_stopped_is_not_looked_at"
_TAGS: Final = "test_editing.py::test_a_communitys_category_follows_from_its_tags"
_CREATOR_TAGS: Final = "test_editing.py::test_tags_of_a_creator_have_their_three_verbs"
_MODEL_TAGS: Final = f"{_MODELS}test_tags_of_a_model_have_their_three_verbs"
_LINKED: Final = f"{_MODELS}test_an_account_is_one_models_unless_it_is_moved"
_MERGED: Final = f"{_NICHES}test_merging_and_deleting_are_audited_and_taken_back"
_RULE: Final = (
    f"{_MORE}test_the_viral_rule_is_the_one_that_rows_are_judged_by_and_nobody_changes_it"
)
_TWO_MORE: Final = "test_bulk_edits.py::test_communities_and_accounts_too"
_SWITCHES: Final = "test_scrapers.py::test_a_platform_is_paused_and_resumed_by_its_switch"
_ORGANISATION: Final = (
    "test_orgs.py::test_an_organisation_is_made_once_listed_and_has_keys_of_its_own"
)
_FILES: Final = "test_media.py::test_the_store_serves_parts_and_heads"

_TAG_MOVES: Final = "test_tags.py::test_merged_tags_stand_once_and_are_taken_back"

_OLD_SCRAPERS: Final = {
    f"{method} /api/{platform}/scraper/{path}": f"{test}[{platform}]"
    for platform in PLATFORMS
    for method, path, test in (
        ("GET", "health", _OBSERVED),
        ("GET", "status", _OBSERVED),
        ("GET", "status-detailed", _OBSERVED),
        ("GET", "cycle-status", f"{_SCRAPERS}test_there_is_no_cycle_and_none_is_made_up"),
        (
            "GET",
            "success-rate",
            f"{_SCRAPERS}test_the_success_rate_is_of_calls_since_the_start_and_of_none_is_null",
        ),
        ("POST", "start", _SWITCHED),
        ("POST", "stop", _SWITCHED),
    )
}

_EXPORTS: Final = {
    f"GET /api/exports/{one.name}": f"{_MORE}test_every_list_is_a_file_of_as_many_rows_as_there_are"
    for one in EVERY
}

CONTRACTS: Final[Mapping[str, str]] = (
    _OLD_SCRAPERS
    | _EXPORTS
    | {
        "GET /": f"{_SYSTEM}test_the_root_names_where_to_go_on_and_each_of_those_answers",
        "GET /alive": _ALIVE,
        "GET /livez": _ALIVE,
        "GET /ready": _ALIVE,
        "GET /readyz": _ALIVE,
        "GET /version": _ALIVE,
        "GET /health": _HEALTH,
        "GET /metrics": (
            f"{_SYSTEM}test_metrics_are_json_for_whoever_asks_for_it_and_prometheus_text_for_others"
        ),
        "GET /api/stats": f"{_SYSTEM}test_each_number_of_the_stats_is_a_count_of_rows",
        "GET /api/reddit/scraper/reddit-api-stats": (
            f"{_SCRAPERS}test_reddits_calls_are_set_against_the_cap_of_the_day"
        ),
        "GET /api/instagram/scraper/cost-metrics": (
            f"{_SCRAPERS}test_costs_are_calls_times_price_whoever_asked_for_them"
        ),
        "GET /api/instagram/scraper/control-info": _INFO,
        "GET /api/instagram/creator/health": (
            f"{_LATER}test_adding_is_healthy_while_somebody_is_there_to_fetch"
        ),
        "GET /api/reddit/users/health": (
            f"{_LATER}test_adding_is_healthy_while_somebody_is_there_to_fetch"
        ),
        "POST /api/ai/categorization/tag-subreddits": _REFUSED,
        "POST /api/instagram/tagging/start": _REFUSED,
        "GET /api/ai/categorization/stats": _VOCABULARY,
        "GET /api/ai/categorization/tags": _VOCABULARY,
        "GET /api/ai/categorization/health": _VOCABULARY,
        "POST /api/instagram/related-creators/start": _REFUSED,
        "POST /api/instagram/related-creators/stop": _REFUSED,
        "GET /api/instagram/related-creators/unprocessed-count": (
            f"{_LATER}test_unprocessed_creators_are_those_approved_whose_flag_is_not_set"
        ),
        "GET /api/instagram/related-creators/status": (
            f"{_LATER}test_unprocessed_creators_are_those_approved_whose_flag_is_not_set"
        ),
        "POST /api/cron/cleanup-logs": _REFUSED,
        "POST /api/cron/migrate-cdn-to-r2": _REFUSED,
        "GET /api/cron/health": f"{_LATER}test_cron_routes_open_to_their_secret_and_to_operators",
        "POST /api/jobs/start": _REFUSED,
        "GET /api/jobs/{job_id}": f"{_LATER}test_no_job_of_the_old_kind_is_known",
        "POST /api/instagram/creator/add": (
            "test_accepting.py::test_an_add_is_accepted_while_nobody_relays"
        ),
        "POST /api/instagram/creators": (
            f"{_MORE}test_adding_by_the_name_of_the_resource_is_the_same_wish"
        ),
        "POST /api/instagram/creators/{username}/refresh": (
            "test_accepting.py::test_a_refresh_of_nobody_is_404_and_of_somebody_a_request"
        ),
        "POST /api/reddit/subreddits": (
            "test_reddit_accepting.py::test_an_add_is_a_scan_with_the_stages_of_a_community"
        ),
        "POST /api/reddit/subreddits/{name}/scan": (
            "test_reddit_accepting.py::"
            "test_a_scan_is_of_a_community_that_is_here_and_a_discovery_starts_anywhere"
        ),
        "POST /api/reddit/subreddits/{name}/discover": (
            "test_reddit_accepting.py::"
            "test_a_scan_is_of_a_community_that_is_here_and_a_discovery_starts_anywhere"
        ),
        "POST /api/subreddits/fetch-single": (
            "test_reddit_accepting.py::test_a_single_fetch_answers_the_stored_row_when_it_ends"
        ),
        "POST /api/reddit/users/discover": (
            "test_reddit_accepting.py::test_an_account_is_looked_up_and_becomes_one_of_ours"
        ),
        "GET /api/reddit/posts/viral": (
            "test_reddit_rows.py::"
            "test_viral_posts_are_paged_over_one_list_with_the_summary_of_all_of_it"
        ),
        "GET /api/requests": (
            "test_reading.py::test_pages_neither_repeat_nor_miss_while_requests_come_in"
        ),
        "GET /api/requests/{key}": (
            "test_reading.py::test_a_request_shows_its_counts_its_progress_and_its_error"
        ),
        "GET /api/requests/{request_id}/events": (
            "test_duties.py::test_events_are_shown_only_once_they_have_a_number"
        ),
        "GET /api/dead-letters": (
            "test_dead_letters.py::test_letters_are_listed_newest_first_in_pages"
        ),
        "GET /api/dead-letters/{letter_id}": (
            "test_dead_letters.py::test_a_message_is_replayed_to_its_own_durable_with_its_first_id"
        ),
        "POST /api/dead-letters/{letter_id}/replay": (
            "test_dead_letters.py::test_a_message_is_replayed_to_its_own_durable_with_its_first_id"
        ),
        "POST /api/replays": (
            "test_stream_replays.py::"
            "test_messages_are_sent_as_they_were_to_one_durable_and_it_is_audited"
        ),
        "GET /api/control": _SWITCHES,
        "POST /api/control/{platform}/pause": _SWITCHES,
        "POST /api/control/{platform}/resume": _SWITCHES,
        "POST /api/control/paid-calls": (
            "test_lifting.py::test_paid_calls_switched_on_lift_a_stop_that_switching_them_off_leaves"
        ),
        "GET /api/budget": (
            "test_lifting.py::test_paid_calls_switched_on_lift_a_stop_that_switching_them_off_leaves"
        ),
        "GET /api/reddit/budget": (
            "test_reddit_rows.py::test_the_budget_shows_the_provider_s_window_as_its_headers_told_it"
        ),
        "GET /api/me": f"{_PAGES}test_the_hub_shows_who_asks_and_what_they_may_do",
        "GET /api/me/dashboards": f"{_PAGES}test_the_hub_shows_who_asks_and_what_they_may_do",
        "PATCH /api/me/dashboards/{dashboard_id}": (
            f"{_PAGES}test_a_dashboard_that_was_opened_is_the_recent_one_of_whoever_opened_it"
        ),
        "GET /api/instagram/creators": f"{_PAGES}test_creator_review_is_one_call",
        "GET /api/instagram/creators/{key}": (
            "test_reading.py::test_a_creator_is_shown_by_the_name_it_holds_now"
        ),
        "GET /api/instagram/creators/{key}/similar": _OF_A_CREATOR,
        "GET /api/instagram/creators/{key}/reels": _OF_A_CREATOR,
        "GET /api/instagram/creators/{key}/posts": _OF_A_CREATOR,
        "GET /api/instagram/creators/{key}/follower-history": _OF_A_CREATOR,
        "GET /api/instagram/creators/{key}/related": (
            f"{_MORE}test_whom_a_creator_led_to_is_told_as_far_as_anybody_asked"
        ),
        "GET /api/instagram/reels": f"{_PAGES}test_reels_are_two_calls",
        "GET /api/instagram/reels/summary": f"{_PAGES}test_reels_are_two_calls",
        "GET /api/instagram/posts": (
            "test_media.py::test_of_several_files_of_a_post_those_are_told_that_are_there"
        ),
        "GET /api/instagram/niches": f"{_PAGES}test_niching_is_two_calls",
        "GET /api/instagram/tags": f"{_MORE}test_tags_of_creators_are_counted_by_their_review",
        "GET /api/instagram/viral-rule": _RULE,
        "PUT /api/instagram/viral-rule": _RULE,
        "POST /api/instagram/viral-rule/recompute": _RULE,
        "GET /api/instagram/tagging/stats": (
            f"{_MORE}test_tagging_counts_approved_creators_and_has_cost_nothing"
        ),
        "GET /api/tags/vocabulary": f"{_MORE}test_the_vocabulary_is_that_of_the_file",
        "GET /api/reddit/viral-posts": _VIRAL,
        "GET /api/reddit/viral-posts/summary": _VIRAL,
        "GET /api/reddit/subreddits": f"{_PAGES}test_subreddit_review_is_one_call",
        "GET /api/reddit/subreddits/{key}": (
            "test_reddit_rows.py::test_a_community_is_shown_with_counts_and_how_it_was_found"
        ),
        "GET /api/reddit/subreddits/{key}/posts": (
            f"{_PAGES}test_posts_of_a_community_are_listed_by_score_within_a_window"
        ),
        "GET /api/reddit/posts": (
            f"{_PAGES}test_posts_of_a_community_are_listed_by_score_within_a_window"
        ),
        "GET /api/reddit/users": f"{_PAGES}test_user_analysis_is_one_call",
        "GET /api/reddit/users/{key}": "test_reddit_rows.py::test_an_account_is_shown_with_counts",
        "GET /api/reddit/accounts": f"{_PAGES}test_posting_is_two_calls",
        "GET /api/reddit/recommendations": f"{_PAGES}test_posting_is_two_calls",
        "GET /api/reddit/tags": f"{_PAGES}test_categorisation_is_two_calls",
        "GET /api/costs": (
            f"{_PAGES}test_the_monitor_tells_desired_and_observed_apart_and_counts_calls"
        ),
        "GET /api/stats/overview": (
            f"{_PAGES}test_the_hub_s_overview_counts_rows_and_tells_how_fresh_they_are"
        ),
        "GET /api/scrapers/{name}": (
            "test_scrapers.py::test_a_frozen_process_is_stale_at_ten_seconds_on_every_route"
        ),
        "PUT /api/scrapers/{name}": (
            "test_scrapers.py::test_what_is_wanted_is_written_once_however_often_it_is_said"
        ),
        "GET /api/scrapers/{name}/metrics": (
            "test_scrapers.py::test_charts_add_up_to_the_rows_of_calls"
        ),
        "GET /api/scrapers/{name}/errors": (
            "test_scrapers.py::test_errors_are_told_alike_together_and_the_last_one_with_the_scraper"
        ),
        "GET /api/scrapers/{name}/queue": (
            "test_scrapers.py::test_the_queue_is_of_ones_own_organisation_by_kind_and_status"
        ),
        "GET /api/audit": (f"{_PAGES}test_what_was_decided_is_in_the_audit"),
        "GET /api/logs": f"{_PAGES}test_logs_are_of_ones_own_organisation_by_source_and_level",
        "GET /api/models": f"{_PAGES}test_models_are_one_call",
        "GET /api/models/{row_id}": f"{_MORE}test_one_model_is_told_with_its_own_accounts",
        "GET /api/jobs": (f"{_MORE}test_no_job_runs_and_what_does_run_says_where_it_is_followed"),
        "PATCH /api/instagram/creators/{row_id}": (
            "test_editing.py::test_a_decision_is_written_answered_and_audited"
        ),
        "PATCH /api/reddit/subreddits/{row_id}": _TAGS,
        "PATCH /api/reddit/users/{row_id}": "test_editing.py::test_an_account_is_decided_about_too",
        "POST /api/instagram/creators/{row_id}/tags": _CREATOR_TAGS,
        "DELETE /api/instagram/creators/{row_id}/tags": _CREATOR_TAGS,
        "PUT /api/instagram/creators/{row_id}/tags": _CREATOR_TAGS,
        "POST /api/reddit/subreddits/{row_id}/tags": _TAGS,
        "DELETE /api/reddit/subreddits/{row_id}/tags": _TAGS,
        "PUT /api/reddit/subreddits/{row_id}/tags": _TAGS,
        "POST /api/models/{row_id}/tags": _MODEL_TAGS,
        "DELETE /api/models/{row_id}/tags": _MODEL_TAGS,
        "PUT /api/models/{row_id}/tags": _MODEL_TAGS,
        "POST /api/instagram/creators/bulk": "test_bulk_edits.py::test_every_row_is_answered_for",
        "POST /api/reddit/subreddits/bulk": _TWO_MORE,
        "POST /api/reddit/users/bulk": _TWO_MORE,
        "POST /api/instagram/creators/{row_id}/pause": _PAUSED,
        "POST /api/instagram/creators/{row_id}/resume": _PAUSED,
        "DELETE /api/instagram/creators/{row_id}": (
            "test_holding.py::test_a_removed_creator_is_out_of_sight_until_somebody_adds_it_again"
        ),
        "POST /api/reddit/subreddits/{row_id}/pause": _STOPPED_FIND,
        "POST /api/reddit/subreddits/{row_id}/resume": _STOPPED_FIND,
        "DELETE /api/reddit/subreddits/{row_id}": (
            "test_holding.py::test_a_removed_community_comes_back_when_it_is_added"
        ),
        "POST /api/instagram/niches": f"{_NICHES}test_a_niche_may_be_made_for_nobody_yet",
        "POST /api/instagram/niches/merge": _MERGED,
        "PATCH /api/instagram/niches/{name:path}": (
            f"{_NICHES}test_renaming_goes_with_everybody_whatever_the_case"
        ),
        "DELETE /api/instagram/niches/{name:path}": _MERGED,
        "POST /api/reddit/tags/merge": _TAG_MOVES,
        "PATCH /api/reddit/tags/{name:path}": (
            "test_tags.py::test_a_tag_is_renamed_in_its_place_wherever_it_stands"
        ),
        "DELETE /api/reddit/tags/{name:path}": _TAG_MOVES,
        "POST /api/models": f"{_MODELS}test_a_model_is_made_with_its_accounts_or_not_at_all",
        "PATCH /api/models/{row_id}": (
            f"{_MODELS}test_a_switched_model_switches_its_accounts_but_for_the_banned"
        ),
        "DELETE /api/models/{row_id}": (
            f"{_MODELS}test_an_archived_model_lets_its_accounts_go_and_comes_back_with_them"
        ),
        "POST /api/models/{row_id}/accounts": _LINKED,
        "DELETE /api/models/{row_id}/accounts/{account_id}": _LINKED,
        "POST /api/undo/{token}": "test_undo.py::test_an_edit_is_taken_back_once",
        "GET /api/keys": (
            "test_access.py::test_a_key_is_shown_once_stored_as_a_digest_and_audited"
        ),
        "POST /api/keys": (
            "test_access.py::test_a_key_is_shown_once_stored_as_a_digest_and_audited"
        ),
        "POST /api/keys/{key_id}/revoke": (
            "test_access.py::test_a_key_takes_anothers_place_while_both_are_valid"
        ),
        "GET /api/orgs": _ORGANISATION,
        "POST /api/orgs": _ORGANISATION,
        "GET /api/events": ("test_live.py::test_a_viewer_is_told_of_what_happens_from_now_on"),
        "POST /api/events/ticket": (
            "test_live_limits.py::test_a_ticket_opens_one_stream_without_any_header"
        ),
        "GET /media/{asset_key:path}": _FILES,
        "HEAD /media/{asset_key:path}": _FILES,
        "GET /api/openapi.json": (
            "test_lists_described.py::test_every_list_is_described_with_its_parameters_and_its_envelope"
        ),
    }
)


REFUSING: Final = frozenset(route for route, test in CONTRACTS.items() if test == _REFUSED) | {
    "PUT /api/instagram/viral-rule",
    "POST /api/instagram/viral-rule/recompute",
    "GET /api/jobs/{job_id}",
}


def bare(route: str) -> str:
    """*route* without the names of its places."""
    return PARAMETER.sub(lambda found: f"{{{found[1] or ''}}}", route)


def broken(test: str, answered: Iterable[Answered]) -> list[str]:
    """Those routes that *test* stands for, and that did not answer it as they promise."""
    heard = list(answered)
    return [
        route
        for route, named in CONTRACTS.items()
        if named == test and not any(_keeps(route, one) for one in heard)
    ]


def _keeps(route: str, one: Answered) -> bool:
    method, _, template = route.partition(" ")
    promised = one.status in REFUSALS if route in REFUSING else one.status < 400
    return one.method == method and promised and _is_of(template, one.path)


def _is_of(template: str, path: str) -> bool:
    """Whether *path* is one of *template*, and of no route that has that very path."""
    if path == template:
        return True
    if any(route.partition(" ")[2] == path for route in CONTRACTS):
        return False
    pieces = [re.escape(piece) for piece in PARAMETER.sub("\0", template).split("\0")]
    between = [".+" if found[1] else "[^/]+" for found in PARAMETER.finditer(template)]
    pattern = "".join(a + b for a, b in zip(pieces, [*between, ""], strict=True))
    return re.fullmatch(pattern, path) is not None
