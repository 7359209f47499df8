"""Ports are kept from one start to the next, as far as nobody else has taken them."""

import socket

from b9_devstack.ports import LOOPBACK
from b9_devstack.supervisor.options import StackOptions
from b9_devstack.supervisor.setup import GATEWAY, choose_ports


def test_ports_stay_those_of_last_time() -> None:
    first = choose_ports(StackOptions(), {})
    assert choose_ports(StackOptions(), first) == first
    assert len(set(first.values())) == len(first)


def test_a_port_that_is_taken_by_another_is_replaced_and_no_other_moves() -> None:
    first = choose_ports(StackOptions(), {})
    with socket.socket() as other:
        other.bind((LOOPBACK, first[GATEWAY]))
        second = choose_ports(StackOptions(gateway_port=first[GATEWAY]), first)
    changed = {name for name in first if first[name] != second[name]}
    assert changed == {GATEWAY}
