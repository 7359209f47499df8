from collections.abc import Iterator

import pytest

from b9_common.logs import reset_logging
from b9_common.telemetry import shutdown_telemetry


@pytest.fixture(autouse=True)
def _quiet_process() -> Iterator[None]:
    """What a test set up for its process is taken down again."""
    yield
    reset_logging()
    shutdown_telemetry()
