from django.apps import AppConfig


class QuotesConfig(AppConfig):
    name = "jobs.quotes"
    label = "quotes"
