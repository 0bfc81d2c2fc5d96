"""Tables: see `tables.py` of each part of the register."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.datetime
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0002_runs"),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Allowed",
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
                "db_table": "allowed",
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("variant", models.TextField(default="")),
                ("basis", models.TextField(default="")),
                ("rule", models.TextField(default="")),
                ("cap", models.TextField(default="")),
                ("form", models.TextField(default="")),
                ("delivery", models.TextField(default="")),
                ("provisional", models.BooleanField(default=False)),
                ("valid_from", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("issued_on", models.DateField()),
                ("law_on", models.DateField()),
                ("law_known", models.DateField()),
                ("pack", models.TextField()),
                ("pack_hash", models.TextField()),
                ("facts_hash", models.TextField()),
                ("class_key", models.BigIntegerField()),
                ("receipt", models.TextField()),
                (
                    "origin",
                    models.TextField(
                        choices=[
                            ("run", "一括"),
                            ("counter", "窓口"),
                            ("inherited", "登録簿ができる前"),
                        ]
                    ),
                ),
                ("chunk", models.IntegerField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registry.person"
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registry.document",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="registry.run"
                    ),
                ),
            ],
            options={
                "db_table": "document",
            },
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "document_id",
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
                ("on_day", models.DateField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("by", models.TextField()),
                ("reason", models.TextField(default="")),
                (
                    "document",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registry.document",
                    ),
                ),
            ],
            options={
                "db_table": "action",
            },
        ),
        migrations.CreateModel(
            name="LiveCertificate",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="registry.document",
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registry.person",
                    ),
                ),
            ],
            options={
                "db_table": "live_certificate",
            },
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("run", "person"), name="document_once_a_run"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True),
                    ("valid_from__lte", models.F("valid_until")),
                    _connector="OR",
                ),
                name="document_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "certificate"), _negated=True),
                    ("valid_from__isnull", False),
                    _connector="OR",
                ),
                name="document_certificate_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("origin", "run"), ("run__isnull", False)),
                    models.Q(models.Q(("origin", "run"), _negated=True), ("run__isnull", True)),
                    _connector="OR",
                ),
                name="document_run_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("before", "new"), ("seq", 1)),
                    models.Q(models.Q(("before", "new"), _negated=True), ("seq__gt", 1)),
                    _connector="OR",
                ),
                name="action_first_is_new",
            ),
        ),
        migrations.AddConstraint(
            model_name="livecertificate",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("person", "="), ("during", "&&")], name="one_live_certificate"
            ),
        ),
    ]
