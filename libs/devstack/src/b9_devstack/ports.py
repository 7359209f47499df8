"""Free ports on loopback, picked at run time."""

import random
import socket
from typing import Final

LOOPBACK: Final = "127.0.0.1"
# Below the kernel's ephemeral range: no outgoing connection takes one between choice and use.
FIRST, LAST = 18_000, 32_000

_given: set[int] = set()
_dice = random.SystemRandom()


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
        port = _dice.randrange(FIRST, LAST)
        if port not in _given and is_free(port):
            _given.add(port)
            return port


def free_ports(count: int) -> list[int]:
    """*count* different free ports."""
    return [free_port() for _ in range(count)]
