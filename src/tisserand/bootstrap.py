"""The composition root: builds settings, picks the adapter, wires the parts."""
