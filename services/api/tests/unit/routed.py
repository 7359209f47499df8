"""An application whose routes take each other's paths, and a way to ask it without a server."""

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import Response
from starlette.types import Message, Scope

from b9_api.http.caller import Caller
from b9_api.http.caller import Scope as Rights
from b9_api.http.problems import handle_all

READER = Caller(id="reader", scope=Rights.READ)


def says(text: str) -> Any:
    async def answer(request: Request) -> Response:
        told = f"{text} {request.path_params} {request.scope['route'].path}"
        return Response(told, media_type="text/plain")

    answer.__name__ = text.replace(" ", "_")
    return answer


def application() -> FastAPI:
    """Names before and after the patterns that take them too, in routers within routers."""
    inner, outer, late = APIRouter(prefix="/a"), APIRouter(), APIRouter()
    inner.add_api_route("/one", says("one"), methods=["GET"])
    inner.add_api_route("/{name}", says("any name"), methods=["GET"])
    inner.add_api_route("/two", says("two, too late"), methods=["GET"])
    inner.add_api_route("/other", says("other by post"), methods=["POST"])
    outer.include_router(inner)
    outer.add_api_route("/c", says("c"), methods=["GET"])
    late.add_api_route("/c", says("c by put"), methods=["PUT"])
    late.add_api_route("/a/{name}/b", says("part"), methods=["GET"])
    app = FastAPI(docs_url=None, redoc_url=None, redirect_slashes=False)
    app.include_router(outer)
    app.include_router(late)
    handle_all(app)
    return app


async def ask(app: FastAPI, method: str, path: str, caller: Caller = READER) -> list[Message]:
    sent: list[Message] = []
    scope: Scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [],
        "b9_caller": caller,
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent
