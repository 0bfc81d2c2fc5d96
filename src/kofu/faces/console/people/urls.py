"""Addresses of people's pages: the register's own numbers, never anybody's data."""

from __future__ import annotations

from django.urls import path

from kofu.faces.console.people import finding, looking, opening, paging, showing

app_name = "people"
urlpatterns = [
    path("", finding.find, name="find"),
    path("<int:number>/", showing.person, name="person"),
    path("<int:number>/open/", opening.open_person, name="open"),
    path("<int:number>/log/", looking.log, name="log"),
    path("<int:number>/documents/<int:document>/", paging.document, name="document"),
]
