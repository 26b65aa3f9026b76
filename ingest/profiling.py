"""What a file is: its format, its columns, the mapping that fits, or the draft of one."""

from pathlib import Path
from typing import Any

from tisserand.errors import InputError
from tisserand.ingest.mapping import recognise
from tisserand.ingest.mapping_columns import profile_columns
from tisserand.ingest.mapping_draft import draft_yaml
from tisserand.ingest.returned import plain_table
from tisserand.messages import Language, text


def inspect(path: Path, *, sheet: str | None = None, language: Language = "fr") -> dict[str, Any]:
    """Look at a file and take nothing in.

    Returns:
        `file`, `format`, `sheet`; `findings`: sentences; `columns`: `name`, `kind`, `filled`
        (among the rows looked at), `examples`; `mapping`: id of the built-in mapping that fits,
        or None; `draft`: YAML of a draft mapping when none fits, or None.

    Raises:
        InputError: the file cannot be read as a table.
    """
    table = plain_table(path, sheet=sheet)
    profiles = profile_columns(table)
    findings = [text(f.message, language, **f.details) for f in table.findings]
    mapping = recognise(table)
    draft = None
    if mapping is None:
        try:
            draft = draft_yaml(table, profiles, None if sheet else path)
        except InputError as error:
            findings.append(error.text(language))
    return {
        "file": table.file,
        "format": table.format,
        "sheet": table.sheet,
        "findings": findings,
        "columns": [
            {
                "name": profile.name,
                "kind": text(f"mapping.kind_{profile.kind}", language),
                "filled": profile.filled,
                "examples": list(profile.examples),
            }
            for profile in profiles
        ],
        "mapping": mapping.id if mapping else None,
        "draft": draft,
    }
