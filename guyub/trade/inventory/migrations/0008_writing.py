from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent


class Migration(migrations.Migration):

    dependencies = [
        ('inventory', '0007_stock_counts'),
    ]

    operations = [
        migrations.RunSQL(
            (HERE / '0008_writing.sql').read_text(encoding='utf-8'),
            (HERE / '0008_writing_reverse.sql').read_text(encoding='utf-8'),
        ),
    ]
