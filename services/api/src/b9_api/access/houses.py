"""Who is taken for one and the same, by where they are."""

from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Final

# Who has one address of IPv6 has a whole network of them.
OF_ONE_HOUSE: Final = 64
# Addresses of IPv4, each of somebody else, as a translator writes them.
TRANSLATED: Final = IPv6Network("64:ff9b::/96")


def house_of(host: str) -> str:
    """The address of IPv4, however it is written; of IPv6 the network that one house has."""
    if ":" not in host:
        return host
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return host
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    if address in TRANSLATED:
        return str(address)
    return str(IPv6Network((int(address), OF_ONE_HOUSE), strict=False))
