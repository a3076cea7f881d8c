"""How people go on from a question: data for ``index.followups``.

A table has one line a language, ``code: phrase | phrase``. A phrase is a regular expression of whole words, matched
without regard to case and with ``'`` for any apostrophe; in Chinese and Japanese, of parts of the text.
"""

# ruff: noqa: E501 -- a language a line
from __future__ import annotations

# What a question that goes on begins with.
CONNECTIVES = """
    en: (?:and |but |so |or |then )?(?:what|how) about | (?:and |but )?as for | (?:the )?same (?:question )?(?:for|about) | and | but | also | or | so | plus
    de: (?:und |aber )?was ist (?:denn )?mit | (?:und |aber )?wie (?:sieht|steht) es (?:mit|bei|um|(?=in )) | und | aber | oder | auch | sowie
    vi: (?:thế|vậy) còn | còn | và | nhưng | thế | vậy | hoặc
    fr: (?:et |mais )?qu'en est-il (?:pour|(?=d[eu'])) | (?:et )?quid (?=d[eu']) | et | mais | ou | puis
    es: (?:y )?qué (?:hay|pasa|tal) (?:de|con) | y | pero | o | también
    it: (?:e )?che (?:ne è|mi dici) (?=d[ei]) | e | ed | ma | o | anche
    pt: (?:e )?(?:quanto a|que tal) | e | mas | ou | também
    nl: (?:en )?hoe zit het (?:met|(?=in )) | (?:en )?wat (?:is er )?met | en | maar | of | ook
    pl: (?:a )?co z | (?:a )?jak (?:jest|wygląda to) (?=w |we |na ) | a | i | ale | albo | oraz
    ru: (?:а |и )?(?:что|как) (?:насч[её]т|с|со|по поводу) | а | и | но | или
    uk: (?:а |і )?(?:що|як) (?:щодо|до|з) | а | і | й | та | але | або
    cs: (?:a )?co (?=s |se |v |ve ) | a | ale | nebo | i
    tr: peki(?: ya)? | ve | ama | ya
    zh: 那么 | 那(?![里儿个些天年边是件]) | 还有 | 以及 | 和
    ja: では、? | じゃあ、? | それで、? | そして、? | また、?"""

# What may stand at its end, or behind its question word, without adding anything.
PARTICLES = """
    en: then | though | exactly | instead | too | as well | please | again
    de: denn | eigentlich | genau | auch | dann | bitte | dagegen | schon
    vi: thì (?:sao|thế nào|như thế nào) | thì | vậy | thế | nhỉ | ạ | nữa | cơ
    fr: alors | donc | exactement | aussi | au juste | précisément
    es: entonces | exactamente | también | por favor | pues
    it: allora | esattamente | anche | invece | poi
    pt: então | exatamente | também | mesmo
    nl: dan | precies | eigenlijk | ook | nou
    pl: dokładnie | właściwie | więc | też
    ru: именно | же | точно | тоже | ж
    uk: саме | же | ж | теж | точно
    cs: přesně | vlastně | tedy | pak | taky
    tr: tam olarak | peki | acaba
    zh: 呢 | 怎么样 | 呀 | 啊 | 吗
    ja: はどうですか | はどう | ですか | でしたか | は$ | か$"""

# Said alone, or before what is asked.
COURTESY = """
    en: thanks?(?: you)?(?: (?:so|very) much)?(?: a lot)? | thank you | ok(?:ay)? | great | nice | cool | good | fine | perfect | hi | hello | hey | bye | yes | no | yeah | yep | nope | sure | right | i see | got it | well | hm+ | ah | oh | wow | good (?:morning|evening|night|day) | sorry
    de: danke(?: (?:dir|schön|sehr|vielmals))? | vielen dank | ok(?:ay)? | gut | super | prima | toll | klasse | perfekt | hallo | hi | hey | tschüss | ja | nein | genau | klar | aha | ach so | verstehe | na ja | hm+ | guten (?:morgen|tag|abend) | moin | servus | alles klar
    vi: cảm ơn(?: bạn| nhiều| rất nhiều)* | cám ơn(?: bạn| nhiều)* | ok | oke | tốt | tuyệt(?: vời)? | xin chào | chào(?: bạn)? | vâng | dạ | không | ừ | được rồi | hay quá | tạm biệt
    fr: merci(?: beaucoup| bien)? | ok | d'accord | bien | très bien | super | parfait | génial | bonjour | salut | bonsoir | oui | non | ah | voilà | au revoir
    es: (?:muchas )?gracias | ok | vale | bien | muy bien | perfecto | genial | hola | adiós | sí | no | ya | ajá | buenos días | buenas(?: tardes| noches)?
    it: grazie(?: mille)? | ok | bene | va bene | perfetto | ottimo | ciao | sì | no | buongiorno | salve
    pt: (?:muito )?obrigad[oa] | ok | bem | muito bem | perfeito | ótimo | olá | oi | sim | não | bom dia | boa (?:tarde|noite)
    nl: dank(?: je| u)?(?: wel)? | bedankt | ok(?:é|ay)? | goed | prima | hallo | hoi | ja | nee
    pl: dzięki | dziękuję | ok | dobrze | świetnie | cześć | tak | nie | dzień dobry
    ru: (?:большое )?спасибо(?: большое)? | ок(?:ей)? | хорошо | отлично | ясно | понятно | привет | здравствуйте? | да | нет | пока | ага | ладно | добрый (?:день|вечер)
    uk: дякую | ок | добре | чудово | привіт | так | ні | зрозуміло
    cs: děkuji | díky | ok | dobře | ahoj | ano | ne | dobrý den
    tr: teşekkürler | teşekkür ederim | sağ ?ol | tamam | merhaba | selam | evet | hayır
    zh: 谢谢你? | 多谢 | 好的? | 你好 | 是的? | 不 | 嗯
    ja: ありがとう(?:ございます)? | はい | いいえ | こんにちは | なるほど | 了解"""

ONLY = """
    en: only | just
    de: nur | bloß | ausschließlich
    vi: chỉ(?! (?:thị|số|huy|đạo|trích|tiêu|định)\\b)
    fr: seulement | uniquement | juste
    es: sólo | solo | solamente | únicamente
    it: solo | soltanto | solamente
    pt: só | apenas | somente
    nl: alleen | enkel | slechts
    pl: tylko | wyłącznie
    ru: только | лишь
    uk: тільки | лише
    cs: jen | jenom | pouze
    tr: sadece | yalnızca | yalnız
    zh: 只看 | 只要 | 只在 | 只 | 仅
    ja: (?!)"""

# Phrases that ask; what stands behind one is what is asked of it.
QUESTIONS = """
    en: (?:(?:since|until|till|by|from|to|at|in|with|for|about|on|of) )?(?:how (?:many|much|long|old|far away|far|big|large|high|tall|deep|fast|often|wide|heavy|strong|expensive|come)|(?:what|which) (?:city|country|town|village|place|year|month|day|date|time|person|company|reason|percentage)|what kind of|who|whom|whose|what|which|when|where|why|how)(?:'s|'re)?(?: else)?
    de: (?:(?:seit|bis|ab|in|an|aus|von|mit|für|bei|nach|um|zu|auf|gegen|über) )?(?:wie ?(?:viele?n?|lange?|oft|hoch|groß|teuer|weit|alt|schwer|schnell|tief|breit|stark)|welche[rsmn]? (?:stadt|land|ort|dorf|jahr|monat|tag|tagen|datum|grund|firma|preis|person)|was für (?:eine?[nmr]?)?|warum|wieso|weshalb|wofür|womit|wodurch|worüber|wozu|worum|wann|wohin|woher|wo|wer|wen|wem|wessen|was|welche[rsmn]?|wie)(?: (?:noch|sonst(?: noch)?)(?=$| \\w))?
    vi: khi nao|bao gio|tai sao|vi sao|o dau|bao nhieu(?: (?:nguoi|tien|lan))?|(?:vào |từ |đến |cho đến )?(?:khi nào|bao giờ|lúc nào|ngày nào|năm nào|tháng nào|hôm nào|mấy giờ)|(?:ở |tại |từ |đến |đi )(?:đâu|nơi nào|(?:thành phố|nước|tỉnh|nơi) nào)|vì sao|tại sao|sao lại|làm sao|như thế nào|thế nào|bằng cách nào|ra sao|(?:bao nhiêu|mấy)(?: (?:người|tiền|lần|tuổi))?|bao (?:lâu|xa)|là ai|với ai|cho ai|của ai|ai|cái gì|là gì|gì|đâu|sao
    fr: (?:(?:depuis|jusqu'à|à partir de|de|d'|à|en|dans|pour|avec|par|chez|contre|sur) ?)?(?:qu'est-ce qu[ei]|qui est-ce qui|combien(?: de temps| de| d')?|quel(?:le)?s? (?:ville|pays|année|mois|jour|date|heure|raison|âge|prix|personne)|quel(?:le)?s?|pourquoi|comment|quand|où|qui|quoi|que|qu')(?: est-ce qu[ei']| ?est-ce qu')?
    es: (?:(?:desde|hasta|de|a|en|para|con|por|contra|sobre) )?(?:cuánt[oa]s?(?: tiempo)?|qué (?:ciudad|país|año|mes|día|fecha|hora|razón|edad|precio|persona)|cuándo|dónde|adónde|por qué|cómo|quién(?:es)?|cuál(?:es)?|qué)|^(?:cuant[oa]s?(?: tiempo)?|cuando|donde|por que|como|quien(?:es)?|cual(?:es)?|que)
    it: (?:(?:da|fino a|di|a|in|per|con|contro|su) )?(?:quant[oaie](?: tempo)?|(?:che|quale) (?:città|paese|anno|mese|giorno|data|ora|prezzo)|quando|dove|perché|come|chi|cosa|che cosa|quali?|che|dov'|cos')
    pt: (?:(?:desde|até|de|a|em|para|com|por|contra|sobre) )?(?:quant[oa]s?(?: tempo)?|(?:que|qual) (?:cidade|país|ano|mês|dia|data|hora|preço)|quando|onde|aonde|por ?que|porquê|por quê|como|quem|qual|quais|o que|que)
    nl: (?:(?:sinds|tot|van|aan|in|voor|met|tegen|over|naar|uit) )?(?:hoe(?:veel| lang|lang| oud| hoog| ver| groot| duur| vaak)?|welke? (?:stad|land|jaar|maand|dag|datum)|wanneer|waarom|waarheen|waarmee|waardoor|waar|wie|wat|welke?)
    pl: (?:(?:od|do|w|we|z|ze|na|dla|o|za|przez) )?(?:ile|ilu|jak długo|jak daleko|jak|któr\\w+ (?:roku|dnia|mieście|kraju)|kiedy|gdzie|dokąd|skąd|dlaczego|czemu|kto|kogo|komu|kim|co|czego|czym|któr\\w+|jak[aiąe]\\w*)
    ru: (?:(?:с|до|от|в|во|на|из|к|о|об|за|по|для|у|против) )?(?:сколько(?: времени| лет)?|скольк\\w+|(?:каком|какой|какого|каким) (?:городе|стране|году|месяце|день|числа)|когда|где|куда|откуда|почему|зачем|отчего|из-за чего|как долго|каких пор|кто|кого|кому|кем|ком|что|чего|чему|чем|чём|как(?:ой|ая|ое|ие|ого|их|им|ому|ую)|как|чей|чья|чьё)
    uk: (?:(?:з|до|від|в|у|на|із|о|за|по|для) )?(?:скільки(?: часу| років)?|(?:якому|якій) (?:місті|країні|році)|коли|де|куди|звідки|чому|навіщо|як довго|яких пір|якого часу|хто|кого|кому|ким|що|чого|чим|як(?:ий|а|е|і|ого|их|им|ому|у)|як)
    cs: (?:(?:od|do|v|ve|z|ze|na|pro|o|za|s|se) )?(?:kolik(?: lidí)?|jak dlouho|jak daleko|jak|které[mh]? (?:roce|městě|zemi)|kdy|kde|kam|odkud|proč|kdo|koho|komu|kým|co|čeho|čím|kter\\w+|jak[éáýo]\\w*)
    tr: ne zaman | ne kadar(?: sürdü)? | kaç(?: kişi| yaşında| yılında)? | nerede | nereye | nereden | neden | niçin | niye | nasıl | kim(?:in|e|i|den|le|ler)? | hangi | ne
    zh: 什么时候|何时|哪[一]?[天年]|哪里|哪儿|哪个城市|为什么|为何|怎么|如何|多少(?:钱|人)?|几[个人次]|多久|多大|谁|什么|哪个
    ja: いつ|どこ(?:で|に|へ|から)?|なぜ|どうして|どのように|どうやって|いくら|いくつ|何人|何時|何歳|どのくらい|どれくらい|誰[がにをと]?|だれ[がに]?|何[がを]?|どの"""

# Words behind a question word that ask for nothing more than it does: «when was that?», «wo ist das passiert?».
THIN = """
    en: is | are | was | were | be | been | did | does | do | has | have | had | will | would | happen(?:ed|s|ing)? | take place | took place | occur(?:red)? | the case | so | not | for
    de: ist | sind | war | waren | wurde | wurden | hat | haben | hatte | wird | geschah | geschehen | passierte? | passiert | so | nicht | der fall | stattgefunden | fand | statt
    vi: là | đã | được | bị | xảy ra | diễn ra | vậy | có | lại
    fr: est | était | sont | a | ont | été | s'est | se | passé | passe | produit | eu lieu | t | ce
    es: es | era | fue | son | fueron | ha | han | sido | ocurrió | pasó | sucedió | ocurre | así
    it: è | era | sono | fu | ha | stato | successo | accaduto | avvenuto | stata
    pt: é | era | foi | são | foram | aconteceu | ocorreu | assim
    nl: is | zijn | was | waren | werd | gebeurde | gebeurd | heeft | zo
    pl: jest | był[ao]? | było | są | stało | się | miało miejsce | tak
    ru: был[аои]? | есть | произошло | случилось | произошла | произошёл | так
    uk: був | була | було | були | є | сталося | відбулося | так
    cs: je | byl[ao]? | bylo | jsou | se | stalo | tak
    tr: oldu | olmuş | idi | dir | gerçekleşti
    zh: 是 | 的 | 了 | 发生 | 会
    ja: です | でした | でしょう | 起き(?:た|ました)"""

# Verbs that stand before the subject of a question for an object, always, and where a noun follows.
SUPPORTING_VERBS = """
    en: did | do | does"""
MODAL_VERBS = """
    en: can | could | will | would | should | must | may | might | has | have | had"""

# Words of a question for a price that do not go with another one.
COSTING = """
    en: costs? | costing | is worth | worth
    de: kostete?n? | kostet | gekostet
    vi: tốn | hết
    fr: coûte(?:nt|ra)? | coûté | a coûté | vaut
    es: cuestan? | costó | costaron | costará | vale
    it: costa(?:no)? | è costat[oa]
    pt: custam? | custou
    nl: kost(?:te|en)?
    pl: kosztuj[eą] | kosztował[aoy]?
    ru: стоит | стоят | стоил[аои]? | обош[её]л(?:ся|ась|ось)
    uk: коштує | коштують | коштува(?:в|ла|ло|ли)
    cs: stojí | stál[aoi]?"""

# Words of grammar that say something with a pronoun alone: «who is against it?»
TOWARDS = """
    en: for against behind with without
    de: für gegen dafür dagegen dahinter damit
    vi: chống
    fr: pour contre derrière
    es: contra favor detrás
    it: contro favore dietro
    pt: contra favor
    nl: voor tegen
    pl: za przeciw
    ru: за против
    uk: за проти
    cs: pro proti"""

# Other verbs that a question may begin with.
ASKING_VERBS = """
    en: am can could should would will may might must any tell show explain give
    de: gab gibt kann können konnte konnten soll sollen sollte muss müssen darf dürfen wird werden wurde wurden erzähl zeig
    vi: có kể cho
    fr: peut peuvent doit doivent y a-t-il dis raconte existe-t-il
    es: hay hubo puede pueden debe deben cuéntame dime
    it: può possono deve ci dimmi
    pt: há houve pode podem deve
    nl: kan kunnen moet moeten zal zullen er
    pl: czy
    ru: есть был была было были расскажи покажи
    uk: чи є
    cs: může mohou
    tr: var"""

# What a question without a name asks of an event: alone it can only mean the one before.
OF_AN_EVENT = """
    en: died | dead | die | killed | injured | hurt | wounded | victims? | casualties | deaths | won | lost | said | say | happened | caused | cause | next | won it | responsible | guilty | arrested | evacuated | rescued | survived | voted
    de: starben | tote | toten | verletzte | verletzten | verletzt | opfer | getötet | gewann | gewonnen | verlor | sagte | gesagt | verursacht | schuld | verantwortlich | verhaftet | gerettet | evakuiert | todesopfer | stimmten?(?: dafür| dagegen)? | gestimmt
    vi: chết | bị thương | thương vong | nạn nhân | thắng | thua | thiệt mạng | bị bắt | được cứu | người | bỏ phiếu
    fr: morts? | mort | blessés? | victimes? | gagné | perdu | dit | tués? | arrêtés? | responsable | évacués? | sauvés? | voté
    es: murieron | murió | muertos | heridos | víctimas | ganó | perdió | dijo | costó | detenidos | evacuados | responsable | personas | votaron | votó
    it: morti | morto | feriti | vittime | vinto | perso | detto | costò | arrestati | responsabile | evacuati | costat[oa]
    pt: morreram | morreu | mortos | feridos | vítimas | ganhou | perdeu | disse | custou | presos | responsável
    nl: doden | gewonden | slachtoffers | gewonnen | won | verloren | zei | gestorven | stierven | verantwoordelijk
    pl: zginęło | zginął | zmarło | rannych | ofiar | wygrał[ao]? | przegrał[ao]? | powiedział[ao]? | kosztował[ao]? | winny | osób
    ru: погибло | погибли | погиб | умерло | умер | пострадал[аои]? | пострадавших | раненых | жертв | погибших | победил[аи]? | выиграл[аи]? | проиграл[аи]? | сказал[аи]? | стоил[оаи]? | виноват | человек | проголосовал[аои]?
    uk: загинуло | загинули | поранено | постраждало | поранених | жертв | загиблих | переміг | перемогла | виграв | виграла | сказав | сказала | коштувало
    cs: zemřelo | zahynulo | zraněných | obětí | vyhrál[ai]? | prohrál[ai]? | řekl[ai]? | stálo | zraněno
    tr: öldü | yaralandı | yaralı | kazandı | kaybetti | söyledi | dedi | tutuklandı | kurtarıldı
    zh: 死亡?|受伤|伤亡|赢了?|输了?|遇难|获救
    ja: 死亡|死者|負傷者?|けが人|勝った|亡くなった"""

# Stands for something, or someone, named before.
PRONOUNS = """
    en: he | she | him | they | them | it | himself | herself | themselves | that$ | this$ | those$ | these$ | (?:was|is|were|are|did|does|do|has|about|of|after|before|since|with|for) (?:that|this|those|these)(?= (?:happen\\w*|cost|mean|take|end|begin|start|say|said|work|come|go|decided|announced|reported|for|about)\\b|$) | after that | afterwards | back then
    de: er | ihn | ihm | ihnen | sie | es | dies | das(?= (?:gesagt|getan|passiert|geschehen|gemacht|bezahlt|zahlen|entschieden|war|ist|sein|für|aus|so|bekannt|genau|denn|alles|eigentlich|angekündigt|behauptet|nun|jetzt|kosten|dauern|gewesen|beschlossen)\\b|$) | dazu | davon | daran | darauf | damit | dafür | dagegen | darüber | dabei | danach | davor | dadurch | darin | daraus
    vi: (?:anh|chị|cô|ông|bà|em) (?:ấy|ta|này|đó) | hắn | họ(?! (?-i:[A-ZĐ])) | nó | người (?:ấy|đó|này) | chúng | (?:việc|điều|chuyện|vụ|cái|cuộc|trận|khi|lúc|sau|trước|như) (?:đó|này|ấy) | đó$ | này$ | ấy$ | đó
    fr: il | elle | ils | elles | lui | cela | ça | ceci | l'(?:a|ont|avait|avaient) | c'(?:était|est)(?! qu) | était-ce | est-ce$ | en(?= (?:a|ont|avait|est|pense|dit|dise|pensent|disent)\\b)
    es: él | ella | ellos | ellas | le | les | lo(?! que| (?:más|último|mejor)) | eso | esto | ello | aquello
    it: lui | lei | loro | ciò | esso | essa | essi | questo$ | quello$ | l'(?:ha|hanno|aveva) | ne(?= (?:ha|hanno|pensa|dice)\\b) | lo(?= (?:ha|hanno|disse|dice|sa)\\b) | gli(?= (?:ha|è|hanno)\\b)
    pt: ele | ela | eles | elas | isso | isto | aquilo | lhes? | dele | dela | deles | delas | nele | nela | disso | nisso
    nl: hij | zij | ze | hem | haar$ | hen | hun$ | het$ | dat$ | dit$ | (?<=was )(?:het|dat|dit) | (?<=is )(?:het|dat|dit) | (?<=heeft )(?:het|dat|dit)(?= (?:gezegd|gedaan|gebeurd)\\b|$) | (?<=kost )(?:het|dat|dit) | (?<=kostte )(?:het|dat|dit) | daarmee | daarvan | daarover | daaraan | erover | ervan | daarna
    pl: on | ona | ono | oni | one | go | jego | jej | mu | im | ich | nim | nią | niego | nich | to | tego | tym | temu
    ru: он | она | оно | они | его | е[её] | ему | ей | им | их | него | не[её] | нему | ней | ним | них | нём | это | этого | этом | этому | этим | потом
    uk: він | вона | воно | вони | його | її | йому | їй | їм | їх | нього | неї | ним | них | це | цього | цьому | цим | потім
    cs: on | ona | ono | oni | jeho | její | jejich | mu | jí | jim | ho | to | toho | tom | tomu | tím | potom
    tr: o | onu | ona | onun | onlar\\w* | bu$ | bunu | bunun | buna | bundan | şunu
    zh: 他们?|她们?|它们?|这件事|那件事|此事|对此|这(?:个)?(?=$|吗|呢|是)|那(?:个)?(?=$|吗|呢|是)
    ja: 彼女?(?:ら)?|それ|これ|その|この"""

# Of them, those that a person's name may stand for, as they are.
PERSONS = """
    en: he | she | him
    de: er | ihn | ihm | sie
    vi: (?:anh|chị|cô|ông|bà|em) (?:ấy|ta) | người (?:ấy|đó|này) | hắn
    fr: il(?!-) | elle
    es: él | ella
    it: lui | lei
    pt: ele | ela
    nl: hij | zij | hem
    pl: on | ona
    ru: он | она
    uk: він | вона
    cs: on | ona
    tr: (?!)
    zh: 他(?!们)|她(?!们)
    ja: 彼女?(?!ら)"""

# Belong to someone named before.
POSSESSIVES = """
    en: his | her | its | their | theirs | hers
    de: sein(?:e[nmrs]?)? | ihr(?:e[nmrs]?)? | dessen | deren
    vi: của (?:anh|chị|cô|ông|bà|họ|nó|chúng)
    fr: son | sa | ses | leurs?
    es: sus? | suy[oa]s?
    it: (?:il |la )?suo | sua | suoi | sue | loro
    pt: seus? | suas?
    nl: zijn(?! (?:er|de|het)) | haar | hun
    pl: jego | jej | ich | swo\\w+
    ru: его | е[её] | их
    uk: його | її | їх(?:ній|ня|нє)?
    cs: jeho | její | jejich
    tr: onun | onların
    zh: 他的|她的|它的|其
    ja: 彼女?の"""

THERE = """
    en: (?<!is )(?<!are )(?<!was )(?<!were )(?<!will )(?<!been )there(?! (?:is|are|was|were|be|been|will|any)\\b)
    de: dort | dorthin | daher$
    vi: (?:ở|tại) (?:đó|đấy|đây) | nơi (?:đó|này)
    fr: là-bas | là$
    es: allí | allá | ahí
    it: lì | laggiù | là$
    pt: lá | ali | aí
    nl: daar
    pl: tam
    ru: там | туда | оттуда
    uk: там | туди | звідти
    cs: tam
    tr: orada | oraya | oradan
    zh: 那里|那儿|当地|那边
    ja: そこ(?:で|に|へ)?|現地"""

# Where a word of the tables above stands for nothing.
IDIOMS = """
    en: what time is it | (?:is|was|does) it (?:true|possible|rain\\w*|snow\\w*|legal|safe|raining) | how is it going | what is it like | it is
    de: gibt es | gab es | es gibt | wie ?viel uhr ist es | wie (?:spät|geht) (?:ist )?es | (?:ist|wird|war|stimmt) es (?:wahr|möglich|regnen|schneien) | regnet es | handelt es sich | (?:geht|ging) es(?: um)? | dauerte? es,
    vi: trong đó | do đó | vì đó
    fr: il y a(?:vait)? | y a-t-il | fait-il | faut-il | pleut-il | il (?:faut|pleut|fait|existe) | existe-t-il | quelle heure est-il | est-il (?:vrai|possible) | que se passe-t-il | s'agit-il
    es: le gusta | lo que
    it: c'è
    pt: será que
    nl: hoe laat is het
    pl: co to (?:jest|są|znaczy) | czy to
    ru: что это такое | что такое | правда ли это
    uk: що таке
    cs: co to (?:je|znamená)
    tr: bu (?:hafta|ay|yıl|gün|sabah|akşam)
    zh: 这[周个]?[星期月年天]|这次|那么
    ja: この(?:週|月|年)"""

# The bot is spoken to.
SECOND_PERSON = """
    en: you | your | yours | yourself | can i | could i | may i | help me
    de: du | dich | dir | dein\\w* | kannst | bist | hast | kann ich | hilf
    vi: bạn | mày | cậu | giúp tôi
    fr: tu | toi | ton | vous | votre | vos | peux-tu | pouvez-vous | puis-je
    es: tú | eres | puedes | usted | tienes | sabes
    it: tu | sei | puoi | sai | tuo
    pt: você | podes? | tu | és | sabe
    nl: je | jij | jouw | kan ik | kun
    pl: ty | jesteś | możesz | twój
    ru: ты | тебя | тебе | можешь | умеешь | вы | вас | вам
    uk: ти | тебе | можеш | ви
    cs: ty | jsi | můžeš | umíš
    tr: sen | misin | mısın
    zh: 你|您
    ja: あなた|君は"""
