"""What people say of themselves, and administrators of others."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.functions import Lower
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from realsync.accounts.models import Density, User
from realsync.accounts.roles import STAFF_ROLES, Role
from realsync.db.scope import Person
from realsync.lists.filters import FilterForm, PickField
from realsync.pages.widgets import RadioCards

LONGEST_NAME = 120
STAFF_CHOICES = [(role.value, role.label) for role in Role if role in STAFF_ROLES]
THEMES = [("auto", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))]


def name_field() -> forms.CharField:
    return forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "name"}),
    )


class ZoneField(forms.CharField):
    """A name of the time zone database; the browser searches in a list of them."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Time zone"),
            help_text=_("Type a city, Vienna or Chicago, and choose. Times are shown in it."),
            max_length=60,
            widget=forms.TextInput({"list": "zones", "autocomplete": "off", "spellcheck": "false"}),
        )

    def clean(self, value: Any) -> str:
        name: str = super().clean(value)
        known = {zone.lower(): zone for zone in zones()}
        zone = known.get(name.replace(" ", "_").lower())
        if zone is None:
            raise ValidationError(_t("There is no such time zone. Choose one from the list."))
        return zone


def zones() -> list[str]:
    return sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")


class ProfileForm(forms.Form):
    name = name_field()
    time_zone = ZoneField()
    density = forms.ChoiceField(
        label=_("Density"),
        choices=Density.choices,
        widget=RadioCards(
            {
                Density.NORMAL.value: _("Room to breathe, easy to hit"),
                Density.DENSE.value: _("More rows on a screen"),
            }
        ),
    )
    theme = forms.ChoiceField(
        label=_("Theme"),
        help_text=_("Kept in this browser only."),
        choices=THEMES,
        widget=forms.RadioSelect,
    )


class AddressField(forms.EmailField):
    """Nobody else's, in any case of letters."""

    def __init__(self) -> None:
        super().__init__(
            label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "off"})
        )


class InvitationForm(forms.Form):
    name = name_field()
    email = AddressField()
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose a role")), *STAFF_CHOICES])

    def __init__(self, *args: Any, user: Person, person: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.person = person
        self.fields["name"].widget.attrs["autocomplete"] = "off"

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        others = User.objects.visible_to(self.user).annotate(low=Lower("email")).filter(low=email)
        if self.person is not None:
            others = others.exclude(pk=self.person.pk)
        if others.exists():
            raise ValidationError(_t("Somebody has an account with this address already."))
        return email


class UserForm(InvitationForm):
    """Of a client, the role is given with the companies and branches, not here."""

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        if person.side == "client":
            del self.fields["role"]


class DeactivationForm(forms.Form):
    def __init__(self, *args: Any, user: Person, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = User.objects.visible_to(user).staff().filter(is_active=True)
        self.fields["heir"] = forms.ModelChoiceField(
            label=_("Their work goes to"),
            queryset=colleagues.exclude(pk=person.pk).order_by("name", "pk"),
            empty_label=_("Choose a colleague"),
            error_messages={"invalid_choice": _t("Choose an active colleague.")},
        )


class ClientDeactivationForm(forms.Form):
    """A client leaves no work behind, so there is nobody to choose."""

    sure = forms.BooleanField(label=_("Yes, close this account"))


class ViewingForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("It stands in the log beside your name."),
        min_length=5,
        max_length=300,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class NewPasswordForm(forms.Form):
    """Of somebody who opens their account."""

    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("The same once more"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password1(self) -> str:
        from django.contrib.auth.password_validation import validate_password

        password: str = self.cleaned_data["password1"]
        validate_password(password, self.person)
        return password

    def clean_password2(self) -> str:
        password: str = self.cleaned_data["password2"]
        if password != self.cleaned_data.get("password1", password):
            raise ValidationError(_t("The two passwords differ."))
        return password


class UserFilters(FilterForm):
    placeholder = _("Name or e-mail address")

    role = PickField(_("Role"), Role.choices, _("Any role"))
    account = PickField(
        _("State"),
        [
            ("active", _("Active")),
            ("invited", _("Invited")),
            ("deactivated", _("Deactivated")),
            ("all", _("Everybody")),
        ],
        "",
        initial="active",
    )

    def restrict(self, rows: Any) -> Any:
        rows = rows.filter(*self.equal("role"))
        state = self.cleaned_data["account"]
        if state == "active":
            return rows.filter(is_active=True)
        if state == "invited":
            return rows.filter(is_active=False, invitation__isnull=False)
        if state == "deactivated":
            return rows.filter(is_active=False, invitation__isnull=True)
        return rows
