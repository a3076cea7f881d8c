"""Words about dates in many languages, and the order in which they write day and month."""

from __future__ import annotations

import re

from index.phrases import alternation

PUBLISHED = alternation("""
en: published, published on, first published, published at, posted, posted on, posted at
en: publication date, date published, created, created on, issued, issued on, release date
de: veröffentlicht, veröffentlicht am, erschienen, erschienen am, erstellt, erstellt am, publiziert, publiziert am
de: Datum, Veröffentlichungsdatum, Erscheinungsdatum
fr: publié, publié le, publiée le, mis en ligne le, paru le, posté le, date de publication
es: publicado, publicado el, publicada el, fecha de publicación, fecha
pt: publicado em, publicada em, publicado a, data de publicação, criado em
it: pubblicato, pubblicato il, pubblicata il, data di pubblicazione
ca/ro: publicat, publicat el, publicat la, publicat pe, publicat în
nl: gepubliceerd, gepubliceerd op, geplaatst, geplaatst op
pl/cs/sk: opublikowano, data publikacji, publikacja, publikováno, vydáno, zverejnené, publikované
hu: megjelent, közzétéve
tr: yayınlanma, yayınlanma tarihi, yayın tarihi, giriş, giriş tarihi, oluşturulma tarihi, yayınlandı
vi: đăng lúc, đăng ngày, ngày đăng, xuất bản, ngày xuất bản, đăng
ru: опубликовано, дата публикации, опубликована, размещено, создано
uk/bg/sr: опубліковано, дата публікації, публикувано, публикувана на, објављено, objavljeno
sv/da/no/fi: publicerad, publicerat, publiceret, publisert, offentliggjort, oprettet, udgivet, julkaistu
el: δημοσίευση, δημοσιεύτηκε, δημοσιεύθηκε
id/ms: diterbitkan, dipublikasikan, terbit, diterbitkan pada
zh: 发布时间, 發布時間, 发布于, 發布於, 发布, 發布, 发表于, 發表於, 发表时间, 發表時間, 发布日期, 發布日期
ja: 公開日, 公開, 公開日時, 配信, 配信日時, 掲載日, 掲載, 投稿日, 発表日
ko: 입력, 등록, 기사입력, 기사등록, 승인, 게시, 게재, 작성일, 입력시간, 입력일
ar/fa/he: نشر, نُشر, نشر في, تاريخ النشر, تم النشر, تاریخ انتشار, منتشر شده, פורסם, פורסם בתאריך, תאריך פרסום
hi/bn/th: प्रकाशित, प्रकाशित तिथि, প্রকাশিত, প্রকাশ, เผยแพร่, เผยแพร่เมื่อ
""")

UPDATED = alternation("""
en: updated, updated on, updated at, last updated, last updated on, last updated at, last update
en: last modified, modified, last modified on, edited, last edited, revised, corrected
de: Stand, aktualisiert, aktualisiert am, zuletzt aktualisiert, zuletzt aktualisiert am, letzte Aktualisierung, Update
de: Aktualisierung, geändert am, zuletzt geändert, zuletzt geändert am, letzte Änderung, überarbeitet am
fr: mis à jour, mis à jour le, mise à jour, mise à jour le, modifié, modifié le, dernière mise à jour, actualisé le
fr: dernière modification
es: actualizado, actualizado el, actualizada el, última actualización, modificado, modificado el, actualización
pt: atualizado, atualizado em, última atualização, atualizado a, modificado em, atualização
it: aggiornato, aggiornato il, ultimo aggiornamento, modificato il, ultima modifica
ca/ro: actualitzat, actualitzat el, actualizat, actualizat la, ultima actualizare
nl: bijgewerkt, bijgewerkt op, laatst bijgewerkt, laatste update, laatst gewijzigd, gewijzigd op, aangepast op
pl/cs/sk: aktualizacja, ostatnia aktualizacja, zaktualizowano, aktualizováno, upraveno, aktualizované
hu: frissítve, módosítva, frissült
tr: güncelleme, güncellenme, güncelleme tarihi, güncellenme tarihi, son güncelleme, güncellendi
vi: cập nhật, cập nhật lúc, cập nhật ngày, cập nhật lần cuối, sửa lúc
ru: обновлено, последнее обновление, дата обновления, изменено, обновлён, обновлена
uk/bg/sr: оновлено, останнє оновлення, обновена, актуализирана, обновено, ажурирано, ažurirano
sv/da/no/fi: uppdaterad, uppdaterat, senast uppdaterad, opdateret, sidst opdateret, oppdatert, päivitetty
no: sist oppdatert
el: ενημέρωση, τελευταία ενημέρωση, ενημερώθηκε
id/ms: diperbarui, diperbaharui, diupdate, dikemas kini
zh: 更新, 更新于, 更新於, 更新时间, 更新時間, 最后更新, 最後更新, 修改时间, 修改時間
ja: 更新日, 更新, 最終更新, 最終更新日, 更新日時
ko: 수정, 최종수정, 업데이트, 최종 업데이트, 기사수정, 수정일, 수정시간
ar/fa/he: آخر تحديث, تحديث, تم التحديث, آخرین به روزرسانی, به روز شده, עודכן, עדכון אחרון
hi/bn/th: अपडेटेड, अपडेट, আপডেট, সর্বশেষ আপডেট, อัปเดต, อัพเดท, อัปเดตล่าสุด, แก้ไขล่าสุด
""")

# What may stand between a date, its weekday and its time, and says nothing of its own.
CONNECTORS = alternation("""
en: at, on, the, as of, date, time
de: am, den, der, um, vom, Uhr
fr: le, à
es/ca: el, a las, a la, a les, las, del, día, hora
pt: em, às, as, no dia, dia
it: il, alle, alle ore, ore, lo
nl: op, om, uur
pl/cs/sk: o, r, roku, godz, dnia, w dniu, v, ve, dne, o godz, dňa
hu: napján
tr: saat, tarihinde
vi: lúc, ngày, vào lúc, vào ngày
ru/uk/bg: в, г, года, о, об, р, року, от, на, ч
ro: la, ora, pe, din
lt: m, d, val
sv/da/no/fi: kl, klo, den, klokken, klokka
el: στις, ώρα
id/ms: pukul, jam, tanggal, pada
ar/fa/he: الساعة, في, ساعت, בשעה, בתאריך, ב
th/hi: เวลา, วันที่, น, को, बजे
""")

# Between the day and the month, and between the month and the year.
MONTH_JOINTS = alternation("""
en: of
es/pt/ca: de, d'
ar/vi: من, ngày
""")
YEAR_JOINTS = alternation("""
en: of
es/pt/ca: de, del
vi: năm
lt: m
""")

MORNING = alternation("""
en/es/pt/sq: am, a.m, a.m., a. m.
vi/el: SA, πμ, π.μ.
zh/ja/ko: 上午, 午前, 오전
ar/hi: ص, صباحا, पूर्वाह्न
""")
AFTERNOON = alternation("""
en/es/pt/sq: pm, p.m, p.m., p. m.
vi/el: CH, μμ, μ.μ.
zh/ja/ko: 下午, 午後, 晚上, 오후
ar/hi: م, مساء, अपराह्न
""")

# A class, id or itemprop says so where a date stands: words of it, in lower case.
DATE_HINT = re.compile(
    r"(?:pub|post|posted|publish|published|publication|article|entry|news|story|create|created|release|upd|update|updated"
    r"|mod|modified|date)*(?:date|dates|time|times|dateline|datetime|timestamp|published|publish|pubdate|posted|updated"
    r"|modified|datum|zeit|stand|veröffentlicht|veroeffentlicht|aktualisiert|fecha|tarih|ngay|thoigian)"
    r"(?:published|modified|created|posted|updated)?"
)
UPDATE_HINT = re.compile(
    r"(?:date|time)?(?:upd|updated?|mod|modified|modification|lastmod|aktualisiert|stand)(?:date|time|at|on)?"
)
# WordPress marks the day of publication as «entry-date published updated».
PUBLISH_HINT = re.compile(r"(?:date)?(?:pub|published?|pubdate|posted|created?)(?:date|time|at|on)?")

# What belongs to a page and not to its article, in the same way.
BESIDE = re.compile(
    r"related|relatedarticles|teasers?|recommend\w*|comments?|commentlist|kommentare?|commentaires?|comentarios?|sidebar"
    r"|promos?|newsletter|widgets?|popular|trending|mostread|readmore|breadcrumbs?|footer|menu|nav|navbar|navigation"
    r"|social|share|sharing|carousel|slider|gallery|today|currentdate|weather|wetter|ticker|advert\w*|ads?|banner|verwandt\w*"
    r"|empfehlung\w*|meistgelesen|cookie\w*|caption|copyright|disclaimer|authorbio|signup"
)

_DAY_FIRST = frozenset(
    re.findall(
        r"\w+",
        "ar az bg bn bs ca cs da de el es et fa fi fr ga gl hi hr hy id is it ka kk lv mk ms mt nb nl nn no pl pt ro ru"
        " sk sl sq sr sv sw ta te th tk tr uk ur uz vi",
    )
)
_MONTH_FIRST_REGIONS = frozenset({("en", "US")})
_DAY_FIRST_REGIONS = frozenset(
    ("en", region) for region in re.findall(r"\w+", "AU BD GB GH HK IE IN JM KE MT MY NG NZ PK SG TT UG UK ZA")
)
_UNDECIDED_REGIONS = frozenset({("es", "US"), ("es", "PR"), ("fr", "CA")})


def day_comes_first(language: str | None) -> bool | None:
    """Whether a language writes 11/12/2024 for the eleventh of December; None where it does not tell.

    Args:
        language: ISO 639-1, maybe with a region (``en-GB``, ``en_GB``).
    """
    code, region = parts(language)
    if (code, region) in _MONTH_FIRST_REGIONS:
        return False
    if (code, region) in _DAY_FIRST_REGIONS:
        return True
    return True if code in _DAY_FIRST and (code, region) not in _UNDECIDED_REGIONS else None


def parts(language: str | None) -> tuple[str, str]:
    """Language and region of a tag, ``""`` for what it does not name; a script between them is left out."""
    code, *rest = re.split(r"[-_]", (language or "").strip())
    region = next((part.upper() for part in rest if len(part) == 2), "")
    return code.lower(), region


def hint_words(*names: str | None) -> list[str]:
    """The words of class, id or itemprop names: ``"entry-date publishedAt"`` is entry, date, published, at."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", " ".join(filter(None, names)))
    return [word.lower() for word in re.split(r"[\W\d_]+", apart[:400]) if word]
