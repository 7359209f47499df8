"""
The words upstreams use for what went wrong, and what each means.

Instagram answers most troubles with HTTP 200 or 400 and a text, so the text outranks the status.
The first rule that matches decides; rules about us stand before rules about the target, because
"about us" opens a breaker while "about the target" ends a request for good.
"""

import re
from collections import deque
from collections.abc import Iterable
from typing import Any, Final

from b9_common.events import CallClass
from b9_common.fetching.decoding import clean_text

MAX_MESSAGE_CHARS: Final = 500

# Keys under which one or the other upstream says what happened.
_TEXT_KEYS: Final = (
    "message", "error_type", "errorMessage", "error", "errors", "error_message", "error_title",
    "error_body", "error_description", "exc_type", "messages", "msg", "detail", "details",
    "reason", "code", "type", "title", "description", "feedback_title", "feedback_message",
    "summary", "errorSummary",
)  # fmt: skip
# An error body is small; one that is not must not cost more than one that is.
_MAX_CHILDREN: Final = 30
_MAX_NESTING: Final = 5
_MAX_VISITS: Final = 200


def _rule(call_class: CallClass, code: str, pattern: str) -> tuple[re.Pattern[str], CallClass, str]:
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE), call_class, code


_RULES: Final = (
    _rule(
        CallClass.QUOTA_EXHAUSTED,
        "quota_exceeded",
        r"exceeded (?:the|your) (?:daily|monthly|weekly|free|request|plan)?\s*quota"
        r"|(?:daily|monthly) (?:request )?(?:quota|limit) (?:is |has been |was )?"
        r"(?:exceeded|reached|exhausted)|quota[ _](?:exceeded|exhausted)"
        r"|(?:reached|exceeded|hit) (?:the|your) (?:daily|monthly).{0,20}limit"
        r"|(?:insufficient|not enough|out of) (?:credits?|balance)",
    ),
    _rule(
        CallClass.BLOCKED,
        "challenge_required",
        r"challenge[_ ]required|challenge[_ ]redirection|/challenge/|captcha",
    ),
    _rule(CallClass.BLOCKED, "checkpoint_required", r"checkpoint[_ ](?:required|challenge)"),
    _rule(CallClass.BLOCKED, "consent_required", r"consent[_ ]required"),
    _rule(
        CallClass.BLOCKED,
        "feedback_required",
        r"feedback[_ ]required|action (?:was |is )?blocked|sentry[_ ]block|\bspam\b"
        r"|suspicious (?:activity|login)|restrict certain (?:activity|content)"
        r"|bot detected|automated behaviou?r|\bip_block|(?:your ip|ip address|proxy) .{0,30}block"
        r"|temporarily blocked",
    ),
    _rule(
        CallClass.RATE_LIMITED,
        "rate_limited",
        r"rate[_ -]?limit|please wait (?:a few|some|\d+)|too many requests"
        r"|wait a few minutes|throttl|request limit|limit reached"
        r"|requests? (?:per|a) (?:second|minute|hour)"
        r"|exceeded the (?:hourly|minute|second|per)",
    ),
    _rule(
        CallClass.UNAUTHORIZED,
        "own_account_disabled",
        r"your (?:instagram )?account (?:has been |is |was )?(?:disabled|suspended|blocked|banned)",
    ),
    _rule(
        CallClass.UNAUTHORIZED,
        "login_required",
        r"login[_ ]required|user_has_logged_out|logged out|log ?back in|please log ?in"
        r"|not logged in|session (?:has |is )?(?:expired|invalid)|invalid session"
        r"|two[_ ]factor[_ ]required|bad_password|invalid_user\b|inactive[_ ]user"
        r"|invalid credentials",
    ),
    _rule(
        CallClass.UNAUTHORIZED,
        "not_subscribed",
        r"not subscribed to this api|subscription (?:is |has )?(?:required|expired|inactive)"
        r"|blocked user|you(?:r account)? (?:is|are|has been) blocked",
    ),
    _rule(
        CallClass.UNAUTHORIZED,
        "invalid_api_key",
        r"(?:invalid|wrong|missing|bad|no|unknown|expired) (?:x-)?(?:rapid)?api[ _-]?(?:key|token)"
        r"|missing rapidapi application key"
        r"|api[ _-]?key (?:is )?(?:missing|invalid|required|expired)"
        r"|x-rapidapi-key (?:header )?(?:is )?(?:missing|required)|^unauthori[sz]ed$"
        r"|invalid (?:access |auth )?token|oauthexception",
    ),
    _rule(
        CallClass.MISCONFIGURED,
        "no_such_api",
        r"\bapi doesn'?t exist|api does not exist|endpoint\W.{0,80}does(?:n'?t| not) exist"
        r"|endpoint (?:is )?(?:disabled|not found|removed)|no route matched|cannot (?:get|post) /"
        r"|missing x-rapidapi-host|invalid (?:x-rapidapi-)?host|route not found"
        r"|useragent mismatch|user[- ]agent (?:mismatch|required)|app(?:lication)? version"
        r"|app is out of date"
        r"|method not allowed|unsupported[_ ]version|unknown (?:endpoint|parameter)",
    ),
    _rule(
        CallClass.PRIVATE,
        "account_private",
        r"not authori[sz]ed to view|(?:account|user|profile) is private"
        r"|private (?:account|user|profile)|is_private|follow this account to see"
        r"|must (?:be following|follow)",
    ),
    _rule(
        CallClass.UNAVAILABLE_LEGAL,
        "geoblocked",
        r"geo[_ -]?block|unavailable for legal reasons"
        r"|(?:not available|unavailable|restricted|withheld) in your (?:country|region|location)",
    ),
    _rule(
        CallClass.SUSPENDED,
        "account_suspended",
        r"(?:account|user|profile) (?:has been |is |was )?"
        r"(?:suspended|disabled|deactivated|terminated|banned)",
    ),
    _rule(
        CallClass.NOT_FOUND,
        "target_not_found",
        r"(?:user|account|profile|username|target|media|page|post|reel|item|data)[_ ]"
        r"(?:was |is |does |has )?(?:not[_ ]found|not[_ ]exists?|doesn'?t exist|been deleted)"
        r"|\b(?:user|account|profile)\b.{0,60}\b(?:not found|(?:does not|doesn'?t) exist)"
        r"|doesn'?t appear to belong to an account"
        r"|user_not_exist|invalid (?:target )?user(?:name|_?id)?\b|no (?:such )?user"
        r"|cannot find user"
        r"|(?:can'?t|couldn'?t|unable to) find (?:the |this )?(?:user|account|profile)"
        r"|media (?:not found or|is) unavailable|page isn'?t available|page not found"
        r"|invalid media|^not[ _]found\.?$|(?:user|account|profile) (?:is )?unavailable",
    ),
    _rule(
        CallClass.BAD_REQUEST,
        "bad_parameter",
        r"(?:missing|invalid|required) (?:required |query )?param|^bad[_ ]request\.?$"
        r"|(?:username|user_?id|\bid|parameter) (?:is )?(?:required|missing)",
    ),
    _rule(
        CallClass.UPSTREAM_ERROR,
        "upstream_error",
        r"problem with your request|generic_request_error|something went wrong|oops"
        r"|unreachable|(?:internal|upstream|unknown)[ _](?:server )?error|server error"
        r"|(?:service|temporarily) unavailable|timed? ?out|bad gateway|overloaded"
        r"|execution error|unexpected error|under maintenance|an error (?:has )?occurr?ed",
    ),
)

_HTML_RULES: Final = (
    _rule(
        CallClass.BLOCKED,
        "challenge_required",
        r"just a moment|attention required|cf-chl|captcha|/challenge/",
    ),
    _rule(
        CallClass.NOT_FOUND,
        "target_not_found",
        r"page not found (?:&\S{3,6};|\S) ?instagram"
        r"|sorry, this page isn(?:\S|&\S{3,6};)t available",
    ),
    _rule(CallClass.MISCONFIGURED, "no_such_api", r"<pre>cannot (?:get|post) /|no route matched"),
    _rule(CallClass.BLOCKED, "login_page", r"/accounts/login|loginform|log in to instagram"),
)


def meaning_of(texts: Iterable[str]) -> tuple[CallClass, str] | None:
    """What the texts of an answer say together, or null if they say nothing known."""
    return _first_match(_RULES, "\n".join(texts))


def meaning_of_html(markup: str) -> tuple[CallClass, str] | None:
    """What a page of markup is, where it is a known one."""
    return _first_match(_HTML_RULES, markup)


def texts_of(value: Any) -> list[str]:
    """Everything an answer says in words, the outermost first."""
    found: list[str] = []
    waiting = deque([(value, 0)])
    for _ in range(_MAX_VISITS):
        if not waiting:
            break
        child, depth = waiting.popleft()
        if isinstance(child, str):
            found += [clean_text(child.strip()[:MAX_MESSAGE_CHARS])] if child.strip() else []
        elif depth < _MAX_NESTING:
            waiting.extend((inner, depth + 1) for inner in _telling_children(child, depth))
    return found


def _telling_children(value: Any, depth: int) -> list[Any]:
    if isinstance(value, list):
        return value[:_MAX_CHILDREN]
    if not isinstance(value, dict):
        return []
    found = [value[key] for key in _TEXT_KEYS if key in value]
    if depth > 0:
        # {"errors": {"username": ["…"]}}: complaints listed under the names of fields.
        found += [v for k, v in value.items() if k not in _TEXT_KEYS and isinstance(v, list)]
    return found[:_MAX_CHILDREN]


def _first_match(
    rules: tuple[tuple[re.Pattern[str], CallClass, str], ...], text: str
) -> tuple[CallClass, str] | None:
    for pattern, call_class, code in rules:
        if pattern.search(text):
            return call_class, code
    return None
