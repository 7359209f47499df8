"""Which addresses a stranger's URL may lead us to: public ones, seen through every disguise.

The standard library's `is_global` is not enough: in the Python we support it calls multicast, site
local, NAT64 and 6to4 forms of 127.0.0.1 global.
"""

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)
from typing import Final

_NOT_PUBLIC_V4: Final = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",  # link local; the clouds' metadata service
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
# Everything the Internet routes is in here; the blocks below it are not for hosts.
_UNICAST_V6: Final = IPv6Network("2000::/3")
_NOT_PUBLIC_V6: Final = tuple(
    IPv6Network(block) for block in ("2001::/23", "2001:db8::/32", "3fff::/20")
)
_NAT64: Final = IPv6Network("64:ff9b::/96")
_LOW_32_BITS: Final = 0xFFFF_FFFF


def is_public(address: str) -> bool:
    """Whether *address*, an IP literal, belongs to the public Internet in each of its readings."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv4Address):
        return _is_public_v4(ip)
    return ip.scope_id is None and _is_public_v6(ip)


def _is_public_v4(ip: IPv4Address) -> bool:
    return ip.is_global and not any(ip in block for block in _NOT_PUBLIC_V4)


def _is_public_v6(ip: IPv6Address) -> bool:
    inner = embedded_v4(ip)
    if inner is not None:
        return _is_public_v4(inner)
    return ip in _UNICAST_V6 and ip.is_global and not any(ip in block for block in _NOT_PUBLIC_V6)


def embedded_v4(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 host that *ip* really names: mapped, 6to4 or NAT64."""
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip in _NAT64:
        return IPv4Address(int(ip) & _LOW_32_BITS)
    return None
