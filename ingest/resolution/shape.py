"""The features that two records are compared by."""

from typing import NamedTuple

Name = tuple[str, ...]


class Features(NamedTuple):
    """What is compared of a record; every tuple sorted, words folded.

    Attributes:
        family: see `ontology.properties.family_of`.
        own_key: digest of (source, own key), where several records of the source bear it.
        alone: key of a record that nothing compared can join to another (a grant).
        identifiers: (scheme, value) of valid `self` identifiers that nobody guessed.
        names: words of each name, in their order.
        acronyms: short names that its names give of themselves.
        towns: the words of the names that are also names of communes.
        local: the words of the names that are in the names of its own communes.
        zones: least postcodes of its communes, or of those of its postcode.
        zonal: the words of the names that are in the names of communes of these zones.
        communes: (code of a present commune, bits that sharing it weighs).
        around: départements of who funds a record that says no place of its own.
        source: id of the source of what it names without any place.
        street: number and street, folded; empty if not both.
        webs: domains of web sites and mail addresses, shared hosts left out.
        organisations: words of the names of a person's organisations, and its projects.
        beside: names like its own that its row gives to other organisations.
    """

    family: str
    own_key: str = ""
    alone: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    names: tuple[Name, ...] = ()
    acronyms: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    zonal: tuple[str, ...] = ()
    communes: tuple[tuple[str, float], ...] = ()
    departements: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    source: str = ""
    street: str = ""
    telephones: tuple[str, ...] = ()
    webs: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    organisations: tuple[Name, ...] = ()
    beside: tuple[Name, ...] = ()

    def values_of(self, scheme: str) -> frozenset[str]:
        """Values of the identifiers of one scheme."""
        return frozenset(value for name, value in self.identifiers if name == scheme)

    @property
    def areas(self) -> tuple[str, ...]:
        """The départements it is in, or else those around it."""
        return self.departements or self.around
