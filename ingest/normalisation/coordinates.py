"""Coordinates to WGS84 degrees."""

from functools import cache
from typing import TYPE_CHECKING

from tisserand.ingest.normalisation.amounts import parse_number

if TYPE_CHECKING:
    from pyproj import Transformer

# Bounds of Lambert-93 (EPSG:2154), in metres.
_EAST, _NORTH = (0, 1_300_000), (6_000_000, 7_200_000)


def normalise_wgs84(latitude: str, longitude: str) -> tuple[str, str] | None:
    """(latitude, longitude) in degrees with six decimals; None when out of bounds, or (0, 0)."""
    lat, lon = parse_number(latitude), parse_number(longitude)
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None
    return None if lat == lon == 0 else (_degrees(float(lat)), _degrees(float(lon)))


def from_lambert93(x: str, y: str) -> tuple[str, str] | None:
    """(latitude, longitude) in degrees of a point in metres; None when out of France."""
    east, north = parse_number(x), parse_number(y)
    if east is None or north is None:
        return None
    if not (_EAST[0] <= east <= _EAST[1] and _NORTH[0] <= north <= _NORTH[1]):
        return None
    longitude, latitude = _transformer().transform(float(east), float(north))
    return _degrees(latitude), _degrees(longitude)


@cache
def _transformer() -> "Transformer":
    from pyproj import Transformer  # loading it takes longer than reading most files

    return Transformer.from_crs("EPSG:2154", "EPSG:4326", always_xy=True)


def _degrees(value: float) -> str:
    return f"{value:.6f}"
