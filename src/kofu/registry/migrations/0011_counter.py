"""What was asked for at the counter, and whose register this is."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from kofu.registry.rights import guards


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0010_accounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Insurer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pack", models.TextField()),
                ("kind", models.TextField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "insurer",
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("received_on", models.DateField()),
                ("decided_on", models.DateField()),
                ("channel", models.TextField()),
                ("applicant", models.TextField()),
                (
                    "evidence",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                ("result", models.TextField()),
                ("reason", models.TextField(default="")),
                ("event", models.TextField(default="")),
                ("known", models.DateField()),
                ("said", models.JSONField(default=dict)),
                ("wrote", models.JSONField(default=dict)),
                ("facts_at", models.DateTimeField()),
                ("pack_hash", models.TextField(default="")),
                ("rule", models.TextField(default="")),
                ("receipt", models.TextField(default="")),
                ("fee", models.IntegerField(null=True)),
                ("by", models.TextField()),
                ("terminal", models.TextField(default="")),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registry.document",
                    ),
                ),
                (
                    "earlier",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registry.application",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registry.person"
                    ),
                ),
            ],
            options={
                "db_table": "application",
                "indexes": [
                    models.Index(fields=["kind", "decided_on"], name="application_kind_day")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("received_on__lte", models.F("decided_on"))),
                        name="application_received_before_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("earlier__isnull", False), ("result", "withdrawn")),
                            models.Q(
                                models.Q(("result", "withdrawn"), _negated=True),
                                ("earlier__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="application_withdraws_one",
                    ),
                ],
            },
        ),
        migrations.RunSQL([*guards(("application", "insurer"))]),
    ]
