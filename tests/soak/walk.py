"""A life from its first power-up to its last: user, host, card, clock and power at random."""

from __future__ import annotations

from collections.abc import Callable

from hands import Hands
from life import Life
from meddler import Meddler

A_LIFE = 40  # tries at a session
PAUSES_MS = (
    (1_000, 60_000, 600_000, 1_800_000, 1_810_000, 9_000_000),
    (1_000, 60_000, 1_790_000, 1_810_000),
    (1_000, 5_000, 60_000),
)
BETWEEN = (0.1, 0.3, 0.1, 0.05, 0.05, 0.05)  # how likely each of ``acts`` is after a session


def live(
    seed: int,
    tries: int = A_LIFE,
    look: Callable[[Life], None] = lambda life: None,
    has_newer: bool = False,
) -> Life:
    """Live it and judge it all along; ``look``: called after each try at a session."""
    life = Life(seed, has_newer)
    hands, meddler, chance = Hands(life), Meddler(life), life.chance
    pauses_ms = chance.choice(PAUSES_MS)
    acts = (
        life.judge_size,
        meddler.meddle,
        life.upset_store,
        life.cut_power,
        life.cut_in_a_write,
        hands.fumble,
    )

    def disturb() -> None:
        luck = chance.random()
        if luck < 0.02:
            life.cut_power() if luck < 0.01 else life.cut_in_a_write()
            hands.go_home()
        elif luck < 0.03:
            life.upset_store()
        elif luck < 0.10:
            meddler.meddle()

    life.set_clock(0)
    for _ in range(tries):
        hands.open()
        hands.play(disturb)
        for act, likely in zip(acts, BETWEEN, strict=True):
            if chance.random() < likely:
                act()
        life.skip(chance.choice(pauses_ms))
        look(life)
    life.end()
    return life
