"""Who joins a project, foreseen from those who carry it."""
