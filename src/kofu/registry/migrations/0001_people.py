"""Tables: see `tables.py` of each part of the register."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_id", models.TextField(unique=True)),
            ],
            options={
                "db_table": "person",
            },
        ),
        migrations.CreateModel(
            name="Load",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("roster", "名簿（全員）"),
                            ("status-list", "職権交付対象者リスト"),
                            ("correction", "訂正"),
                            ("counter", "窓口"),
                        ]
                    ),
                ),
                ("sha256", models.TextField()),
                ("as_of", models.DateField()),
                ("rows", models.IntegerField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("counts", models.JSONField(default=dict)),
            ],
            options={
                "db_table": "load",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "sha256", "as_of"), name="load_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="HoldingFact",
            fields=[
                ("old_card_until", models.DateField(null=True)),
                ("certificate_until", models.DateField(null=True)),
                ("notice_sent_on", models.DateField(null=True)),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person_id",
                        "valid_from",
                        "known_at",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("known_at", models.DateTimeField()),
                ("withdrawn", models.BooleanField(db_default=False)),
                (
                    "load",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registry.load",
                    ),
                ),
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
                "db_table": "holding_fact",
            },
        ),
        migrations.CreateModel(
            name="EnrolmentFact",
            fields=[
                ("household_id", models.TextField(null=True)),
                ("symbol", models.TextField(null=True)),
                ("number", models.TextField(null=True)),
                ("branch", models.TextField(null=True)),
                ("name", models.TextField(null=True)),
                ("name_kana", models.TextField(null=True)),
                ("alias", models.TextField(null=True)),
                ("household_head", models.TextField(null=True)),
                ("birth_date", models.DateField(null=True)),
                ("sex", models.TextField(null=True)),
                ("acquired_on", models.DateField(null=True)),
                ("lost_on", models.DateField(null=True)),
                ("membership", models.TextField(null=True)),
                ("voluntary_continuation", models.BooleanField(null=True)),
                ("employer_id", models.TextField(null=True)),
                ("residence_until", models.DateField(null=True)),
                ("disability_until", models.DateField(null=True)),
                ("student", models.BooleanField(null=True)),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person_id",
                        "valid_from",
                        "known_at",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("known_at", models.DateTimeField()),
                ("withdrawn", models.BooleanField(db_default=False)),
                (
                    "load",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registry.load",
                    ),
                ),
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
                "db_table": "enrolment_fact",
            },
        ),
        migrations.CreateModel(
            name="CardFact",
            fields=[
                ("status_on", models.DateField(null=True)),
                ("has_card", models.BooleanField(null=True)),
                ("registered", models.BooleanField(null=True)),
                ("certificate_expires_on", models.DateField(null=True)),
                ("card_returned_on", models.DateField(null=True)),
                ("card_lost_on", models.DateField(null=True)),
                ("deregistration_applied_on", models.DateField(null=True)),
                ("deregistered_on", models.DateField(null=True)),
                ("info_restricted", models.BooleanField(null=True)),
                ("my_number_known", models.BooleanField(null=True)),
                ("uses_12m", models.IntegerField(null=True)),
                ("uses_3m", models.IntegerField(null=True)),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person_id",
                        "valid_from",
                        "known_at",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("known_at", models.DateTimeField()),
                ("withdrawn", models.BooleanField(db_default=False)),
                (
                    "load",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registry.load",
                    ),
                ),
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
                "db_table": "card_fact",
            },
        ),
        migrations.CreateModel(
            name="BurdenFact",
            fields=[
                ("copay_percent", models.IntegerField(null=True)),
                ("copay_from", models.DateField(null=True)),
                ("limit_class", models.TextField(null=True)),
                ("limit_from", models.DateField(null=True)),
                ("limit_requested", models.BooleanField(null=True)),
                ("long_stay_on", models.DateField(null=True)),
                ("specified_disease", models.TextField(null=True)),
                ("specified_disease_from", models.DateField(null=True)),
                ("special_care_from", models.DateField(null=True)),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person_id",
                        "valid_from",
                        "known_at",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("known_at", models.DateTimeField()),
                ("withdrawn", models.BooleanField(db_default=False)),
                (
                    "load",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registry.load",
                    ),
                ),
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
                "db_table": "burden_fact",
            },
        ),
        migrations.CreateModel(
            name="PersonEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("joined", "加入"),
                            ("left", "喪失"),
                            ("changed", "記載事項の変更"),
                            ("card-gained", "マイナ保険証が使えるようになった"),
                            ("card-lost", "マイナ保険証が使えなくなった"),
                            ("vanished", "喪失日がないまま名簿から消えた"),
                            ("back", "名簿に戻った"),
                        ]
                    ),
                ),
                ("on_day", models.DateField()),
                (
                    "strands",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                (
                    "load",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registry.load"
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
                "db_table": "person_event",
            },
        ),
        migrations.CreateModel(
            name="RequestFact",
            fields=[
                ("application", models.TextField(null=True)),
                ("applied_on", models.DateField(null=True)),
                ("requested_at_enrolment", models.BooleanField(null=True)),
                ("support_needed", models.BooleanField(null=True)),
                ("wants_registered_mail", models.BooleanField(null=True)),
                ("delivery_hold", models.BooleanField(null=True)),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person_id",
                        "valid_from",
                        "known_at",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("known_at", models.DateTimeField()),
                ("withdrawn", models.BooleanField(db_default=False)),
                (
                    "load",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registry.load",
                    ),
                ),
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
                "db_table": "request_fact",
            },
        ),
        migrations.CreateModel(
            name="ResidenceFact",
            fields=[
                ("postal_code", models.TextField(null=True)),
                ("address", models.TextField(null=True)),
                ("municipality_code", models.TextField(null=True)),
                ("residence_exception", models.BooleanField(null=True)),
                ("mailing_name", models.TextField(null=True)),
                ("mailing_postal_code", models.TextField(null=True)),
                ("mailing_address", models.TextField(null=True)),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person_id",
                        "valid_from",
                        "known_at",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("known_at", models.DateTimeField()),
                ("withdrawn", models.BooleanField(db_default=False)),
                (
                    "load",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registry.load",
                    ),
                ),
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
                "db_table": "residence_fact",
            },
        ),
        migrations.CreateModel(
            name="PersonNow",
            fields=[
                ("household_id", models.TextField(null=True)),
                ("symbol", models.TextField(null=True)),
                ("number", models.TextField(null=True)),
                ("branch", models.TextField(null=True)),
                ("name", models.TextField(null=True)),
                ("name_kana", models.TextField(null=True)),
                ("alias", models.TextField(null=True)),
                ("household_head", models.TextField(null=True)),
                ("birth_date", models.DateField(null=True)),
                ("sex", models.TextField(null=True)),
                ("acquired_on", models.DateField(null=True)),
                ("lost_on", models.DateField(null=True)),
                ("membership", models.TextField(null=True)),
                ("voluntary_continuation", models.BooleanField(null=True)),
                ("employer_id", models.TextField(null=True)),
                ("residence_until", models.DateField(null=True)),
                ("disability_until", models.DateField(null=True)),
                ("student", models.BooleanField(null=True)),
                ("postal_code", models.TextField(null=True)),
                ("address", models.TextField(null=True)),
                ("municipality_code", models.TextField(null=True)),
                ("residence_exception", models.BooleanField(null=True)),
                ("mailing_name", models.TextField(null=True)),
                ("mailing_postal_code", models.TextField(null=True)),
                ("mailing_address", models.TextField(null=True)),
                ("copay_percent", models.IntegerField(null=True)),
                ("copay_from", models.DateField(null=True)),
                ("limit_class", models.TextField(null=True)),
                ("limit_from", models.DateField(null=True)),
                ("limit_requested", models.BooleanField(null=True)),
                ("long_stay_on", models.DateField(null=True)),
                ("specified_disease", models.TextField(null=True)),
                ("specified_disease_from", models.DateField(null=True)),
                ("special_care_from", models.DateField(null=True)),
                ("status_on", models.DateField(null=True)),
                ("has_card", models.BooleanField(null=True)),
                ("registered", models.BooleanField(null=True)),
                ("certificate_expires_on", models.DateField(null=True)),
                ("card_returned_on", models.DateField(null=True)),
                ("card_lost_on", models.DateField(null=True)),
                ("deregistration_applied_on", models.DateField(null=True)),
                ("deregistered_on", models.DateField(null=True)),
                ("info_restricted", models.BooleanField(null=True)),
                ("my_number_known", models.BooleanField(null=True)),
                ("uses_12m", models.IntegerField(null=True)),
                ("uses_3m", models.IntegerField(null=True)),
                ("application", models.TextField(null=True)),
                ("applied_on", models.DateField(null=True)),
                ("requested_at_enrolment", models.BooleanField(null=True)),
                ("support_needed", models.BooleanField(null=True)),
                ("wants_registered_mail", models.BooleanField(null=True)),
                ("delivery_hold", models.BooleanField(null=True)),
                ("old_card_until", models.DateField(null=True)),
                ("certificate_until", models.DateField(null=True)),
                ("notice_sent_on", models.DateField(null=True)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="registry.person",
                    ),
                ),
                (
                    "seen",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registry.load",
                    ),
                ),
            ],
            options={
                "db_table": "person_now",
            },
        ),
    ]
