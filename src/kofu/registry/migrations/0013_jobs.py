"""Jobs asked for in pages; and those of a run who are held back or reviewed, to be listed."""

import django.db.models.functions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0011_counter"),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("key", models.TextField()),
                ("asked", models.JSONField()),
                ("by", models.TextField()),
                ("terminal", models.TextField(default="")),
                ("asked_at", models.DateTimeField(db_default=django.db.models.functions.Now())),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                    ),
                ),
                ("attempts", models.SmallIntegerField(default=0)),
                ("phase", models.TextField(default="")),
                ("progress", models.FloatField(default=0.0)),
                ("object", models.TextField(default="")),
                ("told", models.JSONField(default=dict)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "job",
                "indexes": [models.Index(fields=["kind", "-id"], name="job_of_kind")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("waiting", "running"))),
                        fields=("key",),
                        name="job_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("progress__gte", 0.0), ("progress__lte", 1.0)),
                        name="job_progress",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(state__in=("waiting", "running"), finished_at=None)
                        | models.Q(state__in=("done", "failed"), finished_at__isnull=False),
                        name="job_finished",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="runperson",
            index=models.Index(
                condition=models.Q(("outcome__in", ["withheld", "review"])),
                fields=["run", "outcome", "person"],
                name="run_person_aside",
            ),
        ),
    ]
