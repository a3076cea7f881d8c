"""Lines of share buttons: nothing but calls to share, names of networks and the small words between them."""

from __future__ import annotations

import re
from collections import Counter

from index.cleaning_rules import SOCIAL_WORDS
from index.phrases import folded, phrases
from index.source_line import SENTENCE_END


def _any_of(table: str) -> str:
    return "|".join(sorted(map(re.escape, phrases(table)), key=lambda word: (-len(word), word)))


# Scripts without blanks between words, and Korean, where a particle joins the word.
_JOINED = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
# What a line of share buttons is made of. A «call» is enough for one; an «act» needs another or a «network»; a «filler»
# stands for nothing.
_SHARE_WORD = re.compile(
    "(?:(?P<call>\\d+ ?[km]? shares|"
    + _any_of("""
en: share, tweet, retweet, repost, subscribe
de: teilen, weitersagen, twittern, abonnieren, teile diesen, teile diese
fr/ca: partager, partagez, tweeter, s'abonner, abonnez-vous, comparteix
es/pt: compartir, comparte, compartí, compártelo, compártela, comparta, tuitear, suscríbete, suscribirse, compartilhar
es/pt: compartilhe, partilhar, partilhe, tuitar, inscreva-se
it: condividi, condividere, condividilo, twitta, iscriviti, abbonati
nl: delen, deel dit, deel deze, deel via, deel op, abonneren
pl/cs/sk: udostępnij, podziel się, subskrybuj, sdílet, sdílejte, sdílení, zdieľať, zdieľajte
hu/ro: megosztás, megosztom, oszd meg, distribuie, distribuiți, partajează
sr/hr/sl: podeli, podijeli, delite, подели
tr/az: paylaş, paylaşın, tweetle, abone ol, abone olun, ulashish
vi: chia sẻ, chia se
ru/uk: поделиться, поделитесь, поделись, твитнуть, подписаться, поділитися, поділіться, поширити, поширте, підписатися
bg/be/kk: сподели, споделете, падзяліцца, бөлісу
sv/da/no: dela, del på, del via, del artiklen, del artikkelen, del denne, del med
fi/et/lv/lt: jaa, jaga, dalīties, kopīgot, dalintis, dalinkitės, pasidalinti
el: κοινοποίηση, κοινοποιήστε, μοιραστείτε, μοιράσου
id/ms/tl/sw: bagikan, kongsi, ibahagi, shiriki
zh/ja/ko: 分享, 转发, 轉發, シェア, 共有, ツイート, 공유, 공유하기, 트윗하기
ar/fa/ur: شارك, شاركها, شاركه, شاركوا, مشاركة, اشتراک گذاری, به اشتراک بگذارید, شیئر کریں
he: שתף, שתפו, שיתוף
hi/mr/bn/ta/ne: शेयर करें, साझा करें, शेअर करा, শেয়ার করুন, பகிர, பகிர்க, सेयर गर्नुहोस्
th/lo/km/my: แชร์, แบ่งปัน, ແບ່ງປັນ, ចែករំលែក, မျှဝေ
""")
    + ")|(?P<act>"
    + _any_of("""
en: send, save, pin, pin it, follow, like, forward, bookmark, get, sharing
de: senden, versenden, verschicken, weiterleiten, drucken, ausdrucken, kopieren, merken, speichern, posten, folgen
de: empfehlen, anmelden, mailen
fr: envoyer, imprimer, copier, enregistrer, suivre, épingler, recevez, partage
es/pt/it: enviar, imprimir, copiar, guardar, seguir, recibe, salvar, receba, invia, stampa, copia, salva, segui, ricevi
nl: verstuur, versturen, stuur, afdrukken, printen, kopieer, kopiëren, bewaar, bewaren, volg, volgen, deel
pl/cs/sk: wyślij, drukuj, kopiuj, skopiuj, zapisz, poleć, odeslat, poslat, tisk, kopírovat, uložit, poslať, kopírovať
hu/ro/sr: küldés, nyomtatás, másolás, trimite, printează, copiază, pošalji, štampaj, kopiraj
tr: gönder, yazdır, yazdir, kopyala, kaydet, takip et
vi: gửi, in bài, in bài viết, lưu, sao chép, đăng ký
ru/uk/bg: отправить, распечатать, печать, скопировать, копировать, сохранить, переслать, надіслати, роздрукувати, друк
ru/uk/bg: скопіювати, копіювати, зберегти, изпрати, принтирай, копирай
sv/da/no/fi: skicka, mejla, skriv ut, kopiera, spara, udskriv, kopier, lagre, lähetä, tulosta, kopioi, tallenna
el/id: αποστολή, εκτύπωση, αντιγραφή, kirim, cetak, salin, simpan
zh: 复制, 複製, 打印, 列印, 收藏, 发送, 發送, 傳送
ja/ko: 送る, 印刷, 保存, コピー, ブックマーク, 投稿, 인쇄, 보내기, 복사, 복사하기, 저장, 스크랩
ar/fa/he: إرسال, أرسل, طباعة, نسخ, حفظ, انشر, غرد, ارسال, چاپ, کپی, שלח, הדפס, העתק
hi/th: भेजें, प्रिंट करें, कॉपी करें, พิมพ์, ส่ง, คัดลอก, บันทึก
""")
    + ")|(?P<network>"
    + "|".join(sorted(SOCIAL_WORDS))
    + "|"
    + _any_of("""
all: fb, sms, snapchat, tumblr, signal, skype, discord, qq, plurk, kakaotalk, newsletter, url, google news
all: facebooku, facebookie, facebookon, facebookissa, twitterze, twitteru, twitteren, twitterissä, whatsappie, whatsappu
all: whatsappissa, mailem, e-mailem, mailom, correo, correo electrónico, courriel, lien, enlace, e-posta, eposta, odkaz
all: bağlantı, bağlantıyı, linki, linkini, sähköpostilla, liên kết, thư điện tử, tautan, länk, lenke, linkki, boletín
ru/uk: вконтакте, вк, одноклассники, одноклассниках, фейсбук, фейсбуке, твиттер, твиттере, телеграм, телеграме, ватсап
ru/uk: вайбер, почте, почтой, электронной почте, ссылку, ссылка, посилання, фейсбуці, твіттері, твіттер, поштою
zh/ja: 脸书, 臉書, 推特, 朋友圈, qq空间, 豆瓣, 噗浪, 邮件, 郵件, 链接, 連結, フェイスブック, ツイッター, はてブ
ja: メール, リンク
ko: 페이스북, 트위터, 카카오톡, 카카오스토리, 카톡, 네이버, 밴드, 라인, 인스타그램, 텔레그램, 이메일, 메일, 링크
ar/fa: فيسبوك, تويتر, واتساب, تلغرام, تليغرام, إكس, البريد الإلكتروني, الرابط, رابط, فیسبوک, توییتر, واتساپ, تلگرام
fa/he: لینک, פייסבוק, טוויטר, וואטסאפ, ווטסאפ, טלגרם, בפייסבוק, בטוויטר, בוואטסאפ, בווטסאפ, קישור
hi/bn: फेसबुक, ट्विटर, व्हाट्सएप, व्हाट्सऐप, टेलीग्राम, ईमेल, लिंक, ফেসবুক, টুইটার
th: เฟซบุ๊ก, ทวิตเตอร์, ไลน์, อีเมล, ลิงก์
""")
    + ")|(?P<filler>\\d+ ?[km]?|"
    + _any_of("""
en: this, the, a, article, story, news, page, post, content, it, on, to, via, by, with, your, friends, family, now, and
en: or, our, daily, click, tap, here, please, opens in new window, others, for, options, channel, free
de: auf, per, bei, mit, Sie, den, diesen, diese, Artikel, Beitrag, Seite, Meldung, Ihren, deinen, Freunden, jetzt, hier
de: als, und, oder, uns, unseren, unserem, Kanal, kostenlos, bitte, über
fr: sur, par, l, le, la, cet, cette, page, avec, vos, amis, et, ou, à, un, notre, nos, maintenant, d
es/pt: en, por, con, esta, este, noticia, nota, artículo, tus, amigos, el, y, o, al, nuestro, nuestra, ahora, no, na
es/pt: pelo, com, matéria, notícia, artigo, seus, nossa, nosso, em, agora
it: su, questo, questa, articolo, notizia, tramite, i, tuoi, amici, alla, nostra, il
nl/pl: op, met, dit, deze, bericht, het, een, je, vrienden, nu, ons, onze, przez, z, ze, ten, artykuł, znajomymi, w
cs/sk/hu/ro: přes, článek, tento, s, přáteli, článok, cez, az, cikk, cikket, pe, prin, acest, articol, articolul, cu
tr: haberi, bu, haber, ile, ta, te, da, de, tan, ten, dan, den, üzerinden, yazıyı, sayfayı, ve
vi: lên, qua, trên, tới, đến, cho, với, bạn bè, bài viết, bài, tin, này, ngay, nhận
ru/uk/bg: в, во, на, через, по, с, со, и, или, эту, этой, статью, статьей, новость, новостью, материалом, друзьями, у
ru/uk/bg: з, і, та, або, цю, статтю, статтею, новину, новиною, матеріалом, друзями, във, статията, новината
sv/da/no/fi: på, med, artikeln, den här, vänner, och, artiklen, artikkelen, denne, venner, og, artikkeli, tämä, juttu
el/id: στο, στον, μέσω, το, άρθρο, με, και, ke, di, lewat, melalui, berita, ini, dengan, teman, dan
zh/ja: 到, 至, 给, 給, 本文, 文章, 这篇, 這篇, 新闻, 新聞, 好友, 朋友, で, に, を, この, 記事, 友達, する, と
ko/th: 로, 으로, 에, 에서, 을, 를, 이, 기사, 하기, 친구, 에게, ไปยัง, ไปที่, ข่าวนี้, ข่าว, บทความ, บทความนี้, นี้, ทาง, บน, ผ่าน
ar/fa: على, عبر, هذا, هذه, المقال, الخبر, مع, أصدقائك, الأصدقاء, در, با, این, خبر, مطلب, را
he/hi/bn: את, הכתבה, עם, חברים, पर, इस, खबर, को, लेख, में, से, খবরটি, এই
""")
    + rf"))(?: |$|(?={_JOINED})|(?<={_JOINED}))"
)


def is_share_line(line: str) -> bool:
    """Whether a line is made of share buttons, any number of them, in any of many languages.

    Every word must be known: one call («teilen») is enough for a button, a word that also means other things («save»)
    needs a second such word or a network. A line that ends like a sentence is none, an exclamation may be one.
    """
    if SENTENCE_END.search(line) and line[-1] not in "!！":
        return False
    text = folded(line)
    kinds: Counter[str | None] = Counter()
    at = 0
    while at < len(text):
        word = _SHARE_WORD.match(text, at)
        if not word:
            return False
        kinds[word.lastgroup] += 1
        at = word.end()
    return kinds["call"] > 0 or (kinds["act"] > 0 and kinds["act"] + kinds["network"] > 1)
