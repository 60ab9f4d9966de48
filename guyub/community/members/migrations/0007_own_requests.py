"""A request about the own file says what the field should be, beside why."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0006_case_details'),
    ]

    operations = [
        migrations.AddField(
            model_name='ownrequest',
            name='value',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddConstraint(
            model_name='ownrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('about__in', ('nik', 'kk', 'phone')), _negated=True), ('value', ''), _connector='OR'), name='own_request_hides_numbers'),
        ),
    ]
