from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "companies"

    def ready(self) -> None:
        from companies.grants import client_scope
        from realsync.db.scope import register_resolver

        register_resolver("client", client_scope)
