"""Tables: see `tables.py` of each part of the register."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0003_issued"),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                ("entries", models.IntegerField()),
                ("below", models.BigIntegerField()),
                ("previous", models.TextField()),
                ("head", models.TextField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "log_batch",
            },
        ),
        migrations.CreateModel(
            name="DeletionCertificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("retention_class", models.TextField()),
                ("before_day", models.DateField()),
                ("counts", models.JSONField()),
                ("digest", models.TextField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "xact",
                    models.BigIntegerField(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.Cast(
                                models.Func(
                                    function="pg_current_xact_id", output_field=models.TextField()
                                ),
                                models.TextField(),
                            ),
                            models.BigIntegerField(),
                        )
                    ),
                ),
            ],
            options={
                "db_table": "deletion_certificate",
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("event", models.TextField()),
                ("outcome", models.TextField()),
                ("by", models.TextField()),
                ("terminal", models.TextField(default="")),
                ("subject", models.TextField(default="")),
                ("object", models.TextField(default="")),
                ("reason", models.TextField(default="")),
                ("detail", models.JSONField(default=dict)),
                (
                    "xact",
                    models.BigIntegerField(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.Cast(
                                models.Func(
                                    function="pg_current_xact_id", output_field=models.TextField()
                                ),
                                models.TextField(),
                            ),
                            models.BigIntegerField(),
                        )
                    ),
                ),
            ],
            options={
                "db_table": "log_entry",
            },
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "legal_hold",
            },
        ),
        migrations.CreateModel(
            name="EntrySubject",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="registry.entry",
                    ),
                ),
                ("person_id", models.TextField(db_index=True)),
                ("salt", models.TextField()),
            ],
            options={
                "db_table": "log_subject",
            },
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["xact", "id"], name="log_entry_in_order"),
        ),
        migrations.CreateModel(
            name="HoldEnd",
            fields=[
                (
                    "hold",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="registry.legalhold",
                    ),
                ),
                ("by", models.TextField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "legal_hold_end",
            },
        ),
        migrations.AddField(
            model_name="legalhold",
            name="person",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="registry.person"
            ),
        ),
    ]
