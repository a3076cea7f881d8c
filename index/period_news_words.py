"""Words that ask for what is new, or for nothing else: data for ``index.periods``, written as in ``period_words``."""

# ruff: noqa: E501 -- a language a line
from __future__ import annotations

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
    zh: 至 | 到 | 如 | 即使在
    nl: nog | tot
    pl: do
    tr: hâlâ | hala
    ar: المصري | حتى | إلى"""
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
    zh: 最新(?:的)? | 最近的(?=新闻|消息) | 最近(?=新闻|消息)
    tr: (?:en )?son(?= (?:haber|dakika|durum|gelişme|veri|rakam|bilgi|anket|sonuç)) | en (?:yeni|son|güncel)
    pl: najnowsz\\w+ | najświeższ\\w+ | ostatni[ae]?(?= (?:wiadomoś|wydarze|dan|informac|doniesie|artyku))
    nl: (?:het |de )?(?:laatste(?= (?:nieuws|berichten|stand|cijfers|ontwikkelingen))|nieuwste|recentste|meest recente)
    ar: آخر(?= (?:ال)?(?:أخبار|اخبار|أنباء|مستجدات|تطورات|الأخبار)) | أحدث
    hi: ताज़ा | ताजा | नवीनतम | सबसे नई | सबसे नए
    id: terbaru | terkini | teranyar
    ja: 最新(?:の)?"""

# One of these, and nothing but words of NOTHING_ASKED around it: «What's new?»
NEWS = """
    en: new | news | headlines?
    de: neues | neuigkeiten | nachrichten | schlagzeilen | neu
    vi: tin tức | tin mới | gì mới | thời sự
    fr: nouvelles | neuf | nouveau | infos | actualités? | actus?
    es: nuevo | noticias | novedades | titulares
    it: nuovo | notizie | novità | titoli
    pt: novo | notícias | novidades | manchetes
    ru: нового | новости | новостей | заголовки
    zh: 新闻 | 消息 | 新鲜事 | 头条
    tr: haber(?:ler)? | yeni | yenilik(?:ler)? | manşetler | gündem
    pl: nowego | wiadomości | aktualności | nagłówki
    nl: nieuws | nieuw | koppen
    ar: الأخبار | أخبار | الجديد | جديد | العناوين
    hi: खबरें | ख़बरें | खबर | समाचार | नया
    id: berita | kabar | baru
    ja: ニュース"""

# With these words alone nothing is asked but what is new.
NOTHING_ASKED = """
    en: what['’]s|there['’]s|what|which|who|was|were|is|are|has|have|did|there|happened|happening|happens|going|on|new|news|headlines?|stories|story|articles?|reports?|events?|the|a|an|any|anything|something|all|me|us|show|tell|give|get|list|find|about|regarding|with|around|from|of|in|for|to|at|and|please|important|up|big|top|updates?|world|you|do|can|i|s|breaking|things?|been|latest|lately|recently|currently|now|just|recent
    de: was|welche[nrs]?|wer|war|waren|ist|sind|gab|gibt|es|hat|haben|geschah|geschehen|passierte|passiert|passieren|ereignete|sich|los|neu|neue[nrs]?|neues|neuigkeiten|nachrichten?|schlagzeilen?|meldung(?:en)?|artikel|berichte?|ereignisse?|zeige?|mir|uns|sag|nenne?|gib|bitte|die|der|das|den|dem|ein|eine|alles?|so|denn|über|von|vom|aus|in|im|am|zu|zum|zur|bei|beim|um|rund|mit|und|wichtige[nrs]?|welt|stand|lage|dinge|bringt|gibt['’]?s|gab['’]?s|geht['’]?s|was['’]s|ist['’]s|geht|ab|nun|jetzt|gerade|derzeit|momentan|denn|mal|bei|euch|dir|einen|kurz|überblick|wichtiges|wichtigste[nrs]?
    vi: có|gì|chuyện|điều|việc|xảy|ra|đã|những|các|tin|tức|tức|bài|báo|viết|mới|nào|là|về|trong|của|cho|tôi|biết|hãy|sự|kiện|diễn|nổi|bật|hot|thời|sự|thế|giới|vào|ở|và|được|đăng|nhất|không|ko|à|ạ|nhỉ|vậy|đây|hả|hở|chưa|hiện|nay|bây|giờ|hôm|xin|giúp|với|qua|thông|quan|trọng|nhất|gần|thêm|ra|sao|rồi|thế
    fr: qu|que|quoi|quelles?|quels?|est|ce|qui|s|il|se|y|a|t|été|passé|passe|nouvelles?|neuf|nouveau|infos?|informations?|actualités?|actus?|articles?|titres|événements?|les|le|la|l|d|des|de|du|un|une|dans|en|à|montre|moi|donne|dis|et|sur|sont|principales?|monde
    es: qué|cuáles|cuál|que|pasó|pasa|pasado|ha|han|hay|sucedió|ocurrió|nuevo|nuevas?|noticias?|hora|titulares|artículos?|eventos?|las|los|el|la|lo|de|del|en|un|una|son|es|fue|muéstrame|dame|dime|me|sobre|y|mundo|principales
    it: che|cosa|cos|quali|quale|è|e|successo|successe|accaduto|sono|c|ci|notizi[ae]|novità|nuov[oie]|titoli|articoli|eventi|le|la|il|i|gli|lo|l|di|del|della|da|in|un|una|ora|mostrami|dimmi|dammi|su|mondo|principali|si
    pt: o|que|quais|qual|aconteceu|acontece|houve|há|foi|são|é|notícias?|novidades|novo|novas?|manchetes|artigos?|eventos?|as|os|a|de|da|do|das|dos|em|no|na|um|uma|mostre|me|diga|dê|sobre|e|mundo|principais
    ru: что|какие|какая|какое|было|случилось|произошло|происходит|нового|новое|новости|новостей|новость|события|событий|статьи|заголовки|есть|в|во|на|за|о|об|и|мне|покажи|расскажи|дай|мире|главные|главное|были
    zh: 发生|了|什么|有|哪些|新闻|消息|的|事|事情|大事|新鲜事|文章|报道|头条|请|告诉|我|给|是|在|呢|吗|关于|新|国际|世界|过
    tr: ne|neler|oldu|olmuş|oluyor|olup|bitti|bitiyor|var|yok|mı|mi|mu|mü|yeni|haber(?:ler)?(?:i|in|de|den)?|yenilik(?:ler)?|manşetler|gündem(?:de)?|son|en|dakika|önemli|bir|şey|şeyler|bana|söyle|göster|ver|hakkında|ve|hangi|olay(?:lar)?|yaşandı|günü
    pl: co|się|stało|wydarzyło|działo|dzieje|jest|są|było|nowego|nowe|wiadomości|aktualności|nagłówki|jakie|pokaż|podaj|mi|ważnego|ważne|najważniejsze|w|we|na|o|i|świecie|słychać|wydarzenia
    nl: wat|is|er|zijn|was|waren|gebeurd|gebeurde|gebeurt|nieuws|nieuw|koppen|het|de|een|in|op|over|van|en|toon|geef|me|mij|laat|zien|vertel|belangrijkste|belangrijk|welke|berichten|aan|hand|wereld
    ar: ما|ماذا|هي|هو|هل|حدث|يحدث|جرى|وقع|هناك|من|في|عن|آخر|الأخبار|أخبار|الجديد|جديد|العناوين|أهم|الأحداث|أحداث|أخبرني|أعطني|اعرض|لي|يوم
    hi: क्या|हुआ|हुई|हुए|हो|रहा|है|हैं|था|थी|थे|खबरें|ख़बरें|खबर|ख़बर|समाचार|नया|नई|नए|की|के|का|में|मुझे|बताओ|बताइए|दिखाओ|कौन|सी|सबसे|को|मुख्य|बड़ी
    id: apa|yang|terjadi|ada|berita|kabar|baru|saja|tentang|di|dan|tolong|tunjukkan|beri|saya|penting|utama|dunia|itu|adalah
    ja: 何|が|あり|まし|ました|た|か|あった|起き|起こり|の|は|を|ニュース|教え|て|ください|最新|に|です|新しい|主な|どんな"""

# What stands beside a word of NEWEST and says no more than it: before it, behind it.
NEWEST_OF = """
    en: news | headlines? | updates? | stories | articles? | developments? | happenings
    de: nachrichten | neuigkeiten | meldung(?:en)? | schlagzeilen | entwicklung(?:en)? | artikel | berichte? | infos? | informationen
    vi: tin tức | tin | thông tin | diễn biến | bài báo | bài
    fr: nouvelles | infos? | informations? | actualités? | actus? | articles? | développements? | news
    es: noticias? | informaci(?:ón|ones) | novedad(?:es)? | artículos? | hora
    it: notizi[ae] | informazion[ie] | novità | articol[oi] | aggiornament[oi] | sviluppi | ora
    pt: notícias? | informaç(?:ão|ões) | novidades? | artigos? | desenvolvimentos?
    ru: новост\\w+ | событи\\w+ | сообщени\\w+ | информаци\\w+ | стать\\w+ | сводк\\w+
    zh: 新闻 | 消息 | 报道 | 动态 | 进展 | 资讯
    tr: dakika(?: haber(?:ler)?(?:i)?)? | haber(?:ler)?(?:i)? | gelişme(?:ler)?(?:i)? | durum
    pl: wiadomości | wydarzenia | informacje | doniesienia | artykuły
    nl: nieuws | berichten | ontwikkelingen | artikelen
    ar: ال(?:أخبار|أنباء|مستجدات|تطورات) | أخبار | اخبار | أنباء | مستجدات | تطورات
    hi: खबर(?:ें)? | ख़बर(?:ें)? | समाचार
    id: berita | kabar | informasi
    ja: ニュース | 情報"""
