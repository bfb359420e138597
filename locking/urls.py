from django.urls import path

from locking.views import drafts as views
from locking.views import fragments, staff

live = [
    path("<slug:entity>/<record:pk>/", fragments.beat, name="beat"),
    path("<slug:entity>/<record:pk>/arrival/", fragments.arrival, name="arrival"),
    path("<slug:entity>/<record:pk>/departure/", fragments.departure, name="departure"),
    path("<slug:entity>/<record:pk>/lock/", fragments.lock, name="lock"),
    path("<slug:entity>/<record:pk>/lock/extension/", fragments.extension, name="extension"),
    path("<slug:entity>/<record:pk>/lock/release/", fragments.release, name="release"),
    path(
        "<slug:entity>/<record:pk>/lock/continuation/", fragments.continuation, name="continuation"
    ),
    path("<slug:entity>/<record:pk>/lock/request/", fragments.request_lock, name="request"),
    path("<slug:entity>/<record:pk>/lock/hand-over/", fragments.hand_over, name="hand_over"),
    path("<slug:entity>/<record:pk>/lock/refusal/", fragments.refusal, name="refusal"),
    path("<slug:entity>/<record:pk>/lock/breaking/", staff.breaking, name="breaking"),
]
# What was typed and not saved yet.
drafts = [
    path("", views.keep, name="keep"),
    path("<record:pk>/removal/", views.removal, name="removal"),
]
