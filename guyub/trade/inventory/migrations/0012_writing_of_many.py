from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent


class Migration(migrations.Migration):

    dependencies = [
        ('inventory', '0011_consigned_goods'),
    ]

    operations = [
        migrations.RunSQL(
            (HERE / '0012_writing_of_many.sql').read_text(encoding='utf-8'),
            (HERE / '0012_writing_of_many_reverse.sql').read_text(encoding='utf-8'),
        ),
    ]
