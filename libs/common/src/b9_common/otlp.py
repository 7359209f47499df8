"""What spans and logs sent by OTLP have in common: their origin and their bounds."""

import threading
from collections.abc import Callable
from typing import Any, Final

from opentelemetry.sdk.resources import Resource

from b9_common.version import VERSION

SHUTDOWN_S: Final = 2.0
EXPORT_TIMEOUT_S: Final = 2.0
MAX_QUEUE: Final = 4_096
MAX_BATCH: Final = 512
# How long a span or log may sit here before it is sent.
EXPORT_EVERY_MS: Final = 500


def resource(service: str, instance: str) -> Resource:
    """Which process speaks. Built without detectors, which would look around the machine."""
    return Resource(
        {"service.name": service, "service.instance.id": instance, "service.version": VERSION}
    )


def endpoint(base_url: str, signal: str) -> str:
    """Where *signal* (``traces`` or ``logs``) goes."""
    return f"{base_url.rstrip('/')}/v1/{signal}"


def run_bounded(stop: Callable[[], Any], timeout_s: float = SHUTDOWN_S) -> None:
    """Call *stop*, and go on after *timeout_s*: the SDK's own shutdown may wait for 30 s."""
    stopper = threading.Thread(target=stop, name="otlp-shutdown", daemon=True)
    stopper.start()
    stopper.join(timeout_s)
