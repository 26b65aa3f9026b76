"""The named questions: one question, one answer, in SPARQL of what is published and in Cypher."""
