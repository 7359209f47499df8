"""An address works until it expires, and only as given out."""

import re

from b9_devstack.simulator.signing import Signer

PATH = "/cdn/1/2/video-0-720.mp4"


def parts(query: str) -> tuple[str, str]:
    found = re.fullmatch(r"oe=(\w+)&sig=(\w+)", query)
    assert found is not None
    return found.group(1), found.group(2)


def test_an_address_dies_at_its_expiry() -> None:
    clock = [1_000.0]
    signer = Signer(7, lambda: clock[0])
    oe, sig = parts(signer.sign(PATH, signer.expiry(60)))
    assert signer.allows(PATH, oe, sig)
    clock[0] = 1_060.0
    assert not signer.allows(PATH, oe, sig)


def test_an_address_cannot_be_altered() -> None:
    signer = Signer(7, lambda: 1_000.0)
    oe, sig = parts(signer.sign(PATH, 2_000))
    assert not signer.allows(PATH, f"{5_000:x}", sig)
    assert not signer.allows(PATH.replace("/2/", "/3/"), oe, sig)
    assert not Signer(8, lambda: 1_000.0).allows(PATH, oe, sig)


def test_a_long_life_is_steady_for_a_whole_period() -> None:
    clock = [0.0]
    signer = Signer(7, lambda: clock[0])
    given = set()
    for clock[0] in (432_000.0, 600_000.0, 863_999.0):
        given.add(signer.expiry(432_000))
        assert signer.expiry(432_000) - clock[0] > 432_000
    assert len(given) == 1
