"""The public door: the same pages as JSON, without credentials."""

from b9_reddit_ingest.adapters.http import Arrival, Request
from b9_reddit_ingest.adapters.token import Sender
from b9_reddit_ingest.questions import Question


class PublicDoor:
    """Asks as anybody may, under our own name."""

    def __init__(self, http: Sender, base: str) -> None:
        self._http = http
        self._base = base.rstrip("/")

    async def ask(self, question: Question) -> Arrival:
        """One answer."""
        url = f"{self._base}{question.path}.json?{question.query}"
        return await self._http.send(Request(url=url, headers={}))
