from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "tasks"

    def ready(self) -> None:
        from companies.actions.message import register_on_message
        from jobs.certificates.actions.incident import register_on_opening
        from jobs.quotes.actions.response import register_on_response
        from jobs.work.actions.request import register_on_request
        from jobs.work.actions.visit_answer import register_on_other_date
        from realsync.accounts.hand_over import register_hand_over
        from realsync.db.violations import register_violations
        from realsync.editing.sheet import register_editing
        from realsync.records.kinds import register
        from tasks import merging
        from tasks.actions.asked import task_of_other_date, task_of_request, task_of_response
        from tasks.actions.incident import tasks_of_incident
        from tasks.actions.message import task_of_message
        from tasks.actions.task import hand_over_tasks
        from tasks.editing.sheets import EDITINGS
        from tasks.history import register_history
        from tasks.kinds import KINDS
        from tasks.refusals import VIOLATIONS

        register_violations(VIOLATIONS)
        for kind in KINDS:
            register(kind)
        for editing in EDITINGS:
            register_editing(editing)
        register_history()
        register_hand_over(hand_over_tasks)
        register_on_opening(tasks_of_incident)
        register_on_message(task_of_message)
        register_on_response(task_of_response)
        register_on_other_date(task_of_other_date)
        register_on_request(task_of_request)
        merging.register()
