"""Devices that quotas are lent to; how a slice's buyer is found there; which sale used a part of a quota."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0003_uploads"),
        ("subsidised", "0001_programmes_consumers_quota"),
    ]

    operations = [
        migrations.AddField(
            model_name="quotause", name="is_firm", field=models.BooleanField(default=False)
        ),
        migrations.AddField(model_name="quotause", name="told_by", field=models.UUIDField(null=True)),
        migrations.AddField(
            model_name="quotaslice",
            name="tag",
            field=models.CharField(blank=True, default="", max_length=32),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="QuotaDevice",
            fields=[
                ("device_id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField(default=0)),
                ("told", models.CharField(blank=True, max_length=64)),
                ("looked_at", models.DateTimeField(null=True)),
                (
                    "cooperative",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.cooperative",
                    ),
                ),
            ],
        ),
    ]
