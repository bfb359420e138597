from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    """Without django-htmx's beta of htmx 4, whose modules name files that do not exist."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "django_htmx"]
