"""What the columns of an unknown table mean, by their headings and by their values."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from tisserand.ingest.normalisation.amounts import normalise_amount, parse_number
from tisserand.ingest.normalisation.booleans import normalise_boolean
from tisserand.ingest.normalisation.contacts import (
    normalise_email,
    normalise_telephone,
    normalise_url,
)
from tisserand.ingest.normalisation.coordinates import from_lambert93
from tisserand.ingest.normalisation.dates import normalise_date
from tisserand.ingest.normalisation.identifiers import (
    NotAnIdentifierError,
    normalise_rna,
    normalise_siren,
    normalise_siret,
)
from tisserand.ingest.normalisation.legal_forms import kind_of_legal_form
from tisserand.ingest.normalisation.lists import split_list
from tisserand.ingest.normalisation.nulls import is_null
from tisserand.ingest.normalisation.places import normalise_insee, normalise_postcode
from tisserand.ingest.readers import Table
from tisserand.reference.text import fold

SAMPLE_ROWS = 500
EXAMPLES = 3
_MOST = 0.7
"""Share of the values that must be of a kind for the column to be."""


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """One column: what it holds. `filled` and `distinct` count among the first rows."""

    name: str
    kind: str
    filled: int
    distinct: int
    examples: tuple[str, ...]


def _is_identifier(read: Callable[[str], str]) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        try:
            return bool(read(text))
        except NotAnIdentifierError:
            return False

    return check


def _is_degrees(limit: int) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        number = parse_number(text)
        return number is not None and abs(number) <= limit

    return check


def _is_list(text: str) -> bool:
    return len(split_list(text)) > 1


def _any(_: str) -> bool:
    return True


def _passes(normalise: Callable[[str], object]) -> Callable[[str], bool]:
    return lambda text: bool(normalise(text))


def _is_number_of(digits: int, read: Callable[[str], str]) -> Callable[[str], bool]:
    is_identifier = _is_identifier(read)
    return lambda text: len(re.sub(r"\D", "", text)) == digits and is_identifier(text)


def _is_whole_date(text: str) -> bool:
    return re.match(r"\d{4}-\d\d-\d\d|\d\d?/\d\d?/\d{2,4}", text) is not None


def _is_yes_or_no(text: str) -> bool:
    return normalise_boolean(text) is not None and not text.isdigit()


# (kind, what the folded heading looks like, what most values pass); the first that fits wins.
# A heading of "" fits every heading: the values alone are enough.
_RULES: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("siret", "", _is_number_of(14, normalise_siret)),
    ("siren", "", _is_number_of(9, normalise_siren)),
    ("rna", "", _is_identifier(normalise_rna)),
    ("email", "", _passes(normalise_email)),
    ("url", "", _passes(normalise_url)),
    ("insee", "insee|code (commune|geo)|codgeo|id geo|depcom|citycode", _passes(normalise_insee)),
    ("postcode", "postal|^cp$|codpost|zip", _passes(normalise_postcode)),
    ("telephone", "tel|phone|mobile|portable|^num ", _passes(normalise_telephone)),
    ("latitude", "^lat", _is_degrees(90)),
    ("longitude", r"^(lon|lng|long)\b|longitude", _is_degrees(180)),
    ("lambert_x", "^x| x$", lambda text: from_lambert93(text, "6600000") is not None),
    ("lambert_y", "^y| y$", lambda text: from_lambert93("600000", text) is not None),
    (
        "amount",
        r"montant|subvention|budget|cout|prix|mandate|somme|\baide|plafond",
        _passes(normalise_amount),
    ),
    (
        "date",
        r"date|annee|jour|^le |maj|debut|fin\b|depuis|jusqu|cree|ouverture",
        _passes(normalise_date),
    ),
    ("date", "", _is_whole_date),
    ("yes_no", "", _is_yes_or_no),
    ("legal_form", "(forme|categorie) juridique|statut", _passes(kind_of_legal_form)),
    ("first_name", "prenom", _any),
    ("person", "contact|responsable|president|referent|interlocut|directeur|animat|coordin", _any),
    ("acronym", "^sigle$|acronyme", _any),
    ("commune", "commune|ville|localite|lib geo", lambda text: not text[:1].isdigit()),
    ("address", "adresse|^rue|voie", _any),
    ("skills", "competence|savoir faire|expertise|activite|domaine|metier", _any),
    ("themes", "theme|thematique", _any),
    ("purpose", "^objet|motif|intitule du projet", _any),
    ("description", "description|presentation|resume|commentaire|observation|mission", _any),
    ("hours", "horaire", _any),
    (
        "name",
        "^(nom|denomination|raison sociale|structure|organisme|association|entreprise|libelle"
        "|intitule|titre|beneficiaire|etablissement|lieu)",
        _any,
    ),
    ("key", r"^(ref|reference|code|numero|n°|no)\b|^id", _any),
    ("list", "", _is_list),
    ("number", "", lambda text: parse_number(text) is not None),
)


def profile_columns(table: Table) -> list[ColumnProfile]:
    """What each column of a table holds, by its first 500 rows."""
    values: dict[str, list[str]] = {column: [] for column in table.columns}
    for _, cells in islice(table.rows(), SAMPLE_ROWS):
        for column, text in cells.items():
            if not is_null(text):
                values[column].append(text)
    return [_profile(column, values[column]) for column in table.columns]


def _profile(column: str, values: Sequence[str]) -> ColumnProfile:
    counts = Counter(values)
    examples = tuple(text[:80] for text, _ in counts.most_common(EXAMPLES))
    return ColumnProfile(column, _kind(column, values, counts), len(values), len(counts), examples)


def _kind(column: str, values: Sequence[str], counts: Counter[str]) -> str:
    heading = fold(re.sub(r"(?<=[a-z])(?=[A-Z])|[._]", " ", column))
    if not values:
        return "empty"
    for kind, pattern, passes in _RULES:
        if re.search(pattern, heading) and sum(map(passes, values)) >= _MOST * len(values):
            return kind
    return "category" if len(counts) <= max(2, len(values) // 10) else "text"
