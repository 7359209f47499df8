"""What the routes of edits work with."""

from msgspec import Struct

from b9_api.adapters.database import Database
from b9_api.editing.choosing import Choosing
from b9_api.editing.editor import Editor
from b9_api.editing.models import Models
from b9_api.editing.niches import Niches
from b9_api.editing.showing import Showing, Tell
from b9_api.editing.tags import Tags
from b9_api.editing.undoing import Undoing
from b9_api.lists.engine import Lists


class Editing(Struct, frozen=True, kw_only=True):
    """Every way to change what people decide."""

    editor: Editor
    choosing: Choosing
    undoing: Undoing
    niches: Niches
    tags: Tags
    models: Models
    showing: Showing


def over(database: Database, lists: Lists, tell: Tell) -> Editing:
    """All of them over one pool; *tell* says of which resource which rows were changed."""
    showing = Showing(lists, tell)
    return Editing(
        editor=Editor(database, showing),
        choosing=Choosing(database),
        undoing=Undoing(database, showing),
        niches=Niches(database, showing),
        tags=Tags(database, showing),
        models=Models(database, showing),
        showing=showing,
    )
