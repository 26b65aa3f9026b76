"""The reports of the territory, one in each format, from texts written by hand."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests"))

from fixtures.rendering import render_docx, render_html, render_odt, render_pdf  # noqa: E402

TEXTS = Path(__file__).parent / "content" / "reports"
RENDERERS = {
    "ateliers-2024.pdf": render_pdf,
    "fiche-haies.docx": render_docx,
    "evaluation-ateliers.odt": render_odt,
    "lettre-printemps.html": render_html,
    "deliberation-haies.txt": lambda text, path: path.write_text(text, encoding="utf-8"),
}


def write(folder: Path) -> None:
    """Write each report; the renderers are those of the tests."""
    for name, render in RENDERERS.items():
        text = (TEXTS / name).with_suffix(".txt").read_text(encoding="utf-8")
        render(text, folder / name)
