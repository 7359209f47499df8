"""What stands before every route: who asks, how much may come in, how many at once."""

import asyncio
import re
import time
from collections.abc import Callable
from typing import Final, Protocol
from uuid import uuid4

from opentelemetry.trace import SpanKind
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from b9_api.access.cors import Cors
from b9_api.access.houses import house_of
from b9_api.access.limits import Buckets
from b9_api.adapters.database import DatabaseUnavailableError
from b9_api.http.caller import ANYONE, HOLDER, Caller
from b9_api.http.problems import PROBLEM_JSON, Problem, body_of, invalid, unavailable
from b9_common.log_records import log_context
from b9_common.metrics import Counter, Histogram, count, observe
from b9_common.redaction import redact
from b9_common.telemetry import span

READS: Final = frozenset({"GET", "HEAD"})
STREAM: Final = "text/event-stream"
MAX_BODY_BYTES: Final = 64 * 1024
BODY_WITHIN_S: Final = 10.0
CORRELATION: Final = re.compile(r"[A-Za-z0-9._:-]{8,64}")
PUBLIC: Final = frozenset({"/health", "/ready", "/alive", "/livez", "/readyz", "/version"})
SECURITY_HEADERS: Final = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)


class Gate(Protocol):
    """Tells who asks."""

    async def caller(self, asked: Scope, headers: Headers) -> Caller:
        """Who sent it. Raises `Problem` for whoever does not say it credibly."""
        ...


class Guard:
    """
    Wraps the app: security headers, correlation, who asks and how often, the body's limit, a cap on
    requests at once, other origins' questions, and one server span each.

    The body is read here, within its limits, so that no route can be held by a slow sender.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        gate: Gate,
        buckets: Buckets,
        of_holders: Buckets,
        cors: Cors,
        max_in_flight: int,
    ) -> None:
        self.app = app
        self._gate = gate
        self._buckets = buckets
        self._of_holders = of_holders
        self._cors = cors
        self._free = max_in_flight

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See `Guard`."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        answer = _Answer(scope, send)
        answer.headers.update(self._cors.headers(headers))
        try:
            preflight = self._cors.preflight(scope["method"], headers)
        except Problem as problem:
            await answer.refuse(problem)
            return
        if preflight is not None:
            await answer.nothing(preflight)
        elif scope["path"] in PUBLIC:
            await self.app(scope, receive, answer.send)
        elif self._free <= 0:
            await answer.refuse(unavailable("too many requests at once", "overloaded"))
        else:
            await self._counted(scope, headers, receive, answer)

    async def _counted(
        self, scope: Scope, headers: Headers, receive: Receive, answer: "_Answer"
    ) -> None:
        self._free -= 1
        # A stream lasts: it has a limit of its own, and takes no other call's place.
        answer.on_stream = self._give_back
        try:
            await self._guarded(scope, headers, receive, answer)
        finally:
            if not answer.is_stream:
                self._give_back()

    def _give_back(self) -> None:
        self._free += 1

    async def _guarded(
        self, scope: Scope, headers: Headers, receive: Receive, answer: "_Answer"
    ) -> None:
        try:
            caller = await self._admitted(scope, headers, answer)
            scope["b9_caller"] = caller
            answer.correlation_id = _correlation(headers, answer.http_id)
            scope["b9_correlation_id"] = answer.correlation_id
            replay = await _bounded_body(headers, receive) if _has_body(scope, headers) else receive
        except Problem as problem:
            await answer.refuse(problem)
            return
        with (
            span(f"{scope['method']} /", parent=_parent(headers), kind=SpanKind.SERVER) as current,
            log_context(http_id=answer.http_id),
        ):
            current.set_attribute("http_id", answer.http_id)
            await self.app(scope, replay, answer.send)
            current.update_name(f"{scope['method']} {answer.route}")
            current.set_attribute("http.response.status_code", answer.status)
            current.set_attribute("b9.correlation_id", answer.correlation_id)

    async def _admitted(self, scope: Scope, headers: Headers, answer: "_Answer") -> Caller:
        try:
            caller = await self._gate.caller(scope, headers)
        except DatabaseUnavailableError:
            raise unavailable("the database does not answer", "database_unavailable") from None
        buckets = self._of_holders if caller.id == HOLDER else self._buckets
        answer.headers.update(buckets.take(_bucket(scope, caller)).headers())
        return caller


def _bucket(scope: Scope, caller: Caller) -> str:
    """Strangers are told apart by where they are, lest one of them uses up what all have."""
    host, _ = scope.get("client") or ("", 0)
    return f"{caller.id}@{house_of(host)}" if caller.id in {ANYONE, HOLDER} else caller.id


class _Answer:
    """One answer on its way out: its headers, its id, and what it was."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._started = time.perf_counter()
        self.http_id = uuid4().hex
        self.correlation_id = ""
        self.status = 500
        self.headers: dict[str, str] = {}
        self.is_stream = False
        self.on_stream: Callable[[], None] = lambda: None
        scope["b9_http_id"] = self.http_id

    @property
    def route(self) -> str:
        """The pattern of the path, never the path: it has few values."""
        path: str = getattr(self._scope.get("route"), "path", "unknown")
        return path

    async def send(self, message: Message) -> None:
        """Pass *message* on, with what every answer carries."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith(STREAM):
                self.is_stream = True
                self.on_stream()
            self._add_headers(headers)
            route, method = self.route, self._scope["method"]
            observe(Histogram.HTTP, time.perf_counter() - self._started, route=route)
            count(Counter.HTTP, route=route, method=method, status=str(self.status))
        await self._send(message)

    async def refuse(self, problem: Problem) -> None:
        """Answer *problem* without asking the app."""
        body = body_of(problem, self.http_id)
        told = {"content-type": PROBLEM_JSON, "content-length": str(len(body)), **problem.headers}
        headers = [(key.lower().encode(), value.encode()) for key, value in told.items()]
        start = {"type": "http.response.start", "status": problem.status, "headers": headers}
        await self.send(start)
        await self.send({"type": "http.response.body", "body": body})

    async def nothing(self, told: dict[str, str]) -> None:
        """Answer with headers alone."""
        headers = [(key.encode(), value.encode()) for key, value in told.items()]
        await self.send({"type": "http.response.start", "status": 204, "headers": headers})
        await self.send({"type": "http.response.body", "body": b""})

    def _add_headers(self, headers: MutableHeaders) -> None:
        """What the answer says itself stays as it is, but for what it varies by."""
        if vary := self.headers.pop("vary", None):
            headers.add_vary_header(vary)
        said = {name for name, _ in headers.raw}
        headers.raw.extend(one for one in SECURITY_HEADERS if one[0] not in said)
        for name, value in self.headers.items():
            if (key := name.encode()) not in said:
                headers.raw.append((key, value.encode()))
        headers.raw.append((b"x-request-id", self.http_id.encode()))
        if self.correlation_id:
            headers.raw.append((b"x-correlation-id", self.correlation_id.encode()))


def _parent(headers: Headers) -> dict[str, str]:
    """Where the trace began. The state that may go with it is free text, and stays outside."""
    given = headers.get("traceparent")
    return {} if given is None else {"traceparent": given}


def _correlation(headers: Headers, http_id: str) -> str:
    given = headers.get("x-correlation-id")
    if given is None:
        return f"b9-{http_id}"
    if not CORRELATION.fullmatch(given):
        raise invalid("X-Correlation-ID", "pattern", "8 to 64 of A-Z a-z 0-9 . _ : -")
    if redact(given) != given:
        # It would stand in every log line and span of the request.
        raise invalid("X-Correlation-ID", "credential", "this is no place for a credential")
    return given


def _has_body(scope: Scope, headers: Headers) -> bool:
    """A question for reading has none unless it says so."""
    told = "content-length" in headers or "transfer-encoding" in headers
    return told or scope["method"] not in READS


async def _bounded_body(headers: Headers, receive: Receive) -> Receive:
    """The whole body, at most 64 KiB and within ten seconds, as a channel that gives it again."""
    declared = headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > MAX_BODY_BYTES:
        raise _too_large()
    chunks: list[bytes] = []
    size, more = 0, True
    try:
        async with asyncio.timeout(BODY_WITHIN_S):
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Problem(400, "bad_request", "the connection was cut")
                chunks.append(message.get("body", b""))
                size += len(chunks[-1])
                if size > MAX_BODY_BYTES:
                    raise _too_large()
                more = message.get("more_body", False)
    except TimeoutError:
        raise Problem(408, "body_too_slow", "the body took too long") from None
    whole: list[Message] = [{"type": "http.request", "body": b"".join(chunks), "more_body": False}]

    async def replay() -> Message:
        return whole.pop() if whole else await receive()

    return replay


def _too_large() -> Problem:
    return Problem(413, "body_too_large", f"at most {MAX_BODY_BYTES} bytes")
