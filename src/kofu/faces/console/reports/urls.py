"""Addresses of statistics. A report is named by its day and a hash."""

from __future__ import annotations

from django.urls import path

from kofu.faces.console.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.listed, name="list"),
    path("<slug:name>/", views.show, name="show"),
    path("<slug:name>/pictures/<slug:picture>.svg", views.picture, name="picture"),
    path("<slug:name>/files/<str:file>", views.file, name="file"),
]
