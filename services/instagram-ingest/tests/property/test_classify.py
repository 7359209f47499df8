import json
from datetime import UTC, datetime
from typing import Any

import pytest

from b9_common.events import CallClass
from b9_instagram_ingest.classify import classify

NOW = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)
HTML = "<!DOCTYPE html><html><head><title>{}</title></head><body>{}</body></html>"

# Status, body, class; bodies are told as values, as text or as bytes.
Case = tuple[int | None, Any, str]

ABOUT_US: list[Case] = [
    (400, {"message": "challenge_required", "challenge": {"url": "/x"}}, "blocked"),
    (400, {"message": "", "checkpoint_url": "/c/1/", "status": "fail"}, "blocked"),
    (200, {"message": "checkpoint_required", "lock": False, "status": "fail"}, "blocked"),
    (200, {"location": "https://i.example/", "type": "CHALLENGE_REDIRECTION", "status": "ko"},
     "blocked"),
    (400, {"message": "consent_required", "status": "fail"}, "blocked"),
    (400, {"message": "feedback_required", "spam": True, "status": "fail"}, "blocked"),
    (400, {"message": "", "spam": True, "status": "fail"}, "blocked"),
    (200, HTML.format("Log in", "<a href='/accounts/login/'>"), "blocked"),
    (200, HTML.format("Instagram", ""), "blocked"),
    (403, HTML.format("Attention Required! | Cloudflare", ""), "blocked"),
    (503, HTML.format("Just a moment...", ""), "blocked"),
    (404, HTML.format("404 Not Found", "<center>nginx</center>"), "blocked"),
    (403, {"message": "login_required", "logout_reason": 8, "status": "fail"}, "unauthorized"),
    (401, {"message": "", "require_login": True, "status": "fail"}, "unauthorized"),
    (400, {"message": "user_has_logged_out", "status": "fail"}, "unauthorized"),
    (401, {"message": "Invalid API key. Go to https://docs.example for more info."},
     "unauthorized"),
    (403, {"message": "You are not subscribed to this API."}, "unauthorized"),
    (401, "", "unauthorized"),
    (404, {"message": "API doesn't exists"}, "misconfigured"),
    (404, {"message": "Endpoint '/reelz' does not exist"}, "misconfigured"),
    (404, HTML.format("Error", "<pre>Cannot GET /reelz</pre>"), "misconfigured"),
    (404, {"message": "no Route matched with those values"}, "misconfigured"),
    (400, {"message": "useragent mismatch", "status": "fail"}, "misconfigured"),
    (407, "", "misconfigured"),
    (400, {"message": "Your account has been disabled", "status": "fail"}, "unauthorized"),
    (400, {"message": "x", "error_type": "ip_block", "status": "fail"}, "blocked"),
    (429, HTML.format("Page Not Found &bull; Instagram", ""), "rate_limited"),
    (400, {"error": {"message": "(#4) Application request limit reached",
                     "type": "OAuthException", "code": 4}}, "rate_limited"),
    (200, {"status": False, "errorMessage": "username is required"}, "bad_request"),
    (429, {"message": "You have exceeded the MONTHLY quota for Requests on your current plan"},
     "quota_exhausted"),
    (429, {"message": "You have exceeded the DAILY quota for Requests on your current plan, X"},
     "quota_exhausted"),
    (402, "", "quota_exhausted"),
    (429, {"message": "You have exceeded the rate limit per minute for your plan, BASIC"},
     "rate_limited"),
    (429, {"message": "Too many requests"}, "rate_limited"),
    (429, "Too many requests", "rate_limited"),
    (429, {"message": "", "status": "fail"}, "rate_limited"),
    (429, HTML.format("Too Many Requests", ""), "rate_limited"),
    (429, {"message": "User not found"}, "rate_limited"),
    (400, {"message": "Please wait a few minutes before you try again.", "status": "fail",
           "error_type": "rate_limit_error"}, "rate_limited"),
    (401, {"message": "Please wait a few minutes before you try again.", "require_login": True,
           "status": "fail"}, "rate_limited"),
    (200, {"data": None, "errors": [{"message": "rate limit exceeded"}]}, "rate_limited"),
    (403, "", "forbidden"),
    (403, {"message": "Forbidden"}, "forbidden"),
    (400, "", "bad_request"),
    (400, HTML.format("Bad Request", ""), "bad_request"),
    (414, "", "bad_request"),
    (301, "", "redirected"),
    (302, HTML.format("Moved", ""), "redirected"),
]  # fmt: skip

ABOUT_THE_TARGET: list[Case] = [
    (404, {"message": "User not found", "status": "fail", "error_type": "user_not_found"},
     "not_found"),
    (200, {"status": False, "errorMessage": "user not found"}, "not_found"),
    (200, {"data": {"user": None}, "status": "ok"}, "not_found"),
    (200, {"graphql": {"user": None}}, "not_found"),
    (200, {"error": {"message": "Profile does not exist"}}, "not_found"),
    (400, {"message": "Media not found or unavailable", "status": "fail"}, "not_found"),
    (404, {}, "not_found"),
    (200, {"status": False, "message": "User with username 'x' was not found"}, "not_found"),
    (404, "", "not_found"),
    (410, "", "not_found"),
    (404, HTML.format("Page Not Found &bull; Instagram", ""), "not_found"),
    (400, {"message": "Not authorized to view user", "status": "fail"}, "private"),
    (200, {"status": "fail", "message": "This account is private"}, "private"),
    (451, "", "unavailable_legal"),
    (400, {"message": "geoblock_required", "status": "fail"}, "unavailable_legal"),
    (200, {"status": "fail", "message": "The account has been suspended"}, "suspended"),
]  # fmt: skip

ABOUT_THE_UPSTREAM: list[Case] = [
    (500, "", "upstream_error"),
    (502, HTML.format("502 Bad Gateway", ""), "upstream_error"),
    (503, {"messages": "The API is unreachable, please contact the API provider",
           "info": "Your Client (working) ---> Gateway (working) ---> API (not working)"},
     "upstream_error"),
    (504, {"message": "Endpoint request timed out"}, "upstream_error"),
    (560, {"message": "Oops, an error occurred.", "status": "fail"}, "upstream_error"),
    (200, {"errors": {"error": ["Sorry, there was a problem with your request."]},
           "status": "ok", "error_type": "generic_request_error"}, "upstream_error"),
    (200, {"status": "fail", "message": "strange words"}, "upstream_error"),
    (200, {"status": False}, "upstream_error"),
    (200, {"status": 503, "message": "strange words"}, "upstream_error"),
    (200, {"errors": [{"message": "execution error", "severity": "CRITICAL"}], "data": None,
           "status": "ok"}, "upstream_error"),
    (500, {"message": "User not found"}, "upstream_error"),
    (503, {"message": "Please wait a few minutes before you try again."}, "rate_limited"),
    (408, "", "timeout"),
    (None, "", "timeout"),
    (200, "", "malformed"),
    (204, "", "malformed"),
    (200, "{error}", "malformed"),
    (200, '{"items":[{"pk":"1"', "malformed"),
    (200, "[1]", "malformed"),
    (200, b"\xff\x00", "malformed"),
    (100, "", "malformed"),
]  # fmt: skip

FINE: list[Case] = [
    (200, {"items": [], "status": "ok"}, "ok"),
    (200, {"items": [{"pk": "1"}], "message": "rate limit was fine"}, "ok"),
    (200, {"status": True, "id": "1", "username": "a"}, "ok"),
    (200, {"user": {"pk": 1, "biography": "login_required"}, "status": "ok"}, "ok"),
    (200, {"data": {"user": {"id": "1"}}, "status": "ok"}, "ok"),
]


def _body(told: Any) -> bytes:
    if isinstance(told, bytes):
        return told
    return (told if isinstance(told, str) else json.dumps(told)).encode()


@pytest.mark.parametrize(
    ("status", "told", "expected"), ABOUT_US + ABOUT_THE_TARGET + ABOUT_THE_UPSTREAM + FINE
)
def test_an_answer_gets_the_class_that_is_true(
    status: int | None, told: Any, expected: str
) -> None:
    answer = classify(status, {}, _body(told), now=NOW)

    assert answer.call_class == expected
    assert (answer.code is None) is (expected == "ok")


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("https://i.example/accounts/login/?next=/x", CallClass.UNAUTHORIZED),
        ("https://i.example/challenge/?next=/x", CallClass.BLOCKED),
        ("https://i.example/other", CallClass.REDIRECTED),
    ],
)
def test_a_redirect_is_known_by_where_it_leads(location: str, expected: CallClass) -> None:
    assert classify(302, {"Location": location}, b"", now=NOW).call_class is expected


def test_a_spent_plan_turns_a_bare_429_into_an_exhausted_quota() -> None:
    headers = {"X-RateLimit-Requests-Remaining": "0", "X-RateLimit-Requests-Reset": "40000"}

    answer = classify(429, headers, b"", now=NOW)

    assert answer.call_class is CallClass.QUOTA_EXHAUSTED
    assert answer.retry_after_s == 900.0
    assert answer.limits.quota_reset_s == 40_000.0


def test_a_spent_plan_does_not_spoil_the_answer_that_spent_it() -> None:
    headers = {"x-ratelimit-requests-remaining": "0"}

    assert classify(200, headers, b'{"items":[]}', now=NOW).call_class is CallClass.OK


@pytest.mark.parametrize(
    ("headers", "delay"),
    [
        ({"Retry-After": "3.5"}, 3.5),
        ({"Retry-After": "3", "x-ratelimit-reset": "60"}, 3.0),
        ({"x-ratelimit-reset": "60"}, 60.0),
        ({"x-ratelimit-reset": "0"}, 1.0),
        ({}, None),
    ],
)
def test_a_rate_limit_says_how_long_to_wait(headers: dict[str, str], delay: float | None) -> None:
    assert classify(429, headers, b"", now=NOW).retry_after_s == delay


def test_the_message_is_the_upstreams_own_on_one_line_and_cut() -> None:
    told = {"message": "first\nline\x00", "error_title": "y" * 5_000, "status": "fail"}

    message = classify(400, {}, _body(told), now=NOW).message

    assert message is not None
    assert message.startswith("first line / yyy")
    assert len(message) == 300


def test_markup_is_never_quoted_as_a_message() -> None:
    assert classify(502, {}, HTML.format("x", "y").encode(), now=NOW).message is None


def test_a_hostile_error_body_costs_little_and_raises_nothing() -> None:
    told: Any = "words"
    for _ in range(7):
        told = {"errors": [told] * 4}

    assert classify(400, {}, _body(told), now=NOW).call_class == "bad_request"
