"""Foreign annotations and event tables -> the dataclasses of kg/actions.py, one format a module."""
