from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "dashboards"

    def ready(self) -> None:
        from dashboards.history import register_history
        from dashboards.watch.silence import listen_for_silence
        from realsync.watch.beside import register_beside

        register_history()
        register_beside(listen_for_silence)
