"""Writes what the tests look for: `planted.yaml` (answers, with their rows) and `truth.csv`."""

import csv
import math
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from brecelle.ledger import Ledger, Mention, Remark
from brecelle.world import World

EARTH_KM = 6371.0088
SAMPLE = 90
"""How many pairs that must merge are listed."""


def write(world: World, ledger: Ledger, folder: Path) -> None:
    """Write both files."""
    content = {
        "needs": [_need(world, ledger, need) for need in world.needs if "helpers" in need],
        "rare_skills": _rare_skills(world),
        "must_merge": _must_merge(ledger.mentions),
        "must_not_merge": _must_not_merge(world, ledger.mentions),
        "one_letter_apart": _one_letter_apart(ledger.mentions),
        "doubtful": [_cite(mention) for mention in ledger.doubtful],
        "communities": _communities(world),
        "rejected": [remark._asdict() for remark in ledger.rejected],
        "skipped": [remark._asdict() for remark in ledger.skipped],
        "hostile": [remark._asdict() for remark in ledger.hostile],
    }
    head = "# Written by tools/weave_demo.py: change the script, not this file.\n"
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
    (folder / "planted.yaml").write_text(head + text, encoding="utf-8")
    _write_truth(ledger, folder / "truth.csv")


def _write_truth(ledger: Ledger, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["actor", "file", "sheet", "row", "name"])
        for mention in sorted(ledger.mentions, key=lambda m: (m.file, m.sheet or "", m.row)):
            # A place is not who runs it, though one name serves for both.
            actor = f"site:{mention.actor}" if mention.is_site else mention.actor
            row = [actor, mention.file, mention.sheet or "", mention.row, mention.name]
            writer.writerow(row)


def _cite(mention: Mention) -> dict[str, Any]:
    cited = {"name": mention.name, "file": mention.file, "sheet": mention.sheet, "row": mention.row}
    return {key: value for key, value in cited.items() if value is not None}


def _cite_remark(remark: Remark) -> dict[str, Any]:
    return _cite(Mention("", remark.file, remark.sheet, remark.row, remark.reason, False, ""))


def _directory_row(ledger: Ledger, actor: str) -> dict[str, Any]:
    return _cite(next(m for m in ledger.mentions if m.actor == actor and m.sheet == "Annuaire"))


def _distance(world: World, a: str, b: str) -> float:
    """Great-circle distance between two actors, in km (haversine)."""
    first, second = world.actors[a], world.actors[b]
    lat1, lat2 = math.radians(first.latitude), math.radians(second.latitude)
    half = (lat2 - lat1) / 2, math.radians(second.longitude - first.longitude) / 2
    chord = math.sin(half[0]) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half[1]) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(chord))


def _need(world: World, ledger: Ledger, need: dict[str, Any]) -> dict[str, Any]:
    asker = world.actors[need["by"]]
    helpers = []
    for helper in need["helpers"]:
        actor = world.actors[helper]
        rows = [_directory_row(ledger, helper)]
        grants = [line.rsplit("|", 1)[1] for line in actor.grants]
        rows += [_cite_remark(ledger.grants[key]) for key in grants if key in ledger.grants]
        helpers.append({
            "name": actor.name, "commune": actor.commune,
            "km": round(_distance(world, asker.id, helper), 1), "rows": rows,
        })  # fmt: skip
    return {
        "id": need["id"], "text": need["text"], "asked_by": asker.name, "near": asker.commune,
        "skill": need["skill"], "row": _cite_remark(ledger.rows[need["id"]])["row"],
        "helpers": helpers, "through": _introducers(world, ledger, need),
    }  # fmt: skip


def _introducers(world: World, ledger: Ledger, need: dict[str, Any]) -> list[dict[str, Any]]:
    """Those who worked with the asker and with the first helper, the one meant first."""
    with_asker = _colleagues(world, need["by"])
    with_helper = _colleagues(world, need["helpers"][0])
    known = [actor for actor in with_asker if actor in with_helper]
    if need["through"] not in known:
        raise ValueError(f"{need['id']}: {need['through']} did not work with both")
    known.sort(key=lambda actor: (actor != need["through"], actor))
    found = []
    for actor in known:
        projects = sorted({*with_asker[actor], *with_helper[actor]})
        rows = [_cite_remark(ledger.rows[project]) for project in projects]
        rows.insert(0, _directory_row(ledger, actor))
        found.append({"name": world.actors[actor].name, "rows": rows})
    return found


def _colleagues(world: World, actor: str) -> dict[str, list[str]]:
    """The projects that an actor shares with each other actor."""
    shared: dict[str, list[str]] = defaultdict(list)
    for project in world.projects.values():
        team = {project.leader, *project.partners}
        for other in sorted(team - {actor}) if actor in team else ():
            shared[other].append(project.id)
    return shared


def _rare_skills(world: World) -> dict[str, list[str]]:
    rare = {n["skill"]: n["helpers"] for n in world.needs[:9]}
    return {skill: [world.actors[h].name for h in helpers] for skill, helpers in rare.items()}


def _must_merge(mentions: list[Mention]) -> list[dict[str, Any]]:
    """Pairs across files that a number or a near name in one commune tells to be one actor."""
    by_actor: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.sheet in (None, "Annuaire") and not mention.is_site:
            by_actor[mention.actor].append(mention)
    pairs = []
    for actor, found in by_actor.items():
        first = next((m for m in found if m.sheet == "Annuaire"), None)
        seen = set()
        for mention in found:
            if not first or mention is first or mention.name in seen:
                continue
            if actor.startswith("h-h-") and not mention.siren:
                continue
            by_number = first.siren and mention.siren
            if not by_number and not mention.commune:
                continue
            seen.add(mention.name)
            basis = "siren" if by_number else "name and commune"
            pairs.append({"basis": basis, "a": _cite(first), "b": _cite(mention)})
    step = max(1, len(pairs) // SAMPLE)
    return pairs[::step][:SAMPLE]


def _must_not_merge(world: World, mentions: list[Mention]) -> list[dict[str, Any]]:
    """Homonyms of different communes, and pairs that look alike."""
    rows = {m.actor: m for m in mentions if m.sheet == "Annuaire"}
    groups: dict[str, list[str]] = defaultdict(list)
    for actor in world.actors.values():
        if actor.id.startswith("h-h-"):
            groups[actor.name].append(actor.id)
    pairs = [pair for group in groups.values() for pair in combinations(group, 2)][::2]
    pairs += [
        (f"mairie:{name}", f"ccas:{name}") for name in ("Craon", "Candé", "Segré-en-Anjou Bleu")
    ]
    pairs += [("n-grain", "consigne"), ("couvreur", "ardoisiers")]
    return [{"a": _cite(rows[a]), "b": _cite(rows[b])} for a, b in pairs]


def _one_letter_apart(mentions: list[Mention]) -> list[dict[str, Any]]:
    """A nursery and a beekeeper of one commune; the row of the project has no number."""
    beekeeper = next(m for m in mentions if m.actor == "rucher" and m.sheet == "Annuaire")
    nursery = next(m for m in mentions if m.actor == "ruche" and m.sheet == "Projets")
    return [{"a": _cite(beekeeper), "b": _cite(nursery)}]


def _communities(world: World) -> dict[str, list[str]]:
    """Members of each network that lead or take part in one of its projects."""
    members: dict[str, list[str]] = defaultdict(list)
    for project in world.projects.values():
        for actor_id in (project.leader, *project.partners):
            actor = world.actors[actor_id]
            if (
                actor.net == project.net
                and actor.member_of
                and actor.name not in members[project.net]
            ):
                members[project.net].append(actor.name)
    return {world.actors[f"n-{net}"].name: sorted(names) for net, names in members.items()}
