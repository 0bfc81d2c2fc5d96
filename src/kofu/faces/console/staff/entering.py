"""Coming in, step by step, and going out. `frame.gate` leads from one step to the next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kofu.base.errors import KofuError
from kofu.faces.console.frame.fields import Form
from kofu.faces.console.frame.gate import next_page
from kofu.faces.console.frame.words import finding_words
from kofu.faces.console.staff.forms import LogIn, NewPassword, Token
from kofu.registry.access import entering, second_factor
from kofu.registry.access.entering import Stage, stage
from kofu.registry.access.tables import Account

_steps = require_http_methods(["GET", "POST"])


@sensitive_post_parameters()
@_steps
def log_in(request: HttpRequest) -> HttpResponse:
    """Name and password."""
    if stage(request) is Stage.IN:
        return redirect("home")
    form = LogIn(request.POST or None)
    if form.is_valid():
        try:
            entering.log_in(request, form.cleaned_data["name"], form.cleaned_data["password"])
            return redirect(next_page(request))
        except KofuError as error:
            form.add_error(None, finding_words(error.finding))
    return _step(request, form, "log_in")


@sensitive_post_parameters()
@_steps
def token(request: HttpRequest) -> HttpResponse:
    """The code of the second factor."""
    account = _account(request)
    if stage(request) is not Stage.TOKEN:
        return redirect("home")
    form = Token(request.POST or None)
    if form.is_valid():
        try:
            entering.give_token(request, account, form.cleaned_data["token"])
            return redirect(next_page(request))
        except KofuError as error:
            form.add_error("token", finding_words(error.finding))
    return _step(request, form, "token")


@sensitive_post_parameters()
@_steps
def password(request: HttpRequest) -> HttpResponse:
    """One's own password changed: because it was given by another, or by one's own wish."""
    form = NewPassword(request.POST or None)
    if form.is_valid():
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        try:
            entering.replace_password(request, _account(request), old, new)
            return redirect("home")
        except KofuError as error:
            of = "old" if error.finding.code == "login-refused" else "new"
            wrong = _("今のパスワードが違います。")
            form.add_error(of, wrong if of == "old" else finding_words(error.finding))
    return _step(request, form, "password")


@sensitive_post_parameters()
@_steps
def enrol(request: HttpRequest) -> HttpResponse:
    """A telephone taken in: the picture, the first code, then ten codes for paper."""
    account = _account(request)
    form = Token(request.POST or None)
    if form.is_valid():
        try:
            codes = entering.confirm_token(request, account, form.cleaned_data["token"])
            return render(request, "console/staff/codes.html", {"codes": codes})
        except KofuError as error:
            form.add_error("token", finding_words(error.finding))
    if second_factor.has(account):
        return redirect("home")
    # A wrong code is of the picture that was shown: that one stays.
    address = second_factor.pending(account) if form.is_bound else None
    address = address or second_factor.enrol(account)
    more = {"picture": second_factor.picture(address), "secret": second_factor.typed(address)}
    return _step(request, form, "enrol", more)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """The session ends."""
    entering.log_out(request)
    return redirect("staff:log_in")


def _account(request: HttpRequest) -> Account:
    """Whoever gave a name and a password; the gate lets nobody else come here."""
    if not isinstance(request.user, Account):
        raise TypeError("nobody is logged in")
    return request.user


def _step(
    request: HttpRequest, form: Form, page: str, more: dict[str, str] | None = None
) -> HttpResponse:
    told = {"form": form, **(more or {})}
    return render(request, f"console/staff/{page}.html", told)
