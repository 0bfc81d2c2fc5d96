"""Addresses of jobs."""

from __future__ import annotations

from django.urls import path

from kofu.faces.console.jobs import views

app_name = "jobs"
urlpatterns = [
    path("<int:number>/", views.show, name="show"),
    path("<int:number>/part/", views.part, name="part"),
]
