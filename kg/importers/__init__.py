"""A foreign format -> native articles, tables of events and actors; one format a module."""
