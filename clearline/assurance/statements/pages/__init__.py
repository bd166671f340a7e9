"""The pages of statements."""

from clearline.assurance.statements.pages.changing import keep, offer, say, sign, voice
from clearline.assurance.statements.pages.listing import offers, statements
from clearline.assurance.statements.pages.one import judgement

__all__ = ["judgement", "keep", "offer", "offers", "say", "sign", "statements", "voice"]
