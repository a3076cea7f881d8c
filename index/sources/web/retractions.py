"""Whether an article was replaced by the notice that it is withdrawn."""

from __future__ import annotations

import re
from typing import Final

from index.phrases import alternation

# A headline that begins with one of these and a mark, or one of the words below in brackets: by itself «withdrawn» or
# «recall» is news of horses and of cheese.
_MARKS: Final = alternation("""
en: Retracted, Retraction notice, Story withdrawn, Article withdrawn, Article retracted, Article removed, Kill notice
en: Mandatory kill
de: Artikel zurückgezogen, Beitrag zurückgezogen, Meldung zurückgezogen, Artikel entfernt, Artikel gelöscht
fr: Article retiré, Article rétracté, Dépêche annulée, Article supprimé
es: Artículo retirado, Nota retirada, Noticia retirada, Noticia anulada
it: Articolo ritirato, Articolo rimosso, Articolo ritrattato
pt: Artigo retirado, Notícia retirada, Matéria retirada, Artigo removido
nl: Artikel ingetrokken, Artikel verwijderd
pl: Artykuł wycofany, Artykuł usunięty
tr: Haber geri çekildi, Haber kaldırıldı
vi: Gỡ bài, Đã gỡ bài, Rút bài, Bài viết đã bị gỡ, Thu hồi bài viết
ru: Материал отозван, Статья отозвана, Новость отозвана, Материал удалён, Материал удален, Новость удалена
uk: Матеріал відкликано, Новину відкликано, Матеріал видалено
zh: 撤稿声明, 撤稿聲明, 已撤稿
ja: 記事取り消し, 記事の取り消し, 記事削除
ko: 기사 삭제, 기사 철회, 전문 취소, 전문취소
ar: سحب الخبر, سحب المقال, تم سحب الخبر
id: Berita dicabut, Artikel dicabut
""")
_BRACKETED: Final = alternation("""
en: Withdrawn, Retraction, Removed
de: Zurückgezogen
fr/es/it/pt: Retiré, Rétracté, Retirado, Ritirato, Ritrattato
nl/pl/tr: Ingetrokken, Wycofano, Geri çekildi
ru/uk: Отозвано, Аннулировано, Відкликано
zh/ja: 撤稿, 撤回, 取り消し
id: Dicabut
""")
# What says, at the beginning of a sentence, of the very text it stands in that it is withdrawn.
_NOTICES: Final = re.compile(
    r"(?:^|[.!?:]\s|[。！？])\W{0,3}(?:"
    r"this (?:article|story|report) (?:(?:has|have) (?:now |since )?been|was|is) "
    r"(?:retracted|withdrawn|removed|taken down|deleted|unpublished)\b"
    r"|we (?:have (?:retracted|withdrawn|removed|taken down)|(?:retract|withdraw)) this (?:article|story|report)\b"
    r"|dieser (?:Artikel|Beitrag|Text|Bericht) (?:wurde|ist|haben wir)(?: \w+){0,3}? "
    r"(?:zurückgezogen|zurückgenommen|gelöscht|entfernt|depubliziert)\b"
    r"|diese (?:Meldung|Nachricht) (?:wurde|ist)(?: \w+){0,3}? (?:zurückgezogen|zurückgenommen|gelöscht|entfernt)\b"
    r"|(?:wir haben|die Redaktion hat) diese[n]? (?:Artikel|Beitrag|Text|Meldung|Bericht)(?: \w+){0,6}? "
    r"(?:zurückgezogen|zurückgenommen|gelöscht|entfernt|depubliziert)\b"
    r"|cet article a été (?:retiré|supprimé|rétracté|dépublié)|nous avons (?:retiré|supprimé) cet article"
    r"|este (?:artículo|texto) ha sido (?:retirado|eliminado|retractado)"
    r"|esta (?:nota|noticia) ha sido (?:retirada|eliminada)"
    r"|quest(?:o articolo è stato (?:ritirato|rimosso|ritrattato)|a notizia è stata (?:ritirata|rimossa))"
    r"|est(?:e artigo|e texto|a matéria|a notícia|a reportagem) foi (?:retirad[oa]|removid[oa]|excluíd[oa])"
    r"|dit artikel is (?:ingetrokken|verwijderd|teruggetrokken)"
    r"|ten artykuł został (?:wycofany|usunięty)"
    r"|bu (?:haber|yazı) (?:geri çekil|yayından kaldırıl|kaldırıl)"
    r"|bài (?:viết|báo) này đã (?:bị |được )?(?:gỡ|rút|thu hồi|xóa|xoá)"
    r"|(?:эта статья|этот материал|эта новость|данный материал|данная статья) (?:был[ао]? )?"
    r"(?:отозван|удал[её]н|снят)[ао]?"
    r"|(?:ця стаття|цей матеріал|ця новина) (?:бу(?:в|ла) )?(?:відкликан|видален|знят)"
    r"|(?:本文|此文)已(?:被)?(?:撤回|撤稿|删除|刪除)"
    r"|この記事は(?:取り消しました|撤回|削除)|이 기사는 (?:삭제|철회|취소)"
    r"|تم (?:سحب|حذف) هذا (?:الخبر|المقال)|(?:artikel|berita) ini (?:telah )?(?:dicabut|dihapus|ditarik)"
    r")",
    re.IGNORECASE,
)
_MARKED = re.compile(
    rf"(?:{_MARKS})\s?(?:[:：–—]|-\s|$)|[\[(（【［]\s?(?:{_MARKS}|{_BRACKETED})\s?[\])）】］]", re.IGNORECASE
)
_LONGEST_NOTICE = 400  # characters of a paragraph that may be one


def retraction_in(title: str, text: str) -> str | None:
    """The words of an article that say that it is withdrawn, None where none do.

    They are at the beginning of its headline, or in a short paragraph at its beginning or end; news of another text's
    retraction, and of what else is withdrawn, is none.
    """
    if _MARKED.match(title):
        return title
    paragraphs = text.split("\n")
    for paragraph in dict.fromkeys((paragraphs[0], paragraphs[-1])):
        if len(paragraph) <= _LONGEST_NOTICE and _NOTICES.search(paragraph):
            return paragraph
    return None
