"""The four institutions of the demonstration, their units in the two cities and seven oblasts, their posts."""

from dataclasses import dataclass

from app.accounts.kinds import PostKind, Profession, Region
from app.core.bilingual import Bilingual

REGIONS = {
    Region.BISHKEK: Bilingual(ky="Бишкек шаары", ru="город Бишкек", en="Bishkek city"),
    Region.OSH_CITY: Bilingual(ky="Ош шаары", ru="город Ош", en="Osh city"),
    Region.BATKEN: Bilingual(ky="Баткен облусу", ru="Баткенская область", en="Batken oblast"),
    Region.JALAL_ABAD: Bilingual(
        ky="Жалал-Абад облусу", ru="Джалал-Абадская область", en="Jalal-Abad oblast"
    ),
    Region.ISSYK_KUL: Bilingual(
        ky="Ысык-Көл облусу", ru="Иссык-Кульская область", en="Issyk-Kul oblast"
    ),
    Region.NARYN: Bilingual(ky="Нарын облусу", ru="Нарынская область", en="Naryn oblast"),
    Region.OSH: Bilingual(ky="Ош облусу", ru="Ошская область", en="Osh oblast"),
    Region.TALAS: Bilingual(ky="Талас облусу", ru="Таласская область", en="Talas oblast"),
    Region.CHUY: Bilingual(ky="Чүй облусу", ru="Чуйская область", en="Chuy oblast"),
}

# How the people of an institution are spread over the regions; the rest is rounded into Bishkek.
SHARES = {
    Region.BISHKEK: 0.24,
    Region.OSH_CITY: 0.10,
    Region.BATKEN: 0.08,
    Region.JALAL_ABAD: 0.13,
    Region.ISSYK_KUL: 0.10,
    Region.NARYN: 0.07,
    Region.OSH: 0.12,
    Region.TALAS: 0.06,
    Region.CHUY: 0.10,
}


@dataclass(frozen=True)
class Service:
    """An institution, how many people it has, the share of women, and what its units and posts are called."""

    code: str
    name: Bilingual
    unit: Bilingual  # has a place {region}
    station: Bilingual  # has places {n} and {region}: a number alone is met in every region
    profession: Profession
    people: int
    women: float
    chief: Bilingual
    posts: tuple[Bilingual, ...]


def b(ky: str, ru: str, en: str) -> Bilingual:
    return Bilingual(ky=ky, ru=ru, en=en)


SERVICES = (
    Service(
        code="police-academy",
        name=b(
            "Ички иштер министрлигинин академиясы",
            "Академия Министерства внутренних дел",
            "Academy of the Ministry of Internal Affairs",
        ),
        unit=b(
            "Ички иштер башкармалыгы, {region}",
            "Управление внутренних дел, {region}",
            "Police, {region}",
        ),
        station=b(
            "№ {n} ички иштер бөлүмү, {region}",
            "Отдел внутренних дел № {n}, {region}",
            "Police station No. {n}, {region}",
        ),
        profession=Profession.POLICE,
        people=330,
        women=0.18,
        chief=b("Бөлүм башчысы", "Начальник отдела", "Head of station"),
        posts=(
            b("Тергөөчү", "Следователь", "Investigator"),
            b("Ыкчам кызматкер", "Оперуполномоченный", "Operative"),
            b("Участкалык инспектор", "Участковый инспектор", "Neighbourhood inspector"),
        ),
    ),
    Service(
        code="prosecutors-centre",
        name=b(
            "Башкы прокуратуранын окуу борбору",
            "Учебный центр Генеральной прокуратуры",
            "Training Centre of the Prosecutor General’s Office",
        ),
        unit=b("Прокуратура, {region}", "Прокуратура, {region}", "Prosecutor’s office, {region}"),
        station=b(
            "№ {n} райондук прокуратура, {region}",
            "Районная прокуратура № {n}, {region}",
            "District prosecutor’s office No. {n}, {region}",
        ),
        profession=Profession.PROSECUTOR,
        people=110,
        women=0.30,
        chief=b("Район прокурору", "Прокурор района", "District prosecutor"),
        posts=(
            b(
                "Прокурордун улук жардамчысы",
                "Старший помощник прокурора",
                "Senior assistant prosecutor",
            ),
            b("Прокурордун жардамчысы", "Помощник прокурора", "Assistant prosecutor"),
        ),
    ),
    Service(
        code="school-of-justice",
        name=b(
            "Жогорку сот адилеттиги мектеби", "Высшая школа правосудия", "Higher School of Justice"
        ),
        unit=b("Соттор, {region}", "Суды, {region}", "Courts, {region}"),
        station=b(
            "№ {n} райондук сот, {region}",
            "Районный суд № {n}, {region}",
            "District court No. {n}, {region}",
        ),
        profession=Profession.JUDGE,
        people=90,
        women=0.52,
        chief=b("Соттун төрагасы", "Председатель суда", "President of the court"),
        posts=(
            b("Судья", "Судья", "Judge"),
            b("Тергөө судьясы", "Следственный судья", "Investigating judge"),
        ),
    ),
    Service(
        code="advocates-centre",
        name=b(
            "Адвокаттарды окутуу борбору", "Учебный центр адвокатов", "Training Centre of Advocates"
        ),
        unit=b("Адвокаттар, {region}", "Адвокаты, {region}", "Advocates, {region}"),
        station=b(
            "№ {n} юридикалык консультация, {region}",
            "Юридическая консультация № {n}, {region}",
            "Legal office No. {n}, {region}",
        ),
        profession=Profession.LAWYER,
        people=70,
        women=0.59,
        chief=b("Консультациянын башчысы", "Заведующий консультацией", "Head of office"),
        posts=(b("Адвокат", "Адвокат", "Advocate"),),
    ),
)


def filled(pattern: Bilingual, **places: Bilingual | int) -> Bilingual:
    """The pattern in each language with its places filled in that language."""

    def fill(language: str) -> str:
        values = {k: v[language] if isinstance(v, Bilingual) else v for k, v in places.items()}
        return pattern[language].format(**values)

    return Bilingual(ky=fill("ky"), ru=fill("ru"), en=fill("en"))


_KINDS = {
    "Head of station": PostKind.HEAD,
    "District prosecutor": PostKind.HEAD,
    "President of the court": PostKind.HEAD,
    "Head of office": PostKind.HEAD,
    "Investigator": PostKind.INVESTIGATOR,
    "Operative": PostKind.OPERATIVE,
    "Neighbourhood inspector": PostKind.INSPECTOR,
    "Senior assistant prosecutor": PostKind.SUPERVISING_PROSECUTOR,
    "Assistant prosecutor": PostKind.COURT_PROSECUTOR,
    "Judge": PostKind.JUDGE,
    "Investigating judge": PostKind.JUDGE,
    "Advocate": PostKind.LAWYER,
}


def kind_of(title: Bilingual) -> PostKind:
    return _KINDS[title.en]
