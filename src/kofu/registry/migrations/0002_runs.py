"""Tables: see `tables.py` of each part of the register."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0001_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="RunAllowed",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "before",
                        "step",
                        "after",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("before", models.TextField()),
                ("step", models.TextField()),
                ("after", models.TextField()),
            ],
            options={
                "db_table": "run_allowed",
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("pack", models.TextField()),
                ("on_day", models.DateField()),
                ("known", models.DateField()),
                ("issued", models.DateField()),
                ("as_of", models.DateField()),
                ("facts_at", models.DateTimeField()),
                ("identity", models.TextField(unique=True)),
                ("fingerprint", models.JSONField()),
                ("folder", models.TextField()),
                ("per_chunk", models.IntegerField()),
                ("chunks", models.IntegerField()),
                ("planned_by", models.TextField()),
                (
                    "planned_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("counts", models.JSONField()),
                ("tracking", models.JSONField(default=dict)),
            ],
            options={
                "db_table": "run",
                "constraints": [
                    models.UniqueConstraint(fields=("id", "planned_by"), name="run_and_planner")
                ],
            },
        ),
        migrations.CreateModel(
            name="Pull",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "run_id",
                        "person_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("reason", models.TextField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registry.person"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registry.run",
                    ),
                ),
            ],
            options={
                "db_table": "pull",
            },
        ),
        migrations.CreateModel(
            name="ChunkDone",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "run_id",
                        "number",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.IntegerField()),
                ("printed", models.IntegerField()),
                ("stopped", models.IntegerField()),
                ("pulled", models.IntegerField()),
                ("pages", models.IntegerField()),
                ("files", models.JSONField()),
                ("unbarred", models.JSONField(default=dict)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registry.run",
                    ),
                ),
            ],
            options={
                "db_table": "chunk_done",
            },
        ),
        migrations.CreateModel(
            name="RunPerson",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "run_id",
                        "person_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("outcome", models.TextField()),
                ("code", models.TextField(default="")),
                ("chunk", models.IntegerField(null=True)),
                ("event", models.TextField(default="")),
                ("document", models.TextField()),
                ("delivery", models.TextField(default="")),
                ("valid_until", models.DateField(null=True)),
                ("rule", models.TextField(default="")),
                ("receipt", models.TextField()),
                ("facts_hash", models.TextField()),
                ("class_key", models.BigIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registry.person"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registry.run",
                    ),
                ),
            ],
            options={
                "db_table": "run_person",
            },
        ),
        migrations.CreateModel(
            name="RunSlot",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind",
                        "on_day",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.TextField()),
                ("on_day", models.DateField()),
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, to="registry.run"
                    ),
                ),
            ],
            options={
                "db_table": "run_slot",
            },
        ),
        migrations.CreateModel(
            name="StoppedPerson",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "run_id",
                        "person_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("form", models.TextField()),
                ("code", models.TextField()),
                ("field", models.TextField()),
                ("unit", models.TextField(default="")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registry.person"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registry.run",
                    ),
                ),
            ],
            options={
                "db_table": "stopped_person",
            },
        ),
        migrations.CreateModel(
            name="RunAction",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "run_id",
                        "seq",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("seq", models.SmallIntegerField()),
                ("before", models.TextField()),
                ("step", models.TextField()),
                ("after", models.TextField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("by", models.TextField()),
                ("planned_by", models.TextField()),
                ("detail", models.JSONField(default=dict)),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registry.run",
                    ),
                ),
            ],
            options={
                "db_table": "run_action",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("before", "new"), ("seq", 1)),
                            models.Q(models.Q(("before", "new"), _negated=True), ("seq__gt", 1)),
                            _connector="OR",
                        ),
                        name="run_action_first_is_new",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("step", "approve"), _negated=True),
                            models.Q(("by", models.F("planned_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="run_two_people",
                    ),
                ],
            },
        ),
    ]
