"""A real Neo4j 5.26 Community for the tests, from packages: no Docker, no Java of the system.

It is under the GPL: a separate process, never imported by the product nor shipped with it.
"""
