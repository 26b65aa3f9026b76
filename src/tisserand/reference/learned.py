"""What agents taught: sentences, and the skills that they ask for or do not.

The thesaurus of a workspace grows from what agents correct and from introductions that people
accepted. Sentences are kept without names, numbers and addresses: `bare_sentence`.
"""

import fcntl
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tisserand.reference.text import fold

FILE = "learned.json"
MOST = 2_000
"""Lessons kept; the oldest go first."""
ABBREVIATED = 4
"""Signs up to which a word with a point is an abbreviation (« M. », « Mme. »), and ends nothing."""
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*[’']?")


class Lesson(NamedTuple):
    """A sentence, the skills (IRI) that it asks for, and those that it does not."""

    sentence: str
    skills: tuple[str, ...]
    others: tuple[str, ...] = ()


def bare_sentence(text: str) -> str:
    """A sentence in lower case, without what may name somebody or a place: numbers, addresses, and
    words with a capital inside the sentence."""
    kept = []
    starts = True
    for part in text.split():
        found = _WORD.findall(part) if "@" not in part and "://" not in part else []
        kept += [word.lower() for word in found if word.islower() or (starts and _is_plain(word))]
        starts = part.endswith((".", "!", "?", ":")) and len(part) > ABBREVIATED
    return " ".join(kept)


def _is_plain(word: str) -> bool:
    """Whether a word that begins a sentence has no other capital."""
    return word[1:].islower() or len(word) == 1 or word[1:] in ("’", "'")


class LearnedWords:
    """The lessons of a workspace, in one file; several processes may read and write it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read: tuple[int, tuple[Lesson, ...]] = (-1, ())

    def lessons(self) -> tuple[Lesson, ...]:
        """The lessons, the oldest first; read again when the file changed."""
        changed = self._file.stat().st_mtime_ns if self._file.exists() else 0
        if self._read[0] != changed:
            told = json.loads(self._file.read_text(encoding="utf-8")) if changed else []
            self._read = (changed, tuple(_lesson(one) for one in told))
        return self._read[1]

    def add(self, lesson: Lesson) -> None:
        """Add a lesson, in place of the one of the same sentence."""
        with self._alone():
            kept = [one for one in self.lessons() if fold(one.sentence) != fold(lesson.sentence)]
            self._write([*kept, lesson][-MOST:])

    def remove(self, number: int) -> Lesson | None:
        """Remove the lesson of a rank, from 1; returns it, or None when there is none."""
        with self._alone():
            lessons = list(self.lessons())
            if not 1 <= number <= len(lessons):
                return None
            removed = lessons.pop(number - 1)
            self._write(lessons)
            return removed

    def forget(self, tells: Callable[[str], bool]) -> int:
        """Remove the lessons whose sentence tells of somebody; returns how many."""
        if not self._file.exists():
            return 0
        with self._alone():
            lessons = self.lessons()
            kept = [one for one in lessons if not tells(one.sentence)]
            if len(kept) < len(lessons):
                self._write(kept)
        return len(lessons) - len(kept)

    def _write(self, lessons: Sequence[Lesson]) -> None:
        pending = self._file.with_name(f".{self._file.name}.pending")
        told = [one._asdict() for one in lessons]
        pending.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        pending.replace(self._file)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.with_name(f".{self._file.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._read = (-1, ())
            yield
            self._read = (-1, ())


def _lesson(told: dict[str, str | list[str]]) -> Lesson:
    return Lesson(str(told["sentence"]), tuple(told["skills"]), tuple(told["others"]))
