"""The model <-> RDF: terms, triples, the graph as text and store, and its validation."""
