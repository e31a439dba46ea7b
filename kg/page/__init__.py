"""Actions, Reports, Links and Chains as one interactive HTML file that needs nothing else."""

from kg.page.document import draw_page
from kg.page.index import PageData

__all__ = ["PageData", "draw_page"]
