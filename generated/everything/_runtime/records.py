"""Pages as plain data: for dataframes and files, where models would only cost time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx

from . import jsontext
from .envelope import malformed, page_of
from .paging import Page
from .reading import Reading


def read_records(response: httpx.Response, reading: Reading) -> Page[dict[str, Any]]:
    """A page whose items are JSON data, numbers as Python reads them."""
    try:
        data = jsontext.load(response.content)
    except ValueError as error:
        raise malformed(response, str(error)) from error
    if not isinstance(data, dict) or not isinstance(data.get("value"), list):
        raise malformed(response, "JSON other than a page of a collection")
    return page_of(response, data)


def as_records(page: Page[Any]) -> Page[dict[str, Any]]:
    """The same page as plain data, and so are the pages that follow."""
    items = [
        item.to_odata() if hasattr(item, "to_odata") else item for item in page.value
    ]
    asked = None if page.request is None else replace(page.request, read=read_records)
    return replace(page, value=items, request=asked)
