"""What page debris looks like, as data: words of many languages. The rules that use them are in ``cleaning``."""

from __future__ import annotations

import re

from index.phrases import alternation, phrases

ADVERTISEMENT = phrases("""
en: ad, ads, advert, advertisement, advertisements, advertising, sponsored, sponsored content, paid content
en: promoted
de: Anzeige, Anzeigen, Werbung, Reklame, Advertorial
fr: publicité, pub, annonce, sponsorisé, la suite après la publicité
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
sv: annons
da: annonce
no: annonse
fi: mainos
el: διαφήμιση
hr: oglas
lt: skelbimas
id: iklan
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
bg: коментари
cs: komentáře
ro: comentarii
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

PHOTO = alternation("""
en: photo, photos, photograph, photographs, image, images, picture, pictures, photo credit, image credit
en: file photo
en: photo illustration, illustration, graphic, screenshot
de: Foto, Fotos, Bild, Bilder, Archivfoto, Archivbild, Symbolbild, Symbolfoto, Grafik, Fotografie
fr: photo, photos, crédit photo, crédits photo, photographie, crédit
es: foto, fotos, imagen, imágenes, fotografía, crédito
it: foto, immagine, immagini
pt: foto, fotos, imagem, imagens, fotografia
nl: foto, foto's, beeld, afbeelding
pl: fot., foto, zdjęcie, zdjęcia
tr: fotoğraf, görsel, foto
vi: Ảnh, Hình ảnh, Hình, Ảnh minh họa, Ảnh tư liệu, Ảnh chụp màn hình
ru: Фото, Фотография, Изображение, Снимок, Иллюстрация
uk: Фото, Світлина, Зображення
bg: Снимка, Снимки
sr: Фотографија, Fotografija
cs: foto, snímek
sk: foto, snímka
hu: Fotó, Kép
ro: Foto, Fotografie
sv: Foto, Bild
da: Foto
fi: Kuva, Kuvat
et: Foto
lv: Foto, Attēls
lt: Nuotrauka, Nuotr.
el: Φωτογραφία, Φωτό, Φωτο, Εικόνα
id: Foto, Gambar
zh: 图, 圖, 图片, 圖片, 照片, 图源, 圖源, 图片来源, 圖片來源, 图片提供, 資料照, 资料图, 摄影, 攝影, 資料圖, 翻攝
ja: 写真, 画像, 写真提供, 画像提供, 撮影, 提供
ko: 사진, 이미지, 사진제공, 자료사진
ar: صورة, الصورة, تصوير
fa: عکس
he: צילום, תמונה, תצלום
hi: फोटो, तस्वीर, छवि
bn: ছবি
ta: படம்
th: ภาพ, ขอบคุณภาพ
""")
CREDIT_WORDS = alternation("""
en: credit, credits, source, by, via, courtesy, courtesy of, provided by, taken by
de: Quelle, von, Nachweis
fr: de, par
es: por, cortesía, cortesía de, fuente
it: di, fonte
vi: Nguồn, của, cung cấp, chụp
ru: источник, автор
uk: джерело
zh: 来源, 來源, 提供, 出处, 出處, 源
ja: 提供, 出典, 撮影
ko: 제공, 출처
ar: المصدر
id: sumber, oleh
""")

READ_MORE = alternation("""
en: Read more, Read also, Also read, Read next, See also, See more, More on this, Related, Related article
en: Related articles, Related news
en: Related story, Related stories, Related topics, Don't miss, More, Recommended, Recommended reading, Watch
en: Watch also, Must read
en: You may also like, You might also like, More from us, Most read, Read the full story, Continue reading
en: Further reading
de: Lesen Sie auch, Lesen Sie mehr, Lesen Sie dazu, Lies auch, Lies mehr, Mehr dazu, Mehr zum Thema
de: Siehe auch, Auch interessant
de: Das könnte Sie auch interessieren, Lesetipp, Weiterlesen, Mehr lesen, Zum Thema, Passend dazu
de: Verwandte Artikel, Ähnliche Artikel
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
cs: Čtěte také, Přečtěte si také, Viz také
sk: Čítajte aj, Prečítajte si aj
hu: Olvassa el, Kapcsolódó cikk
ro: Citește și, Citeşte şi, Vezi și
sv: Läs också, Läs även, Läs mer
da: Læs også, Læs mere
no: Les også, Les mer
fi: Lue myös, Lue lisää
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
en: share, share this, share this article, share this story, share on facebook, share on twitter, print
en: print this article, copy link
en: tweet, subscribe, subscribe now, sign up, log in, sign in, follow us, follow, newsletter, back to top
en: listen to this article
en: save, bookmark, report an error, skip to main content, skip to content, menu
en: add as preferred source on google
de: teilen, artikel teilen, jetzt teilen, drucken, merken, link kopieren, anmelden, abonnieren
de: jetzt abonnieren, folgen, folgen Sie uns
de: nach oben, vorlesen, fehler melden, beitrag teilen
fr: partager, partager l'article, partagez, imprimer, s'abonner, abonnez-vous, suivez-nous, copier le lien
es: compartir, comparte, imprimir, suscríbete, suscribirse, síguenos, copiar enlace
it: condividi, stampa, iscriviti, abbonati, seguici, copia link
pt: compartilhar, compartilhe, partilhar, imprimir, assine, siga-nos, copiar link
nl: delen, deel dit artikel, afdrukken, abonneren
pl: udostępnij, drukuj, subskrybuj
tr: paylaş, yazdır, abone ol
vi: chia sẻ, in bài viết, lưu bài viết, sao chép liên kết, theo dõi, đăng ký, gửi bình luận, copy link, chia se
ru: поделиться, распечатать, подписаться, подписывайтесь, скопировать ссылку
uk: поділитися, підписатися, роздрукувати
id: bagikan, cetak, salin tautan, berlangganan
zh: 分享, 分享到, 打印, 列印, 订阅, 訂閱, 收藏, 关注我们, 關注我們, 复制链接, 举报, 点赞
ja: シェア, シェアする, 印刷, 印刷する, フォロー, フォローする, 保存, ツイート, 購読する
ko: 공유, 공유하기, 인쇄, 구독, 구독하기, 링크 복사, 좋아요
ar: شارك, مشاركة, طباعة, اشترك, تابعنا, نسخ الرابط
th: แชร์, พิมพ์
""")
SOCIAL_WORDS = phrases("""
all: facebook, twitter, x, instagram, youtube, tiktok, telegram, whatsapp, linkedin, pinterest, reddit, zalo
all: viber, vk, messenger
all: email, e mail, mail, e, rss, line, threads, bluesky, mastodon, flipboard, pocket, print, weibo, wechat
all: 微信
all: 微博, xing, copy, link
""")
# Calls to follow or subscribe: they begin like this and name a network or a newsletter.
FOLLOW = re.compile(
    r"^(?![\"“„«])\W{0,6}(?:"
    + alternation("""
en: Follow, Subscribe to, Subscribe now, Sign up, Join our, Join us on, Like us on, Find us on, Get the latest
de: Folgen Sie, Folge uns, Folgt uns, Abonnieren Sie, Abonniere, Abonniert, Melden Sie sich
fr: Suivez, Abonnez-vous, Inscrivez-vous, Rejoignez, Retrouvez-nous
es: Síguenos, Sigue a, Siga a, Suscríbete, Suscríbase, Únete
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
    + r")(?![\w-]).*?(?<!\w)(?:newsletters?|channel|kanal|canal|canale|kênh|бюллетень|рассылк\w*|канал\w*|facebook"
    r"|twitter|x|instagram|youtube|tiktok|telegram|whatsapp|linkedin|zalo|viber|google news|fanpage|微信|微博|公众号"
    r"|نشرتنا|تويتر|فيسبوك)(?!\w)",
    re.IGNORECASE,
)
# What a sentence that is such a call holds, and a sentence of news hardly ever: «us», a newsletter, two networks.
OURS = re.compile(
    r"(?<!\w)(?:us|our|uns|unser\w*|nous|notre|nos|nuestr[oa]s?|síguenos|suscríbete|únete|seguici|iscriviti|nostr[oaie]"
    r"|siga-nos|inscreva-se|noss[oa]s?|ons|onze|nas|nasz\w*|bizi\w*|chúng tôi|нас|наш\w*|нам|kami|我们|我們|欢迎|扫码"
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
tr: etiketler
pl: tagi
id: topik
zh: 标签, 標籤, 关键词, 關鍵字
ja: タグ, キーワード
ko: 태그
ar: كلمات مفتاحية, الوسوم
""")
BYLINES = alternation("""
en: Author, Reporter, Written by, Reported by, By, Editor, Edited by
de: Autor, Autorin, Von, Verfasst von
fr: Auteur, Par, Rédigé par
es: Autor, Autora, Por, Redacción, Escrito por
it: Autore, Di, A cura di
pt: Redação
nl: Auteur, Door
pl: Autorka
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
