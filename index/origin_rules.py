"""How a text names where it was taken from without an address, as data. The rules are in ``origin``."""

from __future__ import annotations

import re

from index.phrases import alternation, phrases

# What a name follows without a colon, at the beginning of a line.
TAKEN_FROM = re.compile(
    r"(?:"
    + alternation("""
en: Originally published by, Originally published on, Originally published in, Originally published at
en: Originally appeared in, Originally appeared on, First published by, First published in, First published on
en: First appeared in, First appeared on, This article was originally published by
en: This article was originally published on
en: This article was originally published in, This article was first published by, This article was first published in
en: This article was first published on, This article first appeared in, This article first appeared on
en: This article originally appeared in, This article originally appeared on, This story was originally published by
en: This story was originally published in, This story was originally published on, This story first appeared in
en: This story first appeared on, This story originally appeared in, This story originally appeared on
en: Republished from, Republished with permission from, Reprinted from, Reprinted with permission from, Reposted from
en: Translated from
de: Ursprünglich erschienen bei, Ursprünglich erschienen in, Ursprünglich erschienen auf, Zuerst erschienen bei
de: Zuerst erschienen in, Zuerst erschienen auf, Zuerst veröffentlicht bei, Zuerst veröffentlicht von
de: Zuerst veröffentlicht in, Zuerst veröffentlicht auf, Dieser Artikel erschien zuerst bei
de: Dieser Artikel erschien zuerst in, Dieser Artikel erschien zuerst auf, Dieser Text erschien zuerst bei
de: Dieser Text erschien zuerst in, Dieser Text erschien zuerst auf, Dieser Beitrag erschien zuerst bei
de: Dieser Beitrag erschien zuerst in, Dieser Beitrag erschien zuerst auf, Übernommen von, Übernommen aus
de: Mit Material von, Mit Material der, Mit Informationen von, Mit Informationen der, Mit Agenturmaterial von
fr: Publié initialement par, Publié initialement sur, Publié initialement dans, Article publié initialement par
fr: Article publié initialement sur, Initialement publié par, Initialement publié sur, Paru initialement dans
es: Publicado originalmente por, Publicado originalmente en, Tomado de, Con información de
it: Pubblicato originariamente da, Pubblicato originariamente su, Pubblicato originalmente su, Tratto da
pt: Publicado originalmente por, Publicado originalmente em, Publicado originalmente no, Publicado originalmente na
pt: Com informações de, Com informações da, Com informações do
nl: Oorspronkelijk gepubliceerd door, Oorspronkelijk gepubliceerd op, Oorspronkelijk verschenen in
pl: Pierwotnie opublikowano w, Pierwotnie opublikowano na, Za portalem
vi: Theo
ru: По материалам, Впервые опубликовано в, Впервые опубликовано на, По информации агентства
uk: За матеріалами, Вперше опубліковано в, Вперше опубліковано на
id: Pertama kali diterbitkan di, Pertama kali terbit di, Disadur dari, Dikutip dari
""")
    + r")\s(?P<spaced>.+)|(?:"
    + alternation("""
zh: 本文转自, 本文轉自, 本文转载自, 本文轉載自, 转载自, 轉載自, 原载于, 原載於, 原文刊载于, 原文刊載於, 首发于, 首發於
ja: 初出は, 転載元
""")
    + r")[\s:：]*(?P<joined>.+)"
)

# Agencies: alone on a last line, or in brackets after the last sentence, they sign a report.
AGENCIES = alternation("""
intl: AFP, Agence France-Presse, AP, Associated Press, The Associated Press, Reuters, Thomson Reuters, UPI
intl: Bloomberg News
de: dpa, dpa-AFX, dpa-infocom, dpa-tmn, dpa/tmn, Deutsche Presse-Agentur, sid, SID, KNA, epd, ots, news aktuell, AFX
de: dts Nachrichtenagentur, APA, APA-OTS, SDA, Keystone-SDA, sda, apa
fr/be/ca: Belga, ANP, La Presse Canadienne, The Canadian Press, Canadian Press
es/it/pt: EFE, Europa Press, ANSA, Adnkronos, LaPresse, Lusa, Agência Brasil, Agencia EFE, Télam, Notimex
north: TT, NTB, Ritzau, STT, BNS, LETA
east: PAP, ČTK, MTI, Agerpres, BTA, Tanjug, HINA, STA, TASR, Укрінформ, Укринформ, Ukrinform, Interfax, Interfax-Ukraine
east: Интерфакс, TASS, ТАСС, РИА Новости, RIA Novosti, УНІАН, UNIAN, БТА, БелТА, Казинформ
near: Anadolu, Anadolu Ajansı, Anadolu Agency, AA, DHA, İHA, IRNA, وفا, واس, وام, قنا, سانا, أ ف ب, رويترز, QNA, WAM
near: SPA
zh/ja/ko: Xinhua, 新华社, 新華社, 中新社, 中新网, 中央社, Kyodo, Kyodo News, 共同通信, 共同, 時事通信, 時事, Jiji Press
asia: Yonhap, 연합뉴스, 뉴시스, TTXVN, VNA, Bernama, Antara, ANTARA, PTI, ANI, IANS, PNA
""")

# Pictures' names: a line that names one of these names no source of the text.
PICTURES = re.compile(
    r"(?<!\w)(?:getty|shutterstock|istock\w*|imago|picture[ -]alliance|unsplash|pixabay|pexels|adobe stock|fotolia"
    r"|depositphotos|dreamstime|alamy|wikimedia|instagram|facebook|twitter|tiktok|youtube|google maps|screenshot|archiv"
    r"|privat|internet|handout)(?!\w)",
    re.IGNORECASE,
)
# Said in the place of a source.
NO_SOURCE = phrases("""
en: none, unknown, not available, n a, own, own research, various, several, multiple, internal, anonymous, confidential
de: keine, keiner, unbekannt, eigene, eigene Recherche, eigene Recherchen, eigene Darstellung, diverse, verschiedene
de: siehe unten
fr: aucune, inconnue, inconnu, diverses
es: ninguna, desconocida, propia, varias
it: nessuna, sconosciuta
pt: nenhuma, desconhecida
nl/pl/tr/vi: geen, onbekend, brak, nieznane, yok, bilinmiyor, không rõ, không có
ru/uk: нет, неизвестно, неизвестен, немає, невідомо
zh/ja/ko: 不详, 不詳, 未知, 网络, 網路, 不明, なし, 없음
ar: غير معروف, مجهول
""")
# Words between the words of a name.
SMALL_WORDS = phrases("""
en: of, the, and, for, on, in
de: der, die, das, des, dem, den, und, für, vom, von, zu, aus
fr: de, la, le, les, du, des, et, à, l, d
es/pt/it: del, y, e, el, los, las, do, da, dos, das, di, della, delle, dei, il
nl/pl/cs: van, het, voor, en, i, w, z, a, v
ru/uk/bg: и, в, на, по, і, та, за
tr/vi/id: ve, dan, và, của
""")
