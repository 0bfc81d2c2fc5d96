"""Addresses of runs; people are named by internal numbers only."""

from __future__ import annotations

from django.urls import path

from kofu.faces.console.runs import acts, comparing, taking_out, views

app_name = "runs"
urlpatterns = [
    path("", views.listed, name="list"),
    path("plan/", views.plan, name="plan"),
    path("<int:number>/", views.show, name="show"),
    path("<int:number>/part/", views.part, name="part"),
    path("<int:number>/release/", acts.release, name="release"),
    path("<int:number>/compare/", comparing.compare, name="compare"),
    path("<int:number>/act/<str:act>/", acts.act, name="act"),
    path("<int:number>/people/<str:kind>/", taking_out.people, name="people"),
    path("<int:number>/people/<str:kind>.csv", taking_out.people_file, name="people_file"),
    path("<int:number>/files/<str:part>/", taking_out.files, name="files"),
    path("<int:number>/files/<str:part>/all.zip", taking_out.all_files, name="all_files"),
    path("<int:number>/files/<str:part>/<path:name>", taking_out.file, name="file"),
]
