"""Which addresses may be asked. Strangers' feeds and redirects must not reach what only this machine can reach."""

from __future__ import annotations

from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TypeAlias

_Ip: TypeAlias = IPv4Address | IPv6Address

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last four bytes are an IPv4 address


class Trust(StrEnum):
    """Who says that an address is to be asked."""

    GIVEN = "given"  # whoever started the watch: any address is theirs to ask
    PRIVATE = "private"  # a feed or page of a private network, which was itself given so
    PUBLIC = "public"  # a feed or page that anybody may have written


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open net."""
    ip = _unwrapped(ip_address(address))
    return ip.is_global and not ip.is_multicast


def may_ask(address: str, trust: Trust) -> bool:
    """Whether an IP address may be asked.

    The open net always. Loopback and private networks where the watch was sent there by hand, or by what lies
    there. Link-local addresses, at which clouds hand out keys, and those that are no host's only by hand.

    >>> may_ask("10.0.0.7", Trust.PUBLIC), may_ask("10.0.0.7", Trust.PRIVATE), may_ask("169.254.169.254", Trust.PRIVATE)
    (False, True, False)
    """
    if trust is Trust.GIVEN or is_public(address):
        return True
    ip = _unwrapped(ip_address(address))
    nobody = ip.is_link_local or ip.is_multicast or ip.is_unspecified
    return trust is Trust.PRIVATE and ip.is_private and not nobody


def _unwrapped(ip: _Ip) -> _Ip:
    """The IPv4 address that an IPv6 one stands for, where it does."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(ip.packed[-4:])
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or ip
