from django.contrib.admin.apps import AdminConfig


class OperatorsAdmin(AdminConfig):
    """Django's admin, with a site of our own. Its own log stays empty: nobody may write to it."""

    default = True
    default_site = "realsync.admin_site.site.OperatorsSite"
