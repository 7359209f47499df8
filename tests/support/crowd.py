"""Many invented targets of one platform, added by a caller who does not give up."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar, Final

from tests.support.state import Shape
from tests.support.world import World

from b9_devstack.supervisor import StackOptions

# Each call takes so long that there is a middle to be killed in.
CONFIG: Final = {"latency_ms": 150}
MEDIA_ROWS: Final = "SELECT count(*) FROM request_assets"
OF_MEDIA: Final = frozenset({"media-uploader-1", "s3"})


class Crowd(ABC):
    """
    A crowd, and what a kill amid it is judged by.

    *targets* are the processes to be killed; *content_rows* counts the rows that tell how far a
    run has come; *shape* is what must be the same in the end.
    """

    name: ClassVar[str]
    targets: ClassVar[tuple[str, ...]]
    content_rows: ClassVar[str]
    shape: ClassVar[Shape]

    @abstractmethod
    def options(self, seed: int, *, drift: bool) -> StackOptions:
        """The stack for it; with *drift* lists change while they are walked."""

    @abstractmethod
    async def prepare(self, world: World) -> None:
        """Make the fresh *world* ready for so many."""

    @abstractmethod
    async def add_all(self, world: World) -> None:
        """Ask for everybody, one after the other, quickly."""

    @abstractmethod
    async def ended(self, world: World) -> None:
        """Wait until nothing is left to do."""

    @abstractmethod
    async def paid_twice(self, world: World) -> list[dict[str, Any]]:
        """The pages that were answered in full more than once, by the simulator's own count."""

    @abstractmethod
    async def against_the_log(self, world: World) -> list[str]:
        """Where the tables differ from the fold of the recorded log."""

    @abstractmethod
    async def missing_throughout(self, world: World) -> list[str]:
        """Items that were there all the time, in every list a walk saw, and that are not stored."""

    def rows(self, target: str) -> str:
        """Counts the rows that *target* helps to make."""
        return MEDIA_ROWS if target in OF_MEDIA else self.content_rows
