"""The addresses of proposals, among those of ``checks``."""

from django.urls import path

from clearline.checks.pages import proposal_steps, proposal_things, proposals

urlpatterns = [
    path("", proposals.proposals, name="proposals"),
    path("new/", proposals.propose, name="propose"),
    path("of/<slug:key>/", proposals.proposal, name="proposal"),
    path("of/<slug:key>/file/", proposals.file, name="proposal-file"),
    path("of/<slug:key>/edit/", proposals.edit, name="proposal-edit"),
    path("of/<slug:key>/text/", proposals.text, name="proposal-text"),
    path("of/<slug:key>/send/", proposal_steps.send, name="proposal-send"),
    path("of/<slug:key>/take-back/", proposal_steps.take_back, name="proposal-take-back"),
    path("of/<slug:key>/withdraw/", proposal_steps.withdraw, name="proposal-withdraw"),
    path("of/<slug:key>/adopt/", proposal_steps.adopt, name="proposal-adopt"),
    path("of/<slug:key>/compare/", proposal_steps.compare, name="proposal-compare"),
    path("of/<slug:key>/choose/", proposal_things.choose, name="proposal-choose"),
    path("of/<slug:key>/undo/", proposal_things.undo, name="proposal-undo"),
    path("of/<slug:key>/change/<str:section>/", proposal_things.thing, name="proposal-single"),
    path("of/<slug:key>/add/<str:section>/", proposal_things.add, name="proposal-add"),
    path("of/<slug:key>/change/<str:section>/<slug:thing>/", proposal_things.thing, name="proposal-thing"),
    path("of/<slug:key>/remove/<str:section>/<slug:thing>/", proposal_things.remove, name="proposal-remove"),
    path("of/<slug:key>/part/<str:section>/<slug:thing>/", proposal_things.part, name="proposal-new-part"),
    path("of/<slug:key>/part/<str:section>/<slug:thing>/<int:at>/", proposal_things.part, name="proposal-part"),
]
