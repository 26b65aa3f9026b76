"""An example of each answer, from the demonstration territory."""

from typing import Any

Json = Any


def example(answer: Json) -> dict[int | str, dict[str, Any]]:
    """An OpenAPI response that shows this answer."""
    return {200: {"content": {"application/json": {"example": answer}}}}


ASK: Json = {}
COMMUNITIES: Json = []
COOPERATIONS: Json = []
ENTITY: Json = {}
FOUND: Json = []
SOURCES: Json = []
QUESTIONS: Json = []
TABLE: Json = {}
NETWORK: Json = {}
