"""What page debris looks like, as data: words of many languages. The rules that use them are in ``cleaning``."""

from __future__ import annotations

import re

from index.phrases import alternation, phrases

ADVERTISEMENT = phrases("""
en: ad, ads, advert, advertisement, advertisements, advertising, sponsored, sponsored content, paid content
en: promoted, advertisement continue reading below, advertisement scroll to continue, continue reading below
de: Anzeige, Anzeigen, Werbung, Reklame, Advertorial, Werbung Artikel wird unten fortgesetzt
de: Anzeige Artikel wird unten fortgesetzt, Nach der Anzeige weiterlesen
fr: publicité, pub, annonce, sponsorisé, la suite après la publicité, la suite après cette publicité
es: publicidad, anuncio, anuncios, patrocinado
it: pubblicità, annuncio, inserzione, sponsorizzato
pt: publicidade, anúncio, propaganda, continua depois da publicidade, patrocinado
nl: advertentie, reclame
pl: reklama, ogłoszenie
tr: reklam, ilan
vi: quảng cáo, quang cao
ru: реклама, объявление
uk: оголошення
bg: реклама
cs: inzerce
hu: hirdetés
ro: reclamă, publicitate
sv/da/no/fi: annons, annonce, annonse, mainos
el: διαφήμιση
hr/lt/id: oglas, skelbimas, iklan
zh: 广告, 廣告
ja: 広告, スポンサー
ko: 광고
ar: إعلان, اعلان, إعلانات
fa: تبلیغات, آگهی
he: פרסומת
hi: विज्ञापन
bn: বিজ্ঞাপন
th: โฆษณา
""")

COMMENTS = alternation("""
en: comment, comments, leave a comment
de: Kommentar, Kommentare
fr: commentaire, commentaires
es: comentario, comentarios
it: commento, commenti
pt: comentários, comentário
nl: reactie, reacties
pl: komentarz, komentarze, komentarzy
tr: yorum, yorumlar
vi: bình luận, ý kiến, binh luan
ru: комментарий, комментарии, комментариев, комментария
uk: коментар, коментарі, коментарів
bg/cs/ro: коментари, komentáře, comentarii
hu: hozzászólás, hozzászólások
sv: kommentarer
fi: kommentit
el: σχόλια
id: komentar
zh: 评论, 評論, 留言, 条评论
ja: コメント
ko: 댓글, 의견
ar: تعليقات, التعليقات, تعليق
fa: نظر, نظرات
he: תגובות
hi: टिप्पणी
th: ความคิดเห็น
""")

READ_MORE = alternation("""
en: Read more, Read also, Also read, Read next, See also, See more, More on this, Related, Related article
en: Related articles, Related news
en: Related story, Related stories, Related topics, Don't miss, More, Recommended, Recommended reading, Watch
en: Watch also, Must read
en: You may also like, You might also like, More from us, Most read, Read the full story, Continue reading
en: Further reading, Click here to read more, Show more, Load more, Recommended for you
de: Lesen Sie auch, Lesen Sie mehr, Lesen Sie dazu, Lesen Sie hier, Lesen Sie hier mehr, Lies auch, Lies mehr, Mehr dazu
de: Mehr zum Thema, Lesen Sie hierzu, Lesen Sie hier weiter, Meistgelesen, Mehr anzeigen, Newsletter
de: Siehe auch, Auch interessant
de: Das könnte Sie auch interessieren, Lesetipp, Weiterlesen, Mehr lesen, Zum Thema, Passend dazu
de: Verwandte Artikel, Ähnliche Artikel, Verwandte Themen, Ähnliche Themen, Weitere Artikel, Weitere Nachrichten
de: Weitere Meldungen, Weitere Themen, Mehr Nachrichten, Mehr Artikel, Mehr aus dem Ressort, Mehr zu diesem Thema
de: Mehr dazu lesen Sie hier, Lesen Sie dazu auch, Lesen Sie außerdem, Lesen Sie mehr dazu, Lies dazu auch, Im Video
de: Sehen Sie auch, Sehen Sie hier, Hören Sie auch, Zum Weiterlesen, Hier weiterlesen, Zum Artikel, Zum ganzen Artikel
de: Passend zum Thema, Links zum Thema, Weiterführende Links, Auch spannend, Auch lesenswert, Ebenfalls interessant
de: Außerdem interessant, Das könnte Sie interessieren, Das könnte dich auch interessieren, Surftipp
de: Empfehlung der Redaktion, Empfehlungen der Redaktion, Meistgelesene Artikel, Die meistgelesenen Artikel
fr: Lire aussi, À lire aussi, A lire aussi, Lire plus, Lire la suite, Voir aussi, À voir aussi, En savoir plus
fr: Sur le même sujet, À lire
es: Lea también, Lee también, Leer más, Lea más, Ver también, Vea también, Te puede interesar
es: Le puede interesar, Puedes leer
es: Más información, Noticias relacionadas, También te puede interesar
it: Leggi anche, Leggi di più, Leggi tutto, Vedi anche, Per approfondire, Potrebbe interessarti
it: Continua a leggere
pt: Leia também, Leia mais, Veja também, Veja mais, Saiba mais, Ler mais, Leia ainda
nl: Lees ook, Lees meer, Lees verder, Zie ook, Bekijk ook
pl: Czytaj też, Czytaj także, Czytaj więcej, Zobacz też, Zobacz także, Przeczytaj także, Polecamy
tr: Ayrıca bakınız, Ayrıca okuyun, İlgili haber, İlgili haberler, Devamını oku, Daha fazla
vi: Xem thêm, Đọc thêm, Xem tiếp, Mời độc giả xem thêm, Tin liên quan, Bài liên quan, Có thể bạn quan tâm
vi: Xem ngay, Mời xem video
ru: Читайте также, Читать также, Читайте ещё, Читайте еще, Смотрите также, Подробнее, По теме
ru: Материалы по теме, Читать далее
uk: Читайте також, Дивіться також, Детальніше, За темою, Читайте ще, Читати далі
bg: Прочетете още, Още по темата, Вижте още
sr: Pročitajte još, Pročitajte i, Прочитајте још
cs/sk/hu: Čtěte také, Přečtěte si také, Viz také, Čítajte aj, Prečítajte si aj, Olvassa el, Kapcsolódó cikk
ro: Citește și, Citeşte şi, Vezi și
sv/da/no/fi: Läs också, Läs även, Läs mer, Læs også, Læs mere, Les også, Les mer, Lue myös, Lue lisää
el: Διαβάστε επίσης, Διαβάστε ακόμη, Δείτε επίσης
id: Baca juga, Baca selengkapnya, Lihat juga, Simak juga, Berita terkait
zh: 相关阅读, 相關閱讀, 延伸阅读, 延伸閱讀, 相关新闻, 相關新聞, 相关报道, 阅读更多, 閱讀更多, 查看更多
zh: 更多新闻, 推荐阅读, 推薦閱讀, 更多報導, 更多内容
ja: 関連記事, あわせて読みたい, 合わせて読みたい, 続きを読む, もっと見る, もっと読む, 関連ニュース
ja: こちらもおすすめ, 関連リンク
ko: 관련 기사, 관련 뉴스, 더 보기, 더 읽기, 함께 읽기, 이어 보기
ar: اقرأ أيضا, اقرأ أيضًا, اقرأ أيضاً, إقرأ أيضا, اقرأ المزيد, شاهد أيضا, المزيد
fa: بیشتر بخوانید, بخوانید, همچنین بخوانید
he: קראו גם, קרא גם, קראו עוד
hi: यह भी पढ़ें, ये भी पढ़ें, और पढ़ें
th: อ่านเพิ่มเติม, ข่าวที่เกี่ยวข้อง, อ่านต่อ
""")

# Buttons: lines that are nothing but these words are no text wherever they stand.
BUTTONS = phrases("""
en: share, share this, share this article, share this story, print, print this article, copy link, tweet, subscribe
en: subscribe now, sign up, log in, sign in, follow us, follow, newsletter, back to top, listen to this article
en: save, bookmark, report an error, report a typo, skip to main content, skip to content, menu, loading, please wait
en: add as preferred source on google, all rights reserved, privacy policy, terms of use, terms of service
en: cookie policy, cookie settings, accept all, accept all cookies, accept cookies, reject all, manage preferences
en: add a comment, post a comment, write a comment, view comments, show comments, load more comments, download our app
en: enter your email address, your email address will not be published required fields are marked, back to home
en: your email address will not be published, view image in fullscreen, after newsletter promotion, reuse this content
en: explore more on these topics
de: teilen, artikel teilen, jetzt teilen, drucken, artikel drucken, merken, link kopieren, anmelden, beitrag teilen
de: abonnieren, jetzt abonnieren, folgen, folgen Sie uns, nach oben, vorlesen, fehler melden, artikel anhören
de: artikel merken, zum inhalt springen, zur startseite, zurück zur startseite, alle rechte vorbehalten, impressum
de: datenschutzerklärung, nutzungsbedingungen, cookie einstellungen, alle cookies akzeptieren, alle akzeptieren
de: artikel vorlesen, kommentieren, jetzt kommentieren, kommentar schreiben, kommentare anzeigen, wird geladen
fr: partager, partager l'article, partagez, imprimer, s'abonner, abonnez-vous, suivez-nous, copier le lien
fr: tous droits réservés, mentions légales, tout accepter, accepter les cookies, laisser un commentaire, commenter
fr: ajouter un commentaire, écouter cet article, réagir à cet article, article réservé aux abonnés, voir plus
es: compartir, comparte, imprimir, suscríbete, suscribirse, síguenos, copiar enlace, aceptar cookies, aceptar todas
es: todos los derechos reservados, política de privacidad, deja un comentario, ver comentarios, comentar
es: reportar un error, temas relacionados
it: condividi, stampa, stampa articolo, iscriviti, abbonati, seguici, copia link, tutti i diritti riservati
it: accetta tutti, lascia un commento, commenta, ascolta l'articolo
pt: compartilhar, compartilhe, partilhar, imprimir, assine, siga-nos, copiar link, todos os direitos reservados
pt: política de privacidade, deixe um comentário, deixe seu comentário, comentar
nl: delen, deel dit artikel, afdrukken, abonneren, alle rechten voorbehouden, alle cookies accepteren, reageren
pl: udostępnij, drukuj, subskrybuj, wszelkie prawa zastrzeżone, dodaj komentarz, skomentuj
tr: paylaş, yazdır, abone ol, yorum yap, yorum yaz, tüm hakları saklıdır, haberi dinle, İlginizi çekebilir
tr: bültenimize abone olun
vi: chia sẻ, in bài viết, lưu bài viết, sao chép liên kết, theo dõi, đăng ký, gửi bình luận, copy link, chia se
vi: viết bình luận, đăng ký nhận tin, đăng ký nhận bản tin, nghe bài viết, về trang chủ, tin cùng chuyên mục
vi: đọc nhiều nhất
ru: поделиться, распечатать, подписаться, подписывайтесь, скопировать ссылку, все права защищены
ru: оставить комментарий, добавить комментарий, комментировать, сообщить об ошибке, самое читаемое
uk: поділитися, підписатися, роздрукувати, залишити коментар, додати коментар, усі права захищені
id: bagikan, cetak, salin tautan, berlangganan, tulis komentar
zh: 分享, 分享到, 打印, 列印, 订阅, 訂閱, 收藏, 关注我们, 關注我們, 复制链接, 举报, 点赞, 发表评论, 發表評論
zh: 我要评论, 点击查看更多, 完
ja: シェア, シェアする, 印刷, 印刷する, フォロー, フォローする, 保存, ツイート, 購読する, コメントする, コメントを書く
ko: 공유, 공유하기, 인쇄, 구독, 구독하기, 링크 복사, 좋아요, 댓글 쓰기, 댓글 달기, 무단전재 및 재배포 금지
ar: شارك, مشاركة, طباعة, اشترك, تابعنا, نسخ الرابط, أضف تعليق, جميع الحقوق محفوظة
hi: टिप्पणी करें
th: แชร์, พิมพ์, แสดงความคิดเห็น
""")
SOCIAL_WORDS = phrases("""
all: facebook, twitter, x, instagram, youtube, tiktok, telegram, whatsapp, linkedin, pinterest, reddit, zalo, viber, vk
all: messenger, email, e mail, mail, e, rss, line, threads, bluesky, mastodon, flipboard, pocket, print, weibo, wechat
all: 微信, 微博, xing, copy, link
""")
# Calls to follow or subscribe: they begin like this and name a network or a newsletter.
FOLLOW = re.compile(
    r"^(?![\"“„«])\W{0,6}(?:"
    + alternation("""
en: Follow, Subscribe to, Subscribe now, Sign up, Join our, Join us on, Like us on, Find us on, Get the latest
de: Folgen Sie, Folge uns, Folgt uns, Abonnieren Sie, Abonniere, Abonniert, Melden Sie sich
fr: Suivez, Abonnez-vous, Inscrivez-vous, Rejoignez, Retrouvez-nous
es: Síguenos, Sigue a, Siga a, Sigue toda la información, Suscríbete, Suscríbase, Únete
it: Seguici, Iscriviti, Segui
pt: Siga, Inscreva-se, Assine, Participe
nl: Volg ons, Abonneer, Schrijf je in
pl: Obserwuj, Śledź, Zapisz się, Subskrybuj
tr: Bizi takip, Abone ol, Takip et
vi: Theo dõi, Đăng ký, Tham gia
ru: Подписывайтесь, Подпишитесь, Следите за нами, Присоединяйтесь, Читайте нас
uk: Підписуйтесь, Підписуйтеся, Підпишіться, Стежте за нами, Читайте нас
id: Ikuti, Berlangganan, Gabung
zh: 关注, 關注, 订阅, 訂閱, 扫码关注, 欢迎关注
ar: تابعونا, تابعنا, تابعوا, اشترك, اشتركوا
""")
    + r")(?![\w-]).*?(?<!\w)(?:newsletters?|briefing|bolet[ií]n|bülten\w*|nieuwsbrief|nyhetsbrev|bản tin|channel|kanal"
    r"|canale?|kênh|бюллетень|рассылк\w*|канал\w*|facebook|twitter|x|instagram|youtube|tiktok|telegram|whatsapp"
    r"|linkedin|zalo|viber|google news|fanpage|微信|微博|公众号|نشرتنا|تويتر|فيسبوك)(?!\w)"
    r"|^\W{0,6}(?:欢迎|歡迎|请|扫码)?(?:关注|關注|订阅|訂閱)(?:我们|我們).{0,20}(?:微信|微博|公众号|公眾號|频道|頻道|通讯|電子報)",
    re.IGNORECASE,
)
# What a sentence that is such a call holds, and a sentence of news hardly ever: «us», a newsletter, two networks.
OURS = re.compile(
    r"我们|我們|(?<!\w)(?:us|our|uns|unser\w*|nous|notre|nos|nuestr[oa]s?|síguenos|suscríbete|únete|seguici|iscriviti|nostr[oaie]"
    r"|siga-nos|inscreva-se|noss[oa]s?|ons|onze|nas|nasz\w*|bizi\w*|chúng tôi|нас|наш\w*|нам|kami|欢迎|扫码"
    r"|تابعونا|تابعنا|newsletters?|google news|fanpage|рассылк\w*|公众号|نشرتنا)(?!\w)"
    r"|(?<!\w)(?:facebook|twitter|instagram|youtube|tiktok|telegram)(?!\w).*"
    r"(?<!\w)(?:facebook|twitter|instagram|youtube|tiktok|telegram)(?!\w)",
    re.IGNORECASE,
)
TAGS = alternation("""
en: tags, tag, topics, filed under, keywords
de: Schlagwörter, Schlagworte, Themen, Stichworte
fr: mots-clés, thèmes
es: etiquetas, temas
it: etichette, argomenti
pt: tópicos, assuntos, palavras-chave
vi: từ khóa, thẻ, chủ đề
ru: теги, метки, ключевые слова, темы
uk: теги, мітки
tr/pl/id: etiketler, tagi, topik
zh: 标签, 標籤, 关键词, 關鍵字
ja: タグ, キーワード
ko: 태그
ar: كلمات مفتاحية, الوسوم
""")
BYLINES = alternation("""
en: Author, Reporter, Written by, Reported by, By, Editor, Edited by
de: Autor, Autorin, Von, Verfasst von, Text
fr: Auteur, Par, Rédigé par
es: Autor, Autora, Por, Redacción, Escrito por
it: Autore, Di, A cura di
pt: Redação
nl/pl: Auteur, Door, Autorka
tr: Yazar, Muhabir
vi: Tác giả, Phóng viên, Biên tập
ru: Автор, Авторы, Текст
uk: Автори
id: Penulis, Oleh, Editor
zh: 作者, 记者, 記者, 文, 编辑, 責任編輯, 责任编辑, 撰文
ja: 文責, 執筆, 記者
ko: 기자, 글
ar: الكاتب, بقلم, كتب
""")
# When a page was written or changed: a line that begins so and then only tells a time.
STAMP = re.compile(
    r"\W{0,3}(?:"
    + alternation("""
en: updated, updated on, updated at, last updated, last updated on, published, published on, first published, posted
en: posted on
en: last modified
de: Stand, Aktualisiert, Aktualisiert am, Zuletzt aktualisiert, Veröffentlicht, Erstellt, Letzte Aktualisierung, Datum
fr/ro: Publié, Mis à jour, Mise à jour, Modifié, Dernière mise à jour, Publicat, Actualizat
es/pt: Publicado, Actualizado, Última actualización, Atualizado, Última atualização
it: Pubblicato, Aggiornato, Ultimo aggiornamento
nl/pl: Gepubliceerd, Bijgewerkt, Laatst bijgewerkt, Laatste update, Opublikowano, Aktualizacja, Data publikacji
cs/hu/id: Aktualizováno, Publikováno, Frissítve, Megjelent, Diperbarui, Diterbitkan
tr: Yayınlanma, Yayınlanma tarihi, Güncelleme, Güncellenme, Güncelleme tarihi, Son güncelleme, Giriş, Giriş tarihi
vi: Cập nhật, Cập nhật lúc, Đăng lúc, Ngày đăng, Xuất bản
ru/uk/bg: Опубликовано, Обновлено, Дата публикации, Последнее обновление, Опубліковано, Оновлено, Публикувано
sv/da/no/fi: Publicerad, Uppdaterad, Publiceret, Opdateret, Publisert, Oppdatert, Julkaistu, Päivitetty
el: Δημοσίευση, Δημοσιεύτηκε, Ενημέρωση, Τελευταία ενημέρωση
zh: 发布时间, 發布時間, 发布于, 發布於, 更新, 更新于, 更新时间, 更新時間, 最后更新, 最後更新, 发表时间
ja/ko: 公開日, 更新日, 公開, 最終更新, 配信, 掲載日, 입력, 수정, 등록, 기사입력, 최종수정, 업데이트
ar/fa/he: نشر, نُشر, تاريخ النشر, آخر تحديث, تم النشر, تاریخ انتشار, פורסם, עודכן
hi/th: प्रकाशित, अपडेटेड, เผยแพร่, อัปเดต
""")
    + r")(?!\w)",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"\d{1,2}\s?[:h]\s?\d{2}(?::\d{2})?(?!\d)|(?<!\d)\d{1,2}(?:\.\d{2})?\s(?=Uhr)|(?:GMT|UTC)\s?[+-]\d{1,2}"
    r"|(?<!\d)\d{1,3}\s?(?:hours?|hrs?|min\w*|days?|stunden?|tag\w*|heures?|jours?|horas?|d[ií]as?|ore|giorni|uur|dagen"
    r"|godz\w*|saat|gün|dakika|giờ|phút|час\w*|минут\w*|хвилин\w*|小时|小時|分钟|時間|시간|분)(?!\w)",
    re.IGNORECASE,
)
_TO_READ = alternation("""
en: reading time, estimated reading time, read time, time to read, read, reading
de/nl/sv/da: Lesezeit, Lesedauer, geschätzte Lesezeit, Leestijd, lezen, lästid, læsetid, lesetid, läsning
fr: temps de lecture, durée de lecture, lecture, de lecture
es/pt/it: tiempo de lectura, lectura, de lectura, tempo de leitura, leitura, de leitura, tempo di lettura, di lettura
pl/cs/ro/fi: czas czytania, czytania, doba čtení, čas čtení, čtení, timp de citire, lukuaika
tr/vi/id: okuma süresi, okuma, thời gian đọc, đọc, waktu baca
ru/uk/el: время чтения, время на чтение, чтения, час читання, читання, χρόνος ανάγνωσης
zh/ja/ko: 阅读时间, 閱讀時間, 阅读时长, 預計閱讀時間, 阅读, 閱讀, 読了時間, 読了目安, 읽는 시간, 읽기
ar/he/hi/th: وقت القراءة, مدة القراءة, للقراءة, זמן קריאה, קריאה, पढ़ने का समय, เวลาอ่าน
""")
_MINUTES = (
    r"(?:\d{1,2}\s?[-–]\s?)?\d{1,2}[\s-]?"
    r"(?:min\w*|dak\w*|мин\w*|хв\w*|λεπτ\w*|phút|menit|分钟|分鐘|分|분|دقائق|דקות|मिनट|นาที)\.?"
)
READING_TIME = re.compile(
    rf"\W{{0,3}}(?:(?:{_TO_READ})\s?[:：]?\s?(?:(?:ca|circa|etwa|about|env|约|約|~|≈)\.?\s?)?{_MINUTES}"
    rf"|{_MINUTES}\s?(?:{_TO_READ}))\W{{0,3}}",
    re.IGNORECASE,
)
# A page that speaks of its own cookies, and says nothing else or what for.
COOKIES = re.compile(
    r"(?:(?:we|(?:this|our) (?:web)?site|wir|(?:diese|unsere) (?:web)?(?:seite|site)|nous|ce site"
    r"|(?:este|nuestro) sitio|este site|questo sito|wij|(?:deze|onze) (?:web)?site|(?:ta|nasza) strona|bu site\w*|мы"
    r"|(?:этот|наш|цей) сайт|ми|chúng tôi|trang web này|我们|本网站|本網站"
    r"|当サイト)\s?)?(?:uses?|verwende[nt]|nutz(?:en|t)|utilis(?:ons|e)"
    r"|utiliza(?:mos)?|usa(?:mos)?|utilizz(?:iamo|a)|gebruik(?:t|en)|używa(?:my)?|использу\w+|використову\w+"
    r"|sử dụng|使用)?\s?(?:(?:des|los|i|os|файлы|файли|plików|tệp|essential|necessary|own|technische)\s)?"
    r"(?:cookies?|çerez\w*)(?!\w)(?:\W*$|.*(?:experience|polic|consent|browsing|accept|verbesser|zustimm|akzeptier|erfahren|expérience|experiencia"
    r"|experiência|esperienza|ervaring|doświadcz|deneyim|kullanıl|опыт|удобств|trải nghiệm|体验))",
    re.IGNORECASE,
)
