from __future__ import annotations

import pytest

from index.sources.web.retractions import retraction_in

LONG = "The ferry to Gull Island has not sailed since Monday because its engine failed in the fog off the pier. " * 6


@pytest.mark.parametrize(
    "title",
    [
        "RETRACTED: Ferry sank off the pier",
        "Retraction notice – Ferry sank off the pier",
        "[Withdrawn] Ferry sank off the pier",
        "Artikel zurückgezogen: Fähre vor dem Hafen gesunken",
        "Article retiré : le ferry a coulé",
        "Artículo retirado: el ferry se hundió",
        "Gỡ bài: Phà chìm ngoài bến",
        "Статья отозвана: паром затонул",
        "【撤稿】渡轮沉没",
        "記事取り消し：フェリー沈没",
    ],
)
def test_a_headline_that_begins_with_the_mark_of_a_retraction_withdraws(title: str) -> None:
    assert retraction_in(title, LONG) == title


@pytest.mark.parametrize(
    "notice",
    [
        "This article has been withdrawn because it was wrong.",
        "Editor's note: This story was removed after a complaint.",
        "We have retracted this report.",
        "Dieser Artikel wurde zurückgezogen, weil er auf falschen Angaben beruhte.",
        "Die Redaktion hat diesen Beitrag nach einem Hinweis gelöscht.",
        "Cet article a été retiré à la demande de son auteur.",
        "Este artículo ha sido retirado por contener errores.",
        "Questo articolo è stato rimosso.",
        "Esta notícia foi removida por conter erros.",
        "Ten artykuł został wycofany.",
        "Bài viết này đã được gỡ bỏ vì có sai sót.",
        "Эта статья была удалена по требованию автора.",
        "本文已被撤回。",
        "この記事は取り消しました。",
        "이 기사는 삭제되었습니다.",
        "تم سحب هذا الخبر.",
    ],
)
@pytest.mark.parametrize("layout", ["{}", "{}\n" + LONG, LONG + "\n{}"])
def test_a_paragraph_that_says_so_of_its_own_text_withdraws_it(notice: str, layout: str) -> None:
    assert retraction_in("Ferry", layout.format(notice)) == notice


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Journal retracts paper on fog", "The journal has retracted a paper on fog, its editor said on Monday."),
        ("Withdrawn troops return home", "The army said that the withdrawn troops have come home."),
        ("Rückruf: Listerien in Käse", "Die Käserei ruft zwölf Sorten zurück."),
        ("Widerruf: So werden Käufer Verträge los", "Wer binnen vierzehn Tagen schreibt, bekommt sein Geld zurück."),
        (
            "Withdrawn: three horses",
            "Three horses will not start on Saturday, and the post was deleted within an hour.",
        ),
        ("撤回：政府放弃计划", "政府星期一撤回了计划。"),
        ("Ferry", "He wrote that this article was removed from the treaty, and the report was withdrawn the same day."),
        ("Senator withdraws", "The bill was withdrawn on Tuesday, and the senator said that she would come back."),
        ("Ferry", "Dieser Artikel wurde aktualisiert, weil eine Zahl falsch war."),
        ("Ferry", f"{LONG}\nThe mayor said the report has been removed from the table.\n{LONG}"),
        ("Ferry", f"This article was removed by nobody. {LONG}"),
    ],
)
def test_news_of_a_withdrawal_is_no_retraction(title: str, text: str) -> None:
    assert retraction_in(title, text) is None
