"""Pages of staff lists, as a registrar comes to them with a list that is read but not applied, and one that is."""

from playwright.sync_api import Page

from tests.journeys.deeds import send
from tests.journeys.visit import Visit

_WHO = "registrar"


def no_names(page: Page) -> None:
    page.locator('main select[name="column_0"]').select_option("nothing")
    send(page)


ROSTERS = (
    Visit(_WHO, "rosters_lists.index", "/staff-lists"),
    Visit("registrar-courts", "rosters_lists.index", "/staff-lists", says="none"),
    Visit(_WHO, "rosters_lists.new", "/staff-lists/new"),
    Visit(_WHO, "rosters_lists.new", "/staff-lists/new", 422, send, "nothing chosen"),
    Visit(_WHO, "rosters_columns.show", "/staff-lists/{list-open}/columns"),
    Visit(_WHO, "rosters_columns.show", "/staff-lists/{list-open}/columns", 422, no_names, "none"),
    Visit(_WHO, "rosters_preview.show", "/staff-lists/{list-open}"),
    Visit(_WHO, "rosters_preview.show", "/staff-lists/{list-open}?show=new", says="new"),
    Visit(_WHO, "rosters_preview.show", "/staff-lists/{list-waiting}", says="waits"),
    Visit(_WHO, "rosters_preview.show", "/staff-lists/{list-done}", says="applied"),
)
