"""Actions, Reports, Links and Chains as one interactive HTML file that needs nothing else."""

from kg.page.document import draw_file, draw_page
from kg.page.part import MAX_NODES, narrow, quote, trim
from kg.tell.index import PageData

__all__ = ["MAX_NODES", "PageData", "draw_file", "draw_page", "narrow", "quote", "trim"]
