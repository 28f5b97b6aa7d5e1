"""Pages about service: ranks, absences, facts put right, records alike, a day other than today."""

from tests.journeys.deeds import send, typed
from tests.journeys.visit import Visit

_WHO = "registrar"
_ON = "?on=2026-01-01"

STAFF = (
    Visit(_WHO, "accounts_people.index", "/people?presence=away", says="away"),
    Visit(_WHO, "accounts_people.index", f"/people{_ON}", says="another day"),
    Visit(_WHO, "accounts_people.index", "/people?on=2026-02-31", 422, says="no day"),
    Visit(_WHO, "accounts_people.show", "/people/{away}", says="away"),
    Visit(_WHO, "accounts_people.show", "/people/{police}", says="put right"),
    Visit(_WHO, "accounts_people.show", f"/people/{{police}}{_ON}", says="another day"),
    Visit(_WHO, "accounts_people.show", "/people/{merged}", says="leads elsewhere"),
    Visit(_WHO, "accounts_units.show", f"/units/{{unit}}{_ON}", says="another day"),
    Visit(_WHO, "accounts_units.edit_post", "/units/{unit}/posts/{vacant}/edit"),
    Visit(_WHO, "accounts_units.edit_post", "/units/{unit}/posts/{vacant}/edit", 422, typed(name_ky="")),
    Visit(_WHO, "accounts_serving.new_rank", "/people/{police}/ranks/new"),
    Visit(_WHO, "accounts_serving.new_rank", "/people/{police}/ranks/new", 422, send, "nothing"),
    Visit(_WHO, "accounts_serving.new_absence", "/people/{police}/absences/new"),
    Visit(_WHO, "accounts_serving.new_absence", "/people/{police}/absences/new", 422, typed(from_day="")),
    Visit(_WHO, "accounts_serving.show_end", "/people/{away}/absences/{absence}/end"),
    Visit(_WHO, "accounts_serving.show_end", "/people/{away}/absences/{absence}/end", 422, typed(until_day="")),
    Visit(_WHO, "accounts_restating.show", "/people/{police}/appointments/{seat}/correction"),
    Visit(_WHO, "accounts_restating.show", "/people/{police}/appointments/{seat}/correction", 422, send, "nothing"),
    Visit(_WHO, "accounts_restating.show", "/people/{police}/ranks/{rank}/correction", says="rank"),
    Visit(_WHO, "accounts_restating.show", "/people/{away}/absences/{absence}/correction", says="absence"),
    Visit("admin", "accounts_merging.index", "/duplicates"),
    Visit(_WHO, "accounts_merging.index", "/duplicates", says="own request"),
    Visit(_WHO, "accounts_merging.search", "/people/{police}/duplicates"),
    Visit(_WHO, "accounts_merging.search", "/people/{police}/duplicates?q=а", says="found"),
    Visit(_WHO, "accounts_merging.compare", "/people/{one}/duplicates/{two}"),
    Visit(_WHO, "accounts_merging.compare", "/people/{one}/duplicates/{two}", 422, send, "nothing"),
)  # fmt: skip
