"""What this room calls things on its pages: message keys by name."""

from app.core.words import N_

VERDICTS = {
    "competent": N_("Competent"),
    "not-yet": N_("Not yet competent"),
    "vetoed": N_("Not competent: the victim was seriously harmed"),
}
VERDICT_KINDS = {"competent": "good", "not-yet": "warn", "vetoed": "bad"}
OUTCOMES = {
    "strong": N_("A strong outcome"),
    "fair": N_("A fair outcome"),
    "weak": N_("A weak outcome"),
    "harmful": N_("A harmful outcome"),
}
CHAIRS = {
    "police": N_("Police"),
    "prosecutor": N_("Prosecutor"),
    "judge": N_("Judge"),
    "lawyer": N_("Lawyer"),
}
LINES = {
    "elements": N_("Elements and qualification"),
    "victim": N_("Conduct towards the victim"),
    "evidence": N_("Evidence"),
    "procedure": N_("Procedure and time limits"),
    "cooperation": N_("Working with others"),
    "reasons": N_("Reasons for decisions"),
}
HARMS = {
    "repeat": N_("Needless repeated questioning"),
    "blame": N_("Blame"),
    "disclosure": N_("Disclosure"),
    "interpreter": N_("No interpreter to be trusted"),
    "protection": N_("No protection"),
    "contact": N_("Contact with the accused"),
}
WEIGHTS = {"slight": N_("slight"), "serious": N_("serious")}
ELEMENTS = {
    "act": N_("Act"),
    "means": N_("Means"),
    "purpose": N_("Purpose"),
    "aggravation": N_("Aggravating circumstance"),
}
# Of a form: what was asked, where the scenario does not say it.
ASKED = {
    "offence": N_("The name of the offence"),
    "elements": N_("The elements shown"),
    "reasons": N_("The grounds"),
}
LEVELS = {
    1: N_("harmful or missing"),
    2: N_("partial"),
    3: N_("competent"),
    4: N_("would teach others"),
}
