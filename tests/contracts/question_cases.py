"""Every question with parameters that give it something to answer."""

from contracts.territory import ACCESS, FARMING, FOOD, LOIRE_ATLANTIQUE, NANTES, WEB, YOUTH

BASE = "http://127.0.0.1:8000/"
ACTOR, TOWN, COMMUNITY = (f"{BASE}id/{key}" for key in ("a1", "b1", "c1"))

CASES: list[tuple[str, dict[str, str]]] = [
    ("who_can_help", {}),
    ("who_can_help", {"skill": WEB}),
    ("who_can_help", {"skill": "Animation jeunesse", "place": "44109"}),
    ("who_can_help", {"skill": WEB, "place": "Loire-Atlantique"}),
    ("holders_of_skill", {"skill": ACCESS}),
    ("holders_of_skill", {"skill": WEB}),
    ("rare_skills", {}),
    ("rare_skills", {"maximum": "1"}),
    ("rare_skills", {"maximum": "5", "place": NANTES}),
    ("unmet_needs", {}),
    ("paths_between", {"from": ACTOR, "to": TOWN}),
    ("paths_between", {"from": COMMUNITY, "to": TOWN}),
    ("funders_of_theme", {}),
    ("funders_of_theme", {"theme": FARMING}),
    ("funders_of_theme", {"theme": FOOD}),
    ("disagreements", {}),
    ("disagreements", {"entity": ACTOR}),
    ("actors_of_place", {}),
    ("actors_of_place", {"place": LOIRE_ATLANTIQUE}),
    ("actors_of_place", {"place": NANTES}),
    ("grants_of_actor", {"actor": ACTOR}),
    ("projects_of_actor", {"actor": ACTOR}),
    ("projects_of_actor", {"actor": COMMUNITY}),
    ("sources_of_entity", {"entity": ACTOR}),
    ("sources_of_entity", {"entity": f"{BASE}id/g1"}),
    ("offers_and_needs", {}),
    ("offers_and_needs", {"skill": YOUTH}),
    ("introductions_under_way", {}),
    ("gaps_of_place", {}),
    ("gaps_of_place", {"place": "01015"}),
    ("gaps_of_place", {"place": NANTES}),
    ("open_funding", {"day": "2024-05-01"}),
    ("open_funding", {"day": "2024-07-01"}),
    ("open_funding", {"day": "2024-05-01", "theme": FARMING}),
    ("links_two_themes", {"first": FOOD, "second": FARMING}),
    ("links_two_themes", {"first": WEB, "second": FOOD}),
    ("similar_projects", {}),
    ("similar_projects", {"project": f"{BASE}id/j1"}),
    ("mentions_of_theme", {}),
    ("mentions_of_theme", {"theme": FOOD}),
]
