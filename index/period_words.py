"""How people name a time, in the languages news is most asked for in: data for ``index.periods``.

A table has one line a language, ``code: expression | expression``. An expression is a regular expression matched
without regard to case, in which a blank stands for any white space. One that means something else in another language
begins with ``~`` and is read in questions of its own language only.
"""

# ruff: noqa: E501 -- a language a line
from __future__ import annotations

HAND_WRITTEN = ("en", "de", "vi", "fr", "es", "it", "pt", "ru", "zh")
"""Languages with lines here; of others, dateparser's own words serve."""

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
        zh: 今天 | 今日 | 今早 | 今晚""",
    ("day", 1): """
        en: yesterday(?: (?:morning|afternoon|evening|night))?(?:['’]s)? | last night(?:['’]s)?
        de: gestern(?: (?:früh|morgen|vormittag|mittag|nachmittag|abend|nacht))? | letzte nacht
        vi: (?:ngày|sáng|trưa|chiều|tối|đêm) (?:hôm )?qua | hôm qua
        fr: ~hier(?: (?:matin|soir|après-midi))? | la nuit dernière
        es: ayer(?: por la (?:mañana|tarde|noche))? | anoche
        it: ieri(?: (?:mattina|sera|notte))? | la scorsa notte
        pt: ontem(?: (?:de manhã|à tarde|à noite))?
        ru: вчера(?:шн\\w+)?
        zh: 昨天 | 昨日 | 昨晚""",
    ("day", 2): """
        en: (?:on )?(?:the )?day before yesterday
        de: vorgestern
        vi: hôm kia | hôm trước
        fr: avant-hier
        es: anteayer | antier | antes de ayer
        it: l['’]altro ieri | altro ieri | avantieri
        pt: anteontem | antes de ontem
        ru: позавчера
        zh: 前天""",
    ("week", 0): """
        en: (?:earlier |later )?this week(?:['’]s)?
        de: (?:in )?diese[rn]? woche
        vi: (?:trong )?tuần này
        fr: cette semaine
        es: (?:en )?esta semana
        it: (?:in )?questa settimana
        pt: (?:esta|nesta|desta|essa|nessa) semana
        ru: (?:на )?этой неделе | эту неделю
        zh: 本周 | 这周 | 这个?星期 | 本星期""",
    ("week", 1): """
        en: (?:the )?last week(?:['’]s)?(?! of )
        de: (?:in der |der |die )?(?:letzte|vergangene|vorige)[nr]? woche
        vi: (?:trong )?tuần (?:trước(?! khi)|rồi|vừa qua|vừa rồi)
        fr: (?:la )?semaine (?:dernière|passée)
        es: (?:en )?(?:la )?semana pasada
        it: (?:la |nella )?(?:settimana scorsa|scorsa settimana)
        pt: (?:n?a )?semana passada
        ru: (?:на )?прошлой неделе | прошлую неделю
        zh: 上周 | 上个?星期 | 上个?礼拜""",
    ("month", 0): """
        en: (?:earlier |later )?this month(?:['’]s)?
        de: (?:in diesem|diesen|dieses) monats?
        vi: (?:trong )?tháng này
        fr: ce mois(?:-ci)?
        es: (?:en )?este mes
        it: (?:in )?questo mese
        pt: (?:este|neste|deste) mês
        ru: (?:в )?этом месяце
        zh: 本月 | 这个月""",
    ("month", 1): """
        en: (?:the )?last month(?:['’]s)?(?! of )
        de: (?:im )?(?:letzten|vergangenen|vorigen) monats?
        vi: (?:trong )?tháng (?:trước(?! khi)|rồi|vừa qua|vừa rồi)
        fr: (?:le )?mois (?:dernier|passé)
        es: (?:en )?(?:el )?mes pasado
        it: (?:il |lo |nel |nello )?(?:mese scorso|scorso mese)
        pt: (?:n?o )?mês passado
        ru: (?:в )?прошлом месяце
        zh: 上个?月""",
    ("year", 0): """
        en: (?:earlier |later )?this year(?:['’]s)?
        de: (?:in diesem|dieses) jahre?s? | heuer
        vi: (?:trong )?năm nay
        fr: cette année
        es: (?:en )?este año
        it: quest['’]anno
        pt: (?:este|neste|deste) ano
        ru: (?:в )?этом году | этого года
        zh: 今年""",
    ("year", 1): """
        en: (?:the )?last year(?:['’]s)?(?! of )
        de: (?:im |des )?(?:letzt|vergangen|vorig)e[ns] jahre?s?
        vi: năm ngoái
        fr: (?:l['’])?(?:an|année) (?:dernier|dernière|passée?)
        es: (?:en )?(?:el |del )?año pasado
        it: (?:l['’]|dell['’])?anno scorso | (?:lo |nello )?scorso anno
        pt: (?:n?o |do )?ano passado
        ru: (?:в )?прошлом году | прошлого года
        zh: 去年""",
    ("weekend", 0): """
        en: (?:over )?(?:the )?(?:last|past) weekend(?:['’]s)? | over the weekend
        de: (?:am )?(?:letzte|vergangene)[sn] wochenendes?
        vi: cuối tuần (?:trước|rồi|qua|vừa qua|vừa rồi)
        fr: (?:le )?week-?end (?:dernier|passé)
        es: (?:el )?fin de semana pasado
        it: (?:lo )?scorso (?:weekend|fine settimana) | (?:weekend|fine settimana) scorso
        pt: (?:n?o )?fim de semana passado
        ru: (?:в )?прошлые выходные
        zh: 上个?周末""",
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
    zh: (?:周|星期|礼拜)一 | (?:周|星期|礼拜)二 | (?:周|星期|礼拜)三 | (?:周|星期|礼拜)四 | (?:周|星期|礼拜)五 | (?:周|星期|礼拜)六 | (?:周|星期|礼拜)[日天]"""
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
    "it: da(?:l|ll['’])? | dallo scorso \n pt: desde(?: [oa])? \n ru: со? | начиная со? \n zh: 自 | 从",
    "after": "en: after(?: the)? \n de: nach(?: dem)? \n vi: sau(?: ngày| hôm)? \n fr: après(?: le)? \n"
    "es: después del? \n it: dopo(?: il)? \n pt: depois d[eoa] \n ru: после",
    "before": "en: before(?: the)? | prior to(?: the)? \n de: vor(?: dem)? \n vi: trước(?: ngày| hôm)? \n"
    "fr: avant(?: le)? \n es: antes del? \n it: prima d(?:i|el) \n pt: antes d[eoa] \n ru: до | перед",
    "until": "en: until(?: the)? | till | up to \n de: bis(?: zum)? \n vi: (?:cho|tính) (?:đến|tới)(?: hết)?(?: ngày| hôm)? | (?:đến|tới) (?:hết|ngày) \n"
    "fr: jusqu['’](?:au|en|à) \n es: hasta(?: el)? \n it: fino al? \n pt: até(?: [oa])? \n ru: вплоть до",
    "last": "en: (?:(?:on|in) )?(?:the )?last | this past \n de: (?:am |im )?(?:letzten|vergangenen|vorigen) \n"
    "es: (?:el )?pasado \n it: (?:lo )?scors[oa] \n pt: (?:n?[oa] )?últim[oa] \n ru: (?:в )?прошл(?:ый|ую|ое|ом)",
    "on": "en: on(?: the)? | in \n de: am | im | vom \n vi: (?:vào|hồi|trong)(?: ngày| hôm)? | hôm | ngày \n"
    "fr: ce | en | le \n es: el | en(?: el)? | del? \n it: in | nel | a | il | del? \n"
    "pt: n[ao] | em | no dia | d[eao] \n ru: во? \n zh: 在",
}
TRAILS = {
    "since": "zh: 以来 | 起",
    "after": "zh: 之后 | 以后 \n en: onwards?",
    "before": "zh: 之前 | 以前",
    "last": "fr: dernier \n es: pasado \n it: scors[oa] \n pt: passad[oa] \n vi: (?:vừa qua|vừa rồi)",
}
# A day of the week is said without a preposition there.
BARE_WEEKDAYS = frozenset({"fr", "it", "zh"})
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

# «Today» as in nowadays: what before or after it says so.
NOWADAYS_BEFORE = """
    en: still | even | until | till | to | as of | used | known | of | as | than | (?:than )?it is | (?:are|is)(?: it)? | usa | russia | psychology | india | history
    de: noch | bis | auch | immer noch | auch noch | als | wie | das | die | der
    vi: đến | tận | cho đến | như
    fr: jusqu['’] ?à | encore | d['’]
    es: hasta | aún | todavía | hasta el día de | de
    it: fino ad | ancora | di
    pt: até | ainda | de
    ru: до | и
    zh: 至 | 到 | 如 | 即使在"""
NOWADAYS_AFTER = """
    en: still | show
    de: noch | immer | als | bekannt\\w* | genannt\\w*
    fr: encore
    es: en día | todavía
    it: ancora
    pt: em dia | ainda
    zh: 仍 | 还"""

NEWEST = """
    en: (?<!at\\s)(?<!at\\sthe\\s)(?<!['’]s\\s)(?<!\\bhis\\s)(?<!\\bher\\s)(?<!\\bits\\s)(?<!\\btheir\\s)(?:the )?(?:very )?(?:latest|newest|most recent) | breaking(?= news)
    de: (?:d(?:ie|er|as|en|em) )?(?:aller)?neu(?:e|)st(?:e[nrms]?) | aktuell(?:e[nrms]?|ste[nrms]?)? | jüngste[nr]?(?= (?:nachricht|meldung|entwicklung|ereignis|bericht|zahl|stand)) | (?:d(?:ie|en|er) )?letzten(?= (?:nachrichten|meldungen|neuigkeiten|entwicklungen))
    vi: mới nhất | gần đây nhất
    fr: (?:l[ea]s? )?plus récent(?:e?s?) | (?:l[ea]s? |d['’]|au )?derni(?:er|ère)s?(?= (?:nouvelle|info|actu|article|développement|évolution|chiffre|événement|bilan|état|point|rapport|sondage|résultat|annonce|déclaration|décision|attaque|match|news|statut|situation))
    es: (?:(?:el|la|los|las) )?más recientes? | lo último | últim[oa]s?(?= (?:noticia|hora|informaci|novedad|artículo|avance|dato|cifra|estado|informe|balance|resultado|acontecimiento|declaraci|decisi|ataque|partido|encuesta|situaci))
    it: (?:(?:il|la|i|le) )?più recent[ei] | ultim[aeio](?= (?:notizi|ora|informazion|novità|articol|aggiornament|dat|sviluppi|bilanci|rapport|sondaggi|risultat|dichiarazion|decision|partit|stato|situazion)) | ultimissime
    pt: (?:[oa]s? )?mais recentes? | últim[oa]s?(?= (?:notícia|informaç|novidade|artigo|dado|número|desenvolvimento|relatório|balanço|resultado|declaraç|decis|ataque|jogo|pesquisa|situaç|estado))
    ru: (?:сам\\w+ )?(?:последни[ейхм]\\w?|последняя|последнее)(?= (?:новост|событ|сообщен|данны|информац|стать|сводк|развит|цифр|опрос|результат|решен|атак|матч|заявлен|обстановк|ситуац)) | сам\\w+ (?:свеж|нов)\\w+ | свежи[ех](?= новост)
    zh: 最新(?:的)? | 最近的(?=新闻|消息) | 最近(?=新闻|消息)"""

# One of these, and nothing but words of NOTHING_ASKED around it: «What's new?»
NEWS = """
    en: new | news | headlines?
    de: neues | neuigkeiten | nachrichten | schlagzeilen
    vi: tin tức | tin mới | gì mới | thời sự
    fr: nouvelles | neuf | nouveau | infos | actualités? | actus?
    es: nuevo | noticias | novedades | titulares
    it: nuovo | notizie | novità | titoli
    pt: novo | notícias | novidades | manchetes
    ru: нового | новости | новостей | заголовки
    zh: 新闻 | 消息 | 新鲜事 | 头条"""

# With these words alone nothing is asked but what is new.
NOTHING_ASKED = """
    en: what['’]s|there['’]s|what|which|who|was|were|is|are|has|have|did|there|happened|happening|happens|going|on|new|news|headlines?|stories|story|articles?|reports?|events?|the|a|an|any|anything|something|all|me|us|show|tell|give|get|list|find|about|from|of|in|for|to|at|and|please|important|up|big|top|updates?|world|you|do|can|i|s|breaking|things?
    de: was|welche[nrs]?|wer|war|waren|ist|sind|gab|gibt|es|hat|haben|geschah|geschehen|passierte|passiert|passieren|ereignete|sich|los|neu|neue[nrs]?|neues|neuigkeiten|nachrichten?|schlagzeilen?|meldung(?:en)?|artikel|berichte?|ereignisse?|zeige?|mir|uns|sag|nenne?|gib|bitte|die|der|das|den|dem|ein|eine|alles?|so|denn|über|von|vom|aus|in|im|am|zu|und|wichtige[nrs]?|welt|stand|lage|dinge|bringt
    vi: có|gì|chuyện|điều|việc|xảy|ra|đã|những|các|tin|tức|tức|bài|báo|viết|mới|nào|là|về|trong|của|cho|tôi|biết|hãy|sự|kiện|diễn|nổi|bật|hot|thời|sự|thế|giới|vào|ở|và|được|đăng|nhất
    fr: qu|que|quoi|quelles?|quels?|est|ce|qui|s|il|se|y|a|t|été|passé|passe|nouvelles?|neuf|nouveau|infos?|informations?|actualités?|actus?|articles?|titres|événements?|les|le|la|l|d|des|de|du|un|une|dans|en|à|montre|moi|donne|dis|et|sur|sont|principales?|monde
    es: qué|cuáles|cuál|que|pasó|pasa|pasado|ha|han|hay|sucedió|ocurrió|nuevo|nuevas?|noticias?|hora|titulares|artículos?|eventos?|las|los|el|la|lo|de|del|en|un|una|son|es|fue|muéstrame|dame|dime|me|sobre|y|mundo|principales
    it: che|cosa|cos|quali|quale|è|e|successo|successe|accaduto|sono|c|ci|notizi[ae]|novità|nuov[oie]|titoli|articoli|eventi|le|la|il|i|gli|lo|l|di|del|della|da|in|un|una|ora|mostrami|dimmi|dammi|su|mondo|principali|si
    pt: o|que|quais|qual|aconteceu|acontece|houve|há|foi|são|é|notícias?|novidades|novo|novas?|manchetes|artigos?|eventos?|as|os|a|de|da|do|das|dos|em|no|na|um|uma|mostre|me|diga|dê|sobre|e|mundo|principais
    ru: что|какие|какая|какое|было|случилось|произошло|происходит|нового|новое|новости|новостей|новость|события|событий|статьи|заголовки|есть|в|во|на|за|о|об|и|мне|покажи|расскажи|дай|мире|главные|главное|были
    zh: 发生|了|什么|有|哪些|新闻|消息|的|事|事情|大事|新鲜事|文章|报道|头条|请|告诉|我|给|是|在|呢|吗|关于|新|国际|世界|过"""
