"""Distance between two points of the Earth."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088


def distance_km(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Great-circle distance by the haversine formula, in kilometres, from WGS84 degrees."""
    north = sin(radians(b_lat - a_lat) / 2) ** 2
    east = sin(radians(b_lon - a_lon) / 2) ** 2
    return (
        2
        * EARTH_RADIUS_KM
        * asin(min(1.0, sqrt(north + cos(radians(a_lat)) * cos(radians(b_lat)) * east)))
    )
