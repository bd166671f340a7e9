"""The pages of statements; the list and the form to state need what stands above, and begin in ``checks.pages``."""

from clearline.assurance.statements.pages.changing import keep, offer, show_say, sign, voice
from clearline.assurance.statements.pages.listing import offers, show
from clearline.assurance.statements.pages.one import judgement

__all__ = ["judgement", "keep", "offer", "offers", "show", "show_say", "sign", "voice"]
