"""Every store behaves the same: subclasses give the fixture `store`, an empty one, and no more.

A subclass of `StoreContract` named `Test…` runs the whole suite on a real store.
"""

from contracts.store_copies import CopiesContract
from contracts.store_parts import PartsContract
from contracts.store_reading import ReadingContract
from contracts.store_resolution import ResolutionContract
from contracts.store_scanning import ScanningContract
from contracts.store_sealing import SealingContract
from contracts.store_views import ViewsContract
from contracts.store_writing import WritingContract


class StoreContract(
    WritingContract,
    ReadingContract,
    ViewsContract,
    ScanningContract,
    PartsContract,
    ResolutionContract,
    SealingContract,
    CopiesContract,
):
    """Writing, reading, Views, scans, resolution, copies."""
