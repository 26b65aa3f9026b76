"""Where entries begin in a list: after a semicolon, or as the first one does."""

from collections.abc import Iterator, Sequence

from tisserand.ingest.extraction.rosters.fields import Field

Placed = tuple[Field, int]
"""A field and the number of its block."""


def entries(fields: Sequence[Placed]) -> list[list[Placed]]:
    """The entries of a list written on a line, or on a row of a table."""
    parts = list(_cut(fields, ";."))
    if len(parts) == 1 and any(one.before == "/" for one, _ in fields):
        cut = list(_cut(fields, "/"))
        named = sum(has_person(part) for part in cut)
        if named > 1 and 2 * named >= len(cut):
            parts = cut
    return [entry for part in parts for entry in _by_order(part)]


def _cut(fields: Sequence[Placed], signs: str) -> Iterator[list[Placed]]:
    current: list[Placed] = []
    for one, block in fields:
        if current and one.before and one.before in signs and one.depth == 0:
            yield current
            current = []
        current.append((one, block))
    if current:
        yield current


def _by_order(fields: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Entries with nothing but commas between them: each begins as the first one does. The
    columns of a row are one entry."""
    if any(one.before == "|" for one, _ in fields):
        yield list(fields)
        return
    first = _first_sign(fields)
    labelled = sum(_is_lead(fields, k) for k in range(len(fields)))
    current: list[Placed] = []
    for k, (one, block) in enumerate(fields):
        begins = bool(current) and one.depth == 0 and one.before != ":"
        if labelled > 1 or (labelled == 1 and _is_lead(fields, 0)):
            begins = begins and _is_lead(fields, k)
        elif first == "(":
            begins = begins and one.signs != ""
        elif first == "P":
            begins = begins and one.signs[:1] == "P" and has_person(current)
        else:
            begins = begins and one.signs[:1] == first and has_person(current)
        if begins:
            yield current
            current = []
        current.append((one, block))
    if current:
        yield current


def _first_sign(fields: Sequence[Placed]) -> str:
    """The sign that begins every entry; a bracket where each is a name and its brackets."""
    outer = [k for k, (one, _) in enumerate(fields) if one.depth == 0 and one.signs]
    held = [k for k in outer if k + 1 < len(fields) and fields[k + 1][0].before == "("]
    if len(outer) > 1 and held[:1] == outer[:1] and len(held) >= len(outer) - 1:
        is_body = len(held) == 1 and fields[outer[-1]][0].signs[:1] == "O"
        people = 0 if is_body else sum(fields[k][0].signs == "P" for k in outer)
        if 2 * people >= len(outer) and not any("R" in fields[k][0].signs for k in outer):
            return "("
        if held == outer and all("P" in fields[k + 1][0].signs for k in held):
            return "("
    return next((one.signs[:1] for one, _ in fields if one.signs not in ("", "w")), "")


def _is_lead(fields: Sequence[Placed], k: int) -> bool:
    """Whether a colon follows a title or a body: « Trésorier : », « Mairie de Redon : »."""
    if "P" in fields[k][0].signs or not fields[k][0].signs:
        return False
    after = [one for one, _ in fields[k + 1 : k + 3]]
    if after and after[0].depth and not after[0].signs:
        del after[0]
    return bool(after) and after[0].before == ":"


def has_person(fields: Sequence[Placed]) -> bool:
    return any("P" in one.signs for one, _ in fields)
