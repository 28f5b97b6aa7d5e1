"""Every page of the application, and its states: who visits it, at which address, and what they do there first.

A new page needs a line here; test_axe.py says which is missing. Places in addresses are filled by prepared.py.
"""

from tests.journeys.deeds import (
    come_back,
    half_way,
    lose_the_line,
    open_a_term,
    open_every_question,
    open_the_menu,
    send,
    send_signed_out,
    sent_to_a_post,
    set_up_a_device,
    take_the_seat,
    typed,
)
from tests.journeys.visit import Visit
from tests.journeys.visits_of_continuity import CONTINUITY
from tests.journeys.visits_of_obligations import OBLIGATIONS
from tests.journeys.visits_of_rosters import ROSTERS
from tests.journeys.visits_of_staff import STAFF
from tests.journeys.visits_of_teaching import TEACHING

# ── addresses ─────────────────────────────────────────────────────────────────

_OF_A_TEST = "/beliefs?test=tip-foundations/check-the-people"
_REPORT = "/reports/completion?course=tip-foundations"
_INSTITUTION = "/reports/institution/{institution}"
_WALKS = "/statistics/walkthroughs/{walked}/investigator"
_LESSON = "{study-trainee-police}/lessons/three-elements"
_KINDS = ("single-choice", "multiple-choice", "matching", "ordering", "short-answer", "numeric",
          "cloze", "hotspot", "evidence-matrix", "mark-the-text")  # fmt: skip


def _guest() -> list[Visit]:
    return [
        Visit("guest", "home.start", "/"),
        Visit("guest", "home.help", "/help"),
        Visit("guest", "home.help", "/no-such-page", 404),
        Visit("guest", "curriculum_catalogue.index", "/courses"),
        Visit("guest", "curriculum_catalogue.show", "/courses/tip-foundations"),
        Visit("guest", "curriculum_glossary.index", "/glossary"),
        Visit("guest", "curriculum_glossary.index", "/glossary?q=жокжок", says="nothing found"),
        Visit("guest", "curriculum_glossary.show", "/glossary/recruitment"),
        Visit("guest", "curriculum_glossary.show", "/glossary/recruitment?part=1"),
        Visit("guest", "curriculum_law.index", "/law"),
        Visit("guest", "curriculum_law.show", "/law/criminal-code"),
        Visit("guest", "curriculum_law.show_provision", "/law/criminal-code/166"),
        Visit("guest", "notices_letters.index", "/letters"),
        Visit("guest", "journal_heads.index", "/journal-heads"),
        Visit("guest", "learning_certificates.ask_code", "/verify"),
        Visit("guest", "learning_certificates.ask_code", "/verify?code=", 422),
        Visit("guest", "learning_certificates.verify", "/verify/{own-code}"),
        Visit("guest", "learning_certificates.verify", "/verify/{revoked-code}", says="revoked"),
        Visit("guest", "learning_certificates.verify", "/verify/AAAAA-BBBBB", 404),
    ]


def _ways_in() -> list[Visit]:
    wrong = typed(sign_in_name="nobody", password="wrong")
    return [
        Visit("guest", "accounts_sign_in.show", "/sign-in"),
        Visit("guest", "accounts_sign_in.show", "/sign-in", 422, send, "nothing typed"),
        Visit("guest", "accounts_sign_in.show", "/sign-in", 422, wrong, "wrong"),
        Visit("guest", "accounts_links.forgotten", "/forgotten"),
        Visit("guest", "accounts_links.forgotten", "/forgotten", 422, send, "nothing typed"),
        Visit("guest", "accounts_links.forgotten", "/forgotten", 200, typed(who="no"), "sent"),
        Visit("guest", "accounts_links.choose", "/invitation/{invitation}"),
        Visit("guest", "accounts_links.choose", "/invitation/{invitation}", 422, send, "nothing"),
        Visit("guest", "accounts_links.choose", "/reset/{reset}"),
        Visit("guest", "accounts_links.choose", "/reset/worn-out", 410),
        Visit("guest", "accounts_address.show_link", "/address/{address}"),
        Visit("guest", "accounts_address.show_link", "/address/worn-out", 410),
    ]


def _second_factor() -> list[Visit]:
    """Half way in, one reads the language of the person whose password it was."""
    show, new, here = "accounts_device.show", "accounts_device.new", "/me/second-factor"
    step = "accounts_second_step.show"
    return [
        Visit("newcomer", show, here, says="none"),
        Visit("newcomer", new, f"{here}/device"),
        Visit("newcomer", new, f"{here}/device", 422, typed(one_time_code="0"), "wrong"),
    ] + [
        visit
        for who, whose, only in (("reviewer", "translator", "ky"), ("trainer", "author", "ru"))
        for visit in (
            Visit("guest", step, "/sign-in", 200, half_way(whose), "second step", only),
            Visit("guest", step, "/sign-in", 422, half_way(whose, "0"), "wrong code", only),
            Visit(who, new, f"{here}/device", 200, set_up_a_device, "recovery codes", only),
            Visit(who, show, here, says="set up", only=only),
            Visit(who, show, here, 422, typed(one_time_code="0"), "wrong", only),
            Visit(who, new, f"{here}/device", says="another", only=only),
        )
    ]


def _trainees() -> list[Visit]:
    return [
        Visit("newcomer", "home.start", "/", says="nothing begun"),
        Visit("newcomer", "curriculum_catalogue.index", "/courses"),
        Visit("newcomer", "curriculum_catalogue.show", "/courses/tip-foundations", says="enrol"),
        Visit("newcomer", "learning_record.show", "/record", says="empty"),
        Visit("newcomer", "accounts_own.show", "/me"),
        Visit("newcomer", "accounts_address.show", "/me/address"),
        Visit("newcomer", "accounts_address.show", "/me/address", 422, send, "nothing typed"),
        Visit("newcomer", "accounts_people.index", "/people", 403),
        Visit("trainee-police", "home.start", "/"),
        Visit("trainee-police", "home.start", "/", 200, open_the_menu, "menu open"),
        Visit("trainee-police", "learning_study.show", "{study-trainee-police}"),
        Visit("trainee-police", "learning_study.why", "{study-trainee-police}/why"),
        Visit("trainee-police", "learning_study.lesson", _LESSON, 200, open_every_question),
        Visit("trainee-police", "learning_study.lesson", _LESSON, 200, open_a_term, "term open"),
        Visit("trainee-police", "learning_study.lesson", f"{_LESSON}?both=1"),
        Visit("trainee-police", "assessment_attempts.show", "/attempts/{over}", says="over"),
        Visit("trainee-police", "assessment_attempts.show", "/attempts/{elsewhere}"),
        Visit(
            "trainee-police", "assessment_attempts.question", "/attempts/{elsewhere}/questions/1"
        ),
        Visit(
            "trainee-police", "assessment_attempts.look_through", "/attempts/{elsewhere}/hand-in"
        ),
        Visit("trainee-lawyer", "learning_study.show", "{study-trainee-lawyer}", says="failed"),
        Visit("trainee-lawyer", "assessment_result.show", "/attempts/{failed}/result"),
        Visit("trainee-judge", "home.start", "/"),
        Visit("trainee-judge", "learning_study.show", "{study-trainee-judge}", says="complete"),
        Visit("trainee-judge", "learning_study.why", "{study-trainee-judge}/why", says="complete"),
        Visit("trainee-judge", "assessment_result.show", "/attempts/{passed}/result"),
        Visit("trainee-judge", "learning_record.show", "/record"),
        Visit("trainee-judge", "learning_certificates.show", "/certificates/{own}"),
        *_test(),
    ]


def _test() -> list[Visit]:
    who, show = "trainee-prosecutor", "assessment_attempts.question"
    here = "/attempts/{every}"
    return [
        Visit(who, "learning_study.show", "{study-trainee-prosecutor}", says="test open"),
        Visit(who, "assessment_attempts.show", here, 200, take_the_seat),
        *(
            Visit(who, show, f"{here}/questions/{{{kind}}}", 200, take_the_seat, kind)
            for kind in _KINDS
        ),
        Visit(who, show, f"{here}/questions/{{single-choice}}", 200, lose_the_line, "no line"),
        Visit(who, "assessment_attempts.look_through", f"{here}/hand-in", 200, take_the_seat),
    ]


def _reporters() -> list[Visit]:
    divisions = f"{_INSTITUTION}/divisions?across=sex*region"
    return [
        Visit("registrar", "reports_institution.show", _INSTITUTION),
        Visit("registrar", "reports_institution.show", f"{_INSTITUTION}?on=1999-01-01", 422),
        Visit("registrar", "reports_institution.section", divisions, says="crossed"),
        Visit("registrar", "reports_documents.index", "/reports/documents"),
        Visit("registrar", "reports_rows.index", "/reports/rows"),
        Visit("registrar", "reports_rows.show", "/reports/rows/{rows}"),
        Visit("registrar", "reports_rows.code_book", "/reports/rows/code-book"),
        Visit("registrar", "reports_documents.show", "/reports/documents/{report}"),
        Visit("registrar", "reports_documents.section", "/reports/documents/{report}/funnel"),
    ]


def _overseers() -> list[Visit]:
    return [
        Visit("head", "home.start", "/"),
        Visit("head", "accounts_people.index", "/people"),
        Visit("head", "accounts_people.index", "/people?q=жокжок", says="nobody"),
        Visit("head", "accounts_people.show", "/people/{police}"),
        Visit("head", "accounts_people.edit", "/people/{police}/edit", 403),
        Visit("head", "reports_person.show", "/people/{police}/record"),
        Visit("head", "accounts_units.show", "/units/{unit}"),
        Visit("head", "reports_index.index", "/reports"),
        Visit("head", "reports_completion.show", f"{_REPORT}&by=profession", says="hidden"),
        Visit("trainer", "learning_groups.index", "/groups"),
        Visit("trainee-lawyer", "learning_groups.index", "/groups", says="joined"),
        Visit("trainer", "learning_groups.show", "/groups/{group}"),
        Visit("trainer", "learning_groups.show", "/groups/{group}?q=а", says="found"),
        Visit("auditor", "home.start", "/"),
        Visit("auditor", "accounts_units.index", "/units"),
        Visit("auditor", "assessment_beliefs.show", "/beliefs"),
        Visit("registrar-courts", "assessment_beliefs.show", _OF_A_TEST, says="of a test"),
        Visit("auditor", "reports_index.formulas", "/reports/formulas"),
        Visit("auditor", "reports_completion.show", f"{_REPORT}&by=institution"),
        Visit("auditor", "reports_completion.show", f"{_REPORT}&on=1999-01-01", 422),
        Visit("admin", "home.start", "/"),
        Visit("admin", "accounts_people.show", "/people/{head}"),
        Visit("admin", "accounts_duties.requests", "/duties"),
        Visit("admin", "accounts_duties.show", "/people/{head}/duties"),
        Visit("admin", "accounts_duties.show", "/people/{head}/duties", 422, typed(1, on_day="")),
        Visit("admin", "learning_revocations.index", "/revocations"),
        Visit("admin", "learning_revocations.show", "/certificates/{asked}/revocation"),
        Visit("registrar-courts", "learning_revocations.index", "/revocations", says="none"),
        *_registrar(),
    ]


def _registrar() -> list[Visit]:
    who, moves = "registrar", "accounts_moves.show"
    return [
        Visit(who, "home.start", "/"),
        Visit(who, "accounts_people.index", "/people"),
        Visit(who, "accounts_people.show", "/people/{gone}", says="left"),
        Visit(who, "accounts_people.new", "/people/new?post={vacant}"),
        Visit(who, "accounts_people.new", "/people/new", 422, send, "nothing typed"),
        Visit(who, "accounts_people.edit", "/people/{police}/edit"),
        Visit(who, "accounts_people.edit", "/people/{police}/edit", 422, typed(family_name="")),
        Visit(who, moves, "/people/{gone}/appoint"),
        Visit(who, moves, "/people/{head}/move"),
        Visit(who, moves, "/people/{head}/move", 422, typed(on_day=""), "no day"),
        Visit(who, moves, "/people/{head}/move", 200, sent_to_a_post, "to confirm"),
        Visit(who, moves, "/people/{head}/leave", 200, send, "to confirm"),
        Visit(who, "learning_allowances.show", "/people/{police}/allowances"),
        Visit(who, "learning_allowances.show", "/people/{head}/allowances", 422, send, "nothing"),
        *OBLIGATIONS,
        Visit(who, "learning_windows.show", "/units/{unit}/windows"),
        Visit(who, "learning_windows.show", "/units/{unit}/windows", 422, send, "nothing"),
        *ROSTERS,
        Visit(who, "accounts_units.index", "/units"),
        Visit(who, "accounts_units.show", "/units/{unit}"),
        Visit(who, "accounts_units.new_post", "/units/{unit}/posts/new"),
        Visit(who, "accounts_units.new_post", "/units/{unit}/posts/new", 422, send, "nothing"),
        Visit(who, "accounts_units.new_unit", "/units/{unit}/units/new"),
        Visit(who, "accounts_units.new_unit", "/units/{unit}/units/new", 422, send, "nothing"),
        Visit(who, "learning_certificates.show", "/certificates/{sound}"),
        Visit(who, "learning_certificates.show", "/certificates/{sound}", 422, send, "no reason"),
        Visit(who, "learning_certificates.show", "/certificates/{asked}", says="asked"),
        Visit(who, "learning_certificates.show", "/certificates/{revoked}", says="revoked"),
        Visit(
            who, "accounts_units.new_unit", "/units/{unit}/units/new", 401, send_signed_out, "out"
        ),
        Visit(who, "accounts_units.new_unit", "/units/{unit}/units/new", 200, come_back, "back in"),
    ]


VISITS = (
    *_guest(),
    *_ways_in(),
    *_second_factor(),
    *_trainees(),
    *_overseers(),
    *_reporters(),
    *TEACHING,
    *STAFF,
    *CONTINUITY,
)

# Answers to GET that are no pages: who asks for one at which address. The test reads what comes.
NO_PAGES = {
    "assets.show": ("guest", "/static/{style}"),
    "home.health": ("guest", "/health"),
    "curriculum_media.show": ("trainee-police", "/media/{release}/ky/three-elements.svg"),
    "learning_certificates.as_pdf": ("trainee-judge", "/certificates/{own}.pdf"),
    "learning_certificates.qr": ("trainee-judge", "/certificates/{own}/qr.svg"),
    "drills_figures.as_csv": ("registrar", "/drills/figures.csv?of=all"),
    "drills_figures.as_xlsx": ("registrar", "/drills/figures.xlsx?of=all"),
    "rosters_lists.sample": ("registrar", "/staff-lists/sample-ky.xlsx"),
    "continuity_coverage.index_csv": ("auditor", "/continuity.csv"),
    "continuity_coverage.index_xlsx": ("auditor", "/continuity.xlsx"),
    "continuity_coverage.show_csv": ("head", "/continuity/{unit}.csv"),
    "continuity_coverage.show_xlsx": ("head", "/continuity/{unit}.xlsx"),
    "continuity_stress.as_csv": ("head", "/continuity/{unit}/stress.csv?rate=20"),
    "reports_person.as_csv": ("head", "/people/{police}/record.csv"),
    "reports_completion.as_csv": ("head", f"{_REPORT.replace('?', '.csv?')}"),
    "reports_completion.as_xlsx": ("head", f"{_REPORT.replace('?', '.xlsx?')}"),
    "reports_documents.file": ("registrar", "/reports/documents/{report}.xlsx"),
    "reports_rows.code_book_csv": ("registrar", "/reports/rows/code-book.csv"),
    "reports_institution.section_file": ("registrar", f"{_INSTITUTION}/funnel.csv"),
    "reports_institution.whole_file": ("registrar", f"{_INSTITUTION}.xlsx"),
    "statistics_files.as_csv": ("trainer", "/statistics/{release}/final-test/scores.csv"),
    "statistics_files.as_xlsx": ("trainer", "/statistics/{release}/final-test/scores.xlsx"),
    "statistics_files.code_book": ("trainer", "/statistics/{release}/final-test/code-book.csv"),
    "statistics_walks.as_csv": ("trainer", f"{_WALKS}/choices.csv"),
    "statistics_walks.as_xlsx": ("trainer", f"{_WALKS}/choices.xlsx"),
    "statistics_walks.steps": ("trainer", f"{_WALKS}/steps.csv"),
    "statistics_walks.code_book": ("trainer", f"{_WALKS}/code-book.csv"),
}
