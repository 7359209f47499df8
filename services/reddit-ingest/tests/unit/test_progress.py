import msgspec

from b9_common.events import FetchOutcome
from b9_common.fetching.progress import WalkProgress
from b9_reddit_ingest.progress import Author, Progress


def test_an_entry_without_what_came_later_is_still_read() -> None:
    entry = b'{"drive":1,"run":1,"leg":1,"holder":"x","walks":{"hot":{"n":2,"have":9}}}'

    progress = msgspec.json.decode(entry, type=Progress)

    assert progress.walk("hot") == WalkProgress(n=2, have=9)
    assert (progress.candidates, progress.authors) == ({}, None)


def test_one_authors_state_is_changed_and_the_others_stay_in_place() -> None:
    authors = tuple(Author(name=name) for name in "abc")
    progress = Progress(drive=1, run=1, leg=1, holder="x", authors=authors)

    changed = progress.with_author(1, Author(name="b", done=True))

    assert [(one.name, one.done) for one in changed.authors or ()] == [
        ("a", False),
        ("b", True),
        ("c", False),
    ]


def test_the_end_keeps_totals_and_lets_authors_go() -> None:
    walks = {"submitted": WalkProgress(n=3, have=4, announced=4)}
    progress = Progress(
        drive=1, run=1, leg=1, holder="x", walks=walks, authors=(Author(name="a", done=True),)
    )

    finished = progress.finished(FetchOutcome.COMPLETE, None)

    assert finished.totals == {"submitted": 4}
    assert (finished.authors, finished.candidates) == (None, {})
