from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "companies"

    def ready(self) -> None:
        from companies.editing.sheets import EDITINGS
        from companies.grants import BRANCHES, COMPANIES, client_scope
        from companies.history import register_history
        from companies.kept import RETENTION
        from companies.kinds import KINDS
        from companies.merging import registering
        from companies.models.notice import ask_unread
        from companies.notes.told import register_mentions
        from companies.refusals import VIOLATIONS
        from realsync.accounts.granted import register_granted
        from realsync.accounts.roles import Role
        from realsync.db.scope import register_resolver, register_unread
        from realsync.db.violations import register_violations
        from realsync.editing.sheet import register_editing
        from realsync.records.kinds import register
        from realsync.watch.retention import register_retention

        register_retention(*RETENTION)
        register_resolver("client", client_scope)
        register_unread("notice", ask_unread)
        register_granted(Role.COMPANY_MANAGER, COMPANIES)
        register_granted(Role.BRANCH_MANAGER, BRANCHES)
        register_violations(VIOLATIONS)
        for kind in KINDS:
            register(kind)
        for editing in EDITINGS:
            register_editing(editing)
        register_history()
        register_mentions()
        registering.register()
