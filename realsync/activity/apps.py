from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "realsync.activity"
    label = "activity"
