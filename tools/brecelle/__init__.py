"""Authors the demonstration territory « Pays de Brécelle »: invented actors, real communes."""
