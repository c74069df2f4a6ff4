"""The list of expenses: search, sorting, paging, and the same list as a CSV file."""

from __future__ import annotations

import csv
import io
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from app.entry import PAID_BY
from app.page import PAGES
from app.store import PAGE_SIZE, SORTS, Entry, Store

SEARCH_CHARS_MAX = 100
CSV_COLUMNS = ("reference", "date", "merchant", "category", "amount", "currency", "paid_by", "notes", "receipt")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Query:
    """What the address asks the list for; anything odd in it becomes the plain list."""

    def __init__(self, request: Request) -> None:
        asked = request.query_params
        self.search = asked.get("q", "")[:SEARCH_CHARS_MAX]
        self.sort = asked.get("sort", "") if asked.get("sort") in SORTS else "date"
        self.down = asked.get("dir", "down") != "up"
        page = asked.get("page", "1")
        self.page = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1

    def entries(self, store: Store) -> list[Entry]:
        return store.entries(self.search, self.sort, down=self.down)

    def link(self, **changes: object) -> str:
        words = {"q": self.search, "sort": self.sort, "dir": "down" if self.down else "up", "page": self.page}
        plain = {"q": "", "sort": "date", "dir": "down", "page": 1}
        kept = {key: value for key, value in (words | changes).items() if value != plain[key]}
        return "?" + urlencode(kept)

    def sort_link(self, column: str) -> str:
        is_down_now = self.sort == column and self.down
        return self.link(sort=column, dir="up" if is_down_now else "down", page=1)


def show_list(request: Request) -> Response:
    query = Query(request)
    found = query.entries(request.app.state.store)
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(max(query.page, 1), pages)
    first = (page - 1) * PAGE_SIZE
    shown = found[first : first + PAGE_SIZE]
    return PAGES.render(
        request, "list.html", query=query, shown=shown, found=len(found), pages=pages, page=page, first=first + 1,
        sorts=tuple(SORTS),
    )  # fmt: skip


def _safe_cell(text: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def csv_text(entries: list[Entry]) -> str:
    """The entries as CSV with a heading line; fields are quoted where needed (RFC 4180)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(CSV_COLUMNS)
    for entry in entries:
        e = entry.expense
        words = (e.merchant, e.category, e.amount, e.currency, PAID_BY[e.paid_by], e.notes, entry.receipt.name)
        writer.writerow([entry.reference, e.spent_on, *map(_safe_cell, words)])
    return out.getvalue()


def export(request: Request) -> Response:
    """Everything the list would show with this search and order, on all its pages."""
    text = csv_text(Query(request).entries(request.app.state.store))
    headers = PAGES.headers | {"content-disposition": 'attachment; filename="expenses.csv"'}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)
