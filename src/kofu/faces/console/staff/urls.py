"""Addresses of log-in and accounts."""

from __future__ import annotations

from django.urls import path

from kofu.faces.console.staff import accounts, entering

app_name = "staff"
urlpatterns = [
    path("enter/", entering.log_in, name="log_in"),
    path("enter/token/", entering.token, name="token"),
    path("enter/password/", entering.password, name="password"),
    path("enter/second-factor/", entering.enrol, name="enrol"),
    path("leave/", entering.log_out, name="log_out"),
    path("", accounts.listed, name="list"),
    path("review.csv", accounts.review_file, name="review"),
    path("add/", accounts.add, name="add"),
    path("<str:name>/", accounts.change, name="change"),
    path("<str:name>/<str:act>/", accounts.act, name="act"),
]
