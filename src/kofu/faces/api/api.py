"""The API: its groups of calls, under `/api/` of the console's server.

There is no page of documentation: ninja's fetches from another site. `openapi.json` tells all.
"""

from __future__ import annotations

from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from kofu import __version__
from kofu.faces.api import answers, applications, coverages, deciding, health, people, runs
from kofu.faces.console.frame.gate import API


class Readable(JSONRenderer):
    """Japanese as it is written."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="kofu API",
    version=__version__,
    description=(
        "資格確認書・資格情報のお知らせの判定、登録簿の照会、申請の受付。"
        "HTTPヘッダー Authorization: Bearer にトークンを入れます（kofu account token add）。"
        "エラーは code（変わらない）と message（日本語。Accept-Language: en なら英語）です。"
    ),
    renderer=Readable(),
    docs_url=None,
    urls_namespace=API,
)
api.add_router("", health.router)
api.add_router("", deciding.router)
api.add_router("/people", people.router)
api.add_router("/people", coverages.router)
api.add_router("/runs", runs.router)
api.add_router("/applications", applications.router)
answers.handle(api)
