"""Writes `subventions.csv`, in the SCDL schema, with the faults such files really have."""

import csv
import random
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from brecelle import identity
from brecelle.ledger import Ledger, Mention, Remark
from brecelle.spelling import capitals, respell, respell_commune
from brecelle.world import Actor, World

FILE = "subventions.csv"
HEADINGS = [
    "nomAttribuant", "idAttribuant", "dateConvention", "referenceDecision", "idBeneficiaire",
    "nomBeneficiaire", "communeBeneficiaire", "rnaBeneficiaire", "dispositifAide", "objet",
    "montant", "nature", "conditionsVersement", "datesPeriodeVersement", "idRAE",
    "notificationUE", "pourcentageSubvention",
]  # fmt: skip
DEPARTMENTS = {
    "44": ("Département de la Loire-Atlantique", "224400028"),
    "49": ("Département de Maine-et-Loire", "224900019"),
    "53": ("Département de la Mayenne", "225300011"),
}
REGIONAL = {"bati": "F01", "trans": "F04"}
DEPARTMENTAL = {("grain", "44"): "F02", ("soli", "49"): "F03", ("soli", "53"): "F05",
                ("num", "49"): "F06", ("cult", "44"): ""}  # fmt: skip
MUNICIPAL = {"Segré-en-Anjou Bleu": "F07", "Châteaubriant": "F08"}
SPACES = (" ", "\u00a0", " ")


@dataclass
class Grant:
    """One grant before it is written; `scheme` is a key of the funding, or empty."""

    beneficiary: Actor
    purpose: str
    year: int
    amount: int
    scheme: str
    planted: str = ""


def write(world: World, folder: Path, ledger: Ledger) -> None:
    """Write the grants and note what each row says."""
    rng = random.Random("brecelle subventions")
    grants = _grants(world, rng)
    grants.sort(key=lambda grant: grant.year)
    lines: list[list[str]] = [HEADINGS]
    for rank, grant in enumerate(grants, start=1):
        _interrupt(rank, lines, ledger)
        cells, mention = _cells(world, grant, rank, len(lines) + 1, rng)
        lines.append(cells)
        ledger.mentions.append(mention)
        if grant.planted:
            ledger.grants[grant.planted] = Remark(FILE, None, len(lines), grant.purpose)
        if rank % 97 == 0:  # two instalments written alike
            lines.append(list(cells))
            ledger.mentions.append(mention._replace(row=len(lines)))
    _write_ending(lines, grants, ledger)
    _doubtful(world, lines, ledger)
    (folder / FILE).write_bytes(_encode(lines))


def _encode(lines: list[list[str]]) -> bytes:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for cells in lines:
        if cells:
            writer.writerow(cells)
        else:
            text.write("\r\n")
    return text.getvalue().encode("cp1252")


def _grants(world: World, rng: random.Random) -> list[Grant]:
    grants: list[Grant] = []
    for actor in world.in_file("subventions"):
        grants += [_written(actor, text) for text in actor.grants]
        for _ in range(rng.choice((2, 2, 3, 3, 4)) if actor.objects else 0):
            grants.append(_routine(world, actor, rng))
    for project in world.projects.values():
        leader = world.actors[project.leader]
        if "subventions" not in leader.files:
            continue
        for turn in range(rng.choice((1, 1, 2))):
            year = min(2024, max(2015, project.start + turn))
            amount = project.budget * rng.choice((20, 30, 40)) // 100
            purpose = f"« {project.name} »" + (" : deuxième année" if turn else "")
            grants.append(Grant(leader, purpose, year, amount, _scheme(world, leader, rng)))
    return grants


def _written(actor: Actor, text: str) -> Grant:
    purpose, year, amount, scheme, project = text.split("|")
    return Grant(actor, purpose, int(year), int(amount), scheme, project)


def _routine(world: World, actor: Actor, rng: random.Random) -> Grant:
    purpose, year = rng.choice(actor.objects), rng.randint(2015, 2024)
    if purpose == "Fonctionnement":
        purpose = f"Fonctionnement {year}"
    amount = rng.choice((500, 800, 1200, 1500, 2000, 2450, 3000, 4875, 6000, 12500))
    return Grant(actor, purpose, year, amount, _scheme(world, actor, rng))


def _scheme(world: World, actor: Actor, rng: random.Random) -> str:
    if actor.commune in MUNICIPAL and rng.random() < 0.4:
        return MUNICIPAL[actor.commune]
    department = world.places[actor.commune]["code"][:2]
    return REGIONAL.get(actor.net) or DEPARTMENTAL.get((actor.net, department), "")


def _funder(world: World, grant: Grant) -> tuple[str, str]:
    if grant.scheme:
        scheme = world.funding[grant.scheme]
        return scheme["funder"], scheme["siren"]
    return DEPARTMENTS[world.places[grant.beneficiary.commune]["code"][:2]]


def _cells(
    world: World, grant: Grant, rank: int, row: int, rng: random.Random
) -> tuple[list[str], Mention]:
    actor = grant.beneficiary
    funder, funder_siren = _funder(world, grant)
    name = actor.name
    if rng.random() > 0.45 and not actor.grants:
        name = respell(actor.name, actor.sigle, actor.form, rng, is_mild=not actor.composed)
    number, usable = _siret_cell(actor.siren, rng)
    commune = "" if usable and rng.random() < 0.3 else actor.commune
    if commune and rng.random() < 0.25:
        commune = respell_commune(commune, world.places[actor.commune].get("former"), rng)
    if commune:
        commune = world.commune(actor.commune, commune)
    month, day = rng.randint(1, 12), rng.randint(1, 28)
    when = f"{grant.year}-{month:02d}-{day:02d}"
    if grant.year < 2018:
        when = f"{day:02d}/{month:02d}/{grant.year}"
    scheme = world.funding[grant.scheme]["name"] if grant.scheme else ""
    cells = [
        funder if rng.random() < 0.8 else capitals(funder),
        identity.siret_of(funder_siren) if funder_siren else "",
        when,
        f"{grant.year}-{rng.randint(1, 12)}-{rng.randint(1, 40):02d}",
        number,
        name,
        commune,
        actor.rna if rng.random() < 0.3 else "",
        scheme,
        grant.purpose,
        _amount_cell(grant.amount, rng),
        "aide en numéraire" if rank % 41 else "aide en nature",
        rng.choice(("unique", "versement unique", "acompte de 50 %, solde sur bilan")),
        f"{when}_{grant.year + 1}-12-31" if grant.year >= 2018 and rng.random() < 0.5 else "",
        "",
        "non",
        rng.choice(("1", "1", "0,5")),
    ]
    return cells, Mention(actor.id, FILE, None, row, name, usable, commune)


def _siret_cell(siren: str, rng: random.Random) -> tuple[str, bool]:
    """A SIRET as found in such files, and whether it is usable."""
    style = rng.random()
    if not siren or style > 0.88:
        return "", False
    siret = identity.siret_of(siren)
    if style < 0.52:
        return siret, True
    if style < 0.64:
        return f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}", True
    if style < 0.69:
        return siret + '"', True
    return (siren[:3] + "0" * 11 if style < 0.8 else "2,9960E+13"), False


def _amount_cell(amount: int, rng: random.Random) -> str:
    style = rng.random()
    if style < 0.3:
        return str(amount)
    text = f"{amount:,},00".replace(",", " ", 1) if amount >= 1000 else f"{amount},00"
    text = text.replace(" ", rng.choice(SPACES))
    return text + " €" if style > 0.9 else text


def _interrupt(rank: int, lines: list[list[str]], ledger: Ledger) -> None:
    """Before grant `rank`: a blank row, a heading again, or a row that has to be rejected."""
    row = len(lines) + 1
    if rank == 120:
        lines.append([])
        ledger.skipped.append(Remark(FILE, None, row, "blank"))
    elif rank == 210:
        lines.append(list(HEADINGS))
        ledger.skipped.append(Remark(FILE, None, row, "heading"))
    elif rank == 150:
        lines.append([*lines[-1][:6], *lines[-1][7:-6]])
        ledger.rejected.append(Remark(FILE, None, row, "too few cells"))
    elif rank == 300:
        lines.append([*lines[-1], "reliquat", "à vérifier", "2e ligne"])
        ledger.rejected.append(Remark(FILE, None, row, "too many cells"))
    elif rank == 380:
        cells = list(lines[-1])
        cells[4] = cells[5] = cells[6] = cells[7] = ""
        lines.append(cells)
        ledger.rejected.append(Remark(FILE, None, row, "no name"))


def _doubtful(world: World, lines: list[list[str]], ledger: Ledger) -> None:
    """Rows of which nobody can tell whom they name: they are in no list of what must merge.

    Homonyms without a number or a commune; and a name of the annuaire, but two communes further.
    """
    communes = list(world.places)
    lonely = [a for a in world.actors.values() if a.composed and a.files == {"annuaire"}]
    lonely = [a for a in lonely if a.form.startswith("Association") and a.commune != communes[0]]
    unclear = [(world.actors[key], "") for key in ("h-h-0-0", "h-h-1-1", "h-h-2-0", "h-h-4-0")]
    unclear += [(a, communes[communes.index(a.commune) - 1]) for a in lonely[:4]]
    for (actor, commune), row in zip(unclear, range(40, 360, 40), strict=True):
        cells = list(lines[row - 2])
        cells[4:8] = ["", capitals(actor.name), world.commune(commune) if commune else "", ""]
        cells[9] = "Aide exceptionnelle"
        lines.insert(row - 1, cells)
        _shift(ledger, row)
        ledger.doubtful.append(Mention(actor.id, FILE, None, row, cells[5], False, commune))


def _shift(ledger: Ledger, row: int) -> None:
    """Renumber what the ledger says of the rows from `row` on: one was inserted there."""
    for kept in ("mentions", "doubtful", "rejected", "skipped"):
        moved = [
            r._replace(row=r.row + 1) if r.file == FILE and r.row >= row else r
            for r in getattr(ledger, kept)
        ]
        setattr(ledger, kept, moved)
    for key, remark in ledger.grants.items():
        if remark.row >= row:
            ledger.grants[key] = remark._replace(row=remark.row + 1)


def _write_ending(lines: list[list[str]], grants: list[Grant], ledger: Ledger) -> None:
    total: Any = f"{sum(grant.amount for grant in grants):,},00".replace(",", " ", 2)
    cells = [""] * len(HEADINGS)
    cells[0], cells[10] = "TOTAL", total
    lines.append(cells)
    ledger.skipped.append(Remark(FILE, None, len(lines), "total"))
