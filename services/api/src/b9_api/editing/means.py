"""What the routes of edits work with."""

from msgspec import Struct

from b9_api.adapters.database import Database
from b9_api.editing.choosing import Choosing
from b9_api.editing.editor import Editor
from b9_api.editing.models import Models
from b9_api.editing.niches import Niches
from b9_api.editing.undoing import Undoing


class Editing(Struct, frozen=True, kw_only=True):
    """Every way to change what people decide."""

    editor: Editor
    choosing: Choosing
    undoing: Undoing
    niches: Niches
    models: Models


def over(database: Database) -> Editing:
    """All of them over one pool."""
    return Editing(
        editor=Editor(database),
        choosing=Choosing(database),
        undoing=Undoing(database),
        niches=Niches(database),
        models=Models(database),
    )
