
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('treasury', '0003_shifts'),
    ]

    operations = []
