"""The language of a text, told by its small words."""

from tisserand.reference.text import fold

_SMALL_WORDS = {
    "fr": "de l d le la les des et est dans pour une que qui sur avec par pas plus au aux ce "
    "sont ses nous du un en il elle cette été ont à",
    "en": "the of and to in is that for with was as are by this from it an be on have not which",
    "de": "der die das und ist von mit den für auf nicht ein eine dem des im zu sich auch wird",
    "es": "el los las y en que por con una para del es se su al lo como más fue son",
    "it": "il di che e la per una con del della non sono gli dei alla nel è le si anche",
    "pt": "o os as e que em um uma para com não do da dos das por mais ao é se foi",
    "nl": "de het een en van in is dat op te voor met zijn niet aan er ook als door",
}
_SETS = {code: frozenset(map(fold, words.split())) for code, words in _SMALL_WORDS.items()}
_CALENDAR_TEXT = """
    january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday enero febrero marzo abril mayo junio julio
    agosto septiembre octubre noviembre diciembre lunes martes miercoles jueves viernes sabado
    domingo januar februar marz mai juni juli oktober dezember montag dienstag mittwoch donnerstag
    freitag samstag sonntag gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
    lunedi martedi mercoledi giovedi venerdi sabato domenica janeiro fevereiro marco maio junho
    julho setembro outubro dezembro segunda terca quarta quinta sexta januari februari maart mei
    augustus maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
"""
_CALENDAR = frozenset(_CALENDAR_TEXT.split())
FEW_WORDS = 20
"""Words under which a text is taken for French."""


def language_of(text: str) -> str:
    """ISO 639-1 code of the language whose small words are the most; French when in doubt."""
    words = [
        fold(word.strip(".,;:!?()«»\"'’"))
        for word in text.replace("’", " ").replace("'", " ").split()
    ]
    if len(words) < FEW_WORDS:
        return "fr"
    counts = {code: sum(word in known for word in words) for code, known in _SETS.items()}
    best = max(sorted(counts), key=lambda code: (counts[code], code == "fr"))
    is_clear = counts[best] > 1.3 * counts["fr"] and counts[best] > len(words) / 8
    return best if is_clear else "fr"


def is_date(name: str, language: str) -> bool:
    """Whether a name is made of months, days, numbers and small words: « In March 2024 »."""
    known = _CALENDAR | _SETS[language]
    return all(word in known or word.isdigit() for word in fold(name).split())
