"""Accounts and their rights, for administrators; for auditors the same to read."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from kofu.base.errors import KofuError
from kofu.faces.console.frame.navigation import STAFF
from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.frame.places import municipality
from kofu.faces.console.frame.words import finding_words, words
from kofu.faces.console.staff.forms import AccountFacts, GivenPassword, NewAccount
from kofu.registry.access import accounts, attempts, second_factor
from kofu.registry.access.review import Reviewed, rights_review
from kofu.registry.access.roles import RIGHTS, Right, Role
from kofu.registry.access.tables import Account
from kofu.registry.log.events import Event
from kofu.registry.log.write import note


@page(STAFF)
def listed(request: Asked) -> HttpResponse:
    """Everybody, what they may do, and what is to be asked about them."""
    found = rights_review()
    detail = {"accounts": len(found)}
    note(Event.LIST_READ, by=request.by, detail=detail)
    table = [(words(f"role-{role.value}"), _rights(role)) for role in Role]
    told = {"accounts": [_row(one) for one in found], "table": table}
    return render(request, "console/staff/list.html", told)


@page(STAFF)
def review_file(request: Asked) -> HttpResponse:
    """The same as a file for the yearly review (権限の棚卸し)."""
    rows = [_row(one) for one in rights_review()]
    detail = {"accounts": len(rows)}
    note(Event.EXPORTED, by=request.by, detail=detail)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rights.csv"'
    answer.write("\ufeff")
    lines = csv.DictWriter(answer, list(rows[0]))
    lines.writeheader()
    lines.writerows(rows)
    return answer


@sensitive_post_parameters()
@page(Right.ACCOUNT_MANAGE, "GET", "POST")
def add(request: Asked) -> HttpResponseBase:
    """A new account."""
    form = NewAccount(request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            accounts.add(
                typed["name"],
                [Role(one) for one in typed["roles"]],
                typed["password"],
                by=request.by,
                municipalities=typed["municipalities"],
                display_name=typed["display_name"],
            )
            messages.success(request, _("利用者を登録しました。"))
            return redirect("staff:list")
        except KofuError as error:
            form.add_error(_field(error), finding_words(error.finding))
    return render(request, "console/staff/add.html", {"form": form})


@page(Right.ACCOUNT_MANAGE, "GET", "POST")
def change(request: Asked, name: str) -> HttpResponseBase:
    """Other roles, municipalities, another name."""
    account = _found(name)
    stands = {
        "display_name": account.display_name,
        "roles": account.roles,
        "municipalities": " ".join(account.municipalities),
    }
    form = AccountFacts(request.POST or None, initial=stands)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            accounts.change(
                name,
                by=request.by,
                roles=[Role(one) for one in typed["roles"]],
                municipalities=typed["municipalities"],
                display_name=typed["display_name"],
            )
            messages.success(request, _("変更しました。この利用者のほかの画面は終了します。"))
            return redirect("staff:list")
        except KofuError as error:
            form.add_error(_field(error), finding_words(error.finding))
    told = {"form": form, "one": account, "locked": attempts.locked(account.name)}
    told["second_factor"] = second_factor.has(account)
    return render(request, "console/staff/change.html", told)


_ACTS: Mapping[str, Callable[[Account, str], Any]] = {
    "deactivate": lambda account, by: accounts.deactivate(account.name, by=by),
    "activate": lambda account, by: accounts.activate(account.name, by=by),
    "unlock": lambda account, by: attempts.unlock(account, by=by),
    "reset-second-factor": lambda account, by: second_factor.forget(account, by=by),
}


@sensitive_post_parameters()
@page(Right.ACCOUNT_MANAGE, "GET", "POST")
def act(request: Asked, name: str, act: str) -> HttpResponseBase:
    """Something done to an account as a whole; a password is given on a page of its own."""
    account = _found(name)
    if act == "password":
        return _give_password(request, account)
    if act not in _ACTS or request.method != "POST":
        raise Http404
    _ACTS[act](account, request.by)
    messages.success(request, _("記録しました。"))
    return redirect("staff:change", name=account.name)


def _give_password(request: Asked, account: Account) -> HttpResponseBase:
    form = GivenPassword(request.POST or None)
    if form.is_valid():
        try:
            accounts.set_password(
                account.name, form.cleaned_data["password"], by=request.by, must_change=True
            )
            messages.success(request, _("新しいパスワードを設定しました。"))
            return redirect("staff:change", name=account.name)
        except KofuError as error:
            form.add_error("password", finding_words(error.finding))
    return render(request, "console/staff/given.html", {"form": form, "one": account})


def _found(name: str) -> Account:
    try:
        return accounts.find(name)
    except KofuError:
        raise Http404 from None


def _field(error: KofuError) -> str | None:
    """Which box a refusal is about."""
    code = error.finding.code
    if code.startswith("password-"):
        return "password"
    about = {"account-name-unfit": "name", "account-taken": "name", "municipality-unfit": ""}
    return "municipalities" if about.get(code) == "" else about.get(code)


def _rights(role: Role) -> list[str]:
    return [words(f"right-{one.value}") for one in Right if one in RIGHTS[role]]


def _row(one: Reviewed) -> dict[str, Any]:
    return {
        "name": one.name,
        "display_name": one.display_name,
        "roles": "、".join(words(f"role-{role.value}") for role in one.roles),
        "municipalities": "、".join(municipality(code) for code in one.municipalities),
        "active": one.active,
        "locked": one.locked,
        "second_factor": one.second_factor,
        "last_entered_at": one.last_entered_at,
        "doubts": "、".join(words(f"account-doubt-{doubt.value}") for doubt in one.doubts),
    }
