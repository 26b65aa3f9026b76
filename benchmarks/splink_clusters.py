"""Splink 5 on the same mentions, as its guide does it; run by `.venv-baselines`, told by files.

    .venv-baselines/bin/python benchmarks/splink_clusters.py MENTIONS.json CLUSTERS.json untuned

Untuned: Jaro-Winkler on names at the guide's thresholds, exact place, postcode and SIREN, links at
0.5. Tuned: names folded and without « association », term frequencies, stricter levels, training
within places, links at 0.99.
"""

import json
import re
import resource
import sys
import unicodedata
from pathlib import Path
from typing import Any

import duckdb  # type: ignore[import-not-found]  # of the baselines' environment alone
import pandas as pd  # type: ignore[import-not-found]  # of the baselines' environment alone
import splink.comparison_library as cl  # type: ignore[import-not-found]  # the same
from splink import Linker, SettingsCreator, block_on  # type: ignore[import-not-found]  # the same
from splink.backends.duckdb import DuckDBAPI  # type: ignore[import-not-found]  # the same

LINKED_AT = {"untuned": 0.5, "tuned": 0.99}
_FORMS = re.compile(r"\b(association|asso?|assoc|ass|loi|1901)\b")


def main(mentions: str, clusters: str, how: str) -> None:
    """Write the cluster of each mention and the CPU seconds that Splink took."""
    frame = pd.DataFrame(json.loads(Path(mentions).read_text(encoding="utf-8")))
    spent = _cpu()
    frame["name"] = [_plain(name, how == "tuned") for name in frame["name"]]
    frame["start"] = frame["name"].str[:4]
    frame = frame.replace("", None)
    api = DuckDBAPI(duckdb.connect())
    linker = Linker(api.register(frame), _settings(how), log_level="ERROR")
    _train(linker, how)
    threshold = LINKED_AT[how]
    links = linker.inference.predict(threshold_match_probability=threshold)
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(links, threshold)
    owners = found.as_pandas_dataframe().sort_values("unique_id")["cluster_id"]
    result = {"clusters": [str(owner) for owner in owners], "seconds": _cpu() - spent}
    Path(clusters).write_text(json.dumps(result), encoding="utf-8")


def _settings(how: str) -> Any:
    levels = [0.9, 0.7] if how == "untuned" else [0.97, 0.92, 0.88]
    name: Any = cl.JaroWinklerAtThresholds("name", levels)
    comparisons = [name, cl.ExactMatch("place"), cl.ExactMatch("postcode"), cl.ExactMatch("shown")]
    if how == "tuned":
        name.configure(term_frequency_adjustments=True)
        comparisons.append(cl.LevenshteinAtThresholds("address", 2))
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[
            block_on("place", "start"), block_on("postcode", "start"), block_on("name"),
            block_on("shown"),
        ],
        retain_matching_columns=False,
    )  # fmt: skip


def _train(linker: Any, how: str) -> None:
    rules = [block_on("name", "place")]
    linker.training.estimate_probability_two_random_records_match(rules, recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name"))
    if how == "tuned":
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on("place", "start")
        )


def _plain(name: str, is_bare: bool) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = " ".join(re.findall(r"[a-z0-9]+", letters))
    return " ".join(_FORMS.sub(" ", plain).split()) if is_bare else plain


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(*sys.argv[1:])
