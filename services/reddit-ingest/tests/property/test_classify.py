from typing import Any

import pytest
from reddit_samples import NOW, as_bytes, listing, read

from b9_common.events import CallClass, Walk
from b9_reddit_ingest.classify import classify_refusal

HTML = "<!doctype html><html><head><title>{}</title></head><body>{}</body></html>"
PAGE = HTML.format("reddit", "").encode()
OUTAGE = HTML.format("Ow! -- reddit.com", "all of our servers are busy right now").encode()
PARDNER = HTML.format("Blocked", "whoa there, pardner! blocked due to a network policy").encode()
CHALLENGE = HTML.format("Just a moment...", "").encode()

# Status, body, class, code.
Case = tuple[int | None, Any, str, str]

OF_THE_TARGET: list[Case] = [
    (403, {"reason": "private", "message": "Forbidden", "error": 403}, "private", "private"),
    (403, {"reason": "gold_only", "message": "Forbidden", "error": 403}, "private", "gold_only"),
    (404, {"reason": "banned", "message": "Not Found", "error": 404}, "banned", "banned"),
    (403, {"reason": "banned", "error": 403}, "banned", "banned"),
    (403, {"reason": "quarantined", "quarantine_message": "!", "error": 403}, "quarantined",
     "quarantined"),
    (200, {"reason": "private", "error": 403}, "private", "private"),
    (404, {"message": "Not Found", "error": 404}, "not_found", "target_not_found"),
    (404, {"error": 404}, "not_found", "target_not_found"),
    (404, b"", "not_found", "target_not_found"),
    (200, {"message": "Not Found", "error": 404}, "not_found", "target_not_found"),
    (200, {"json": {"errors": [["SUBREDDIT_NOEXIST", "that does not exist", "sr"]]}}, "not_found",
     "subreddit_noexist"),
    (403, {"reason": "user_suspended"}, "suspended", "user_suspended"),
    (451, b"", "unavailable_legal", "http_451"),
    (451, {"reason": "banned"}, "unavailable_legal", "http_451"),
]  # fmt: skip

OF_US: list[Case] = [
    (403, {"message": "Forbidden", "error": 403}, "forbidden", "http_403"),
    (403, {"error": 403}, "forbidden", "http_403"),
    (403, {"reason": "WIKI_DISABLED"}, "forbidden", "http_403"),
    (403, b"", "forbidden", "http_403"),
    (403, "Forbidden", "forbidden", "http_403"),
    (403, PAGE, "blocked", "html_body"),
    (403, PARDNER, "blocked", "challenge"),
    (403, b"Your request has been blocked due to a network policy.", "blocked", "challenge"),
    (404, PAGE, "blocked", "html_body"),
    (200, PAGE, "blocked", "html_body"),
    (200, OUTAGE, "blocked", "html_body"),
    (200, CHALLENGE, "blocked", "challenge"),
    (401, {"error": 401}, "unauthorized", "http_401"),
    (401, {"reason": "banned", "error": 401}, "unauthorized", "http_401"),
    (401, PAGE, "unauthorized", "http_401"),
    (200, {"error": "invalid_grant"}, "unauthorized", "invalid_grant"),
    (200, {"json": {"errors": [["USER_REQUIRED", "Please log in to do that.", None]]}},
     "unauthorized", "user_required"),
    (407, b"", "misconfigured", "http_407"),
    (429, {"message": "Too Many Requests", "error": 429}, "rate_limited", "http_429"),
    (429, HTML.format("Too Many Requests", "whoa there, pardner!").encode(), "rate_limited",
     "http_429"),
    (429, {"reason": "banned"}, "rate_limited", "http_429"),
    (200, {"message": "Too Many Requests", "error": 429}, "rate_limited", "http_429"),
    (200, {"json": {"ratelimit": 2.5, "errors": [["RATELIMIT", "try again", "ratelimit"]]}},
     "rate_limited", "ratelimit"),
    (400, {"message": "Bad Request", "error": 400}, "bad_request", "http_400"),
    (400, PAGE, "bad_request", "http_400"),
    (414, b"Error: URI Too Long", "bad_request", "http_414"),
    (418, b"", "bad_request", "http_418"),
]  # fmt: skip

OF_REDDIT: list[Case] = [
    (500, b"", "upstream_error", "http_500"),
    (500, {"reason": "banned", "error": 500}, "upstream_error", "http_500"),
    (502, PAGE, "upstream_error", "http_502"),
    (503, OUTAGE, "upstream_error", "http_503"),
    (504, b"upstream request timeout", "upstream_error", "http_504"),
    (520, b"", "upstream_error", "http_520"),
    (522, b"", "upstream_error", "http_522"),
    (200, {"message": "Internal Server Error", "error": 500}, "upstream_error", "http_500"),
    (200, {"success": False}, "upstream_error", "said_no"),
    (200, {"jquery": [[0, 1]], "success": False}, "upstream_error", "said_no"),
    (200, {"json": {"errors": [["BAD_CAPTCHA", "no", "captcha"]]}}, "upstream_error", "said_no"),
    (200, {"json": {"errors": []}}, "malformed", "unexpected_shape"),
    (200, {"error": "odd"}, "upstream_error", "said_no"),
    (408, b"", "timeout", "http_408"),
    (None, b"", "timeout", "timeout"),
    (200, b"", "malformed", "empty_body"),
    (204, b"", "malformed", "empty_body"),
    (200, b"{error}", "malformed", "not_json"),
    (200, b"OK", "malformed", "not_json"),
    (200, [], "malformed", "not_an_object"),
    (200, [{"reason": "banned"}], "malformed", "not_an_object"),
    (100, b"", "malformed", "http_100"),
    (999, b"", "malformed", "http_999"),
]


@pytest.mark.parametrize(("status", "body", "expected", "code"), OF_THE_TARGET + OF_US + OF_REDDIT)
def test_an_answer_without_a_page_has_its_class_whatever_was_asked(
    status: int | None, body: Any, expected: str, code: str
) -> None:
    for walk in (Walk.ABOUT, Walk.TOP, Walk.PROFILE, Walk.RULES):
        reading = read(walk, as_bytes(body), status)

        assert (reading.answer.call_class, reading.answer.code) == (expected, code)
        assert reading.answer.status == status
        assert reading.page is None


@pytest.mark.parametrize("status", [403, 407])
@pytest.mark.parametrize("body", [PAGE, b"", b"Forbidden", b'{"message": "Forbidden"}'])
def test_a_403_of_ours_or_of_a_proxy_is_never_banned(status: int, body: bytes) -> None:
    found = read(Walk.ABOUT, body, status).answer.call_class

    assert found in {CallClass.FORBIDDEN, CallClass.BLOCKED, CallClass.MISCONFIGURED}


@pytest.mark.parametrize("status", [None, 301, 400, 401, 403, 404, 429, 500, 502, 503])
def test_failed_is_never_empty(status: int | None) -> None:
    for walk in (Walk.HOT, Walk.TOP, Walk.RULES, Walk.SUBMITTED):
        for body in (b"", PAGE, as_bytes(listing()), as_bytes({"rules": []})):
            answer = read(walk, body, status).answer
            assert answer.call_class not in {CallClass.OK, CallClass.EMPTY}


@pytest.mark.parametrize(
    ("walk", "location", "expected"),
    [
        (Walk.ABOUT, "https://www.reddit.com/subreddits/search.json?q=nosuch", "not_found"),
        (Walk.TOP, "/subreddits/search?q=nosuch", "not_found"),
        (Walk.PROFILE, "/subreddits/search?q=nosuch", "redirected"),
        (Walk.ABOUT, "https://www.reddit.com/quarantine?dest=%2Fr%2Fx", "quarantined"),
        (Walk.ABOUT, "https://www.reddit.com/login/?dest=x", "unauthorized"),
        (Walk.ABOUT, "https://www.reddit.com/over18?dest=x", "redirected"),
        (Walk.ABOUT, "https://www.reddit.com/r/other/about.json", "redirected"),
        (Walk.TOP, "", "redirected"),
    ],
)
def test_a_redirect_is_what_it_leads_to(walk: Walk, location: str, expected: str) -> None:
    for body in (b"", PAGE):
        assert read(walk, body, 302, Location=location).answer.call_class == expected


@pytest.mark.parametrize(
    ("headers", "delay"),
    [
        ({"Retry-After": "4"}, 4.0),
        ({"retry-after": "2.5"}, 2.5),
        ({"Retry-After": "0"}, 1.0),
        ({"Retry-After": "Sun, 01 Mar 2026 12:01:30 GMT"}, 90.0),
        ({"Retry-After": "Sunday, 01-Mar-26 12:01:30 GMT"}, 90.0),
        ({"Retry-After": "3", "x-ratelimit-reset": "60"}, 3.0),
        ({"x-ratelimit-reset": "563"}, 563.0),
        ({"x-ratelimit-reset": "563.0"}, 563.0),
        ({}, None),
    ],
)
def test_a_rate_limit_says_how_long_to_wait(headers: dict[str, str], delay: float | None) -> None:
    assert classify_refusal(429, headers, b"", now=NOW).retry_after_s == delay


def test_the_window_of_an_answer_that_is_no_rate_limit_is_no_reason_to_wait() -> None:
    answer = classify_refusal(404, {"x-ratelimit-reset": "60"}, b"{}", now=NOW)

    assert answer.retry_after_s is None


def test_the_message_is_reddits_own_on_one_line_and_cut() -> None:
    body = as_bytes({"message": "first\nline\x00", "explanation": "y" * 5_000, "error": 400})

    message = classify_refusal(400, {}, body, now=NOW).message

    assert message is not None
    assert message.startswith("first line / yyy")
    assert len(message) == 300


def test_markup_is_never_quoted_as_a_message() -> None:
    assert classify_refusal(502, {}, PAGE, now=NOW).message is None


@pytest.mark.parametrize(
    "body",
    [
        {"reason": ["banned"], "error": {"a": 1}},
        {"json": 1, "errors": "x"},
        {"json": {"errors": {"a": 1}}},
        {"errors": [[], {}, None, [["banned"]]]},
        {"error": True},
        {"error": 10**30},
        {"error": -404},
    ],
)
def test_odd_errors_say_nothing_of_the_target(body: Any) -> None:
    assert read(Walk.ABOUT, as_bytes(body), 403).answer.call_class is CallClass.FORBIDDEN
