"""Where the clone's files are."""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[4]
MIGRATIONS: Final = ROOT / "services" / "persister" / "migrations"
