"""The addresses of registers, under an authority's key."""

from django.urls import path

from clearline.registers.pages import entries, files, listing

app_name = "registers"
urlpatterns = [
    path("", listing.all_registers, name="registers"),
    path("<slug:register>/", listing.register, name="register"),
    path("<slug:register>/add/", entries.add, name="add"),
    path("<slug:register>/interval/", listing.interval, name="interval"),
    path("<slug:register>/template/", files.template, name="template"),
    path("<slug:register>/load/", files.load, name="load"),
    path("<slug:register>/load/put/", files.put, name="put"),
    path("<slug:register>/entries/<slug:entry>/", entries.entry, name="entry"),
    path("<slug:register>/entries/<slug:entry>/change/", entries.change, name="change"),
    path("<slug:register>/entries/<slug:entry>/withdraw/", entries.withdraw, name="withdraw"),
]
