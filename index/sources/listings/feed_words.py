"""Words by which feeds are told, as data of many languages. What uses them: ``whole_articles`` and ``discovery``."""

from __future__ import annotations

import re

from index.phrases import alternation, phrases

# What a teaser ends with: the way to the rest of the article.
READ_ON = re.compile(
    r"(?<![^\W_])(?:"
    + alternation("""
en: Read more, Read the full story, Read the full article, Read the whole story, Read full article, Read full story
en: Read the rest, Read on, Continue reading, Keep reading, Click here to read more, Click here to continue, See more
en: View full article, Full story, Full article, Subscribe to continue reading, Subscribe to read, Sign in to read
en: This content is for members only, for subscribers only, Learn more, More at, Find out more
de: Weiterlesen, weiter lesen, Mehr lesen, Lesen Sie mehr, Lesen Sie weiter, Lesen Sie hier weiter, Mehr dazu
de: Zum Artikel, Zum vollständigen Artikel, Den ganzen Artikel lesen, Den vollständigen Artikel lesen, Artikel lesen
de: Ganzen Artikel lesen, Vollständigen Artikel lesen, Mehr erfahren, Zur Meldung, Hier geht es weiter
de: Nur für Abonnenten, Jetzt abonnieren
fr: Lire la suite, Lire plus, Lire l'article, Lire l’article, Continuer la lecture, Continuer à lire, En savoir plus
fr: Réservé aux abonnés, article réservé à nos abonnés
es: Leer más, Lee más, Leer la noticia completa, Leer el artículo completo, Seguir leyendo, Sigue leyendo
es: Continuar leyendo, Continúa leyendo, Ver más, Leer nota completa, Solo para suscriptores
it: Leggi tutto, Leggi di più, Continua a leggere, Leggi l'articolo, Leggi l’articolo, Continua la lettura
pt: Leia mais, Ler mais, Continue lendo, Continuar a ler, Continuar lendo, Continue a ler, Saiba mais, Leia a matéria
nl: Lees meer, Lees verder, Verder lezen, Lees het hele artikel
pl: Czytaj więcej, Czytaj dalej, Czytaj całość, Więcej
cs/sk: Číst dále, Celý článek, Číst více, Čítajte ďalej, Čítať viac, Čítať ďalej
hu/ro: Tovább, Olvass tovább, Tovább olvasom, Citește mai mult, Citeşte mai mult, Citește mai departe, Continuă lectura
sv/da/no/fi: Läs mer, Läs vidare, Fortsätt läsa, Læs mere, Læs videre, Fortsæt læsningen, Les mer, Les videre
fi/et/lv/lt: Lue lisää, Jatka lukemista, Loe edasi, Loe lähemalt, Lasīt vairāk, Lasīt tālāk, Skaityti daugiau
fi/et/lv/lt: Skaityti toliau
tr: Devamını oku, Devamı için, Haberin devamı, Devamı
vi: Xem thêm, Đọc tiếp, Đọc thêm, Xem tiếp, Xem chi tiết, Chi tiết
id: Baca selengkapnya, Selengkapnya, Baca lebih lanjut, Lanjutkan membaca
ru: Читать далее, Читать дальше, Читать полностью, Подробнее, Далее, Читать всё, Читать целиком
uk: Читати далі, Детальніше, Читати повністю, Докладніше
bg/sr/mk: Прочетете още, Виж още, Прочети още, Opširnije, Pročitaj više, Опширније, Прочитај више
el: Διαβάστε περισσότερα, Συνέχεια, Περισσότερα, Διαβάστε τη συνέχεια
ca/eu/gl: Llegir més, Continua llegint, Segueix llegint, Jarraitu irakurtzen, Ler máis
zh: 阅读更多, 閱讀更多, 阅读全文, 閱讀全文, 查看全文, 继续阅读, 繼續閱讀, 更多内容, 全文
ja: 続きを読む, 続きはこちら, もっと読む, 全文を読む, 記事全文
ko: 더 읽기, 더 보기, 계속 읽기, 전체 기사 보기, 기사 전문
ar: اقرأ المزيد, تابع القراءة, المزيد, اقرأ التفاصيل, لقراءة المزيد
fa: ادامه مطلب, بیشتر بخوانید, ادامه خبر
he: קרא עוד, המשך קריאה, לקריאה נוספת, קראו עוד
hi: और पढ़ें, पूरा पढ़ें, आगे पढ़ें
bn/ta: আরও পড়ুন, বিস্তারিত, மேலும் படிக்க
th: อ่านเพิ่มเติม, อ่านต่อ, อ่านทั้งหมด
""")
    + r")",
    re.IGNORECASE,
)

# What blog programs write under every entry: no part of it, whole or not. {} is the rest of the line.
FOOTERS = re.compile(
    r"(?:The post\b.{1,400}?\b(?:appeared first on|first appeared on)\b"
    r"|(?:Der Beitrag|Dieser Beitrag|Der Artikel)\b.{1,400}?\berschien (?:zuerst )?(?:auf|bei)\b"
    r"|(?:L['’]article|Cet article)\b.{1,400}?\best apparu en premier sur\b"
    r"|(?:La entrada|El artículo)\b.{1,400}?\bse publicó primero en\b"
    r"|(?:L['’]articolo|Il post)\b.{1,400}?\bproviene da\b"
    r"|(?:O post|O artigo|O conteúdo)\b.{1,400}?\b(?:apareceu primeiro em|aparece primeiro em)\b"
    r"|(?:Het bericht|Het artikel)\b.{1,400}?\bverscheen eerst op\b"
    r"|(?:Artykuł|Post)\b.{1,400}?\bpochodzi z serwisu\b"
    r"|(?:Сообщение|Запись)\b.{1,400}?\b(?:появились сначала на|появилась сначала на|впервые появилась)\b"
    r"|(?:Bài viết)\b.{1,400}?\b(?:xuất hiện đầu tiên|appeared first)\b"
    r"|(?:Inlägget|Indlægget|Innlegget)\b.{1,400}?\b(?:dök först upp på|blev først udgivet på|dukket først opp på)\b"
    r").{0,200}",
    re.IGNORECASE | re.DOTALL,
)

# What a feed of readers' comments is called, folded; looked for anywhere in its title.
COMMENT_FEEDS = phrases("""
en: comments, comments feed, comment feed
de: Kommentar-Feed, Kommentare-Feed, Kommentarfeed, Kommentare als RSS, Kommentare zu, Leserkommentare
fr: flux des commentaires, fil des commentaires, flux pour les commentaires
es: feed de los comentarios, RSS de los comentarios, comentarios
it: feed dei commenti, RSS dei commenti
pt: feed de comentários, feed dos comentários, comentários
nl: reactiefeed, reactie feed, reacties feed, reacties
pl: kanał z komentarzami, komentarze
cs/sk: RSS komentářů, RSS kanál komentářů, RSS feed komentárov
tr: yorum akışı, yorum beslemesi
vi: dòng bình luận, dòng phản hồi, bình luận
id: umpan komentar
ru: лента комментариев, комментарии
uk: стрічка коментарів, канал коментарів
bg: емисия за коментари
sv/da/no/fi: kommentarsflöde, kommentar flöde, kommentar feed, kommentarfeed, kommentarstrøm, kommenttien syöte
hu/ro: hozzászólás hírcsatorna, hozzászólások hírcsatorna, flux comentarii, flux de comentarii
el: ροή σχολίων
zh: 评论feed, 评论 feed, 留言 feed, 迴響資訊提供, 留言回應資訊提供
ja: コメントフィード, コメントのフィード
ko: 댓글 피드
ar: خلاصة التعليقات, موجز التعليقات
fa: خوراک دیدگاه ها, خوراک دیدگاه‌ها
he: פיד תגובות, פיד התגובות
th: ฟีดความเห็น
""")
