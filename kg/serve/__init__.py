"""Faces over a running process: an article's text beside its records, to review them."""
