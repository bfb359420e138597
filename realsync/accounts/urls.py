"""allauth's pages that we offer: accounts are made by invitation, addresses changed by an admin."""

from allauth.account import views
from django.urls import include, path, re_path

from realsync.accounts.permissions import Permission
from realsync.accounts.tables import USERS
from realsync.accounts.views import invitations, profile, sessions, users, viewing
from realsync.db.access import unscoped
from realsync.lists.urls import list_urls
from realsync.pages.access import staff_view

urlpatterns = [
    path("profile/", profile.profile, name="profile"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/end/", sessions.sessions_end, name="end_sessions"),
    path("sessions/<slug:handle>/end/", sessions.session_end, name="end_session"),
    path("invitation/<slug:token>/", invitations.invitation, name="invitation"),
    path("viewing/end/", viewing.viewing_stop, name="stop_viewing"),
    path("2fa/", include("allauth.mfa.urls")),
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    # Says that there is nothing to sign up for; allauth's own pages refer to it.
    path("signup/", views.signup, name="account_signup"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

user_pages = [
    *list_urls(USERS, staff_view(Permission.SYSTEM_MANAGE), reach=unscoped),
    path("new/", invitations.user_invite, name="new"),
    path("<record:pk>/", users.user_detail, name="detail"),
    path("<record:pk>/edit/", users.user_edit, name="edit"),
    path("<record:pk>/deactivation/", users.user_deactivate, name="deactivate"),
    path("<record:pk>/reactivation/", users.user_reactivate, name="reactivate"),
    path("<record:pk>/sessions/end/", users.user_sign_out, name="sign_out"),
    path("<record:pk>/second-factor/end/", users.second_factor_remove, name="remove_factor"),
    path("<record:pk>/invitation/", invitations.invitation_send, name="invite_again"),
    path("<record:pk>/invitation/end/", invitations.invitation_withdraw, name="withdraw"),
    path("<record:pk>/viewing/", viewing.view_as, name="view_as"),
]
