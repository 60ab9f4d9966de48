from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent


class Migration(migrations.Migration):

    dependencies = [
        ('retail', '0002_tills_and_sales'),
    ]

    operations = [
        migrations.RunSQL(
            (HERE / '0003_writing.sql').read_text(encoding='utf-8'),
            (HERE / '0003_writing_reverse.sql').read_text(encoding='utf-8'),
        ),
    ]
