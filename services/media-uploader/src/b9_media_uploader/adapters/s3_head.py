"""HEAD of one object, signed by the S3 client's own signer but without the client around it.

Every asset of every page is looked for before anything else, and nearly always it is there: the
client's general machinery is most of what that would cost.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import aiohttp
from yarl import URL

from b9_media_uploader.ports import StoreUnavailableError

if TYPE_CHECKING:
    from b9_media_uploader.settings import Settings

TIMEOUT: Final = aiohttp.ClientTimeout(total=3.0, connect=2.0)
# The answers a loaded store gives now and then; three tries end within ten seconds.
PAUSES_S: Final = (0.1, 0.4)
OK: Final = 200
NOT_FOUND: Final = 404
SERVER_ERROR: Final = 500


class SignedHead:
    """Asks for the headers of objects in one bucket."""

    def __init__(self, http: aiohttp.ClientSession, settings: "Settings") -> None:
        # Imported here: as in the client's own adapter.
        from botocore.auth import S3SigV4Auth  # noqa: PLC0415
        from botocore.credentials import Credentials  # noqa: PLC0415

        secret = settings.s3_secret_key.get_secret_value()
        credentials = Credentials(settings.s3_access_key, secret)
        self._http = http
        self._signer: Any = S3SigV4Auth(credentials, "s3", settings.s3_region)
        self._bucket_url = f"{settings.s3_endpoint.rstrip('/')}/{settings.s3_bucket}"

    @classmethod
    @asynccontextmanager
    async def connect(cls, settings: "Settings", connections: int) -> AsyncIterator["SignedHead"]:
        """With a pool of its own while the block runs."""
        async with aiohttp.ClientSession(
            timeout=TIMEOUT,
            connector=aiohttp.TCPConnector(limit=connections),
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
        ) as http:
            yield cls(http, settings)

    async def __call__(self, key: str) -> Mapping[str, str] | None:
        """The headers of the object *key*, or None where there is none; see `ObjectStore`."""
        for pause_s in (*PAUSES_S, None):
            try:
                status, headers = await self._once(key)
            except (aiohttp.ClientError, OSError, TimeoutError) as exc:
                status, headers, failure = SERVER_ERROR, {}, type(exc).__name__
            else:
                failure = str(status)
            if status == OK:
                return headers
            if status == NOT_FOUND:
                return None
            if status < SERVER_ERROR or pause_s is None:
                raise StoreUnavailableError(f"head: {failure}")
            await asyncio.sleep(pause_s)
        raise AssertionError("the last try returns or raises")

    async def _once(self, key: str) -> tuple[int, Mapping[str, str]]:
        url = f"{self._bucket_url}/{quote(key, safe='/~')}"
        async with self._http.head(
            URL(url, encoded=True), headers=self._signed(url), allow_redirects=False
        ) as response:
            return response.status, response.headers

    def _signed(self, url: str) -> dict[str, str]:
        from botocore.awsrequest import AWSRequest  # noqa: PLC0415  as above

        request = AWSRequest(method="HEAD", url=url)
        self._signer.add_auth(request)
        return dict(request.headers.items())
