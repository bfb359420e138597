from django.db import migrations


class Migration(migrations.Migration):
    """Selections kept before are sorted, too: selections.within searches them by halves."""

    dependencies = [("lists", "0002_anchors")]

    operations = [
        migrations.RunSQL(
            "UPDATE list_selections SET ids = ARRAY(SELECT id FROM unnest(ids) AS id ORDER BY id)",
            migrations.RunSQL.noop,
        ),
    ]
