"""Pages of PDF read per CPU-second, beside what pypdfium2 takes to give its bare text.

    python -m benchmarks.documents_speed [--pages 300]

An invented report, drawn with reportlab in one and in two columns. Ours is all that `ingest` does
before extraction: a disposable process, columns, headers and page numbers, paragraphs, blocks.
CPU time of all the processes that work, in the same run.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import pypdfium2  # noqa: E402
from fixtures.rendering import render_pdf  # noqa: E402

from benchmarks.measure import versions, write_result  # noqa: E402
from tisserand.ingest.documents.reading import read_document  # noqa: E402

SEED = 1
GOAL = 150
PARAGRAPHS_A_PAGE = 8
WORDS = (
    "le", "la", "les", "un", "une", "des", "de", "du", "dans", "pour", "avec", "association",
    "commune", "projet", "atelier", "habitants", "territoire", "besoin", "réunion", "agents",
    "élus", "éleveurs", "artisans", "local", "compétences", "depuis", "deux", "mois",
    "souhaite", "cherche", "propose", "accompagne", "développe", "coopération", "publique",
    "rurale", "énergie", "haies",
)  # fmt: skip


def main() -> None:
    """Measure both layouts and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    pages = parser.parse_args().pages
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for columns in (1, 2):
            path = Path(folder) / f"{columns}.pdf"
            render_pdf(report(pages), path, columns)
            found[f"{columns}_columns"] = measure(path)
    result = {"goal": GOAL, "layouts": found, "versions": versions("pypdfium2", "pdfplumber")}
    write_result("documents_speed", result)
    for name, told in found.items():
        print(f"{name}: {told}")


def report(pages: int) -> str:
    """An invented text that fills about so many pages."""
    chance = random.Random(SEED)
    paragraphs = []
    for number in range(pages * PARAGRAPHS_A_PAGE):
        words = [chance.choice(WORDS) for _ in range(chance.randint(50, 90))]
        paragraphs.append(f"{number} {' '.join(words)}.")
    return "Rapport inventé\n\n" + "\n\n".join(paragraphs)


def measure(path: Path) -> dict[str, float]:
    """Pages per CPU-second, ours and bare; peak memory of the disposable process, in MB."""
    document, ours = cpu(lambda: read_document(path))
    characters, bare = cpu(lambda: bare_text(path))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {
        "pages": document.pages,
        "characters_a_page": round(characters / document.pages),
        "pages_per_cpu_second": round(document.pages / ours, 1),
        "pypdfium2_text_only": round(document.pages / bare, 1),
        "peak_mb": round(peak),
    }


def cpu(work: Callable[[], Any]) -> tuple[Any, float]:
    """What a call returns, and CPU seconds of this process and of those that it ran."""
    before, children = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    found = work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - children.ru_utime - children.ru_stime
    return found, spent + time.process_time() - before


def bare_text(path: Path) -> int:
    """Characters that pypdfium2 gives, page after page, in the order of the file."""
    with pypdfium2.PdfDocument(path) as document:
        return sum(len(page.get_textpage().get_text_range()) for page in document)


if __name__ == "__main__":
    main()
