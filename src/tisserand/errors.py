"""The errors of Tisserand. Each one names its message in the locale files.

TisserandError
├── InputError      bad input or usage                     (exit 2, HTTP 400/422)
├── NotFoundError   what was asked for does not exist here (exit 1, HTTP 404)
├── RefusedError    understood, and not allowed            (exit 1, HTTP 403)
├── ServiceError    a server of the operator's does not answer (exit 1, HTTP 503)
└── StoreError      the store cannot do it now             (exit 1, HTTP 503)
    └── StaleError  others wrote since; prepare it again
"""

from tisserand.messages import Language, text


class TisserandError(Exception):
    """Base of every error a user may meet.

    Args:
        message: `area.name` of the template in the locale files.
        details: what fills the template: file, row, reason…
    """

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.details = details

    def text(self, language: Language = "fr") -> str:
        """The error as its reader understands it."""
        return text(self.message, language, **self.details)

    def __str__(self) -> str:
        return f"{self.text('fr')} / {self.text('en')}"


class InputError(TisserandError):
    """Bad input or usage: a file, a row, a mapping, an option."""


class NotFoundError(TisserandError):
    """What was asked for does not exist in this View."""


class RefusedError(TisserandError):
    """The role or the state of the graph forbids it."""


class ServiceError(TisserandError):
    """A server that the settings name does not answer as it should."""


class StoreError(TisserandError):
    """The store cannot be opened, read or written."""


class StaleError(StoreError):
    """Others wrote since the state that a change set was prepared on: prepare it again."""
