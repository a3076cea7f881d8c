"""How a text names its source, as data: the words of many languages. The rules are in ``source_line``."""

from __future__ import annotations

import re

from index.phrases import alternation, phrases

SOURCE_LABELS = phrases("""
en: source, sources, original source, source link, source url, article source, news source, original article
en: original link
en: originally published at, originally published on, read the original at, this article first appeared on
en: url, via
de: Quelle, Quellen, Originalquelle, Quellenangabe, Originalartikel, Link zur Quelle
de: Ursprünglich erschienen auf
fr: Source originale, Lien source, Lien de la source, Article original, Lien original
es: Fuente, Fuentes, Fuente original, Enlace original, Artículo original
it: Fonte, Fonti, Fonte originale, Articolo originale, Link originale
pt: Fontes, Fonte original, Artigo original, Link original
nl: Bron, Bronnen, Originele bron, Oorspronkelijke bron
pl: Źródło, Źródła, Źródło oryginalne
tr: Kaynak, Kaynaklar, Haber kaynağı, Kaynak linki
vi: Nguồn, Nguồn tin, Nguồn bài viết, Theo, Link gốc, Link bài gốc, Link nguồn, Nguon, Nguồn gốc
ru: Источник, Источники, Первоисточник, Оригинал, Ссылка на источник
uk: Джерело, Джерела, Першоджерело, Посилання на джерело
be: Крыніца
bg: Източник
mk: Извор
sr: Izvor, Izvori, Извори
sl: Vir
cs: Zdroj, Zdroje
hu: Forrás
ro: Sursa, Sursă, Surse
sv: Källa, Källor
da: Kilde, Kilder
no: Kilde, Kjelde
fi: Lähde, Lähteet
is: Heimild
et: Allikas
lv: Avots
lt: Šaltinis
el: Πηγή, Πηγές
ca: Font, Fonts
eu: Iturria
sq: Burimi
id: Sumber, Sumber asli, Sumber berita
tl: Pinagmulan, Pinagkunan
sw: Chanzo
az: Mənbə
uz: Manba
kk: Дереккөз
mn: Эх сурвалж
zh: 来源, 來源, 源, 原文, 原文链接, 原文連結, 原文网址, 原文地址, 出处, 出處, 文章来源, 新闻来源, 消息来源
zh: 信息来源, 资料来源, 来源链接, 新聞來源
zh: 資料來源, 文章來源, 消息來源, 转自, 轉自
ja: 出典, 情報源, ソース, 引用元, 元記事, 参照元, 出所, 記事元, ソースURL, 参考
ko: 출처, 원문, 소스, 원문 출처, 원문 링크, 기사 출처, 기사 원문
ar: المصدر, مصدر, المصادر, رابط المصدر
fa: منبع, لینک منبع
ur: ماخذ, ذریعہ
he: מקור, המקור
hi: स्रोत, सूत्र
bn: সূত্র, উৎস
ta: மூலம், ஆதாரம்
th: ที่มา, แหล่งที่มา, แหล่งข่าว
km: ប្រភព
lo: ແຫຼ່ງຂໍ້ມູນ
my: ရင်းမြစ်
ka: წყარო
hy: Աղբյուր
""")

# Words that tell that an address in the tail is something else than the article's own.
NEVER_SOURCE = re.compile(
    r"(?<![^\W\u3040-\u9fff])(?:"
    + alternation("""
en: more, also, related, follow, share, subscribe, sign up, join, newsletter, contact, watch, video, photo
en: image, picture, listen
en: download, donate, website, homepage, home, app, advert, comment, next, previous, tag, tags, terms, privacy
en: report an error
social: facebook, twitter, instagram, youtube, tiktok, telegram, whatsapp, linkedin, pinterest, reddit, zalo
social: viber, threads
social: mail, e-mail, email, rss, fanpage, vk, weibo, wechat, 微信, 微博, line
de: mehr, auch, folgen, teilen, abonnieren, kontakt, Foto, Bild, Werbung, Anzeige, weiterlesen
fr: plus, aussi, suivez, partager, abonnez, vidéo
es: más, también, síguenos, compartir, suscríbete, imagen, vídeo
it: anche, altro, seguici, condividi, iscriviti, immagine
pt: mais, também, siga, compartilhe, partilhe, inscreva, imagem
nl: meer, ook, volg, delen, abonneer
pl: więcej, czytaj, obserwuj, udostępnij, subskrybuj, zdjęcie
tr: daha, ayrıca, takip, paylaş, abone, fotoğraf
vi: xem, đọc, theo dõi, chia sẻ, đăng ký, ảnh, hình, liên hệ
ru: читайте, подробнее, также, подписывайтесь, подпишитесь, поделиться, фото, видео, почта
uk: читайте, детальніше, також, підписуйтесь, підписуйтеся, поділитися, відео
zh: 更多, 相关, 相關, 关注, 關注, 分享, 订阅, 訂閱, 图, 圖, 视频, 邮箱, 下载
ja: 関連, 続き, フォロー, シェア, 購読, 写真, 画像, 動画, 登録
ko: 더, 관련, 팔로우, 공유, 구독, 사진, 영상, 이메일
ar: المزيد, أيضا, تابع, تابعونا, شارك, اشترك, صورة, فيديو
id: baca, juga, ikuti, bagikan, langganan, foto, gambar
""")
    + r")",
    re.IGNORECASE,
)
# Where pages are shared to: such an address is the article's own only where a source label says so.
SOCIAL_HOSTS = re.compile(
    r"(?:^|\.)(?:facebook|fb|twitter|x|instagram|youtube|youtu|tiktok|t|telegram|whatsapp|wa|linkedin|pinterest|reddit|vk"
    r"|zalo|threads|weibo|line|news\.google|play\.google|apps\.apple)\.(?:com|me|be|net|org|ru|cn)$"
)
