"""What a step in words lacks, and what does not go together in it; each with an example."""

from __future__ import annotations

from collections.abc import Iterator

from .draft import Draft

_LENGTHS = {"gun": "5–10 min, spots 15–30 s", "move": "12 × 3 s, loose 2 s"}


def lacking(draft: Draft) -> Iterator[str]:
    """What a line has to tell besides, or not to tell."""
    method = draft.of_method
    if draft.moves and draft.length is not None:
        yield f"{method}: it moves and holds nothing; for example: 2 min, or 5 rolls 4+2+4 s"
    elif draft.moves and draft.count is None:
        yield f"{method}: how often is not told; for example: 5 rolls"
    if not draft.moves and draft.length is None:
        example = _LENGTHS.get(method, "3 × 10–40 s")
        yield f"how long is not told; for example: {example}"
    if draft.staying is not None and draft.staying == draft.moves:
        yield "still holds, for example 2 × 30 s; moving rolls, for example 5 rolls"
    yield from _of_gun(draft) if method == "gun" else ()
    yield from _of_some(draft)


def _of_gun(draft: Draft) -> Iterator[str]:
    if "spots" not in draft.free_time:
        yield "gun: how long a spot is pressed is not told; for example: spots 15–30 s"
    if draft.count is not None:
        yield "gun: its time is told once, as 5–10 min; how often is up to you"
    if draft.is_open:
        yield "gun: ends when its time is over; write 5–10 min without open"


def _of_some(draft: Draft) -> Iterator[str]:
    """Parts that only some methods have."""
    method = draft.of_method
    if method != "roller" and "window" in draft.free_time:
        yield f"{method}: has no window; only a roller has"
    if method not in ("gun", "roller") and "gap" in draft.times:
        yield f"{method}: has no gap; rest 10 s is between two holds"
    if method != "ball" and draft.position:
        yield f'{method}: standing and lying are for a ball; say it in a "text"'
    if draft.arms and not draft.moves:
        yield f"{method}: arms lift with balls only; as balls 5 rolls, arms left, right"
