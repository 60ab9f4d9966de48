from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent


class Migration(migrations.Migration):

    dependencies = [
        ('retail', '0009_credit_slices'),
        ('inventory', '0012_writing_of_many'),
    ]

    operations = [
        migrations.RunSQL(
            (HERE / '0010_selling.sql').read_text(encoding='utf-8'),
            (HERE / '0010_selling_reverse.sql').read_text(encoding='utf-8'),
        ),
    ]
