"""The learner's order of questions and options: the same here and in `player/shuffle.js`."""

from __future__ import annotations

_WORD = 0xFFFFFFFF


def order(seed: int, slot: int, n: int) -> tuple[int, ...]:
    """The numbers 0 to n-1 as a learner with this seed meets them at this slot.

    Fisher-Yates from the last place down, by xorshift; the multiplier spreads neighbouring slots.
    """
    x = ((seed * 65536 + slot + 1) * 2654435761) & _WORD or 1
    result = list(range(n))
    for place in range(n - 1, 0, -1):
        x ^= x << 13 & _WORD
        x ^= x >> 17
        x ^= x << 5 & _WORD
        other = x % (place + 1)
        result[place], result[other] = result[other], result[place]
    return tuple(result)
