"""The names that a report is read with: those that the graph has from elsewhere than reports.

What one report names may not change how another is read: the graph would then depend on the order
in which reports came, and a report read again on what it said before.
"""

from tisserand.ontology.properties import is_kind_of
from tisserand.ontology.records import Visibility
from tisserand.store.port import GraphReader, GraphStore, View

_KNOWN = ("Organization", "Site", "Project")


def known_names(store: GraphStore, reports: str) -> dict[str, str]:
    """Organisations, places with a door and projects that a source other than reports tells, with
    their class.

    Args:
        reports: mapping of the sources that are reports.
    """
    with store.read(View(Visibility.AGENT)) as reader:
        sources = {source.id for source in reader.sources() if source.mapping == reports}
        told = {
            record.name for source in sorted(sources) for record in reader.records_of_source(source)
        }
        names: dict[str, str] = {}
        doubtful: list[tuple[str, str, str]] = []
        for batch in reader.scan_nodes():
            for key, name, kind in zip(batch.keys, batch.names, batch.kinds, strict=True):
                if not any(is_kind_of(kind, ancestor) for ancestor in _KNOWN):
                    continue
                if name in told:
                    doubtful.append((key, name, kind))
                else:
                    names.setdefault(name, kind)
        names |= _from_elsewhere(reader, doubtful, sources)
    return names


def _from_elsewhere(
    reader: GraphReader, named: list[tuple[str, str, str]], reports: set[str]
) -> dict[str, str]:
    """Among entities that reports name, those that something else names too."""
    entities = reader.entities([key for key, _, _ in named])
    return {
        name: kind
        for key, name, kind in named
        if key in entities
        and any(one.source not in reports for one in entities[key].records.values())
    }
