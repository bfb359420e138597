from django.apps import AppConfig


class QuotesConfig(AppConfig):
    name = "jobs.quotes"
    label = "quotes"

    def ready(self) -> None:
        from jobs.quotes import merging
        from jobs.quotes.actions.owner import hand_over_quotes
        from jobs.quotes.editing.sheets import EDITINGS
        from jobs.quotes.history import register_history
        from jobs.quotes.kinds import KINDS
        from jobs.quotes.refusals import VIOLATIONS
        from jobs.quotes.related import new_quote, quote_from_serials, quote_of_instrument
        from realsync.accounts.hand_over import register_hand_over
        from realsync.db.violations import register_violations
        from realsync.editing.sheet import register_editing
        from realsync.lists.record_page import register_creatable
        from realsync.records.kinds import register

        register_violations(VIOLATIONS)
        for kind in KINDS:
            register(kind)
        for editing in EDITINGS:
            register_editing(editing)
        register_history()
        for place in ("company", "branch"):
            register_creatable(place, new_quote)
        register_creatable("branch", quote_from_serials)
        register_creatable("equipment", quote_of_instrument)
        register_hand_over(hand_over_quotes)
        merging.register()
