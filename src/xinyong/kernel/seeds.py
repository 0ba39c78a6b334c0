"""What a seed gives: the key of all luck, the key of all codes, and the hash of a name. Distinct labels keep them apart."""

from __future__ import annotations

from hashlib import blake2b


def hash32(name: str) -> int:
    """The 32-bit hash that stands for a name in a draw's key: the same on every machine and in every version."""
    return int.from_bytes(blake2b(name.encode(), digest_size=4).digest(), "little")


def luck_key(seed: int) -> tuple[int, int]:
    """k0 and k1, the two words of Philox's key."""
    key = _derived(seed, b"xinyong luck")
    return key & 0xFFFFFFFF, key >> 32


def code_key(seed: int) -> int:
    """The key, 64 bits, of the permutations behind codes and birthdays."""
    return _derived(seed, b"xinyong codes")


def _derived(seed: int, label: bytes) -> int:
    return int.from_bytes(blake2b(str(int(seed)).encode(), digest_size=8, person=label).digest(), "little")
