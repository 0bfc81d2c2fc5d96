"""Accounts of the staff: see `access/tables.py`."""

import django.contrib.postgres.fields
import django.db.models.functions.datetime
from django.db import migrations, models

from kofu.registry.rights import account_guards


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0009_search"),
    ]
    # Their tables point to accounts, and they ask for our first migration only.
    run_before = [
        ("otp_static", "0001_initial"),
        ("otp_totp", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("name", models.TextField(unique=True)),
                ("display_name", models.TextField()),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None
                    ),
                ),
                (
                    "municipalities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                ("is_active", models.BooleanField(db_column="active", default=True)),
                ("must_change_password", models.BooleanField(default=True)),
                ("last_entered_at", models.DateTimeField(null=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("created_by", models.TextField()),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("changed_by", models.TextField()),
            ],
            options={
                "db_table": "account",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "roles__contained_by",
                                ["counter", "approver", "operator", "auditor", "administrator"],
                            )
                        ),
                        name="account_roles",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("municipalities", []),
                            ("roles__contained_by", ["counter"]),
                            _connector="OR",
                        ),
                        name="account_scope",
                    ),
                ],
            },
        ),
        migrations.RunSQL(list(account_guards())),
    ]
