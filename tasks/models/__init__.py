from tasks.models.task import Task

__all__ = ["Task"]
