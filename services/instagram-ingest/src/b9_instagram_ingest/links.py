"""What kind of place a profile's link leads to, told by its host."""

import re
from typing import Final

_HOST: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/?#@\s]*@)?([^/:?#@\s\\]+)")

_HOSTS: Final = {
    "onlyfans": ("onlyfans.com",),
    "linktree": ("linktr.ee", "linktree.com"),
    "allmylinks": ("allmylinks.com", "all.my"),
    "beacons": ("beacons.ai", "beacons.page"),
    "biolink": ("bio.link",),
    "fansly": ("fans.ly", "fansly.com"),
    "mym": ("mym.fans",),
    "patreon": ("patreon.com",),
    "cashapp": ("cash.app", "cash.me", "cashapp.com"),
    "paypal": ("paypal.com", "paypal.me"),
    "twitter": ("twitter.com", "x.com"),
    "youtube": ("youtube.com", "youtu.be"),
    "tiktok": ("tiktok.com",),
    "snapchat": ("snapchat.com",),
    "telegram": ("telegram.org", "telegram.me", "t.me"),
    "discord": ("discord.com", "discord.gg"),
}
_TYPE_BY_HOST: Final = {host: name for name, hosts in _HOSTS.items() for host in hosts}
_PERSONAL_ENDINGS: Final = frozenset({"com", "net", "org", "io", "co"})


def link_type(address: str | None) -> str | None:
    """
    The type of *address*: a known service, ``personal_site``, ``other``; null without a host.

    A service is matched on whole labels: ``www.x.com`` is Twitter, ``netflix.com`` is not.
    """
    found = _HOST.match((address or "").strip().lower())
    if not found:
        return None
    labels = found.group(1).rstrip(".").split(".")
    for start in range(len(labels)):
        known = _TYPE_BY_HOST.get(".".join(labels[start:]))
        if known:
            return known
    return "personal_site" if len(labels) > 1 and labels[-1] in _PERSONAL_ENDINGS else "other"
