from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from article_files import URL, read_one, written

if TYPE_CHECKING:
    from pathlib import Path

# language: paragraphs, caption between them, advertisement, source label, comment count (all invented)
LAYOUT = {
    "en": (
        (
            "The harbour of Elmstadt reopened on Monday, as the daily Quay reported. Ferries leave every hour.",
            "“We waited two years for this day,” said mayor Ada Lind.",
        ),
        "Mayor Ada Lind at the quay. (Photo: QNA)",
        "[ad_2]",
        "Source:",
        "Comments (0)",
    ),
    "de": (
        (
            "Der Hafen von Elmstadt ist am 3. Mai wieder geöffnet worden, wie die Zeitung Kai berichtete.",
            "„Wir haben zwei Jahre auf diesen Tag gewartet“, sagte Bürgermeisterin Ada Lind.",
        ),
        "Bürgermeisterin Ada Lind am Kai. (Foto: QNA)",
        "[Anzeige_2]",
        "Quelle:",
        "Kommentar (0)",
    ),
    "fr": (
        (
            "Le port d'Elmstadt a rouvert lundi, a rapporté le journal Quai. Les ferries partent toutes les heures.",
            "« Nous avons attendu ce jour pendant deux ans », a déclaré la maire Ada Lind.",
        ),
        "La maire Ada Lind sur le quai. (Photo : QNA)",
        "[Publicité_2]",
        "Source :",
        "Commentaire (0)",
    ),
    "es": (
        (
            "El puerto de Elmstadt reabrió el lunes, informó el diario Muelle. Los ferris salen cada hora.",
            "“Esperamos este día durante dos años”, dijo la alcaldesa Ada Lind.",
        ),
        "La alcaldesa Ada Lind en el muelle. (Foto: QNA)",
        "[Anuncio_2]",
        "Fuente:",
        "Comentario (0)",
    ),
    "it": (
        (
            "Il porto di Elmstadt ha riaperto lunedì, ha riferito il giornale Molo. I traghetti partono ogni ora.",
            "«Abbiamo aspettato questo giorno per due anni», ha detto la sindaca Ada Lind.",
        ),
        "La sindaca Ada Lind sul molo. (Foto: QNA)",
        "[Annuncio_2]",
        "Fonte:",
        "Commento (0)",
    ),
    "vi": (
        (
            "Cảng Elmstadt đã mở cửa trở lại hôm thứ Hai, báo Bến Cảng đưa tin. Phà khởi hành mỗi giờ.",
            "“Chúng tôi đã chờ ngày này suốt hai năm”, thị trưởng Ada Lind nói.",
        ),
        "Thị trưởng Ada Lind tại bến cảng. (Ảnh: QNA)",
        "[Quảng_cáo_2]",
        "Nguồn:",
        "Bình luận (0)",
    ),
    "ru": (
        (
            "Порт Эльмштадта вновь открылся в понедельник, сообщила газета «Причал». Паромы ходят каждый час.",
            "«Мы ждали этого дня два года», — сказала мэр Ада Линд.",
        ),
        "Мэр Ада Линд на причале. (Фото: QNA)",
        "[Реклама_2]",
        "Источник:",
        "Комментарий (0)",
    ),
    "zh": (
        (
            "据《码头日报》报道，埃尔姆施塔特港于星期一重新开放。渡轮每小时开出一班。",
            "“我们等这一天等了两年。”市长林德说。",
        ),
        "市长林德在码头。（图：QNA）",
        "【广告_2】",
        "来源：",
        "评论 (0)",
    ),
    "ja": (
        (
            "エルムシュタット港が月曜日に再開したと埠頭新聞が報じた。フェリーは毎時出航する。",
            "「この日を二年間待っていました」とリンド市長は語った。",
        ),
        "埠頭に立つリンド市長。（写真：QNA）",
        "【広告_2】",
        "出典：",
        "コメント (0)",
    ),
    "ko": (
        (
            "엘름슈타트 항구가 월요일 다시 문을 열었다고 부두신문이 보도했다. 여객선은 매시간 출발한다.",
            "“우리는 이날을 2년 동안 기다렸다”고 린드 시장이 말했다.",
        ),
        "부두에 선 린드 시장. (사진: QNA)",
        "[광고_2]",
        "출처:",
        "댓글 (0)",
    ),
    "pt": (
        (
            "O porto de Elmstadt reabriu na segunda-feira, informou o jornal Cais. As balsas saem a cada hora.",
            "“Esperamos por este dia durante dois anos”, disse a prefeita Ada Lind.",
        ),
        "A prefeita Ada Lind no cais. (Foto: QNA)",
        "[Anúncio_2]",
        "Fonte:",
        "Comentário (0)",
    ),
    "uk": (
        (
            "Порт Ельмштадта знову відкрився в понеділок, повідомила газета «Причал». Пороми ходять щогодини.",
            "«Ми чекали цього дня два роки», — сказала мерка Ада Лінд.",
        ),
        "Мерка Ада Лінд на причалі. (Фото: QNA)",
        "[Реклама_2]",
        "Джерело:",
        "Коментар (0)",
    ),
}


@pytest.mark.parametrize("language", LAYOUT)
def test_an_article_in_the_layout_of_news_sites_is_read_without_its_debris(tmp_path: Path, language: str) -> None:
    (first, second), caption, advertisement, label, comments = LAYOUT[language]
    blank = "" if label.endswith("：") else " "
    page = f"{first}\n{caption}\n{second}\n{advertisement}\n{label}{blank}{URL}\n{comments}"
    article = read_one(written(tmp_path / "article.txt", page))
    assert article.text == f"{first}\n{second}"
    assert article.url == URL
    assert article.source == "daily.example.org"
    assert article.language == language
    assert article.published is None
    assert article.title_derived
    assert first.startswith(article.title.rstrip("…"))
    assert len(article.title) <= 110
    assert article.location == str(tmp_path / "article.txt")
