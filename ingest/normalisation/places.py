"""Where something is: from the cells of a row to a place of the gazetteer."""

import re
from collections.abc import Sequence

from tisserand.reference.places import Gazetteer, distance_km

_FLOAT = re.compile(r"^(\d{4,5})[.,]0+$")
_INSEE = re.compile(r"^(\d{5}|2[AB]\d{3})$")
_NEAR_KM = 50


def normalise_postcode(text: str) -> str | None:
    """Five digits; the leading zero and the `.0` of spreadsheets mended; None if it is none."""
    bare = re.sub(r"[\s\u00a0]+", "", text)
    if match := _FLOAT.match(bare):
        bare = match[1]
    bare = bare.zfill(5) if len(bare) == 4 else bare
    return bare if bare.isascii() and bare.isdigit() and len(bare) == 5 else None


def normalise_insee(text: str) -> str | None:
    """INSEE code of a commune: five characters; None if it is none."""
    bare = re.sub(r"[\s\u00a0]+", "", text).upper()
    if match := _FLOAT.match(bare):
        bare = match[1]
    bare = bare.zfill(5) if len(bare) == 4 and bare.isdigit() else bare
    return bare if _INSEE.match(bare) else None


def locate(
    gazetteer: Gazetteer,
    *,
    commune: str | None = None,
    postcode: str | None = None,
    insee: str | None = None,
    departement: str | None = None,
    near: Sequence[str] = (),
    latitude: str | None = None,
    longitude: str | None = None,
) -> str | None:
    """IRI of the commune that the cells name, or None when they name none, or several.

    The INSEE code wins, then the name with its postcode or département; of homonyms that nothing
    else tells apart, the one within 50 km of the coordinates, then the only one in the `near`
    départements (codes); of those that no cell tells apart, the town beside which the
    others are villages. Coordinates alone place nothing: no commune is guessed from a point.
    """
    found = locate_by_name(gazetteer, commune, postcode, insee, departement)
    if found is not None or not commune:
        return found
    point = (latitude, longitude) if latitude is not None and longitude is not None else None
    return locate_homonym(gazetteer, commune, departement, near, point)


def locate_by_name(
    gazetteer: Gazetteer,
    commune: str | None,
    postcode: str | None,
    insee: str | None,
    departement: str | None,
) -> str | None:
    """The commune that these cells alone name, as `locate` takes them."""
    code = normalise_insee(insee) if insee else None
    if code and (place := gazetteer.commune(code)):
        return place.iri
    if not commune:
        return None
    given = normalise_postcode(postcode) if postcode else None
    found = gazetteer.find(commune, postcode=given, departement=departement)
    if found is None and given:
        found = gazetteer.find(commune, departement=departement)
    return found.iri if found else None


def locate_homonym(
    gazetteer: Gazetteer,
    commune: str,
    departement: str | None,
    near: Sequence[str],
    point: tuple[str, str] | None,
) -> str | None:
    """The closest to a point (degrees) of the communes of a name, else the one that is `near`.

    Without a point nor a département, else the town beside which the others are villages.
    """
    closest = _closest(gazetteer, commune, departement, point) if point else None
    found = closest or _in_departements(gazetteer, commune, near)
    if found or departement or point:
        return found
    town = gazetteer.town(commune)
    return town.iri if town else None


def _in_departements(gazetteer: Gazetteer, commune: str, near: Sequence[str]) -> str | None:
    found = {place.iri for code in near if (place := gazetteer.find(commune, departement=code))}
    return found.pop() if len(found) == 1 else None


def _closest(
    gazetteer: Gazetteer, commune: str, departement: str | None, point: tuple[str, str]
) -> str | None:
    lat, lon = map(float, point)
    near = sorted(
        (distance_km(lat, lon, place.latitude, place.longitude), place.iri)
        for place in gazetteer.candidates(commune, departement=departement)
        if place.latitude is not None and place.longitude is not None
    )
    if not near or near[0][0] > _NEAR_KM:
        return None
    present = gazetteer.current(near[0][1])
    return present.iri if present else None
