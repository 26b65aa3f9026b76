"""The ontology: OWL, SHACL, JSON-LD context, thesaurus, and their mirror in Python."""
