"""What a step in words lacks, and what does not go together in it; each with an example."""

from __future__ import annotations

from collections.abc import Iterator

from .draft import Draft


def lacking(draft: Draft) -> Iterator[str]:
    """What a line has to tell besides, each with an example."""
    method = draft.of_method
    if draft.moves and draft.count is None:
        yield f"{method}: how often is not told; for example: 5 rolls"
    if draft.moves and draft.length is not None:
        yield f"{method}: it moves and holds nothing; for example: 5 rolls 4+2+4 s"
    if not draft.moves and draft.length is None:
        example = {"gun": "5–10 min, spots 15–30 s", "move": "12 × 3 s, loose 2 s"}
        yield f"how long is not told; for example: {example.get(method, '3 × 10–40 s')}"
    if method in ("gun",) and draft.spots is None:
        yield "gun: how long a spot is pressed is not told; for example: spots 15–30 s"
    if method != "roller" and draft.window is not None:
        yield f"{method}: has no window; only a roller has"
    if draft.gap is not None and method not in ("gun", "roller"):
        yield f"{method}: has no gap; rest 10 s is between two holds"
    if draft.staying is not None and draft.staying == draft.moves:
        yield "still holds, for example 2 × 30 s; moving rolls, for example 5 rolls"
    if draft.position and method != "ball":
        yield f'{method}: standing and lying are for a ball; say it in a "text"'
