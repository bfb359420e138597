from django.apps import AppConfig


class NumbersConfig(AppConfig):
    name = "realsync.numbers"
    label = "numbers"
