from django.apps import AppConfig


class DbConfig(AppConfig):
    name = "realsync.db"
    label = "db"
    verbose_name = "Settings"
