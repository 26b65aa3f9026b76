"""Vocabularies of skills from elsewhere (ESCO, ROME, any SKOS file), read into the thesaurus."""
