"""Part of a build: filters and views."""
