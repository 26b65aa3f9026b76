"""How sources write names and places: what each noise does, and how often, by kind of source.

Abbreviations are this file's own: the matcher shares none of these tables.
"""

import random
import re
import unicodedata
from dataclasses import dataclass, replace

from benchmarks.invented_actors import Actor, draw_address

SHORT = {
    "Association": ("Asso", "Ass.", "ASS", "Assoc."), "Comité": ("Cté", "Com."),
    "Fédération": ("Fédé", "Féd."), "Centre": ("Ctre", "Ctr"), "Compagnie": ("Cie",),
    "Saint": ("St", "ST."), "quartier": ("quart.",), "formation": ("form.",),
    "École": ("Ec.", "Ecole"), "école": ("éc.",), "Collège": ("Coll.", "Clg"),
    "Société": ("Sté", "Soc."), "Établissements": ("Ets", "Etabl."), "Groupement": ("Grpt",),
    "développement": ("dév.", "dévelop."), "sportive": ("sport.", "sportiv"),
    "Maison": ("Mais.",), "Amicale": ("Amic.",), "Coopérative": ("Coop.",), "Club": ("Cl.",),
    "Union": ("Un.",), "élémentaire": ("élém.",), "nationale": ("nat.",), "communal": ("comm.",),
    "Office": ("Off.",), "Bibliothèque": ("Bibl.",), "Entreprise": ("Entr.",),
    "Institut": ("Inst.",), "jeunes": ("jnes",), "laïque": ("laïq.",), "section": ("sect.",),
}  # fmt: skip
_SMALL = frozenset(("de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "au", "aux"))
_STREET_SHORT = (("avenue", "av."), ("boulevard", "bd"), ("place", "pl."), ("rue", "r."))


@dataclass(frozen=True)
class Noise:
    """Shares of the mentions that each noise touches; `cut`: letters of a narrow column, or 0."""

    short: float = 0.2
    initials: float = 0.1
    initials_only: float = 0.0
    typo: float = 0.1
    order: float = 0.05
    missing: float = 0.05
    town_added: float = 0.1
    form_changed: float = 0.15
    capitals: float = 0.3
    accents: float = 0.2
    cut: int = 0
    moved: float = 0.2
    address: float = 0.6
    no_place: float = 0.1
    no_postcode: float = 0.0
    cedex: float = 0.05
    former_name: float = 0.1


KINDS = {
    "plain": Noise(),
    "clean": Noise(0.05, 0.05, 0.0, 0.02, 0.02, 0.02, 0.05, 0.05, 0.5, 0.3),
    "typos": Noise(typo=0.4, accents=0.4),
    "shortened": replace(Noise(), short=0.5, initials=0.25, initials_only=0.03, form_changed=0.3),
    "narrow": replace(Noise(), cut=38, capitals=0.8, accents=0.8, short=0.3),
    "shuffled": replace(Noise(), order=0.3, missing=0.2, town_added=0.25),
    "unplaced": replace(Noise(), no_place=0.4, no_postcode=0.2, cedex=0.2, former_name=0.4),
    "held_out": Noise(
        0.3, 0.15, 0.02, 0.15, 0.12, 0.1, 0.15, 0.2, 0.5, 0.4, 0, 0.3, 0.5, 0.15, 0.08, 0.1, 0.2
    ),
}
"""Sources of one kind; nothing is tuned on `held_out`."""


def write_name(drawn: random.Random, actor: Actor, noise: Noise) -> str:
    """The name as one source writes it."""
    name = actor.name
    if drawn.random() < noise.initials_only and len(_initials(name)) > 2:
        return _initials(name)
    given = name
    if drawn.random() < noise.form_changed:
        name = _change_form(drawn, name)
    if drawn.random() < noise.missing:
        name = _leave_out(drawn, name, actor.town.name)
    if drawn.random() < noise.order:
        name = _reorder(drawn, name)
    if drawn.random() < noise.town_added and actor.town.name not in name:
        name = drawn.choice((f"{name} {actor.town.name}", f"{name} - {actor.town.name.upper()}"))
    for long, shorts in SHORT.items():
        if long in name and drawn.random() < noise.short:
            name = re.sub(rf"\b{long}\b", drawn.choice(shorts), name)
    if drawn.random() < noise.typo:
        name = _mistype(drawn, name)
    if drawn.random() < noise.initials and len(_initials(given)) > 2:
        name = drawn.choice((f"{name} ({_initials(given)})", f"{_initials(given)} {name}"))
    return _print(drawn, name, noise)


def _print(drawn: random.Random, name: str, noise: Noise) -> str:
    if drawn.random() < noise.accents:
        name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    if drawn.random() < noise.capitals:
        name = name.upper()
        if drawn.random() < 0.5:
            name = name.replace("'", " ").replace("-", " ")
    return name[: noise.cut].strip() if noise.cut else name


def _initials(name: str) -> str:
    words = [word for word in re.findall(r"[^\W_]+", name) if word.lower() not in _SMALL]
    return unicodedata.normalize("NFKD", "".join(w[0] for w in words)).upper()[:8]


def _change_form(drawn: random.Random, name: str) -> str:
    """The legal form dropped, added or told in another way."""
    first, _, rest = name.partition(" ")
    if first in ("Association", "SARL", "SAS", "SCOP", "SCIC", "Entreprise") and rest:
        return drawn.choice((rest, f"{rest} ({first})", f"{rest}, {first.lower()}"))
    return drawn.choice((f"Association {name}", f"{name} - Association loi 1901", f"Asso {name}"))


def _leave_out(drawn: random.Random, name: str, town: str) -> str:
    """Without its town, or without a small word."""
    if name.endswith(town) and len(name) > len(town) + 8:
        return re.sub(r"( de| d'| d)?\s*$", "", name[: -len(town)])
    words = name.split()
    small = [n for n, word in enumerate(words) if word.lower() in _SMALL]
    if small:
        words.pop(drawn.choice(small))
    return " ".join(words)


def _reorder(drawn: random.Random, name: str) -> str:
    """The article last, as lists sort; or the last word first."""
    article = re.match(r"(Les|La|Le|L')\s*(.+)", name)
    if article:
        return f"{article[2]} ({article[1]})"
    *words, last = name.split()
    return " ".join((last, *words)) if words else name


def _mistype(drawn: random.Random, name: str) -> str:
    """One letter lost, doubled, swapped or changed, within a word of five letters or more."""
    words = list(re.finditer(r"[^\W\d_]{5,}", name))
    if not words:
        return name
    word = drawn.choice(words)
    place = drawn.randrange(word.start() + 1, word.end() - 1)
    letter, after = name[place], name[place + 1]
    other = drawn.choice("aeilnorstu")
    put = drawn.choice(("", letter * 2, other, f"{after}{letter}"))
    rest = place + (2 if put == f"{after}{letter}" else 1)
    return name[:place] + put + name[rest:]


def write_place(drawn: random.Random, actor: Actor, noise: Noise) -> tuple[str, str, str]:
    """(place, postcode, address) as one source writes them."""
    town, postcode = actor.town.name, actor.town.postcode
    if actor.town.former and drawn.random() < noise.former_name:
        town = drawn.choice(actor.town.former)
    if drawn.random() < noise.capitals:
        town = unicodedata.normalize("NFKD", town).encode("ascii", "ignore").decode().upper()
        town = re.sub(r"\bSAINT\b", "ST", town).replace("-", drawn.choice((" ", "-")))
    if drawn.random() < noise.cedex:
        town, postcode = f"{town} CEDEX", f"{postcode[:2]}{drawn.randint(900, 999)}"
    if drawn.random() < noise.no_place:
        town = ""
    if drawn.random() < noise.no_postcode:
        postcode = ""
    address = actor.address if drawn.random() >= noise.moved else draw_address(drawn)
    if drawn.random() < 0.3:
        for long, short in _STREET_SHORT:
            address = address.replace(long, short)
    return town, postcode, address if drawn.random() < noise.address else ""
