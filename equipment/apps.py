from django.apps import AppConfig


class EquipmentConfig(AppConfig):
    name = "equipment"

    def ready(self) -> None:
        from equipment.editing.sheets import EDITINGS
        from equipment.history import register_history
        from equipment.kinds import KINDS
        from equipment.labels.pages import labels_of
        from equipment.merging import registering
        from equipment.refusals import VIOLATIONS
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
        for entity in ("equipment", "branch"):
            register_creatable(entity, labels_of)
        registering.register()
