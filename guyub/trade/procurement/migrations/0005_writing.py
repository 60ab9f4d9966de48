from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent


class Migration(migrations.Migration):

    dependencies = [
        ('procurement', '0004_openings'),
    ]

    operations = [
        migrations.RunSQL(
            (HERE / '0005_writing.sql').read_text(encoding='utf-8'),
            (HERE / '0005_writing_reverse.sql').read_text(encoding='utf-8'),
        ),
    ]
