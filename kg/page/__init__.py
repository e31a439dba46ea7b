"""Actions, Reports, Links and Chains as one interactive HTML file that needs nothing else."""

from kg.page.data import drawn_data, narrow_to_address, page_data
from kg.page.document import draw_file, draw_page
from kg.page.excerpt import MAX_NODES, quote, trim
from kg.tell.index import Credit, PageData

__all__ = [
    "MAX_NODES", "Credit", "PageData", "draw_file", "draw_page", "drawn_data", "narrow_to_address",
    "page_data", "quote", "trim",
]  # fmt: skip
