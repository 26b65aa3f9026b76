"""Lists of people and bodies: their grammar, whatever their layout."""
