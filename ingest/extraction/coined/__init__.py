"""Coined names, which no noun announces: what is said around them tells projects and events."""
