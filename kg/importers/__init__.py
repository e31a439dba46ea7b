"""Foreign annotations and event tables -> the dataclasses of kg/model/actions.py, one format a module."""
