"""Words beside a time that is the event's, not the article's: data for ``index.periods``, as in ``period_words``."""

# ruff: noqa: E501 -- a language a line
from __future__ import annotations

# What is compared with: «higher than last week». Of a comparative's «als», «que», «di» the comparative is asked for.
COMPARED = """
    en: than | (?:as )?compared (?:to|with) | in comparison (?:to|with) | comparing (?:to|with) | versus | vs\\.? | (?:relative|in contrast) to | (?:up|down) from | as (?:\\w+ ){1,2}as | same as | unlike
    de: gegenüber | (?:im )?vergleich (?:zu[mr]?|mit) | verglichen mit | (?:im )?unterschied zu[mr]? | anders als | (?:mehr|(?-i:[a-zäöüß]{3,}er)) als | (?:so|ebenso|genauso|gleich) \\w+ wie
    vi: so với | so | hơn | kém | bằng
    fr: par rapport (?:à|aux?) | (?:en comparaison|comparée?s?|comparativement) (?:avec|à|aux?|de) | contre | face à | (?:plus|moins|aussi|autant|mieux|pire|davantage|supérieure?s?|inférieure?s?) (?:\\w+ ){0,2}(?:qu['’]|que|à)
    es: (?:en )?comparación (?:con|al?) | (?:en )?comparad[oa]s? (?:con|al?) | frente al? | respecto (?:al?|de) | (?:más|menos|tan|tanto|mejor|peor|mayor|menor) (?:\\w+ ){0,2}(?:que|como)
    it: rispetto (?:al?|all['’]|all[aoe]) | (?:a |in )?confronto (?:con|al?|all[ao]) | contro | (?:più|meno|meglio|peggio|maggiore|minore) (?:\\w+ ){0,2}(?:di|del|dell['’]|dell[ao]|che)
    pt: em relação (?:a|ao|à) | (?:em )?comparação (?:com|a|ao|à) | comparad[oa]s? (?:com|a|ao|à) | frente (?:a|ao|à) | (?:mais|menos|tão|tanto|melhor|pior|maior|menor) (?:\\w+ ){0,2}(?:que|quanto|como)
    ru: чем | по сравнению со? | в сравнении со? | против | в отличие от
    zh: 比 | 较 | 相比(?:于|起)? | 相较(?:于)? | 对比 | 比起
    nl: (?:meer|minder|(?-i:[a-z]{3,}er)) dan | vergeleken met | ten opzichte van | in vergelijking met | tegenover
    pl: niż | w porównaniu (?:z|ze|do) | wobec | względem
    ar: مقارنة (?:ب|مع)\\w* | مقابل | عن
    id: daripada | dibanding(?:kan)?(?: dengan)?"""
# What may stand between such a word and the time.
COMPARED_THROUGH = """
    en: it | they | he | she | we | was | were | is | did | had | has | been | in | on | at | of | during | for | the | that | those | what | same | period | time | day | week | month | quarter | year | end | level | levels | figures? | price | prices
    de: noch | es | sie | er | war | waren | im | in | am | an | vom? | des | der | den | dem | die | das | zur? | zum | gleichen | selben | tag | zeit | zeitraum | zeitpunkt | woche | monat | quartal | jahr | ende | stand | preis
    vi: với | cùng | kỳ | kì | thời | điểm | gian | của | hồi | vào | trong | mức | giá | ngày | tuần | tháng | quý | năm | cuối | đầu
    fr: il | elle | celui | celle | ceux | celles | était | étaient | a | l['’] | la | le | les | à | au | en | de | du | d['’] | même | période | époque | jour | semaine | mois | trimestre | année | fin | niveau
    es: el | la | los | las | lo | al | en | de | del | era | eran | fue | mismo | misma | período | periodo | época | día | semana | mes | trimestre | año | fin | nivel
    it: il | lo | la | i | gli | le | l['’] | a | al | allo | alla | in | nel | nello | nella | di | del | dello | della | era | erano | quello | quella | stesso | stessa | periodo | giorno | settimana | mese | trimestre | anno | fine | livello
    pt: o | a | os | as | ao | à | em | no | na | de | do | da | era | eram | foi | mesmo | mesma | período | época | dia | semana | mês | trimestre | ano | fim | nível
    ru: в | во | на | с | со | за | был | была | было | были | тот | тем | тем же | том | же | аналогичн\\w+ | период\\w* | врем\\w+ | день | днём | недел\\w+ | месяц\\w* | квартал\\w* | год\\w* | уровн\\w+
    zh: 在 | 起 | 于 | 同期 | 的
    nl: het | de | was | waren | in | op | van | dezelfde | periode | tijd | dag | week | maand | kwartaal | jaar
    pl: w | we | na | z | ze | było | była | był | były | tym | samym | tego | samego | okres\\w* | czas\\w*"""
# The same behind the time: «与上周相比».
COMPARED_BEHIND = """
    zh: 相比 | 相较 | 比较 | 同期相比
    tr: kıyasla | göre
    hi: की तुलना में | से (?:ज़्यादा|ज्यादा|अधिक|कम)
    ja: と比べ | に比べ | より"""

# Anywhere in a question: it asks for what is still to come.
FUTURE = """
    en: will | won['’]t | \\w+['’]ll | shall | going to | gonna | (?:is|are) (?:due|set|expected|scheduled|planned) to | upcoming
    de: wird | werden | wirst | werde | geplant | bevorsteh\\w+
    vi: sẽ | sắp | dự kiến
    fr: (?:va|vont|allons|allez) (?:\\w+ )?\\w+(?:er|ir|re) | sera | seront | aura | auront | aura-t-il | prévue?s?
    es: van? a \\w+(?:ar|er|ir)(?:se|lo|la)? | será | serán | habrá | tendrá | prevista?o?s?
    it: sarà | saranno | ci sarà | avrà | avranno | sta per | stanno per | previst[oaie]
    pt: v(?:ai|ão) (?:\\w+ )?\\w+(?:ar|er|ir) | será | serão | haverá | terá | previst[oa]s?
    ru: буд(?:ет|ут|ешь|ем|ете|у) | состоится | состоятся | собирается | собираются
    zh: 将(?!军|领|士|近) | 即将 | 将要 | (?<![社大机协委员议国学工商教宴晚峰年都奥体常全展开聚])会(?![议见谈长员晤场计面同师合所])
    nl: zal | zullen | gaat | gaan
    pl: będzie | będą | zostanie | zostaną
    tr: \\w+(?:ecek|acak)\\w*
    ar: سوف | س(?:يكون|تكون|يتم|تبدأ|يبدأ|يحدث|يفتح|تفتح|يفتتح)
    hi: \\S*(?:ेगा|ेगी|ेंगे|ेंगी|ोगा|ोगी|ोंगे|एगा|एगी|एंगे)
    id: akan
    ja: (?:予定|だろう|でしょう|つもり)"""
# Before a day of the week: the one to come.
NEXT = """
    en: next | (?:this )?coming | following
    de: (?:kommende|nächste|folgende)[nrms]? | (?:der|am|den|dem) (?:kommenden|nächsten|folgenden)
    es: (?:el |la )?próxim[oa]
    it: (?:il |la )?prossim[oa]
    pt: (?:n?[oa] )?próxim[oa]
    ru: (?:в |во )?(?:следующ|ближайш|будущ)\\w+
    zh: 下个? | 下下
    nl: (?:volgende|komende|aanstaande)
    pl: (?:w )?(?:przyszł|następn|najbliższ)\\w+
    tr: (?:gelecek|önümüzdeki|bu)
    hi: (?:अगले|आने वाले|आगामी)"""
NEXT_BEHIND = """
    vi: tới | tuần tới | tuần sau | sắp tới
    fr: prochain
    es: próxim[oa] | que viene
    it: prossim[oa] | che viene
    pt: próxim[oa] | que vem
    de: in einer woche | nächster woche
    ar: القادم | المقبل | القادمة | المقبلة
    id: depan"""
