"""Tokens of programs, and what they send once."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from kofu.registry.rights import token_guards


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0013_jobs"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.TextField()),
                ("digest", models.TextField(unique=True)),
                ("expires_on", models.DateField()),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("created_by", models.TextField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_by", models.TextField(default="")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registry.account"
                    ),
                ),
            ],
            options={
                "db_table": "api_token",
            },
        ),
        migrations.AddField("application", "call_key", models.UUIDField(null=True)),
        migrations.AddField("application", "call_digest", models.TextField(default="")),
        migrations.AddConstraint(
            "application",
            models.UniqueConstraint(fields=["by", "call_key"], name="application_once_a_call"),
        ),
        migrations.AddIndex(
            "entry",
            models.Index(
                fields=["terminal", "at"],
                condition=models.Q(event="token-refused"),
                name="log_token_refused",
            ),
        ),
        migrations.RunSQL(list(token_guards())),
    ]
