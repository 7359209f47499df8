"""The simulators' own account: what is true of a target, and who called for it."""

import aiohttp

from b9_cli.client import Json
from b9_cli.running import CommandError


class Upstream:
    """What every simulated upstream can be asked; *http* is bound to its address."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self._http = http

    async def health(self) -> Json:
        """That it is up."""
        return await self._get("/_sim/health")

    async def config(self) -> Json:
        """Its levers."""
        return await self._get("/_sim/config")

    async def calls(self, name: str) -> list[Json]:
        """Every call about *name*, by whatever id it was made; of everybody where it is empty."""
        told = await self._get("/_sim/calls", username=name)
        calls: list[Json] = told["calls"]
        return calls

    async def _get(self, path: str, **query: str) -> Json:
        try:
            async with self._http.get(path, params=query) as response:
                told: Json = await response.json()
                return told
        except (aiohttp.ClientError, TimeoutError, ValueError) as exc:
            raise CommandError(f"the simulator does not answer: {exc!r}") from exc


class Simulator(Upstream):
    """The simulated provider of Instagram."""

    async def truth(self, name: str, *, reels: int, posts: int) -> Json:
        """What a faithful walk to that depth must have stored."""
        path = f"/_sim/creators/{name}/truth"
        return await self._get(path, reels=str(reels), posts=str(posts))

    async def paid_twice(self, *who: str) -> list[Json]:
        """The pages of any of *who* that were answered in full more than once."""
        told = await self._get("/_sim/calls", limit="0")
        return [page for page in told["paid_twice"] if page["who"] in who]


class RedditSimulator(Upstream):
    """The simulated Reddit."""

    async def truth(self, name: str, **depths: int) -> Json:
        """What a faithful reader of that community must have found; *depths* per listing."""
        words = {listing: str(depth) for listing, depth in depths.items()}
        return await self._get(f"/_sim/subreddits/{name}/truth", t="week", **words)
