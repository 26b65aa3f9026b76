"""Forms of French verbs, from their infinitives: regular groups, and the families that count here.

A table of forms is surer than a statistical lemmatizer on the elliptic sentences of minutes, and
costs nothing at run time.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

Tense = Literal[
    "present", "imperfect", "past", "future", "conditional", "participle", "infinitive", "gerund"
]

_VOWELS = "aeiouyéèêâîôû"


class Form(NamedTuple):
    """What one form of a verb is; `person` like `3s`, `1p`, empty where it has none."""

    lemma: str
    tense: Tense
    person: str = ""


class _Stems(NamedTuple):
    """Principal parts: present of 1s, 3s, 1p and 3p, stem of the future, participle, past of 3s."""

    one: str
    three: str
    we: str
    they: str
    future: str
    participle: str
    past: str


_FAMILIES: tuple[tuple[str, _Stems], ...] = tuple(
    (suffix, _Stems(*parts.split()))
    for suffix, parts in {
        "tenir": "tiens tient tenons tiennent tiendr tenu tint",
        "venir": "viens vient venons viennent viendr venu vint",
        "prendre": "prends prend prenons prennent prendr pris prit",
        "mettre": "mets met mettons mettent mettr mis mit",
        "oindre": "oins oint oignons oignent oindr oint oignit",
        "uire": "uis uit uisons uisent uir uit uisit",
        "cevoir": "çois çoit cevons çoivent cevr çu çut",
        "lire": "lis lit lisons lisent lir lu lut",
        "crire": "cris crit crivons crivent crir crit crivit",
        "ouvrir": "ouvre ouvre ouvrons ouvrent ouvrir ouvert ouvrit",
        "offrir": "offre offre offrons offrent offrir offert offrit",
        "cueillir": "cueille cueille cueillons cueillent cueiller cueilli cueillit",
        "courir": "cours court courons courent courr couru courut",
        "clure": "clus clut cluons cluent clur clu clut",
        "battre": "bats bat battons battent battr battu battit",
        "faire": "fais fait faisons font fer fait fit",
        "suivre": "suis suit suivons suivent suivr suivi suivit",
        "vivre": "vis vit vivons vivent vivr vécu vécut",
        "naître": "nais naît naissons naissent naîtr né naquit",
        "connaître": "connais connaît connaissons connaissent connaîtr connu connut",
        "paraître": "parais paraît paraissons paraissent paraîtr paru parut",
        "mouvoir": "meus meut mouvons meuvent mouvr mu mut",
        "voir": "vois voit voyons voient verr vu vit",
        "rompre": "romps rompt rompons rompent rompr rompu rompit",
        "savoir": "sais sait savons savent saur su sut",
        "pouvoir": "peux peut pouvons peuvent pourr pu put",
        "vouloir": "veux veut voulons veulent voudr voulu voulut",
        "devoir": "dois doit devons doivent devr dû dut",
        "servir": "sers sert servons servent servir servi servit",
        "partir": "pars part partons partent partir parti partit",
        "sortir": "sors sort sortons sortent sortir sorti sortit",
        "asseoir": "assieds assied asseyons asseyent assiér assis assit",
        "être": "suis est sommes sont ser été fut",
        "avoir": "ai a avons ont aur eu eut",
        "aller": "vais va allons vont ir allé alla",
        "endre": "ends end endons endent endr endu endit",
        "ondre": "onds ond ondons ondent ondr ondu ondit",
        "erdre": "erds erd erdons erdent erdr erdu erdit",
    }.items()
)
_FAMILIES = tuple(sorted(_FAMILIES, key=lambda family: -len(family[0])))
_EXTRA = {
    "être": {"étais": "1s", "était": "3s", "étions": "1p", "étaient": "3p"},
    "avoir": {"avais": "1s"},
}
_GERUNDS = {"être": "étant", "avoir": "ayant", "savoir": "sachant", "devoir": "dû"}


@cache
def forms_of(lemma: str) -> Mapping[str, tuple[Form, ...]]:
    """What each spelling of a verb, in small letters, can be: « conduit » is two forms."""
    found: dict[str, tuple[Form, ...]] = {}
    for spelling, form in _all_forms(lemma):
        known = found.get(spelling, ())
        if all(other.tense != form.tense for other in known):
            found[spelling] = (*known, form)
    return found


def table_of(lemmas: Iterable[str]) -> dict[str, tuple[Form, ...]]:
    """The forms of several verbs by their spelling; one can be of several verbs."""
    table: dict[str, tuple[Form, ...]] = {}
    for lemma in lemmas:
        for spelling, forms in forms_of(lemma).items():
            table[spelling] = (*table.get(spelling, ()), *forms)
    return table


def _all_forms(lemma: str) -> Iterator[tuple[str, Form]]:
    stems = _stems(lemma)
    yield lemma, Form(lemma, "infinitive")
    for spelling, person in zip(_present(stems), ("3s", "1s", "1p", "3p"), strict=True):
        yield spelling, Form(lemma, "present", person)
    yield stems.past, Form(lemma, "past", "3s")
    yield _plural_past(stems.past), Form(lemma, "past", "3p")
    root = stems.we.removesuffix("ons")
    for spelling, person in _EXTRA.get(lemma, {}).items():
        yield spelling, Form(lemma, "imperfect", person)
    if lemma != "être":
        soft = root.removesuffix("e") if lemma.endswith("ger") else root
        soft = soft[:-1] + "c" if soft.endswith("ç") else soft
        for ending, person in (("ait", "3s"), ("ais", "1s"), ("aient", "3p")):
            yield root + ending, Form(lemma, "imperfect", person)
        yield soft + "ions", Form(lemma, "imperfect", "1p")
    for ending, person in (("ai", "1s"), ("a", "3s"), ("ons", "1p"), ("ez", "2p"), ("ont", "3p")):
        yield stems.future + ending, Form(lemma, "future", person)
    for ending, person in (("ais", "1s"), ("ait", "3s"), ("ions", "1p"), ("aient", "3p")):
        yield stems.future + ending, Form(lemma, "conditional", person)
    for ending in _agreements(stems.participle):
        yield stems.participle + ending, Form(lemma, "participle")
    if lemma in _GERUNDS:
        yield _GERUNDS[lemma], Form(lemma, "gerund")
        return
    yield root + "ant", Form(lemma, "gerund")
    yield (
        (root[:-1] + "c" if root.endswith("ç") else root.removesuffix("e")) + "ez",
        Form(lemma, "present", "2p"),
    )


def _present(stems: _Stems) -> tuple[str, str, str, str]:
    return stems.three, stems.one, stems.we, stems.they


def _agreements(participle: str) -> tuple[str, ...]:
    return ("", "e", "es") if participle[-1] == "s" else ("", "e", "s", "es")


def _plural_past(past: str) -> str:
    if past.endswith("a"):
        return past.removesuffix("a").removesuffix("e") + "èrent"
    return past[:-1] + "rent"


def _stems(lemma: str) -> _Stems:
    for suffix, stems in _FAMILIES:
        if lemma == suffix or (suffix != "aller" and lemma.endswith(suffix)):
            before = lemma.removesuffix(suffix)
            return _Stems(*(before + part for part in stems))
    if lemma.endswith("er"):
        return _first_group(lemma)
    root = lemma.removesuffix("ir")
    return _Stems(
        root + "is", root + "it", root + "issons", root + "issent", root + "ir", root + "i",
        root + "it",
    )  # fmt: skip


def _first_group(lemma: str) -> _Stems:
    root = lemma[:-2]
    strong, future = _strong(root), _strong(root, future=True) + "er"
    before_a = root[:-1] + "ç" if root.endswith("c") else root + "e" * root.endswith("g")
    return _Stems(
        strong + "e", strong + "e", before_a + "ons", strong + "ent", future, root + "é",
        before_a + "a",
    )  # fmt: skip


def _strong(root: str, future: bool = False) -> str:
    """The root before a mute e: « mène », « cède », « appelle », « emploie »."""
    if root.endswith(("oy", "uy")):
        return root[:-1] + "i"
    if root.endswith(("renouvel", "appel", "rappel", "jet", "projet")):
        return root + root[-1]
    if len(root) > 2 and root[-1] not in _VOWELS and root[-2] == "e" and root[-3] not in "e":
        return root[:-2] + "è" + root[-1]
    if len(root) > 2 and root[-1] not in _VOWELS and root[-2] == "é" and not future:
        return root[:-2] + "è" + root[-1]
    if root.endswith(("égr", "ébr", "écr")) and not future:
        return root[:-3] + "è" + root[-2:]
    return root
