"""The demonstration territory « Pays de Brécelle »: invented actors, on real communes."""
