
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0003_uploads'),
        ('subsidised', '0007_outlet_figures'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(fields=['consumer', 'programme'], name='standing_by_consumer'),
        ),
    ]
