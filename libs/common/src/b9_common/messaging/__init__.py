"""Speaking to the broker: connect, publish, pull, settle. The only user of the NATS client."""

from b9_common.messaging.connection import (
    Broker,
    Message,
    Outgoing,
    Published,
    connect,
    event_headers,
)
from b9_common.messaging.consume import Consumer, each
from b9_common.messaging.delivery import Delivery
from b9_common.messaging.pull import Puller, Source
from b9_common.messaging.settle import Settler

__all__ = [
    "Broker",
    "Consumer",
    "Delivery",
    "Message",
    "Outgoing",
    "Published",
    "Puller",
    "Settler",
    "Source",
    "connect",
    "each",
    "event_headers",
]
