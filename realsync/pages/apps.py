from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "realsync.pages"

    def ready(self) -> None:
        """Addresses of every app name records by the converter that this registers."""
        import realsync.pages.converters  # noqa: F401
