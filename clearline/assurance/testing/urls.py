"""The addresses of a test of assurance. ``checks.testing_urls`` puts the list and the opening before them."""

from django.urls import path

from clearline.assurance.testing.pages import deciding, tests, writing

app_name = "testing"
urlpatterns = [
    path("of/<slug:key>/", tests.test, name="test"),
    path("of/<slug:key>/versions/<int:number>/", tests.version, name="version"),
    path("of/<slug:key>/elements/<slug:element>/", tests.element, name="element"),
    path("of/<slug:key>/elements/<slug:element>/write/", writing.write, name="write"),
    path("of/<slug:key>/edit/", writing.revise, name="revise"),
    path("of/<slug:key>/comparison/", writing.compare, name="compare"),
    path("of/<slug:key>/comparison/<int:number>/remove/", writing.uncompare, name="uncompare"),
    path("of/<slug:key>/review/", writing.review, name="review"),
    path("of/<slug:key>/review/enter/", writing.enter_review, name="enter-review"),
    path("of/<slug:key>/way-of-approval/", writing.route, name="route"),
    path("of/<slug:key>/send/", deciding.send, name="send"),
    path("of/<slug:key>/take-back/", deciding.take_back, name="take-back"),
    path("of/<slug:key>/approve/", deciding.approve, name="approve"),
    path("of/<slug:key>/conclude/", deciding.conclude, name="conclude"),
    path("of/<slug:key>/publish/", deciding.publish, name="publish"),
    path("of/<slug:key>/stop-publishing/", deciding.unpublish, name="unpublish"),
    path("of/<slug:key>/withdraw/", deciding.withdraw, name="withdraw"),
]
