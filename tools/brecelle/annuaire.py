"""Writes `annuaire-ess.xlsx`, as a development agency would keep it by hand."""

import random
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from brecelle import identity, sheets
from brecelle.ledger import Ledger, Mention, Remark
from brecelle.spelling import capitals, respell_commune
from brecelle.workbook import save
from brecelle.world import Actor, World

FILE = "annuaire-ess.xlsx"
SHEET = "Annuaire"
GROUPS = {"Identité": 6, "Coordonnées": 8, "Savoir-faire et besoins": 4, "Liens": 3, "Suivi": 1}
HEADINGS = [
    "Réf.", "Nom", "Sigle", "Forme juridique", "SIREN", "RNA", "Adresse", "Code postal", "Commune",
    "Téléphone", "Courriel", "Site", "Latitude", "Longitude", "Savoir-faire", "Thèmes",
    "Recherche", "Propose", "Membre de", "Projets menés", "Contact", "Mis à jour le",
]  # fmt: skip
NAME, SIGLE, COMMUNE, OFFERS = 1, 2, 8, 17
FORMULA = "=cmd|' /C calc'!A0"
SCRIPT = "<script>alert('bonjour')</script> Atelier de reliure"


def write(world: World, folder: Path, ledger: Ledger) -> None:
    """Write the four sheets and note what each row says."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    _write_titles(sheet)
    _write_actors(sheet, world, ledger)
    sheets.write_projects(book.create_sheet("Projets"), world, ledger, FILE)
    sheets.write_funding(book.create_sheet("Financements"), world, FILE, ledger)
    sheets.write_needs(book.create_sheet("Besoins"), world, ledger, FILE)
    save(book, folder / FILE)


def _write_titles(sheet: Worksheet) -> None:
    sheet.append(["Annuaire de l'économie sociale et solidaire du Pays de Brécelle"])
    sheet.append(["Territoire et acteurs inventés, sur des communes réelles. Mars 2024"])
    column = 1
    for group, width in GROUPS.items():
        sheet.cell(3, column, group)
        if width > 1:
            last = column + width - 1
            sheet.merge_cells(start_row=3, start_column=column, end_row=3, end_column=last)
        column += width
    for number, heading in enumerate(HEADINGS, start=1):
        sheet.cell(4, number, heading)


def _write_actors(sheet: Worksheet, world: World, ledger: Ledger) -> None:
    rng = random.Random("brecelle annuaire")
    actors = list(world.in_file("annuaire"))
    rng.shuffle(actors)
    twice = [a for a in actors if a.composed][:3]
    row = 5
    for rank, actor in enumerate([*actors, *twice], start=1):
        cells = _cells(world, actor, f"B{rank:03d}", rng)
        if rank > len(actors):
            cells[NAME] = capitals(actor.name)
        row = _interrupt(sheet, rank, row, ledger)
        _dirty(cells, rank, row, ledger)
        _put(sheet, row, cells)
        ledger.mentions.append(
            Mention(actor.id, FILE, SHEET, row, str(cells[NAME]), bool(actor.siren), actor.commune)
        )
        row += 1
    _write_ending(sheet, row, len(actors), rng, ledger)


def _interrupt(sheet: Worksheet, rank: int, row: int, ledger: Ledger) -> int:
    """Leave a blank row, a repeated heading or a row that has to be rejected; the next row."""
    if rank in (81, 240):
        ledger.skipped.append(Remark(FILE, SHEET, row, "blank"))
        return row + 1
    if rank == 161:
        _put(sheet, row, list(HEADINGS))
        ledger.skipped.append(Remark(FILE, SHEET, row, "heading"))
        return row + 1
    if rank == 200:
        cells: list[Any] = [None] * len(HEADINGS)
        cells[0], cells[3], cells[7], cells[COMMUNE] = "B900", "SARL", 53400, "Craon"
        _put(sheet, row, cells)
        ledger.rejected.append(Remark(FILE, SHEET, row, "no name"))
        return row + 1
    if rank == 260:
        cells = [None] * len(HEADINGS)
        cells[0], cells[NAME], cells[7], cells[COMMUNE] = "B012", "La Vieille Fiche", 49440, "Candé"
        _put(sheet, row, cells)
        ledger.rejected.append(Remark(FILE, SHEET, row, "two rows with one key"))
        return row + 1
    return row


def _dirty(cells: list[Any], rank: int, row: int, ledger: Ledger) -> None:
    if rank == 57:
        cells[SIGLE] = FORMULA
        ledger.hostile.append(Remark(FILE, SHEET, row, "formula"))
    elif rank == 133:
        cells[OFFERS] = SCRIPT
        ledger.hostile.append(Remark(FILE, SHEET, row, "script"))
    elif rank == 305:
        cells[COMMUNE], cells[7] = "Saint-Brécel-le-Vieux", 49999
        ledger.hostile.append(Remark(FILE, SHEET, row, "unknown commune"))


def _write_ending(
    sheet: Worksheet, row: int, count: int, rng: random.Random, ledger: Ledger
) -> None:
    ledger.skipped.append(Remark(FILE, SHEET, row, "blank"))
    sheet.cell(row + 1, 1, f"Total : {count} structures")
    ledger.skipped.append(Remark(FILE, SHEET, row + 1, "total"))


def _put(sheet: Worksheet, row: int, cells: list[Any]) -> None:
    for column, value in enumerate(cells, start=1):
        if value in (None, ""):
            continue
        cell = sheet.cell(row, column, value)
        if isinstance(value, str) and value.startswith("="):
            cell.data_type = "s"
        if isinstance(value, date):
            cell.number_format = "DD/MM/YYYY"


def _cells(world: World, actor: Actor, reference: str, rng: random.Random) -> list[Any]:
    place = world.places[actor.commune]
    number, street = actor.address
    leads = [p for p in world.projects.values() if p.leader == actor.id and rng.random() < 0.7]
    separator = "\n" if rng.random() < 0.1 else " ; "
    commune = actor.commune
    if rng.random() < 0.12:
        commune = respell_commune(commune, place.get("former"), rng)
    located = rng.random() < 0.95
    return [
        reference,
        capitals(actor.name) if rng.random() < 0.09 and actor.composed else actor.name,
        actor.sigle,
        actor.form,
        _siren_cell(actor.siren, rng),
        actor.rna,
        f"{number} {street}",
        int(place["postcode"]) if rng.random() < 0.5 else place["postcode"],
        commune,
        _telephone_cell(actor.telephone, rng),
        actor.email,
        actor.site,
        actor.latitude if located else None,
        actor.longitude if located else None,
        separator.join(actor.skills),
        " ; ".join(actor.themes),
        " ; ".join(actor.seeks),
        " ; ".join(actor.offers),
        " ; ".join(world.label(network) for network in actor.member_of),
        " ; ".join(f"{project.name} ({world.commune(project.commune)})" for project in leads),
        actor.contact,
        _date_cell(rng),
    ]  # fmt: skip


def _telephone_cell(number: int, rng: random.Random) -> str:
    if rng.random() < 0.25:
        return rng.choice(("", "-", "NC"))
    return identity.telephone_of(number, rng.choice((0, 0, 1, 2)))


def _siren_cell(siren: str, rng: random.Random) -> Any:
    style = rng.random()
    if not siren or style < 0.7:
        return siren
    if style < 0.85:
        return f"{siren[:3]} {siren[3:6]} {siren[6:]}"
    return int(siren)


def _date_cell(rng: random.Random) -> Any:
    day = date(rng.choice((2020, 2021, 2022, 2023, 2023)), rng.randint(1, 12), rng.randint(1, 28))
    return day.strftime("%d/%m/%Y") if rng.random() < 0.3 else day
