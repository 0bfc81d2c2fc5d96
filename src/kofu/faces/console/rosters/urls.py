"""Addresses of files on their way into the register; each has a number of its own."""

from __future__ import annotations

from django.urls import path

from kofu.faces.console.rosters import checking, columns, views

app_name = "rosters"
urlpatterns = [
    path("", views.listed, name="list"),
    path("upload/", views.upload, name="upload"),
    path("<str:token>/columns/", columns.columns, name="columns"),
    path("<str:token>/checked/", checking.checked_page, name="checked"),
    path("<str:token>/faults.csv", checking.faults, name="faults"),
    path("<str:token>/load/", checking.load, name="load"),
    path("<str:token>/remove/", views.remove_file, name="remove"),
]
