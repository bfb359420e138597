from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    """Presence is forgotten in two minutes anyway: nothing of it is kept."""

    dependencies = [('locking', '0001_initial')]

    operations = [
        migrations.RunSQL('DELETE FROM presence', 'DELETE FROM presence'),
        migrations.RemoveConstraint(model_name='presence', name='presence_tab_key'),
        migrations.RemoveField(model_name='presence', name='page'),
        migrations.AddField(model_name='presence', name='turn', field=models.BigIntegerField(default=0), preserve_default=False),
        migrations.AddField(model_name='presence', name='left_at', field=models.DateTimeField(null=True)),
        migrations.AddConstraint(model_name='presence', constraint=models.UniqueConstraint(fields=('entity_type', 'entity_id', 'tab', 'user'), name='presence_tab_key')),
        sql_file('locking', '0002_turns'),
    ]
