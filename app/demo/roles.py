"""The sign-in names of the demonstration, shown on the sign-in page in demonstration mode only."""

from dataclasses import dataclass

from app.core.bilingual import Bilingual

PASSWORD = "muras-demo"  # noqa: S105 — public on purpose; production never has this world


@dataclass(frozen=True)
class Role:
    sign_in_name: str
    service: str
    who: Bilingual
    duty: str | None = None
    # over: the unit of the person ("station"), the institution's root ("root"), or all four roots ("all")
    over: str = "root"
    chief: bool = False
    language: str = "ky"


def _role(name: str, service: str, ky: str, ru: str, en: str, **more) -> Role:
    return Role(name, service, Bilingual(ky=ky, ru=ru, en=en), **more)


POLICE, PROSECUTORS, JUDGES, LAWYERS = (
    "police-academy",
    "prosecutors-centre",
    "school-of-justice",
    "advocates-centre",
)

ROLES = (
    _role("trainee-police", POLICE, "Тергөөчү, окуйт", "Следователь, учится", "Investigator, studying"),
    _role("trainee-prosecutor", PROSECUTORS, "Прокурор, окуйт", "Прокурор, учится", "Prosecutor, studying", language="ru"),
    _role("trainee-judge", JUDGES, "Судья, окуйт", "Судья, учится", "Judge, studying"),
    _role("trainee-lawyer", LAWYERS, "Адвокат, окуйт", "Адвокат, учится", "Lawyer, studying", language="ru"),
    _role("newcomer", POLICE, "Тергөөчү, кызматта биринчи күнү", "Следователь, первый день в должности", "Investigator, first day in post"),
    _role("trainer", POLICE, "Окутуучу", "Преподаватель", "Trainer", duty="trainer"),
    _role("author", POLICE, "Автор", "Автор", "Author", duty="author", language="ru"),
    _role("translator", POLICE, "Котормочу", "Переводчик", "Translator", duty="translator"),
    _role("reviewer", POLICE, "Рецензент", "Рецензент", "Reviewer", duty="reviewer"),
    _role("head", POLICE, "Бөлүм башчысы", "Начальник отдела", "Head of a unit", duty="head", over="station", chief=True),
    _role("registrar", POLICE, "Академиянын каттоочусу", "Регистратор академии", "Registrar of the academy", duty="registrar"),
    _role("registrar-courts", JUDGES, "Мектептин каттоочусу", "Регистратор школы правосудия", "Registrar of the school of justice", duty="registrar"),
    _role("auditor", LAWYERS, "Аудитор", "Аудитор", "Auditor", duty="auditor", over="all", language="ru"),
    _role("admin", POLICE, "Администратор", "Администратор", "Administrator", duty="administrator", over="all"),
)  # fmt: skip
