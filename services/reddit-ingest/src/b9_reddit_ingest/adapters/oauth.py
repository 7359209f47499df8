"""The official door: every question carries our application's token."""

from http import HTTPStatus

from b9_reddit_ingest.adapters.grants import TokenError
from b9_reddit_ingest.adapters.http import Arrival, Request, failed
from b9_reddit_ingest.adapters.token import Sender, Token, Tokens
from b9_reddit_ingest.questions import Question


class OauthDoor:
    """A token that is not taken is dropped, and the question asked once more with another."""

    def __init__(self, http: Sender, base: str, tokens: Tokens) -> None:
        self._http = http
        self._base = base.rstrip("/")
        self._tokens = tokens

    async def ask(self, question: Question) -> Arrival:
        """One answer; a refused token counts as Reddit's word about us."""
        url = f"{self._base}{question.path}?{question.query}"
        try:
            token = await self._tokens.get()
            arrival = await self._send(url, token)
            if arrival.status == HTTPStatus.UNAUTHORIZED:
                # Tokens are taken back at times; at most two calls for one permit, and rarely.
                self._tokens.drop(token)
                token = await self._tokens.get()
                arrival = await self._send(url, token)
        except TokenError as exc:
            return failed(exc.call_class, exc.code, retry_after_s=exc.retry_after_s)
        if arrival.status == HTTPStatus.UNAUTHORIZED:
            self._tokens.drop(token)
        return arrival

    async def _send(self, url: str, token: Token) -> Arrival:
        headers = {"authorization": f"bearer {token.value}"}
        return await self._http.send(Request(url=url, headers=headers))
