"""Pages about what posts require: the registrar's and the head's."""

from tests.journeys.deeds import send
from tests.journeys.visit import Visit

_WHO = "registrar"

OBLIGATIONS = (
    Visit(_WHO, "obligations_requirements.index", "/requirements"),
    Visit(_WHO, "obligations_requirements.new", "/requirements/new?unit={unit}"),
    Visit(_WHO, "obligations_requirements.new", "/requirements/new", 422, send, "nothing"),
    Visit(_WHO, "obligations_requirements.show", "/requirements/1"),
    Visit(_WHO, "obligations_requirements.change", "/requirements/{required}/change"),
    Visit(_WHO, "obligations_exemptions.show", "/people/{police}/requirements"),
    Visit(_WHO, "obligations_due.index", "/requirements/due"),
    Visit(_WHO, "obligations_due.index", "/requirements/due?requirement=1", says="of one"),
    Visit("head", "obligations_requirements.new", "/requirements/new", says="of the only unit"),
)  # fmt: skip
