from __future__ import annotations
import time
from tests.registry.runs.conftest import loaded, planned, roster  # noqa

def test_look(console, browser, axe, planned):
    planned()
    from kofu.registry.log.check import checked
    from kofu.registry.log.chain import seal
    client = console("auditor", "counter", name="sato")
    client.post("/policy/tokyo-kouki/proof/")
    pages = {
      "list": "/policy/", "pack": "/policy/tokyo-kouki/", "now": "/policy/tokyo-kouki/?now", "settings": "/policy/tokyo-kouki/settings/",
      "timeline": "/policy/tokyo-kouki/timeline/", "proof": "/policy/tokyo-kouki/proof/", "cases": "/policy/tokyo-kouki/cases/",
      "compare0": "/policy/tokyo-kouki/compare/",
      "compare": "/policy/tokyo-kouki/compare/?other=tokyo-kouki&on_era=令和&on_year=8&on_month=7&on_day=31&other_on_era=令和&other_on_year=8&other_on_month=8&other_on_day=1",
      "endings": "/policy/tokyo-kouki/endings/", "endings2": "/policy/tokyo-kouki/endings/?days=1&within=400&today_era=令和&today_year=8&today_month=7&today_day=1",
      "rec": "/records/", "recperson": "/records/person/", "events": "/records/events/", "chain": "/records/chain/", "export": "/records/export/",
    }
    found = {}
    for width in (1280, 320):
        page = browser(width=width, client=client)
        for name, at in pages.items():
            t = time.time()
            page.goto(at)
            t = time.time() - t
            page.screenshot(path=f"/tmp/shots/{name}-{width}.png", full_page=True, clip={"x":0,"y":0,"width":width,"height":min(2400 if width>1000 else 1800, page.evaluate("document.documentElement.scrollHeight"))}, timeout=60000)
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            print(name, width, round(t, 2), "overflow", over)
            if width == 1280:
                print("   ", axe(page))
