"""Cooperations to come, learnt on the dated past of a network."""
