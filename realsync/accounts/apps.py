from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "realsync.accounts"
    label = "accounts"

    def ready(self) -> None:
        from realsync.accounts.scope import staff_scope
        from realsync.db.scope import register_resolver

        register_resolver("staff", staff_scope)
