"""Nama host yang boleh dipakai memanggil hub, dan alamat komputer ini di jaringan lokal.

Halaman web jahat dapat membuat namanya sendiri menunjuk ke komputer ini ("DNS
rebinding"). Permintaan seperti itu membawa nama host yang asing, jadi ditolak.
Alamat IP tidak dapat dipalsukan dengan cara itu.
"""

import ipaddress
import re
import socket

import psutil

LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]"})

_HOST = re.compile(r"([^:\[\]\s]+|\[[0-9a-f:]+\])(?::\d+)?")


class Hosts:
    """Daftar nama host yang diizinkan; dengan ``lan`` juga alamat IP dan nama komputer ini.

    Contoh::

        Hosts(lan=False).allows("127.0.0.1:8990")  # True
        Hosts(lan=False).allows("jahat.example")   # False
    """

    def __init__(self, *, lan: bool):
        self._lan = lan
        names = {socket.gethostname().lower()} if lan else set()
        self._names = LOCAL | names | {f"{name}.local" for name in names if "." not in name}

    def allows(self, header: str) -> bool:
        """Apakah isi kepala ``Host`` ini boleh."""
        match = _HOST.fullmatch(header.lower())
        if match is None:
            return False
        return match[1] in self._names or (self._lan and _is_address(match[1].strip("[]")))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def lan_addresses() -> list[str]:
    """Alamat IPv4 komputer ini di jaringan lokal, yang paling mungkin dipakai lebih dahulu."""
    up = {name for name, facts in psutil.net_if_stats().items() if facts.isup}
    found = []
    for name, addresses in psutil.net_if_addrs().items():
        for item in addresses:
            if name in up and item.family == socket.AF_INET:
                address = ipaddress.ip_address(item.address)
                if address.is_private and not (address.is_loopback or address.is_link_local):
                    found.append((_unlikely(name), item.address))
    return [address for _, address in sorted(found)]


def _unlikely(interface: str) -> bool:
    """Antarmuka mesin virtual dan wadah: siswa tidak dapat mencapainya."""
    return interface.lower().startswith(("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "vethernet"))
