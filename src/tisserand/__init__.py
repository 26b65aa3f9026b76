"""Tisserand: weave the knowledge graph of a territory."""

__version__ = "0.1.0"
