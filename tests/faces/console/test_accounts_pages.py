"""Accounts in the browser: who may change them, and what happens to those who are changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from tests.faces.console.conftest import PASSWORD

Console = Callable[..., Any]
SATO = {"name": "sato", "display_name": "佐藤 花子", "roles": ["counter"], "password": PASSWORD}


@pytest.fixture
def administrator(console: Console) -> Any:
    return console("administrator", name="kanri")


def test_a_new_account_stands_in_the_list_and_has_to_change_its_password(
    administrator: Any,
) -> None:
    from kofu.registry.access.accounts import find

    answer = administrator.post("/staff/add/", {**SATO, "municipalities": "14131 14132"})
    assert answer["Location"] == "/staff/"
    assert "佐藤 花子" in administrator.get("/staff/").content.decode()
    made = find("sato")
    assert (made.must_change_password, made.municipalities) == (True, ["14131", "14132"])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "佐藤"}, "id_name"),
        ({"name": "kanri"}, "id_name"),
        ({"password": "short"}, "id_password"),
        ({"roles": []}, "id_roles_0"),
        ({"municipalities": "川崎"}, "id_municipalities"),
        ({"municipalities": "14131", "roles": ["approver"]}, "id_municipalities"),
        ({"display_name": ""}, "id_display_name"),
    ],
)
def test_what_is_wrong_with_an_account_is_said_at_its_box(
    administrator: Any, wrong: dict[str, Any], field: str
) -> None:
    answer = administrator.post("/staff/add/", {**SATO, **wrong})
    assert answer.status_code == 200
    assert f'href="#{field}"' in answer.content.decode()


def test_other_rights_end_the_sessions_of_an_account(administrator: Any, console: Console) -> None:
    clerk = console("counter", name="sato")
    assert clerk.get("/").status_code == 200
    administrator.post("/staff/sato/", {**SATO, "roles": ["counter", "approver"]})
    assert clerk.get("/").status_code == 302


def test_whoever_left_comes_in_no_more_and_stays_in_the_list(
    administrator: Any, console: Console
) -> None:
    clerk = console("counter", name="sato")
    administrator.post("/staff/sato/deactivate/")
    assert clerk.get("/").status_code == 302
    assert "停止" in administrator.get("/staff/").content.decode()
    administrator.post("/staff/sato/activate/")
    assert clerk.get("/").status_code == 200


@pytest.mark.parametrize("role", ["counter", "approver", "operator"])
@pytest.mark.parametrize(
    "address", ["/staff/", "/staff/add/", "/staff/review.csv", "/staff/kanri/"]
)
def test_others_see_no_accounts_and_the_refusal_is_logged(
    console: Console, role: str, address: str
) -> None:
    from kofu.registry.log.tables import Entry

    assert console(role).get(address).status_code == 403
    assert Entry.objects.filter(event="rights-refused", by="sato").count() == 1


def test_an_auditor_reads_the_review_and_changes_nothing(console: Console) -> None:
    auditor = console("auditor", name="kansa")
    rows = csv.DictReader(io.StringIO(auditor.get("/staff/review.csv").content.decode("utf-8-sig")))
    assert [row["name"] for row in rows] == ["kansa"]
    assert auditor.get("/staff/kansa/").status_code == 403
    assert auditor.post("/staff/kansa/deactivate/").status_code == 403


def test_an_act_is_never_done_by_following_a_link(administrator: Any, console: Console) -> None:
    console("counter", name="sato")
    assert administrator.get("/staff/sato/deactivate/").status_code == 404
    assert administrator.get("/staff/sato/").status_code == 200
