"""What an ingestion makes is not looked through for cycles, during it or at its end."""

import gc

from tisserand.ingest.garbage import garbage_kept


def test_what_lasts_is_not_looked_through_when_the_collector_starts_again() -> None:
    looked: list[str] = []

    def note(phase: str, _: object) -> None:
        looked.append(phase)

    gc.callbacks.append(note)
    try:
        with garbage_kept():
            kept = [[number] for number in range(100_000)]
        more = [[number] for number in range(100)]
    finally:
        gc.callbacks.remove(note)
    assert (len(kept), len(more)) == (100_000, 100)
    assert not looked


def test_cycles_made_meanwhile_are_found_later() -> None:
    with garbage_kept():
        cycle: list[object] = []
        cycle.append(cycle)
        del cycle
    assert gc.collect() > 0
    assert gc.get_freeze_count() == 0
