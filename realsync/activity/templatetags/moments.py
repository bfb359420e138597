from django import template

from realsync.activity import moments

register = template.Library()
register.filter("ago", moments.ago)
register.filter("exactly", moments.exactly)
register.filter("day_of", moments.day_of)
register.filter("initials", moments.initials)
