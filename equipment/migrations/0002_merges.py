import django.db.models.deletion
from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0002_notes_documents_merges'),
        ('equipment', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='equipment',
            name='equipment_serial_once_per_company',
        ),
        migrations.AddField(
            model_name='equipment',
            name='merged_into',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='equipment.equipment'),
        ),
        migrations.AddConstraint(
            model_name='equipment',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('serial', ''), _negated=True), ('merged_into', None)), fields=('company', 'manufacturer', 'model', 'serial'), name='equipment_serial_once_per_company', nulls_distinct=False),
        ),
        sql_file("equipment", "0008_links"),
    ]
