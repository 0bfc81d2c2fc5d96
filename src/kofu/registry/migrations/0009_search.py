"""Finding a person: the folded names, addresses and numbers, and their index."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from kofu.registry.rights import read
from kofu.registry.search.keep import make_everybody


def fill(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM person_now)")
        if cursor.fetchone() == (True,):
            make_everybody(cursor)


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0008_post"),
    ]

    operations = [
        migrations.CreateModel(
            name="PersonSearch",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="registry.person",
                    ),
                ),
                ("name", models.TextField()),
                ("kana", models.TextField()),
                ("alias", models.TextField()),
                ("head", models.TextField()),
                ("address", models.TextField()),
                ("postal_code", models.TextField()),
                ("municipality_code", models.TextField()),
                ("birth_date", models.DateField(null=True)),
                (
                    "numbers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None
                    ),
                ),
                (
                    "grams",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), size=None
                    ),
                ),
            ],
            options={
                "db_table": "person_search",
                "indexes": [
                    models.Index(fields=["birth_date"], name="person_search_birth"),
                    models.Index(fields=["municipality_code"], name="person_search_municipality"),
                ],
            },
        ),
        migrations.RunSQL(read("search.sql")),
        migrations.RunPython(fill),
    ]
