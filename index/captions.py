"""Image captions and photo credits among the lines of an article."""

from __future__ import annotations

import re

from index.phrases import alternation

PHOTO = alternation("""
en: photo, photos, photograph, photographs, image, images, picture, pictures, photo credit, image credit
en: file photo
en: photo illustration, illustration, graphic, screenshot
de: Foto, Fotos, Bild, Bilder, Bildrechte, Bildquelle, Bildnachweis, Fotonachweis, Archivfoto, Archivbild, Symbolbild
de: Symbolfoto, Grafik, Fotografie
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
de: Quelle, von, Nachweis, Rechte
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

_COLON = r"\s*[:：=＝]\s*"
_OPENING = "(（[［【〔"
_OPEN, _CLOSE, _INSIDE = rf"[{re.escape(_OPENING)}]", r"[)）\]］】〕]", r"[^()（）\[\]［］【】〔〕\n]"
_PHOTO = rf"(?:{PHOTO})(?:[\s/]*(?:{CREDIT_WORDS}))*"
_CREDIT_IN_BRACKETS = re.compile(
    rf"\s*{_OPEN}\s*(?:[©▲]\s*)?(?:"
    rf"{_PHOTO}(?:{_COLON}|\s*[/／|–-]\s+|[/／])(?=\S)"
    rf"|(?:{PHOTO})\s+(?:by|courtesy|credit|via|von|de|por)\s"
    rf"|(?-i:[Ff]otos?|[Pp]hotos?|Ảnh|Фото)\s(?=(?-i:[^\W\d_a-zà-ÿа-я])){_INSIDE}{{1,30}}(?={_CLOSE})"
    rf"){_INSIDE}{{0,120}}{_CLOSE}",
    re.IGNORECASE,
)
_AGENCY = r"(?:AFP|AP|Reuters|EPA|dpa|TASS|Xinhua|Yonhap|Kyodo|ANSA|EFE|APA|PA|Getty(?: Images)?|Shutterstock)"
_AGENCY_IN_BRACKETS = re.compile(
    rf"\s*{_OPEN}(?:{_INSIDE}{{0,60}}(?:AP Photo|Getty Images|Shutterstock|/\s?{_AGENCY}(?!\w))"
    rf"{_INSIDE}{{0,60}}|{_INSIDE}{{0,30}}[摄攝]){_CLOSE}[.。]?$"
)
_AGENCY_AT_END = re.compile(rf"\S\s?[|/]\s?{_AGENCY}$|(?:记者|記者)\s?[^\s，。]{{2,4}}\s?[摄攝]$")
_CREDIT_LINE = re.compile(
    rf"^\W{{0,4}}(?:{_PHOTO}{_COLON}\S|(?:photo|image|picture)s?\s(?:by|courtesy|credit)\s.{{1,100}}$|(?:image|photo|media)\s"
    r"(?:source|caption),\s|图[/／]\S|©\s?\S.{0,60}$"
    r"|(?:imago(?: images)?|picture[ -]alliance|getty images|shutterstock|adobe stock)(?:\s?[/|].{2,60})?$)",
    re.IGNORECASE,
)
_CREDIT_AT_END = re.compile(
    rf"(?:(?:(?<=[.!?…。！？»”\"“’)）])|\s[|–—/▲-])\s*|(?<=\S)[\s/](?=\S+{_COLON}))(?:{_PHOTO}){_COLON}[^.!?。！？:：\n]{{1,60}}$",
    re.IGNORECASE,
)
_SENTENCE_BREAK = re.compile(r"(?<!\d)(?<!\b\w)[.!?…]+[\"'»”’“)]*(?=\s+[^\sa-zà-ÿа-я])|[。！？](?=.)")


def without_credit(line: str) -> str:
    """A line without its photo credit; ``""`` where it is nothing but a caption."""
    short = len(line) <= 300
    if short and _CREDIT_LINE.match(line) and _is_one_sentence(line):
        return ""
    whole = line
    # Brackets, colons and strokes are looked for first: few lines have one, and these patterns are slow to fail.
    while (any(mark in line for mark in _OPENING)) and (
        credit := _CREDIT_IN_BRACKETS.search(line) or _AGENCY_IN_BRACKETS.search(line)
    ):
        before, after = line[: credit.start()].rstrip(), line[credit.end() :].strip()
        if not after.strip(".。") and len(line) <= 300 and _is_one_sentence(before):
            return ""
        line = before + (" " if before and after and after[0].isalnum() else "") + after
    ends_in_credit = short and (
        (any(mark in line for mark in ":：=＝") and _CREDIT_AT_END.search(line))
        or (any(mark in line for mark in "|/摄攝") and _AGENCY_AT_END.search(line))
    )
    return "" if ends_in_credit and _is_one_sentence(whole) else line


def _is_one_sentence(text: str) -> bool:
    return len(_SENTENCE_BREAK.findall(text)) <= 1
