"""The settings of other tools, made from the ontology: a module a tool, with its function.

`scheme_TOOL()` of `kg.schemes.tool` gives the files of a project by name. What people or models
make with them is imported without a mapping.
"""
