"""What tests read out of an exported page, and off a page that is shown."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

SAID = r"""
(pages) => pages.map((html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const one of page.querySelectorAll("noscript, #said, #data")) one.remove();
  const walker = page.createTreeWalker(page.querySelector("main"), NodeFilter.SHOW_TEXT);
  const way = (address) => address.replace(/^.*\/\d{4}-\d\d-\d\d\//, "").replace(/^#|\/$/g, "");
  const found = [page.title];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const own = node.parentElement;
    const words = node.data.replace(/\s+/g, " ").trim();
    const label = own.getAttribute("aria-label") || "";
    const to = way(own.getAttribute("href") || "");
    if (words) found.push([own.localName, own.className, own.closest("[lang]").lang, label, to, words]);
  }
  return found;
})
"""
"""All that pages say, in order: element, class, language, name, where to, words."""


def data_in(page: Path) -> Any:
    """The data in a page, as the script reads them."""
    found = re.search(
        r'<script type="application/json" id="data">(.*?)</script>', page.read_text("utf-8")
    )
    assert found
    return json.loads(found[1])
