"""How a record of figures is assigned to the columns of the same names."""

import msgspec
from msgspec import Struct


def assigned(figures: type[Struct], first: int) -> str:
    """
    ``column = $n, …`` for each field of *figures*, from parameter *first* on.

    Floats reach numeric columns as they are written, not as they are stored in binary.
    """
    return ", ".join(
        f"{field.name} = ${n}{'::float8' if 'float' in str(field.type) else ''}"
        for n, field in enumerate(msgspec.structs.fields(figures), start=first)
    )
