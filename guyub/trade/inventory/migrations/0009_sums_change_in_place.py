from django.db import migrations, models

# Room on each page for the next version of its rows: then no index hears of a change.
ROOM = 'ALTER TABLE {} SET (fillfactor = 85)'
NO_ROOM = 'ALTER TABLE {} RESET (fillfactor)'


class Migration(migrations.Migration):

    dependencies = [
        ('inventory', '0008_writing'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='stockmonth',
            name='stock_month_by_month',
        ),
        migrations.AddIndex(
            model_name='stockmonth',
            index=models.Index(fields=['cooperative', 'month'], name='stock_month_by_month'),
        ),
        migrations.RunSQL(ROOM.format('inventory_stock'), NO_ROOM.format('inventory_stock')),
        migrations.RunSQL(ROOM.format('inventory_stockmonth'), NO_ROOM.format('inventory_stockmonth')),
    ]
