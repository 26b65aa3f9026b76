"""Access tokens: made once, shown once, kept only as a digest."""

import fcntl
import hashlib
import json
import os
import secrets
from pathlib import Path

from tisserand.ontology.records import Visibility

FILE = "tokens.json"


class TokenRegister:
    """The tokens of a workspace, in a file that only its owner may read."""

    def __init__(self, workspace: Path) -> None:
        self.path = workspace / FILE

    def create(self, role: Visibility) -> str:
        """Make a token for a role. It is not kept: only its digest is."""
        token = secrets.token_urlsafe(32)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_suffix(".lock").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            self._write(self._read() | {_digest(token): role.name.lower()})
        return token

    def _write(self, roles: dict[str, str]) -> None:
        draft = self.path.with_suffix(".part")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(roles, file, indent=1, sort_keys=True)
        draft.replace(self.path)

    def role_of(self, token: str) -> Visibility | None:
        """Role of a token, or None when nobody made it."""
        role = self._read().get(_digest(token))
        return None if role is None else Visibility[role.upper()]

    def _read(self) -> dict[str, str]:
        if not self.path.exists():
            return {}
        roles: dict[str, str] = json.loads(self.path.read_text(encoding="utf-8"))
        return roles


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
