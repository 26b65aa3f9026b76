"""Plans: orientations, their actions, and who carries them."""
