"""Forms of French verbs."""

import pytest

from tisserand.ingest.extraction.conjugation import Form, forms_of


@pytest.mark.parametrize(
    ("lemma", "spelling", "tense", "person"),
    [
        ("mener", "mène", "present", "3s"),
        ("mener", "mènera", "future", "3s"),
        ("céder", "cède", "present", "3s"),
        ("céder", "cédera", "future", "3s"),
        ("lancer", "lançons", "present", "1p"),
        ("lancer", "lancions", "imperfect", "1p"),
        ("diriger", "dirigeait", "imperfect", "3s"),
        ("employer", "emploient", "present", "3p"),
        ("appeler", "appelle", "present", "3s"),
        ("réunir", "réunissent", "present", "3p"),
        ("soutenir", "soutiendrait", "conditional", "3s"),
        ("rejoindre", "rejoignent", "present", "3p"),
        ("élire", "élues", "participle", ""),
        ("mettre", "mises", "participle", ""),
        ("installer", "installe", "present", "3s"),
        ("célébrer", "célèbre", "present", "3s"),
        ("promouvoir", "promeut", "present", "3s"),
        ("rompre", "rompue", "participle", ""),
        ("prévoir", "prévue", "participle", ""),
        ("être", "étant", "gerund", ""),
    ],
)
def test_form_has_its_tense_and_person(lemma: str, spelling: str, tense: str, person: str) -> None:
    assert (tense, person) in [(form.tense, form.person) for form in forms_of(lemma)[spelling]]


def test_one_spelling_can_be_two_forms() -> None:
    forms = forms_of("conduire")["conduit"]
    assert forms == (Form("conduire", "present", "3s"), Form("conduire", "participle"))
