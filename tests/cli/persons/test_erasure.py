"""What people ask, from the command line, in every file of a workspace."""

import shutil
from pathlib import Path

import numpy as np
from cli.conftest import Command
from cli.persons.conftest import MAIL, NAME, ROWS, Place
from scipy.sparse import csr_array

from tisserand.bootstrap import Workspace
from tisserand.graph_api.tokens import TokenRegister
from tisserand.ingest.erasure.keeping import note
from tisserand.ontology.records import Visibility
from tisserand.recommend.community_memory import Method, read_memory, remember, write_memory
from tisserand.settings import Settings

WORDS = ("ozanne", "tribouillard", "612345678", "6 12 34 56 78")


def traces(folder: Path) -> list[str]:
    """Files that hold a word of the erased person, in UTF-8, UTF-16 or UTF-32."""
    codes = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")
    coded = [word.encode(code) for word in WORDS for code in codes]
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    return [str(f) for f in files if any(word in f.read_bytes().lower() for word in coded)]


def everything_in(place: Place) -> str:
    """What a steward exports; and, on a server, all that a query finds."""
    told = place.run("export", "graph", "--format", "nquads", "--role", "steward")
    given = place.options[3] if len(place.options) > 2 else None
    settings = Settings.from_environment(place.folder, given)
    if settings.store.startswith(("neo4j", "bolt")):
        work = Workspace(settings)
        try:
            query = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN properties(n), properties(r)"
            told += str(work.store.query(query, {}))  # type: ignore[attr-defined]
        finally:
            work.close()
    return told.lower()


def publish(place: Place) -> None:
    """Datasets, checkpoints and projections, as a server makes them."""
    settings = Settings.from_environment(place.folder, None)
    work = Workspace(settings)
    try:
        for role in (Visibility.PUBLIC, Visibility.AGENT):
            work.publisher.refresh(role)
            with work.read(role) as reader:
                work.projection(reader)
    finally:
        work.close()


def test_erased_person_is_in_no_file_nor_answer(place: Place, directory: Path) -> None:
    rejects = place.folder / "rejets.csv"
    place.weave(directory, "--rejects", str(rejects))
    place.weave(directory, "--rejects", str(rejects))
    if "--store" not in place.options:
        publish(place)
    page = place.folder.parent / "ozanne-tribouillard.html"
    dump = place.folder.parent / "graphe.nq"
    place.run("person", NAME, "--export", page)
    place.run("export", "graph", "--format", "nquads", "--output", dump)
    token = TokenRegister(place.folder).create(Visibility.AGENT, NAME)
    assert traces(place.folder) and NAME.split()[0].lower() in everything_in(place)
    told = place.run("erase", MAIL, "--yes", "--reason", "demande par courrier", "--json")
    assert traces(place.folder) == []
    assert not page.exists() and not dump.exists()
    assert TokenRegister(place.folder).role_of(token) == Visibility.AGENT
    assert not any(word in everything_in(place) for word in WORDS)
    assert not any(word in told.replace(page.name, "").lower() for word in WORDS)


def test_next_import_counts_without_naming(place: Place, directory: Path) -> None:
    place.weave(directory)
    place.run("erase", NAME, "--yes")
    told = place.weave(directory, "--rejects", str(place.folder / "rejets.csv"), "--json")
    assert "effacées à leur demande : 1" in told
    assert not any(word in told.lower() for word in WORDS)
    assert traces(place.folder) == []
    assert not any(word in everything_in(place) for word in WORDS)


def test_older_backup_restored_does_not_bring_them_back(
    tisserand: Command, workspace: Path, directory: Path, tmp_path: Path
) -> None:
    place, saved = Place(tisserand, workspace), tmp_path / "avant.zip"
    place.weave(directory)
    place.run("backup", saved)
    place.run("erase", NAME, "--yes")
    kept = Path(shutil.copy(workspace / "tombstones.json", tmp_path / "tombstones.json"))
    place.run("restore", saved, "--force")
    assert traces(workspace) == []
    elsewhere = Place(tisserand, tmp_path / "ailleurs")
    elsewhere.run("restore", saved, "--tombstones", kept)
    assert traces(elsewhere.folder) == []
    assert elsewhere.run("person", "Basile Quatrebarbes", "--json")


def test_store_put_back_by_hand_is_told_again(
    tisserand: Command, workspace: Path, directory: Path, tmp_path: Path
) -> None:
    place = Place(tisserand, workspace)
    place.weave(directory)
    place.run("oppose", "Basile Quatrebarbes")
    older = shutil.copy(workspace / "graph.sqlite", tmp_path / "older.sqlite")
    place.run("erase", NAME, "--yes")
    place.run("oppose", "Basile Quatrebarbes", "--lift")
    shutil.copy(older, workspace / "graph.sqlite")
    listed = place.run("erasures", "--json")
    assert '"oppositions": []' in listed
    assert traces(workspace) == []


def test_copy_carries_the_tombstone(
    tisserand: Command, workspace: Path, directory: Path, tmp_path: Path
) -> None:
    place = Place(tisserand, workspace)
    place.weave(directory)
    place.run("erase", NAME, "--yes")
    target = tmp_path / "copie" / "graph.sqlite"
    done = tisserand("copy", "--from", "sqlite", "--to", f"sqlite:{target}", *place.options)
    assert done.code == 0
    copied = Place(tisserand, target.parent)
    copied.weave(directory)
    assert traces(target.parent) == []


def test_nothing_is_erased_without_a_yes(
    tisserand: Command, workspace: Path, directory: Path
) -> None:
    place = Place(tisserand, workspace)
    place.weave(directory)
    done = tisserand("erase", NAME, *place.options)
    assert done.code == 1
    assert "1 fiches de 1 sources" in done.err
    assert traces(workspace)
    assert tisserand("erase", NAME, "--yes", "--role", "agent", *place.options).code == 1
    assert traces(workspace)


def test_erasure_that_was_interrupted_is_ended_at_the_next_opening(
    tisserand: Command, workspace: Path, directory: Path
) -> None:
    place = Place(tisserand, workspace)
    place.weave(directory)
    publish(place)
    work = Workspace(Settings(workspace=workspace))
    planned, _ = work.privacy.plan_erasure(NAME, "2024-05-02")
    note(workspace / "tombstones.json", work.store, planned.mark)
    work.store.apply(planned.changes)
    work.close()
    assert traces(workspace)
    place.run("sources")
    assert traces(workspace) == []
    assert not any(word in everything_in(place) for word in WORDS)


def test_review_tells_of_records_that_look_like_an_erased_person(
    tisserand: Command, workspace: Path, directory: Path
) -> None:
    place = Place(tisserand, workspace)
    place.weave(directory)
    place.run("erase", NAME, "--yes")
    assert "personne effacée" not in place.run("review")
    doubtful = ROWS.replace(NAME, "O. Tribouillard").replace(MAIL, "").replace("06 12 34 56 78", "")
    (directory / "bureaux.csv").write_text(doubtful, encoding="utf-8")
    place.weave(directory)
    assert "ressemblent à une personne effacée : 1" in place.run("review")
    (waiting,) = tisserand("erasures", "--json", *place.options).json["doubts"]
    assert (waiting["file"], waiting["row"]) == ("bureaux.csv", 2)
    place.run("erase", waiting["iri"], "--spare")
    assert "personne effacée" not in place.run("review")


SIRENE = (
    "siren,statutDiffusionUniteLegale,etatAdministratifUniteLegale,nomUniteLegale,"
    "prenomUsuelUniteLegale,denominationUniteLegale,categorieJuridiqueUniteLegale\n"
    "552100554,O,A,,,PLATRERIE DU PRE,5710\n356000000,O,A,,,LA POSTE,5510\n"
)


def test_open_exports_that_tell_of_a_unit_newly_in_partial_diffusion_are_named(
    tisserand: Command, workspace: Path, tmp_path: Path
) -> None:
    place, sirene = Place(tisserand, workspace), tmp_path / "sirene.csv"
    sirene.write_text(SIRENE, encoding="utf-8")
    place.run("ingest", sirene)
    public, internal = tmp_path / "public.ttl", tmp_path / "interne.ttl"
    place.run("export", "graph", "--role", "public", "--output", public)
    place.run("export", "graph", "--role", "agent", "--output", internal)
    publish(place)
    assert "PLATRERIE" in public.read_text("utf-8")
    sirene.write_text(SIRENE.replace(",O,A,,,PLATRERIE DU PRE", ",P,A,,,[ND]"), encoding="utf-8")
    told = place.run("ingest", sirene)
    assert str(public) in told and str(internal) not in told
    place.run("export", "graph", "--role", "public", "--output", public)
    assert "PLATRERIE" not in public.read_text("utf-8")
    sirene.write_text(SIRENE.replace(",O,A,,,", ",P,A,,,"), encoding="utf-8")
    assert str(public) in place.run("ingest", sirene)


def test_communities_are_named_after_who_opposes_no_more(
    tisserand: Command, workspace: Path, directory: Path
) -> None:
    place, file = Place(tisserand, workspace), workspace / "communities" / "agent-leiden.npz"
    place.weave(directory)
    method, pair = Method("leiden", 1, 1.0), csr_array(np.array([[0.0, 1.0], [1.0, 0.0]]))
    memory = remember(["a", "b"], pair, 1, method, None)
    write_memory(file, memory._replace(names={"community-a": f"autour de {NAME}"}))
    place.run("oppose", NAME)
    after = read_memory(file)
    assert after is not None and after.names == {}
