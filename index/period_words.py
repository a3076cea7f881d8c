"""How people name a time, in the languages news is most asked for in: data for ``index.periods``.

A table has one line a language, ``code: expression | expression``. An expression is a regular expression matched
without regard to case, in which a blank stands for any white space. One that means something else in another language
begins with ``~`` and is read in questions of its own language only.
"""

# ruff: noqa: E501 -- a language a line
from __future__ import annotations

HAND_WRITTEN = ("en", "de", "vi", "fr", "es", "it", "pt", "ru", "zh")
"""Languages that are read in any question; of others, their own lines and dateparser's words, in questions in them."""

# (unit, how many of it ago)
SPANS: dict[tuple[str, int], str] = {
    ("day", 0): """
        en: today(?:['’]s)? | tonight | this (?:morning|afternoon|evening)
        de: heute(?: (?:früh|morgen|vormittag|mittag|nachmittag|abend|nacht))?
        vi: (?:ngày )?hôm nay | (?:sáng|trưa|chiều|tối) nay
        fr: aujourd['’]hui | ce (?:matin|soir) | cet après-midi
        es: hoy | esta (?:mañana|tarde|noche)
        it: oggi | stamattina | stamani | stasera | ~questa (?:mattina|sera)
        pt: hoje | esta manhã
        ru: сегодня
        zh: 今天 | 今日 | 今早 | 今晚
        tr: bugün(?:kü)?
        pl: dzisiaj | dziś
        nl: vandaag | vanavond | vanmorgen | vanochtend | vanmiddag
        ar: اليوم
        hi: आज
        id: hari ini
        ja: 今日 | 本日""",
    ("day", 1): """
        en: yesterday(?: (?:morning|afternoon|evening|night))?(?:['’]s)? | last night(?:['’]s)?
        de: gestern(?: (?:früh|morgen|vormittag|mittag|nachmittag|abend|nacht))? | letzte nacht
        vi: (?:ngày|sáng|trưa|chiều|tối|đêm) (?:hôm )?qua | hôm qua
        fr: ~hier(?: (?:matin|soir|après-midi))? | la nuit dernière
        es: ayer(?: por la (?:mañana|tarde|noche))? | anoche
        it: ieri(?: (?:mattina|sera|notte))? | la scorsa notte
        pt: ontem(?: (?:de manhã|à tarde|à noite))?
        ru: вчера(?:шн\\w+)?
        zh: 昨天 | 昨日 | 昨晚
        tr: dün(?:kü)?
        pl: wczoraj | wczorajsz\\w+
        nl: gisteren(?:avond|ochtend|middag)?
        ar: أمس | بالأمس | البارحة
        id: kemarin(?! lusa)
        ja: 昨日""",
    ("day", 2): """
        en: (?:on )?(?:the )?day before yesterday
        de: vorgestern
        vi: hôm kia | hôm trước
        fr: avant-hier
        es: anteayer | antier | antes de ayer
        it: l['’]altro ieri | altro ieri | avantieri
        pt: anteontem | antes de ontem
        ru: позавчера
        zh: 前天
        tr: evvelsi gün | önceki gün
        pl: przedwczoraj
        nl: eergisteren
        ar: أول أمس
        id: kemarin lusa
        ja: 一昨日 | おととい""",
    ("week", 0): """
        en: (?:earlier |later )?this week(?:['’]s)?
        de: (?:in )?diese[rn]? woche
        vi: (?:trong )?tuần này
        fr: cette semaine
        es: (?:en )?esta semana
        it: (?:in )?questa settimana
        pt: (?:esta|nesta|desta|essa|nessa) semana
        ru: (?:на )?этой неделе | эту неделю
        zh: 本周 | 这周 | 这个?星期 | 本星期
        tr: bu hafta(?:ki)?(?! sonu)
        pl: w tym tygodniu
        nl: deze week
        ar: هذا الأسبوع
        hi: इस (?:हफ़्ते|हफ्ते|सप्ताह)
        id: minggu ini
        ja: 今週""",
    ("week", 1): """
        en: (?:the )?last week(?:['’]s)?(?! of )
        de: (?:in der |der |die )?(?:letzte|vergangene|vorige)[nr]? woche
        vi: (?:trong )?tuần (?:trước(?! khi)|rồi|vừa qua|vừa rồi)
        fr: (?:la )?semaine (?:dernière|passée)
        es: (?:en )?(?:la )?semana pasada
        it: (?:la |nella )?(?:settimana scorsa|scorsa settimana)
        pt: (?:n?a )?semana passada
        ru: (?:на )?прошлой неделе | прошлую неделю
        zh: 上周 | 上个?星期 | 上个?礼拜
        tr: geç(?:en|tiğimiz) hafta(?:ki)?
        pl: w (?:zeszłym|ubiegłym|minionym) tygodniu
        nl: (?:de )?(?:vorige|afgelopen|verleden) week
        ar: الأسبوع الماضي
        hi: (?:पिछले|बीते|गत) (?:हफ़्ते|हफ्ते|सप्ताह)
        id: minggu lalu
        ja: 先週""",
    ("month", 0): """
        en: (?:earlier |later )?this month(?:['’]s)?
        de: (?:in diesem|diesen|dieses) monats?
        vi: (?:trong )?tháng này
        fr: ce mois(?:-ci)?
        es: (?:en )?este mes
        it: (?:in )?questo mese
        pt: (?:este|neste|deste) mês
        ru: (?:в )?этом месяце
        zh: 本月 | 这个月
        tr: bu ay(?:ki)?
        pl: w tym miesiącu
        nl: deze maand
        ar: هذا الشهر
        hi: इस (?:महीने|माह)
        id: bulan ini
        ja: 今月""",
    ("month", 1): """
        en: (?:the )?last month(?:['’]s)?(?! of )
        de: (?:im )?(?:letzten|vergangenen|vorigen) monats?
        vi: (?:trong )?tháng (?:trước(?! khi)|rồi|vừa qua|vừa rồi)
        fr: (?:le )?mois (?:dernier|passé)
        es: (?:en )?(?:el )?mes pasado
        it: (?:il |lo |nel |nello )?(?:mese scorso|scorso mese)
        pt: (?:n?o )?mês passado
        ru: (?:в )?прошлом месяце
        zh: 上个?月
        tr: geç(?:en|tiğimiz) ay(?:ki)?
        pl: w (?:zeszłym|ubiegłym|minionym) miesiącu
        nl: (?:de )?(?:vorige|afgelopen|verleden) maand
        ar: الشهر الماضي
        hi: (?:पिछले|बीते|गत) (?:महीने|माह)
        id: bulan lalu
        ja: 先月""",
    ("year", 0): """
        en: (?:earlier |later )?this year(?:['’]s)?
        de: (?:in diesem|dieses) jahre?s? | heuer
        vi: (?:trong )?năm nay
        fr: cette année
        es: (?:en )?este año
        it: quest['’]anno
        pt: (?:este|neste|deste) ano
        ru: (?:в )?этом году | этого года
        zh: 今年
        tr: bu (?:yıl|sene)(?:ki)?
        pl: w tym roku
        nl: dit jaar
        ar: هذا العام | هذه السنة
        hi: इस (?:साल|वर्ष)
        id: tahun ini
        ja: 今年""",
    ("year", 1): """
        en: (?:the )?last year(?:['’]s)?(?! of )
        de: (?:im |des )?(?:letzt|vergangen|vorig)e[ns] jahre?s?
        vi: năm ngoái
        fr: (?:l['’])?(?:an|année) (?:dernier|dernière|passée?)
        es: (?:en )?(?:el |del )?año pasado
        it: (?:l['’]|dell['’])?anno scorso | (?:lo |nello )?scorso anno
        pt: (?:n?o |do )?ano passado
        ru: (?:в )?прошлом году | прошлого года
        zh: 去年
        tr: geç(?:en|tiğimiz) (?:yıl|sene)(?:ki)?
        pl: w (?:zeszłym|ubiegłym|minionym) roku
        nl: (?:vorig|afgelopen|verleden) jaar
        ar: العام الماضي | السنة الماضية
        hi: (?:पिछले|बीते|गत) (?:साल|वर्ष)
        id: tahun lalu
        ja: 去年 | 昨年""",
    ("weekend", 0): """
        en: (?:over )?(?:the )?(?:last|past) weekend(?:['’]s)? | over the weekend
        de: (?:am )?(?:letzte|vergangene)[sn] wochenendes?
        vi: cuối tuần (?:trước|rồi|qua|vừa qua|vừa rồi)
        fr: (?:le )?week-?end (?:dernier|passé)
        es: (?:el )?fin de semana pasado
        it: (?:lo )?scorso (?:weekend|fine settimana) | (?:weekend|fine settimana) scorso
        pt: (?:n?o )?fim de semana passado
        ru: (?:в )?прошлые выходные
        zh: 上个?周末
        tr: geç(?:en|tiğimiz) hafta sonu
        pl: w (?:zeszły|ubiegły|miniony) weekend
        nl: (?:het )?(?:vorig|afgelopen) weekend
        id: akhir pekan lalu""",
    # Without «last» or «next» it is the last one, where nothing says that it is still to come.
    ("bare weekend", 0): """
        en: (?:at |on |this )(?:the )?weekend
        de: (?:am|dieses) wochenende
        vi: (?:vào |hồi )?cuối tuần(?: này)?(?! (?:tới|sau|trước|rồi|qua|vừa))
        fr: (?:ce|le) week-?end(?! (?:prochain|dernier|passé))
        es: (?:el|este) fin de semana(?! (?:que viene|próximo|pasado))
        it: (?:nel|questo) (?:weekend|fine settimana)(?! (?:prossimo|scorso))
        pt: (?:n?o|neste|este) fim de semana(?! (?:que vem|próximo|passado))
        ru: (?:в|на|за) (?:эти )?выходны[ех]
        zh: (?<![上下])(?<![上下]个)周末
        tr: (?<!geçen\\s)(?<!geçtiğimiz\\s)(?<!gelecek\\s)hafta sonu(?:nda)?
        pl: w(?: ten)? weekend
        nl: (?:in het|dit) weekend
        id: akhir pekan(?: ini)?(?! (?:lalu|depan))""",
}

UNITS = {
    "hour": "en: hours? \n de: stunden? \n vi: giờ | tiếng \n fr: heures? \n es: horas? \n it: or[ae] \n pt: horas? \n"
    "ru: час(?:а|ов)? \n zh: 小时",
    "day": "en: days? \n de: tage?n? \n vi: ngày | hôm \n fr: jours? \n es: días? \n it: giorn[oi] \n pt: dias? \n"
    "ru: день | дня | дней | сутки | суток \n zh: 天 | 日",
    "week": "en: weeks? \n de: wochen? \n vi: tuần \n fr: semaines? \n es: semanas? \n it: settiman[ae] \n"
    "pt: semanas? \n ru: недел[юяиь] \n zh: 个?星期 | 周 | 个?礼拜",
    "month": "en: months? \n de: monate?n? \n vi: tháng \n fr: mois \n es: mes(?:es)? \n it: mes[ei] \n"
    "pt: mês | meses \n ru: месяц(?:а|ев)? \n zh: 个月",
    "year": "en: years? \n de: jahre?n? \n vi: năm \n fr: ans? | années? \n es: años? \n it: ann[oi] \n pt: anos? \n"
    "ru: год(?:а)? | лет \n zh: 年",
}

# One to twelve, then what else means one.
NUMBERS = """
    en: one | two | three | four | five | six | seven | eight | nine | ten | eleven | twelve | an?
    de: ein | zwei | drei | vier | fünf | sechs | sieben | acht | neun | zehn | elf | zwölf | eine[mrn]?
    vi: một | hai | ba | bốn | năm | sáu | bảy | tám | chín | mười | mười một | mười hai
    fr: un | deux | trois | quatre | cinq | six | sept | huit | neuf | dix | onze | douze | une
    es: un | dos | tres | cuatro | cinco | seis | siete | ocho | nueve | diez | once | doce | una
    it: un | due | tre | quattro | cinque | sei | sette | otto | nove | dieci | undici | dodici | una
    pt: um | dois | três | quatro | cinco | seis | sete | oito | nove | dez | onze | doze | uma | duas
    ru: один | два | три | четыре | пять | шесть | семь | восемь | девять | десять | одиннадцать | двенадцать | одну | две
    zh: 一 | 两 | 三 | 四 | 五 | 六 | 七 | 八 | 九 | 十 | 十一 | 十二"""
EXTRA_NUMBERS = {"duas": 2, "две": 2}

# {n} is a number, {u} a unit; up to now.
WITHIN = """
    en: (?:(?:in|over|during|within|for|from) )?(?:the |these )?(?:last|past) {n} {u}(?! of ) | (?:(?:in|over|during|within) )?the past {u}(?! of )
    de: (?:(?:in|während|innerhalb|seit) )?(?:den |der |die )?(?:letzten|vergangenen) {n} {u} | seit {n} {u}
    vi: (?:trong )?(?:vòng )?{n} {u} (?:vừa qua|gần đây|trở lại đây|qua) | trong {u} qua
    fr: (?:au cours )?(?:(?:dans|pendant|durant) )?(?:d?ces |[dl]es )?{n} derni(?:ers|ères) {u} | depuis {n} {u}
    es: (?:(?:en|durante) )?(?:los |las )?últim[oa]s {n} {u} | desde hace {n} {u}
    it: (?:negli |nelle |nei |gli |le )?ultim[ie] {n} {u} | da {n} {u}
    pt: (?:n?os |n?as )?últim[oa]s {n} {u} | há {n} {u} até agora
    ru: (?:за |в )?последни[ехй] {n} {u}
    zh: (?:在)?(?:最近|过去|近)(?:的)?{n}{u}(?:里|内|中)?"""
# That day, week, month or year.
AGO = """
    en: {n} {u} ago
    de: vor {n} {u}
    vi: cách đây {n} {u} | {n} {u} trước(?! khi)
    fr: il y a {n} {u}
    es: hace {n} {u}
    it: {n} {u} fa
    pt: há {n} {u} | {n} {u} atrás
    ru: {n} {u} назад
    zh: {n}{u}(?:之|以)?前"""
