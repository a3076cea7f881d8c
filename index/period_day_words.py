"""Days of the week, months, and what stands beside a date: data for ``index.periods``, written as in ``period_words``."""

# ruff: noqa: E501 -- a language a line
from __future__ import annotations

# Monday to Sunday.
WEEKDAYS = """
    en: monday | tuesday | wednesday | thursday | friday | saturday | sunday
    de: montag | dienstag | mittwoch | donnerstag | freitag | samstag | sonntag | ~sonnabend
    vi: thứ (?:hai|2) | thứ (?:ba|3) | thứ (?:tư|4) | thứ (?:năm|5) | thứ (?:sáu|6) | thứ (?:bảy|7) | chủ nhật
    fr: lundi | mardi(?! gras) | mercredi | jeudi | vendredi | samedi | dimanche
    es: lunes | martes | miércoles | jueves | viernes | sábado | domingo
    it: lunedì | martedì | mercoledì | giovedì | venerdì | sabato | domenica
    pt: segunda-feira | terça-feira | quarta-feira | quinta-feira | sexta-feira | sábado | domingo
    ru: понедельник(?:а|у)? | вторник(?:а|у)? | сред[ауые] | четверг(?:а|у)? | пятниц[ауые] | суббот[ауые] | воскресень[еяю]
    zh: (?:周|星期|礼拜)一 | (?:周|星期|礼拜)二 | (?:周|星期|礼拜)三 | (?:周|星期|礼拜)四 | (?:周|星期|礼拜)五 | (?:周|星期|礼拜)六 | (?:周|星期|礼拜)[日天]
    tr: pazartesi | salı | çarşamba | perşembe | cuma | cumartesi | pazar
    pl: poniedział(?:ek|ku) | wtor(?:ek|ku) | środ[ęyaoi]\\w* | czwart(?:ek|ku) | piąt(?:ek|ku) | sobot[ęyai] | niedziel[ęia]
    nl: maandag | dinsdag | woensdag | donderdag | vrijdag | zaterdag | zondag
    ar: الا?إ?ثنين | الثلاثاء | الأربعاء | الخميس | الجمعة | السبت | الأحد
    hi: सोमवार | मंगलवार | बुधवार | गुरुवार | शुक्रवार | शनिवार | रविवार"""
EXTRA_WEEKDAYS = {"sonnabend": 5}

# Forms of the months that dateparser does not know.
EXTRA_MONTHS = {
    "ru": (
        "январе", "феврале", "марте", "апреле", "мае", "июне",
        "июле", "августе", "сентябре", "октябре", "ноябре", "декабре",
    ),
}  # fmt: skip

# What stands before a date, by what it does to it. «On» is what a day of the week, or a day without its year, needs.
LEADS = {
    "since": "en: since | starting | from(?= \\w+ (?:on|onwards?)\\b) \n de: seit(?: dem)? | ab(?: dem)? \n"
    "vi: (?:kể )?từ(?: ngày| hôm)? \n fr: depuis(?: le| ce)? | à partir d[ue] \n es: desde(?: el)? \n"
    "it: da(?:l|ll['’])? | dallo scorso \n pt: desde(?: [oa])? \n ru: со? | начиная со? \n zh: 自 | 从 \n"
    "nl: sinds \n pl: od \n ar: منذ \n id: sejak",
    "after": "en: after(?: the)? \n de: nach(?: dem)? \n vi: sau(?: ngày| hôm)? \n fr: après(?: le)? \n"
    "es: después del? \n it: dopo(?: il)? \n pt: depois d[eoa] \n ru: после \n nl: na \n pl: po \n ar: بعد",
    "before": "en: before(?: the)? | prior to(?: the)? \n de: vor(?: dem)? \n vi: trước(?: ngày| hôm)? \n"
    "fr: avant(?: le)? \n es: antes del? \n it: prima d(?:i|el) \n pt: antes d[eoa] \n ru: до | перед \n nl: voor \n pl: przed \n ar: قبل",
    "until": "en: until(?: the)? | till | up to \n de: bis(?: zum)? \n vi: (?:cho|tính) (?:đến|tới)(?: hết)?(?: ngày| hôm)? | (?:đến|tới) (?:hết|ngày) \n"
    "fr: jusqu['’](?:au|en|à) \n es: hasta(?: el)? \n it: fino al? \n pt: até(?: [oa])? \n ru: вплоть до \n nl: tot(?: en met)? \n pl: do \n ar: حتى",
    "last": "en: (?:(?:on|in) )?(?:the )?last | this past \n de: (?:am |im )?(?:letzten|vergangenen|vorigen) \n"
    "es: (?:el )?pasado \n it: (?:lo )?scors[oa] \n pt: (?:n?[oa] )?últim[oa] \n ru: (?:в )?прошл(?:ый|ую|ое|ом) \n nl: (?:afgelopen|vorige) \n"
    "pl: w (?:zeszł|ubiegł|minion)(?:y|ą) \n tr: geç(?:en|tiğimiz)",
    "on": "en: on(?: the)? | in \n de: am | im | vom \n vi: (?:vào|hồi|trong)(?: ngày| hôm)? | hôm | ngày \n"
    "fr: ce | en | le \n es: el | en(?: el)? | del? \n it: in | nel | a | il | del? \n"
    "pt: n[ao] | em | no dia | d[eao] \n ru: во? \n zh: 在 \n nl: op \n pl: we? \n ar: يوم",
}
TRAILS = {
    "since": "zh: 以来 | 起 \n en: onwards?",
    "after": "zh: 之后 | 以后",
    "on": "tr: günü \n hi: को",
    "before": "zh: 之前 | 以前",
    "last": "fr: dernier \n es: pasado \n it: scors[oa] \n pt: passad[oa] \n vi: (?:vừa qua|vừa rồi) \n ar: الماضي",
}
# A day of the week is said without a preposition there.
BARE_WEEKDAYS = frozenset({"fr", "it", "nl", "zh"})
BARE_DATES = frozenset({"ru"})  # so is «30 ноября»
# … unless this stands before it: every Monday, the Sunday paper.
NOT_BEFORE_A_WEEKDAY = """
    en: (?:every|each|good|black|super|bloody) | mail on | independent on | scotland on
    de: (?:bild|welt|nzz|krone|presse|kurier|standard|merkur|kirche) am
    fr: l[ea]s? | d[ue]s? | chaque | aux?
    it: il | la | di | del | della | ogni | i | le
    zh: 每个? | 黑色 | 超级 | 下个? | 下下"""
# Names that months share with people, planets and verbs need more than a preposition.
MONTHS_TOO_COMMON = frozenset(
    {"may", "march", "august", "mars", "mai", "mayo", "marzo", "märz", "avril", "april", "june"}
)

BETWEEN = """
    en: between(?: the)? | from(?: the)?
    de: zwischen(?: dem)? | vo[nm](?: dem)?
    vi: (?:trong khoảng )?(?:từ|giữa)(?: ngày| hôm)?
    fr: entre(?: le)? | du | de
    es: entre(?: el)? | del?
    it: tra(?: il)? | fra(?: il)? | dal?
    pt: entre(?: [oa])? | d[eoa]
    ru: между | со?
    zh: 从 | 在 |"""
AND = """
    en: and(?: the)? | to(?: the)? | until | till | through | - | –
    de: und(?: dem)? | bis(?: zum)? | - | –
    vi: (?:và|đến|tới)(?: ngày| hôm)? | - | –
    fr: et(?: le)? | au | à | - | –
    es: y(?: el)? | al? | hasta(?: el)? | - | –
    it: e(?: il)? | al? | - | –
    pt: e(?: [oa])? | a[o]? | até(?: [oa])? | - | –
    ru: и | до | по | - | –
    zh: 到 | 至 | 和 | - | –"""
