"""The figures of an extraction, as a JSON and as lines to read."""

from benchmarks.gold import Json
from benchmarks.tallies import Tally, share

GOALS = {
    "Person": 0.90,
    "Organization": 0.78,
    "Place": 0.85,
    "Project": 0.55,
}


def summary(tally: Tally, speed: float, baseline: Tally, plain_speed: float) -> Json:
    """The figures; those of the baseline are its names and its speed."""
    return {
        "mentions": _by_kind(tally),
        "linking": _linking(tally),
        "facts": {name: tally.figures(f"facts.{name}") for name in ("all", "list", "prose")},
        "roles": {name: tally.figures(f"roles.{name}") for name in ("list", "prose")},
        "predicates": {
            name.removeprefix("predicates."): tally.figures(name)
            for name in tally.names("predicates")
        },
        "denied": {
            "produced": share(tally["denied.produced"], tally["denied.gold"]),
            "gold": tally["denied.gold"],
            "past_given_as_current": tally["past.given_as_current"],
        },
        "needs": tally.figures("needs")
        | {
            "grade_accuracy": share(tally["needs.grades_right"], tally["needs.right"]),
            "place_accuracy": share(tally["needs.places_right"], tally["needs.places"]),
            "in_texts_without_any": tally["noise.needs"],
        },
        "proposals": tally.figures("proposals")
        | {
            "person_accuracy": share(tally["proposals.person_right"], tally["proposals.right"]),
            "organization_accuracy": share(
                tally["proposals.organization_right"], tally["proposals.right"]
            ),
        },
        "plan": {name: tally.figures(f"plan.{name}") for name in ("actions", "orientations")}
        | {"carriers_right": share(tally["plan.carriers.right"], tally["plan.carriers.gold"])},
        "words_per_cpu_second": round(speed),
        "plain_spacy": {
            "mentions": _by_kind(baseline),
            "words_per_cpu_second": round(plain_speed),
        },
        "speed_ratio": share(speed, plain_speed),
    }


def _by_kind(tally: Tally) -> Json:
    return {name.removeprefix("mentions."): tally.figures(name) for name in tally.names("mentions")}


def _linking(tally: Tally) -> Json:
    count = tally["linking.mentions"]
    precision, recall = tally["linking.precision"], tally["linking.recall"]
    return {
        "b3_precision": share(precision, count),
        "b3_recall": share(recall, count),
        "b3_f1": share(2 * precision * recall, (precision + recall) * count),
        "mentions": count,
        "known_things": tally.figures("links") if tally["links.gold"] else None,
    }


def report(name: str, result: Json) -> str:
    """The figures, to read."""
    lines = [f"\n== {name}: {result['documents']} documents, {result['words']} words", ""]
    lines.append(f"{'':24}{'P':>7}{'R':>7}{'F1':>7}{'gold':>6}   plain F1   goal")
    for kind, figures in result["mentions"].items():
        plain = result["plain_spacy"]["mentions"].get(kind, {}).get("f1")
        lines.append(f"{_row(kind, figures)}   {_number(plain)}  {GOALS.get(kind, '')}")
    for part in ("facts", "roles", "predicates"):
        lines += [_row(f"{part} {kind}", figures) for kind, figures in result[part].items()]
    lines += [_row(part, result[part]) for part in ("needs", "proposals")]
    lines += [_row(f"plan {part}", result["plan"][part]) for part in ("actions", "orientations")]
    lines += ["", *_details(result)]
    return "\n".join(lines)


def _details(result: Json) -> list[str]:
    needs, proposals, denied = result["needs"], result["proposals"], result["denied"]
    return [
        f"entities, B³ F1 {_number(result['linking']['b3_f1'])}",
        f"denied or supposed facts produced {_number(denied['produced'])} of {denied['gold']}; "
        f"past given as current {denied['past_given_as_current']}",
        f"needs: grade {_number(needs['grade_accuracy'])}, place "
        f"{_number(needs['place_accuracy'])}; {needs['in_texts_without_any']} in texts without any",
        f"proposals: person {_number(proposals['person_accuracy'])}, organisation "
        f"{_number(proposals['organization_accuracy'])}",
        f"plan: carriers {_number(result['plan']['carriers_right'])}",
        f"words per CPU-second {result['words_per_cpu_second']}, plain "
        f"{result['plain_spacy']['words_per_cpu_second']}, ratio {result['speed_ratio']}",
    ]


def _row(name: str, figures: Json) -> str:
    shown = (_number(figures[part]) for part in ("precision", "recall", "f1"))
    return f"{name:24}" + "".join(shown) + f"{figures['gold']:>6}"


def _number(value: float | None) -> str:
    return f"{'–':>7}" if value is None else f"{value:>7.3f}"
