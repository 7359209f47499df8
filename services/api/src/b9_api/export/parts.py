"""Exports, made of the gateway's other parts."""

from b9_api.adapters.database import Database
from b9_api.adapters.snapshots import Snapshots
from b9_api.export.exports import Exports
from b9_api.lists.engine import Lists
from b9_api.settings import GatewaySettings

NAME = "gateway-export"


def exports_over(settings: GatewaySettings, database: Database, lists: Lists) -> Exports:
    """As *settings* allow them."""
    return Exports(
        database,
        Snapshots(settings, NAME),
        lists.links,
        at_once=settings.max_exports,
        within_s=settings.export_within_s,
    )
