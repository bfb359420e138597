from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_identity'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='NamedPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254)),
                ('name', models.TextField()),
                ('role', models.TextField(choices=[('admin', 'Administrator'), ('management', 'Management'), ('scheduler', 'Scheduler'), ('sales', 'Sales'), ('onboarding', 'Onboarding'), ('technician', 'Technician'), ('company_manager', 'Company manager'), ('branch_manager', 'Branch manager')])),
                ('is_active', models.BooleanField()),
            ],
            options={
                'db_table': 'people',
                'managed': False,
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='user',
            name='density',
            field=models.TextField(choices=[('normal', 'Normal'), ('dense', 'Dense')], db_default='normal', verbose_name='density'),
        ),
        migrations.AddField(
            model_name='user',
            name='unread',
            field=models.PositiveIntegerField(db_default=0, editable=False),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('density__in', ['normal', 'dense'])), name='users_density_known'),
        ),
        sql_file("realsync.accounts", "0003_people"),
    ]
