"""Free ports on loopback, picked at run time; no two processes of ours pick from the same block."""

import random
import socket
from typing import Final

LOOPBACK: Final = "127.0.0.1"
# Below the kernel's ephemeral range: no outgoing connection takes one between choice and use.
FIRST, LAST, BLOCK = 18_000, 32_000, 200

_dice = random.SystemRandom()
_claims: list[int] = []
_pool: list[int] = []


def is_free(port: int) -> bool:
    """Whether *port* can be bound on loopback now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port that is free, and that this process has not been given before."""
    while True:
        if not _pool:
            _pool.extend(_claimed_block())
        port = _pool.pop()
        if is_free(port):
            return port


def free_ports(count: int) -> list[int]:
    """*count* different free ports."""
    return [free_port() for _ in range(count)]


def _claimed_block() -> list[int]:
    """
    The ports of a block that no other process holds, in random order.

    Two stacks that start together would else pick the same port now and then, between choice and
    use. A claim is a name in the kernel that goes with the process, whoever its user is.
    """
    starts = list(range(FIRST, LAST, BLOCK))
    _dice.shuffle(starts)
    for start in starts:
        claim = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            claim.bind(f"\0b9-ports-{start}")
        except OSError:
            claim.close()
            continue
        _claims.append(claim.detach())  # held to the end, on purpose
        break
    else:
        start = _dice.choice(starts)
    ports = list(range(start, start + BLOCK))
    _dice.shuffle(ports)
    return ports
