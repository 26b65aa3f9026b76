"""Elements of a JSON or GeoJSON file, streamed; runs in the disposable process."""

import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import ijson

from tisserand.errors import InputError
from tisserand.ingest.readers.cells import cell_text
from tisserand.ingest.readers.javascript import MAX_BYTES, to_json
from tisserand.ingest.readers.linked_data import is_linked, plain_node

MAX_DEPTH = 32
MAX_KEYS = 2_000
MAX_LINE = 10_000_000
Event = tuple[str, Any]
Numbered = tuple[int, dict[str, str]]


def json_rows(path: Path, report: dict[str, Any]) -> Iterator[Numbered]:
    """(ordinal from 1, cells) of the elements of the first array of objects that is met.

    `report` receives `format` (json or geojson), `path` (keys down to the array), `columns` in
    the order met, and `crs` when a GeoJSON names one.

    Raises:
        InputError: nested too deep, or too many keys.
        ValueError: no array of objects.
    """
    with path.open("rb") as raw:
        yield from _rows(_Utf8(raw, report.pop("encoding")), report)


def javascript_rows(path: Path, report: dict[str, Any]) -> Iterator[Numbered]:
    """As `json_rows`, of a script that holds data, or of JSON with its usual slips.

    Raises:
        InputError: as `json_rows`.
        ValueError: as `json_rows`; or it holds more than data.
    """
    encoding = report.pop("encoding")
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"more than {MAX_BYTES >> 20} MB")
    text = to_json(path.read_text(encoding=encoding))
    yield from _rows(io.BytesIO(text.encode("utf-8")), report)


def json_lines(path: Path, report: dict[str, Any]) -> Iterator[tuple[int, dict[str, str] | None]]:
    """(line, cells) of a file of one object a line; None for a line that holds none.

    Raises:
        InputError: too many keys.
        ValueError: no line that holds an object.
    """
    columns: dict[str, None] = {}
    report.update(format="json", path="", columns=[])
    with path.open(encoding=report.pop("encoding"), newline="") as stream:
        number = 0
        while line := stream.readline(MAX_LINE):
            number += 1
            if line.strip():
                cells = _cells_of_line(line)
                columns.update(dict.fromkeys(cells or ()))
                _check_keys(columns)
                yield number, cells
    report["columns"] = list(columns)


def _cells_of_line(line: str) -> dict[str, str] | None:
    try:
        events = _guarded(io.BytesIO(line.encode("utf-8", "replace")))
        event, value = next(events)
        element = _build(event, value, events)
        next(events, None)
    except (InputError, ValueError, StopIteration, ijson.JSONError):
        return None
    return _cells(element, "json") if isinstance(element, dict) else None


def _rows(stream: Any, report: dict[str, Any]) -> Iterator[Numbered]:
    columns: dict[str, None] = {}
    report.update(format="json", path="", columns=[])
    for number, element in enumerate(_elements(_guarded(stream), report), start=1):
        cells = _cells(element, report["format"])
        columns.update(dict.fromkeys(cells))
        _check_keys(columns)
        yield number, cells
    if not report["found"]:
        raise ValueError("no list of objects / aucune liste d'objets")
    report["columns"] = list(columns)


def _check_keys(columns: dict[str, None]) -> None:
    if len(columns) > MAX_KEYS:
        raise InputError("readers.too_many_keys", limit=MAX_KEYS)


class _Utf8:
    """A stream of bytes in any encoding, read as UTF-8, which is what JSON parsers take."""

    def __init__(self, raw: BinaryIO, encoding: str) -> None:
        self._text = io.TextIOWrapper(raw, encoding, newline="")

    def read(self, size: int = -1) -> bytes:
        return self._text.read(size).encode("utf-8", "replace")


def _guarded(stream: Any) -> Iterator[Event]:
    depth = 0
    for event, value in ijson.basic_parse(stream, use_float=False):
        if event in ("start_map", "start_array"):
            depth += 1
            if depth > MAX_DEPTH:
                raise InputError("readers.too_deep", limit=MAX_DEPTH)
        elif event in ("end_map", "end_array"):
            depth -= 1
        yield event, value


def _elements(events: Iterator[Event], report: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The objects of the first array of objects; what stands before it is looked at in passing."""
    report["found"] = False
    keys: list[str] = []
    for event, value in events:
        if event == "map_key":
            if keys:
                keys[-1] = value
        elif event == "start_map":
            keys.append("")
        elif event == "end_map":
            keys.pop()
        elif event == "string" and keys == ["type"] and value == "FeatureCollection":
            report["format"] = "geojson"
        elif event == "string" and keys[:1] == ["crs"]:
            report["crs"] = value
        elif event == "start_array" and "@context" in keys:
            _build(event, value, events)
        elif event == "start_array" and not report["found"]:
            report["path"] = ".".join(keys)
            yield from _objects(events, report)


def _objects(events: Iterator[Event], report: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for event, value in events:
        if event == "end_array":
            return
        element = _build(event, value, events)
        if isinstance(element, dict):
            report["found"] = True
            yield element
        elif report["found"]:
            yield {}


def _build(event: str, value: Any, events: Iterator[Event]) -> Any:
    if event == "start_map":
        built: dict[str, Any] = {}
        for inner, key in events:
            if inner == "end_map":
                return built
            built[key] = _build(*next(events), events)
    if event == "start_array":
        items: list[Any] = []
        for inner, item in events:
            if inner == "end_array":
                return items
            items.append(_build(inner, item, events))
    return value


def _cells(element: dict[str, Any], format: str) -> dict[str, str]:
    if format != "geojson":
        return dict(_flat("", plain_node(element) if is_linked(element) else element))
    cells = dict(_flat("", element.get("properties") or {}))
    if "id" in element:
        cells.setdefault("id", _text(element["id"]))
    geometry = element.get("geometry") or {}
    if geometry.get("type") == "Point" and len(geometry.get("coordinates") or ()) >= 2:
        longitude, latitude = geometry["coordinates"][:2]
        cells.setdefault("longitude", _text(longitude))
        cells.setdefault("latitude", _text(latitude))
    return cells


def _flat(prefix: str, value: Any) -> Iterator[tuple[str, str]]:
    """Nested objects with dotted keys; a list of plain values one a line, others as JSON.

    The first object of a list has its dotted keys beside: often it is the only one.
    """
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{prefix}.{key}" if prefix else cell_text(key), inner)
    elif isinstance(value, list):
        if any(isinstance(item, (dict, list)) for item in value):
            yield prefix, json.dumps(value, ensure_ascii=False, default=str)
            if isinstance(value[0], dict):
                yield from _flat(prefix, value[0])
        else:
            yield prefix, "\n".join(_text(item) for item in value)
    else:
        yield prefix, _text(value)


def _text(value: Any) -> str:
    return str(value) if isinstance(value, Decimal) else cell_text(value)
