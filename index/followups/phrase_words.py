"""Small words, times, outlets and languages in questions: data for ``followups``, as in ``followups.words``."""

# ruff: noqa: E501 -- a language a line
from __future__ import annotations

# Days that are no time of an article, but a time all the same.
TO_COME = """
    en: tomorrow | next (?:week|month|year|weekend|monday|tuesday|wednesday|thursday|friday|saturday|sunday)
    de: morgen | übermorgen | nächste[nrs]? (?:woche|monat|jahr|wochenende|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)
    vi: ngày mai | (?:tuần|tháng) (?:tới|sau) | năm (?:tới|sau)
    fr: demain | (?:la )?semaine prochaine | (?:le )?mois prochain | (?:l')?année prochaine | (?:l')?an prochain
    es: mañana | (?:la )?(?:próxima semana|semana que viene) | (?:el )?(?:próximo (?:mes|año)|(?:mes|año) que viene)
    it: domani | (?:la )?(?:prossima settimana|settimana prossima) | (?:il )?(?:prossimo (?:mese|anno)|(?:mese|anno) prossimo)
    pt: amanhã | (?:na )?(?:próxima semana|semana que vem) | (?:no )?próximo (?:mês|ano)
    nl: morgen | volgende? (?:week|maand|jaar)
    pl: jutro | w (?:przyszłym|następnym) (?:tygodniu|miesiącu|roku)
    ru: завтра | (?:на|в) следующ\\w+ (?:неделе|месяце|году)
    uk: завтра | (?:наступного|на наступному) (?:тижня|тижні|місяця|року)
    cs: zítra | příští (?:týden|měsíc|rok)
    tr: yarın | gelecek (?:hafta|ay|yıl) | önümüzdeki (?:hafta|ay|yıl)
    zh: 明天|下周|下个月|明年
    ja: 明日|来週|来月|来年"""

# Words that stand before a place, a person or a thing; those that may stand for each other, ``/`` between groups.
PREPOSITIONS = """
    en: in at near around inside within outside on / to into toward towards / from / with / by / about / for / against / between / of / under / over
    de: in im bei beim am an auf / nach zu zum zur ins / aus von vom / mit / für / gegen / über / durch / zwischen / unter
    vi: ở tại trong / đến tới / từ / với / về / cho / của
    fr: à au aux en dans chez sur / vers pour / de du des d' depuis / avec / contre / par / entre
    es: en / a al hacia / de del desde / con / contra / por / para / sobre / entre
    it: in a ad al alla allo ai agli nel nella nello nei all' nell' / da dal dalla dall' / di del della dello dei dell' / con / per / su sul sulla / contro / tra fra
    pt: em no na nos nas / a ao à para / de do da dos das / com / por pelo pela / sobre / contra / entre
    nl: in te bij op / naar / van uit vanuit / met / voor / over / tegen / door
    pl: w we na / z ze od / do / o / dla / przez / za / przeciw
    ru: в во на / из от / с со / к ко до / о об про / у / для / по / за / против
    uk: в у на / з із зі від / до / про / для / по / за / проти
    cs: v ve na / z ze od / do / o / pro / s se / proti / za
    tr: ile için
    zh: 在
    ja: (?!)"""

DETERMINERS = """
    en: the a an this that these those
    de: der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem
    vi: các những một
    fr: le la les l' un une des ce cet cette ces
    es: el la los las un una unos unas este esta ese esa
    it: il lo la i gli le l' un uno una questo questa
    pt: o a os as um uma este esta esse essa
    nl: de het een deze die dit dat
    pl: ten ta to te
    ru: этот эта эти
    uk: цей ця ці
    cs: ten ta to ty
    tr: bir bu şu"""

# Definite: what it stands before was spoken of.
DEFINITE = """
    en: the this that these those
    de: der die das den dem des dieser diese dieses diesen diesem
    fr: le la les l' ce cet cette ces
    es: el la los las este esta ese esa
    it: il lo la i gli le l' questo questa
    pt: o os as este esta esse essa
    nl: de het deze die dit dat"""

# Other words that say nothing of what is asked.
FUNCTION_WORDS = """
    en: is are was were be been being am do does did has have had will would can could should may might must shall not no any some there here more most much many other else also up down out off than as if into per during after before because while s t re ve ll d i me my we us our one that's it's get got
    de: ist sind war waren sein wird werden wurde wurden worden hat haben hatte hatten kann können konnte soll sollen sollte muss müssen darf nicht kein keine keinen schon noch mehr als wie ob wenn dass da hier sich man mich mir wir uns ich so nur doch mal gerade nun jetzt heraus aus ab vor seit bis um
    vi: là đã đang sẽ bị được có không thì mà nào và như rồi lại cũng chưa hay những các một cái con chiếc người khi vào ra lên xuống của nay
    fr: est sont était étaient été être a ont avait avaient avoir sera seront fut pas ne n' se s' y en plus qu' que qui je j' me m' mon nous on si t-il t-elle t c' d' l' y a-t
    es: es son era eran fue fueron ser está están ha han había habían haber hay será no se me mi nos si más que ya
    it: è sono era erano fu furono essere stato stata stati ha hanno aveva avere sarà non si mi ci se più che
    pt: é são era eram foi foram ser está estão há tem têm tinha será não se me nos mais que já
    nl: is zijn was waren wordt werd werden geworden heeft hebben had kan kunnen zal zullen moet niet geen meer als er ik we ons om te dan
    pl: jest są był była było byli być będzie nie się czy by już że jako mnie nas
    ru: есть был была было были быть будет не ли бы уже что как так мне нас мы я же
    uk: є був була було були бути буде не чи б би вже що як мені нас ми я
    cs: je jsou byl byla bylo byli být bude ne se si by už že mě nás jsme
    tr: mi mı mu mü dir idi da de ile için ve ya bir çok daha
    zh: 的 了 是 有 在 被 会 将 吗 和 与 对
    ja: の は が を に で と も へ から まで た する した です ます か"""

# Marks of an outlet's name, written as one word or as a part of it.
OUTLET_WORDS = r"(?:wire|dispatch|courrier|news|times|post|herald|tribune|gazette|courier|observer|guardian|journal|telegraph|mirror|standard|bulletin|chronicle|echo|mail|press|radio|tv|zeitung|kurier|bote|blatt|rundschau|spiegel|anzeiger|tagblatt|tagesschau|zeit|welt|presse|monde|figaro|libération|gazette|dépêche|país|mundo|diario|periódico|báo|tuổi trẻ|thanh niên|vnexpress|вестник|газета|новости|известия|правда|коммерсант|reuters)"
# Short names in capitals that are no outlets.
NO_OUTLETS = """USA US UK EU UN UNO NATO UAE USSR GB DDR BRD UdSSR США ЕС ООН НАТО РФ СССР UE ONU OTAN EEUU EUA"""

# German words that hold an article.
WITH_ARTICLE = """
    de: im am zum zur beim vom ins ans aufs"""

# German articles of what is no subject, and mostly no object.
OBLIQUE = """
    de: dem den des einem einer eines diesem"""

OUTLET_PREPOSITIONS = """
    en: in the | in | from the | from | by the | by | on the | on | at the | at | according to the | according to | the
    de: in der | im | in | bei der | beim | bei | von der | vom | von | laut der | laut | aus der | aus | auf | der | die | den
    vi: trên báo | theo báo | của báo | báo | trên | theo | của | từ | trong | ở
    fr: dans le | dans la | dans | sur | chez | selon le | selon la | selon | de | du | par | le | la
    es: en el | en la | en | según el | según la | según | de | del | por | el | la
    it: su | nel | nella | secondo | da | dal | dalla | di | del | il | la | in
    pt: no | na | em | segundo | de | do | da | por | o | a
    nl: in de | in het | in | bij de | bij | van de | van | volgens | op | de | het
    pl: w | we | na | z | według | od
    ru: в | на | из | по данным | от
    uk: в | у | на | з | за даними | від
    cs: v | ve | na | z | podle | od
    tr: (?!)
    zh: 看|在|来自
    ja: (?!)"""

# «In German» of an article, as said in the language of the line: code = how.
LANGUAGE_NAMES = """
    en: en=english | de=german | vi=vietnamese | fr=french | es=spanish | ru=russian | it=italian | pt=portuguese | nl=dutch | pl=polish | tr=turkish | uk=ukrainian | cs=czech | zh=chinese | ja=japanese | ar=arabic
    de: en=englische?[rnms]?(?:sprachigen?)? | de=deutsche?[rnms]?(?:sprachigen?)? | vi=vietnamesisch\\w* | fr=französisch\\w* | es=spanisch\\w* | ru=russisch\\w* | it=italienisch\\w* | pl=polnisch\\w* | tr=türkisch\\w* | uk=ukrainisch\\w*
    vi: en=(?:tiếng )?anh | de=(?:tiếng )?đức | vi=(?:tiếng )?việt | fr=(?:tiếng )?pháp | es=(?:tiếng )?tây ban nha | ru=(?:tiếng )?nga | zh=(?:tiếng )?trung
    fr: en=anglais | de=allemand | vi=vietnamien | fr=français | es=espagnol | ru=russe | it=italien
    es: en=inglés | de=alemán | vi=vietnamita | fr=francés | es=español | ru=ruso | it=italiano
    ru: en=(?:по-)?английск\\w+ | de=(?:по-)?немецк\\w+ | vi=(?:по-)?вьетнамск\\w+ | fr=(?:по-)?французск\\w+ | es=(?:по-)?испанск\\w+ | ru=(?:по-)?русск\\w+"""
LANGUAGE_LEADS = """
    en: (?:articles |sources )?in
    de: auf | in
    vi: bằng tiếng | bằng | tiếng
    fr: (?:articles )?en
    es: (?:artículos )?en
    ru: на | по"""
LANGUAGE_TRAILS = """
    en: articles | sources | media
    de: artikel | quellen | medien
    vi: (?!)
    fr: (?!)
    es: (?!)
    ru: языке | статьях"""

# A year, with what leads it in.
YEAR = r"(?:(?:in|im jahr|en|em|nel|năm|в|w|roku) )?(?:19|20)\d\d(?: году| roku|年)?"
