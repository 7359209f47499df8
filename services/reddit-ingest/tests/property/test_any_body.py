"""Whatever Reddit, or whoever stands in its place, sends: it is read or refused, all of it."""

import json
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reddit_samples import (
    NOW,
    account,
    as_bytes,
    community,
    gallery_post,
    image_post,
    post,
    thing,
    video_post,
)

from b9_common.events import CallClass
from b9_reddit_ingest.assets import assets_of
from b9_reddit_ingest.reading import Form, Reading, read_as

QUICK = settings(
    max_examples=15,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# Few characters, but each of a kind of its own; all of Unicode takes seconds to set up.
TEXT = st.text(alphabet='aZ0_#/. é日\x00\ud800\udfff😀"\\&;', max_size=8)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([-1, 0, 2**63, 2**70, -(2**70), 10**16])
    | st.floats()
    | TEXT
    | st.sampled_from(["\x00", "\ud800", "[deleted]", "https://i.redd.it/a.jpg?a=1750000000"])
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
SAMPLES = [post(), image_post(), gallery_post(), video_post(), community(), account()]
KEYS = sorted({*(key for one in SAMPLES for key in one), "crosspost_parent_list", "poll_data"})
# A record of ours with a few of its fields replaced by anything.
MANGLED = st.builds(
    lambda base, over: base | over,
    st.sampled_from(SAMPLES),
    st.dictionaries(st.sampled_from(KEYS), JSON, max_size=5),
)
KINDS = st.sampled_from(["t1", "t2", "t3", "t5", "more"])
CHILDREN = st.lists(st.builds(thing, KINDS, MANGLED) | JSON, max_size=4)
FORMS = st.sampled_from(list(Form))
STATUSES = st.sampled_from([None, 200, 204, 302, 401, 403, 404, 429, 451, 500, 503])


def checked(form: Form, status: int | None, body: bytes) -> Reading:
    """The reading, which can cross the wire and be stored as jsonb."""
    reading = read_as(form, status, {}, body, now=NOW)
    encoded = msgspec.json.encode(reading)
    # An escaped backslash before "u0000" is a text that speaks of it.
    assert b"\\u0000" not in encoded.replace(b"\\\\", b"")
    msgspec.json.decode(encoded)
    msgspec.json.decode(encoded, type=Reading)
    for found in reading.page.posts if reading.page else ():
        msgspec.json.encode(assets_of(found))
    fine = reading.answer.call_class in {CallClass.OK, CallClass.EMPTY}
    assert fine is (reading.answer.code in {None, "no_items"})
    assert reading.page is not None or not fine
    return reading


@QUICK
@given(body=st.binary(max_size=200) | JSON.map(as_bytes), form=FORMS, status=STATUSES)
def test_any_bytes_at_all_are_classified_and_raise_nothing(
    body: bytes, form: Form, status: int | None
) -> None:
    checked(form, status, body)


@QUICK
@given(children=CHILDREN, after=JSON, form=st.sampled_from([Form.LISTING, Form.T5_LISTING]))
def test_every_entry_of_a_listing_is_accounted_for(
    children: list[Any], after: Any, form: Form
) -> None:
    body = as_bytes(thing("Listing", {"children": children, "after": after}))

    page = checked(form, 200, body).page

    assert page is not None
    assert page.accepted + len(page.rejected) + page.duplicates + page.skipped == len(children)


@QUICK
@given(record=MANGLED)
def test_a_mangled_record_is_read_or_refused(record: dict[str, Any]) -> None:
    for form, kind in ((Form.ABOUT, "t5"), (Form.USER, "t2")):
        checked(form, 200, as_bytes(thing(kind, record)))


@QUICK
@given(rules=st.lists(MANGLED | JSON, max_size=4))
def test_every_rule_is_accounted_for(rules: list[Any]) -> None:
    page = checked(Form.RULES, 200, as_bytes({"rules": rules})).page

    assert page is not None
    assert page.rules is not None
    assert len(page.rules.rules) + len(page.rejected) == len(rules)


@QUICK
@given(value=JSON, status=STATUSES, form=FORMS)
def test_odd_errors_have_a_class(value: Any, status: int | None, form: Form) -> None:
    for body in ({"reason": value}, {"error": value}, {"json": {"errors": value}}, [value]):
        assert checked(form, status, json.dumps(body).encode()).answer.call_class
