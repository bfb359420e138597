from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "realsync.watch"
    label = "watch"
