"""What an ingestion did, told to the person who asked for it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tisserand.messages import Language, text
from tisserand.ontology.records import Locator

_SHOWN = 5
"""Rejected rows told in the text; the file of rejects has them all."""
_NAMING = ("property", "scheme", "kind")
"""Details of a warning that are words of the model."""


class Said(NamedTuple):
    """A message with what fills it, as in `tisserand.errors`."""

    message: str
    details: dict[str, object]

    def in_both(self) -> dict[str, str]:
        """The sentence in French and in English."""
        return {
            "text": text(self.message, "fr", **self.details),
            "text_en": text(self.message, "en", **self.details),
        }


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that was not taken, and why. `cells`: the row as it was read."""

    locator: Locator
    said: Said
    cells: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """`{file, sheet?, row, reason, reason_en}`."""
        told = self.said.in_both()
        sheet = {"sheet": self.locator.sheet} if self.locator.sheet else {}
        return {
            "file": self.locator.file,
            **sheet,
            "row": self.locator.row,
            "reason": told["text"],
            "reason_en": told["text_en"],
        }


@dataclass(slots=True)
class IngestReport:
    """Counts and findings of one ingestion; rows = accepted + rejected + skipped.

    Attributes:
        skipped: number of rows left out, by rule of the mapping.
        records: records that the source now holds.
        entities_new: things nobody had named; entities_changed: known ones with other records.
        merged: records added that joined a thing that another record describes.
        unsure: doubtful pairs that its records are in and nobody judged yet.
        sequence: sequence number of the change set; the current one if nothing changed.
    """

    source: str
    rows: int = 0
    accepted: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    records: int = 0
    entities_new: int = 0
    entities_changed: int = 0
    merged: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    warnings: list[tuple[Locator, Said]] = field(default_factory=list)
    unsure: int = 0
    findings: list[Said] = field(default_factory=list)
    sequence: int = 0

    def as_dict(self) -> dict[str, Any]:
        """The report as the command line and the API give it, in a stable order."""
        return {
            "source": self.source,
            "rows": self.rows,
            "accepted": self.accepted,
            "skipped": dict(sorted(self.skipped.items())),
            "records": self.records,
            "entities_new": self.entities_new,
            "entities_changed": self.entities_changed,
            "merged": self.merged,
            "rejected": [one.as_dict() for one in self.rejected],
            "warnings": [
                {"file": where.file, "row": where.row, **said.in_both()}
                for where, said in self.warnings
            ],
            "unsure": self.unsure,
            "findings": [said.in_both() for said in self.findings],
        }

    def as_text(self, language: Language = "fr") -> str:
        """The report in a few lines."""
        counts = {
            "source": self.source,
            "rows": self.rows,
            "accepted": self.accepted,
            "skipped": sum(self.skipped.values()),
            "rejected": len(self.rejected),
            "records": self.records,
            "new": self.entities_new,
            "changed": self.entities_changed,
            "merged": self.merged,
            "unsure": self.unsure,
        }
        lines = [text("ingest.report", language, **counts)]
        for one in self.rejected[:_SHOWN]:
            where = {"file": one.locator.file, "row": one.locator.row or 0}
            reason = text(one.said.message, language, **one.said.details)
            lines.append(text("ingest.rejected_row", language, **where, reason=reason))
        if len(self.rejected) > _SHOWN:
            lines.append(text("ingest.more_rejected", language, rest=len(self.rejected) - _SHOWN))
        lines += [text(said.message, language, **said.details) for said in self.findings]
        return "\n".join([*lines, *self._set_aside(language)])

    def _set_aside(self, language: Language) -> list[str]:
        """What was left out of rows that were taken: each reason once, and no value of theirs."""
        counts: Counter[str] = Counter()
        first: dict[str, Locator] = {}
        for where, said in self.warnings:
            bare = {k: v if k in _NAMING else "…" for k, v in said.details.items()}
            reason = text(said.message, language, **bare)
            counts[reason] += 1
            first.setdefault(reason, where)
        return [
            text("ingest.set_aside", language, reason=reason, count=count, row=first[reason].row)
            for reason, count in counts.most_common(_SHOWN)
        ]
