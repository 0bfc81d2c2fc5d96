"""Addresses of programs' tokens; below `staff/` every word may be an account."""

from __future__ import annotations

from django.urls import path

from kofu.faces.console.staff import programs

app_name = "programs"
urlpatterns = [
    path("", programs.listed, name="list"),
    path("add/", programs.add, name="add"),
    path("<int:number>/end/", programs.end, name="end"),
]
