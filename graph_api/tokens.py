"""Access tokens: made once, shown once, kept only as a digest, with who bears each."""

import fcntl
import hashlib
import json
import os
import secrets
from pathlib import Path
from typing import TypedDict

from tisserand.ontology.records import Visibility

FILE = "tokens.json"


class Bearer(TypedDict):
    """Who bears a token: their role, and their name, empty when nobody gave it."""

    role: str
    name: str


class TokenRegister:
    """The tokens of a workspace, in a file that only its owner may read."""

    def __init__(self, workspace: Path) -> None:
        self.path = workspace / FILE

    def create(self, role: Visibility, name: str = "") -> str:
        """Make a token for a role. It is not kept: only its digest is.

        Args:
            name: of who bears it, which signs what they decide.
        """
        token = secrets.token_urlsafe(32)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_suffix(".lock").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            bearer = Bearer(role=role.name.lower(), name=name)
            self._write(self._read() | {_digest(token): bearer})
        return token

    def _write(self, bearers: dict[str, Bearer]) -> None:
        draft = self.path.with_suffix(".part")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(bearers, file, ensure_ascii=False, indent=1, sort_keys=True)
        draft.replace(self.path)

    def role_of(self, token: str) -> Visibility | None:
        """Role of a token, or None when nobody made it."""
        bearer = self._read().get(_digest(token))
        return None if bearer is None else Visibility[bearer["role"].upper()]

    def name_of(self, token: str) -> str:
        """Name of who bears a token; empty when nobody gave it, or nobody made the token."""
        bearer = self._read().get(_digest(token))
        return "" if bearer is None else bearer["name"]

    def _read(self) -> dict[str, Bearer]:
        if not self.path.exists():
            return {}
        kept: dict[str, str | Bearer] = json.loads(self.path.read_text(encoding="utf-8"))
        # The first tokens bore a role alone.
        return {
            digest: Bearer(role=one, name="") if isinstance(one, str) else one
            for digest, one in kept.items()
        }


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
