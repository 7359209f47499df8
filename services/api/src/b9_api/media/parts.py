"""Files and their addresses, as the settings want them."""

from dataclasses import dataclass

from b9_api.adapters.database import Database
from b9_api.adapters.presigning import Presigner
from b9_api.media.links import MediaLinks
from b9_api.settings import GatewaySettings


@dataclass(frozen=True, kw_only=True)
class Media:
    """What the route works with; without *links* and *presigner* no file is to be had."""

    database: Database
    links: MediaLinks | None = None
    presigner: Presigner | None = None


def media_over(settings: GatewaySettings, database: Database) -> Media:
    """Files of the store that *settings* name, if they do."""
    secret, secret_key = settings.media_secret, settings.s3_secret_key
    endpoint, access_key = settings.s3_endpoint, settings.s3_access_key
    if secret is None or secret_key is None or endpoint is None or access_key is None:
        return Media(database=database)
    presigner = Presigner(
        endpoint=endpoint,
        bucket=settings.s3_bucket,
        region=settings.s3_region,
        access_key=access_key,
        secret_key=secret_key.get_secret_value(),
    )
    links = MediaLinks(secret.get_secret_value().encode())
    return Media(database=database, links=links, presigner=presigner)
