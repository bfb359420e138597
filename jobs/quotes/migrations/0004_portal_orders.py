import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0010_portal'),
        ('quotes', '0003_responses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='quote',
            index=models.Index(models.F('company_id'), django.db.models.functions.text.Concat(models.Case(models.When(status='sent', then=models.Value('1')), default=models.Value('0'), output_field=models.TextField()), models.F('number')), models.F('id'), name='idx_quotes_company_waiting'),
        ),
        migrations.AddIndex(
            model_name='quote',
            index=models.Index(models.F('branch_id'), django.db.models.functions.text.Concat(models.Case(models.When(status='sent', then=models.Value('1')), default=models.Value('0'), output_field=models.TextField()), models.F('number')), models.F('id'), name='idx_quotes_branch_waiting'),
        ),
        migrations.AddIndex(
            model_name='quoteresponse',
            index=models.Index(condition=models.Q(('purchase_order', ''), _negated=True), fields=['company', 'id'], name='idx_quote_responses_orders'),
        ),
    ]
