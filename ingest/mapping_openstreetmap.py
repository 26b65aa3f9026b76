"""Rows of OpenStreetMap: the class that their tags tell, by the keys of its wiki."""

from collections.abc import Sequence
from typing import Any

from tisserand.ingest.mapping_profiles import ColumnProfile

# Key → class of its values; "" is that of any value that is not listed. From « Map features »
# of the wiki of OpenStreetMap.
_TAGS: dict[str, dict[str, str]] = {
    "amenity": {
        **dict.fromkeys(
            ("library", "theatre", "cinema", "community_centre", "arts_centre", "social_centre",
             "marketplace", "recycling", "public_bookcase", "events_venue", "exhibition_centre",
             "conference_centre", "music_venue", "planetarium", "toy_library", "place_of_worship",
             "monastery", "childcare", "kindergarten", "swimming_pool", "shelter"),
            "Site",
        ),
        **dict.fromkeys(
            ("school", "college", "university", "music_school", "language_school",
             "driving_school", "research_institute", "prep_school"),
            "School",
        ),
        **dict.fromkeys(
            ("townhall", "police", "fire_station", "courthouse", "post_office", "prison",
             "ranger_station"),
            "PublicBody",
        ),
        **dict.fromkeys(
            ("restaurant", "cafe", "bar", "pub", "fast_food", "ice_cream", "food_court", "bank",
             "pharmacy", "fuel", "car_rental", "car_wash", "nightclub", "veterinary", "dentist",
             "casino", "bureau_de_change", "boat_rental", "bicycle_rental"),
            "Company",
        ),
        "coworking_space": "ThirdPlace",
    },
    "office": {
        **dict.fromkeys(("association", "ngo", "charity", "political_party"), "Association"),
        **dict.fromkeys(("government", "administrative", "employment_agency"), "PublicBody"),
        **dict.fromkeys(("foundation", "union", "religion", "research", "yes"), "Organization"),
        "educational_institution": "School",
        "cooperative": "Cooperative",
        "coworking": "ThirdPlace",
        "": "Company",
    },
    "shop": {"charity": "Association", "": "Company"},
    "craft": {"": "Company"},
    "club": {"": "Association"},
    "leisure": {"hackerspace": "ThirdPlace", "": "Site"},
    "tourism": {"": "Site"},
}  # fmt: skip
_COVERED = 0.5
"""Share of the rows whose class the tags must tell for them to be believed."""


def kind_of_tags(profiles: Sequence[ColumnProfile]) -> list[dict[str, Any]]:
    """The rules of class that columns of tags give; none where they tell few of the rows."""
    found = [rule for profile in profiles if (rule := _rule(profile))]
    rows = max((profile.filled for profile in profiles), default=0)
    told = sum(
        count
        for profile in profiles
        for rule in found
        if rule["column"] == profile.name
        for text, count in profile.values.items()
        if text in rule["values"]
    )
    return found if told >= _COVERED * rows else []


def _rule(profile: ColumnProfile) -> dict[str, Any] | None:
    """The class of each value that a column of tags is seen to hold, by its key."""
    tags = _TAGS.get(profile.name.rpartition(".")[2])
    if tags is None:
        return None
    values = {text: tags.get(text, tags.get("", "")) for text in sorted(profile.values)}
    values = {text: kind for text, kind in values.items() if kind}
    return {"column": profile.name, "values": values} if values else None
