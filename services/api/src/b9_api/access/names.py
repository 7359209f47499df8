"""Names that people give to keys and organisations."""

from b9_api.http.problems import invalid


def name_of(typed: str) -> str:
    """*typed* without needless spaces. Raises a 422 `Problem` for what cannot be shown."""
    name = " ".join(typed.split())
    if not name or not name.isprintable():
        raise invalid("name", "invalid_name", "a name is printable text")
    return name
