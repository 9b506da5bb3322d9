"""Which network addresses may be connected to. Pure. Python's `is_global` misses 15 of 63 private ones: an explicit list.

Sources: IANA's special-purpose address registries (IPv4 and IPv6), RFC 6052 (NAT64), RFC 3056 (6to4), RFC 4380 (Teredo), and the
metadata addresses of the large clouds.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network


def _nets(**named: str) -> tuple[tuple[Network, str], ...]:
    return tuple((ip_network(net), name.replace("_", " ")) for name, nets in named.items() for net in nets.split())


_NEVER = _nets(
    # 168.63.129.16 is Azure's, inside a public range; the others lie in ranges that `allow_private` opens
    a_metadata_address="168.63.129.16 100.100.100.200 fd00:ec2::/32 fd20:ce::254 fd00:42::42 fd00:c1::a9fe:a9fe",
    a_link_local_address="169.254.0.0/16 fe80::/10",
    an_unspecified_address="0.0.0.0/8 ::/128",
    a_reserved_address="192.0.0.0/24 240.0.0.0/4 2001::/23 100::/64 5f00::/16",
    a_documentation_address="192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 2001:db8::/32 3fff::/20",
    a_benchmarking_address="198.18.0.0/15",
    a_multicast_address="224.0.0.0/4 ff00::/8",
    # these carry an IPv4 address inside and would be a way around the rest of the list
    a_tunnel_address="192.88.99.0/24 2002::/16 64:ff9b:1::/48 ::ffff:0:0:0/96",
)
_PRIVATE = _nets(
    a_loopback_address="127.0.0.0/8 ::1/128",
    a_private_address="10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 fc00::/7 fec0::/10",
)
_GLOBAL_V6 = IPv6Network("2000::/3")  # all that IANA has given out; whatever lies outside is not the public net
_CARRIES_V4 = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))  # mapped; NAT64, what DNS64 networks answer


def why_not(address: str, *, allow_private: bool = False) -> str:
    """Why this IP address may not be connected to, as words ("a loopback address"); empty when it may.

    `allow_private` opens private and loopback networks, for intranet feeds; never link-local, metadata and the like.
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return "not an address"
    return _why_not(ip, allow_private)


def _why_not(ip: IPv4Address | IPv6Address, allow_private: bool) -> str:
    if isinstance(ip, IPv6Address) and any(ip in net for net in _CARRIES_V4):
        return _why_not(IPv4Address(int(ip) & 0xFFFF_FFFF), allow_private)
    if found := _named(ip, _NEVER):
        return found
    if found := _named(ip, _PRIVATE):
        return "" if allow_private else found
    return "" if isinstance(ip, IPv4Address) or ip in _GLOBAL_V6 else "not a public address"


def _named(ip: IPv4Address | IPv6Address, nets: tuple[tuple[Network, str], ...]) -> str:
    return next((name for net, name in nets if ip.version == net.version and ip in net), "")
