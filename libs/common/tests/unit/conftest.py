import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from b9_common.logs import reset_logging
from b9_common.telemetry import shutdown_telemetry

# Tests are imported one by one, without packages; what they share is found here.
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def _quiet_process() -> Iterator[None]:
    """What a test set up for its process is taken down again."""
    yield
    reset_logging()
    shutdown_telemetry()
