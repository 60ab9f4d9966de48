
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('treasury', '0002_daily'),
    ]

    operations = []
