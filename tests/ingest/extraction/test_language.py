"""A text tells its language by its small words, and French full of other names stays French."""

import pytest

from tisserand.ingest.extraction.language import UNSURE, language_of
from tisserand.ingest.extraction.lexicons import read_words
from tisserand.messages import LANGUAGES, Language, catalogue

FOREIGN = {
    "es": "La asociación busca un local para los jóvenes del barrio y necesita la ayuda del "
    "ayuntamiento.",
    "it": "L'associazione cerca un locale per i giovani del quartiere e chiede aiuto al comune, "
    "che non ha risposto.",
    "pt": "A associação procura um espaço para os jovens do bairro e não tem apoio da câmara.",
    "br": "Klask a ra ar gevredigezh ul lec'h evit an dud yaouank er gêr, hag emañ o c'hortoz "
    "sikour gant an ti-kêr.",
    "oc": "L'associacion cèrca un local per los joves del vilatge e demanda l'ajuda de la comuna "
    "amb los vesins dins lo païs.",
    "eu": "Elkarteak leku bat bilatzen du herriko gazteentzat eta udalaren laguntza behar du, "
    "baina ez dago dirurik.",
    "co": "L'associu cerca un locale per i giovani di u paese è dumanda aiutu à a cumuna, chì ùn "
    "hà micca rispostu.",
    "gsw": "D'r Verein süecht e Lokal fer d'Junge vum Dorf un het noch nix gfunde, mer sin uf de "
    "Hilf vun dr Gemeind anggewisse.",
    "en": "The association is looking for a place that would be open to the young people of the "
    "village.",
    "de": "Der Verein sucht einen Raum für die Jugendlichen und hat von der Gemeinde noch nicht "
    "gehört.",
}
FRENCH = [
    "Diwan Bro Naoned, Ti ar Vro et Kevre Breizh cherchent un local à Saint-Nazaire avec la "
    "fédération Kendalc'h an Ti.",
    "Présents : Yann ar Bihan (Ti an Holl), Nolwenn ar Gall (Bro an Are), Per an Tallec (Ar Mor)",
    "Bela Vista do Sul et Casa dos Amigos forment les jeunes du quartier à la cuisine.",
    "Farine 500 g, sel 10 g, eau 350 g, levure 5 g",
    "Lo Cebier et l'Ostal d'Occitània accueillent les élèves de la calandreta.",
    "Réunion",
    "",
]


@pytest.mark.parametrize("code", FOREIGN)
def test_short_text_tells_its_language(code: str) -> None:
    assert language_of(FOREIGN[code]) == code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_that_is_told_has_words(language: Language) -> None:
    said = catalogue("readings", language)
    codes = {*read_words("languages")["small"], UNSURE} - {"fr"}
    assert {f"foreign_{code}" for code in codes} <= said.keys()


@pytest.mark.parametrize("text", FRENCH)
def test_french_full_of_other_names_is_french(text: str) -> None:
    assert language_of(text) == "fr"
