"""The addresses of packs and issued reports, under an authority's key."""

from django.urls import path

from clearline.reports.pages import committee, drafts, issued, issuing, listing, reading, saying, templates

app_name = "reports"
urlpatterns = [
    path("", listing.reports, name="reports"),
    path("word-template/", templates.template, name="template"),
    path("word-template/remove/", templates.remove, name="remove-template"),
    path("who-may-read/<slug:kind>/<slug:key>/", reading.who_may_read, name="who-may-read"),
    path("being-issued/<uuid:job>/", issuing.being_issued, name="being-issued"),
    path("<slug:contract>/", drafts.report, name="report"),
    path("<slug:contract>/preview/", drafts.preview, name="preview"),
    path("<slug:contract>/draft.<slug:form>", drafts.draft, name="draft"),
    path("<slug:contract>/say/<slug:content>/", saying.comment, name="comment"),
    path("<slug:contract>/committee/", committee.committee, name="committee"),
    path("<slug:contract>/sign/", saying.sign, name="sign"),
    path("<slug:contract>/issue/", issuing.ask_to_issue, name="ask-to-issue"),
    path("<slug:contract>/issued/<slug:number>/", issued.issue, name="issue"),
    path("<slug:contract>/issued/<slug:number>/files/<str:name>", issued.download, name="download"),
    path("<slug:contract>/issued/<slug:number>/publish/", issued.publish, name="publish"),
    path("<slug:contract>/issued/<slug:number>/withdraw/", issued.withdraw, name="withdraw"),
]
