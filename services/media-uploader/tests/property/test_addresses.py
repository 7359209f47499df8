"""Any address, and whatever is none."""

import ipaddress

from hypothesis import given
from hypothesis import strategies as st

from b9_media_uploader.addresses import is_public


@given(st.ip_addresses(v=4))
def test_every_disguise_is_judged_as_what_it_hides(ip: ipaddress.IPv4Address) -> None:
    high, low = f"{int(ip) >> 16:x}", f"{int(ip) & 0xFFFF:x}"
    plain = is_public(str(ip))
    for disguise in (f"::ffff:{ip}", f"64:ff9b::{high}:{low}", f"2002:{high}:{low}::1"):
        assert is_public(disguise) == plain


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    assert is_public(text) in {True, False}
