"""Actions, Reports, Links and Chains as one interactive HTML file that needs nothing else."""

from kg.page.document import draw_file, draw_page
from kg.page.index import PageData
from kg.page.trim import trim

__all__ = ["PageData", "draw_file", "draw_page", "trim"]
