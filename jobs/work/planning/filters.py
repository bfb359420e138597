"""What the schedule is narrowed to; as everywhere, it stands in the address."""

from django.utils.translation import gettext_lazy

from realsync.lists.filters import FilterForm, WordField


class ScheduleFilters(FilterForm):
    """`q` searches the jobs that wait for a time; `region` dims visits elsewhere."""

    placeholder = gettext_lazy("Search jobs to plan")

    region = WordField(gettext_lazy("Region"), gettext_lazy("Every region"))
    skill = WordField(gettext_lazy("Skill"), gettext_lazy("Every skill"))
