"""The page needs no register: a process that can reach no database shows it all the same."""

from __future__ import annotations

from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest


@pytest.mark.parametrize(
    "place", ["ja/", "en/kouki/2026-08-01/", "ja/kouki/2026-08-01/renewal.over-85.none/"]
)
def test_the_page_is_shown_where_no_database_answers(address: str, place: str) -> None:
    asked = Request(f"{address}/selfcheck/{place}", headers={"Cookie": "kofu=stolen"})
    with urlopen(asked) as answer:
        assert answer.status == 200 and answer.headers["Set-Cookie"] is None


def test_nothing_can_be_sent_to_it(address: str) -> None:
    with pytest.raises(HTTPError, match="405"):
        urlopen(f"{address}/selfcheck/ja/", data=b"name=x")


@pytest.mark.parametrize(
    "place",
    [
        "xx/",
        "ja/nobody/2026-08-01/",
        "ja/kawasaki-kokuho/1999-01-01/",
        "ja/kawasaki-kokuho/soon/",
        "ja/a/b/c/d/",
    ],
)
def test_what_is_not_there_is_said_plainly(address: str, place: str) -> None:
    with pytest.raises(HTTPError, match="404") as refused:
        urlopen(f"{address}/selfcheck/{place}")
    assert refused.value.read().decode().count("<h1>") == 1
