from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.cleaning import clean, derive_title, normalise

BODY = (
    "The harbour of Elmstadt reopened on Monday after two years of repairs, the mayor told reporters at the quay.\n"
    "Ferries to the islands will leave every hour, and the old customs house becomes a museum next spring.\n"
    "Fishermen welcomed the news, although they fear that higher fees could follow in the coming season."
)


LONG_BODY = "\n".join([BODY] * 4)


URL = "https://daily.example.org/harbour-reopens-12.html"


def test_a_text_without_debris_stays_as_it_is() -> None:
    cleaned = clean(BODY)
    assert (cleaned.text, cleaned.title, cleaned.url) == (BODY, None, None)


@pytest.mark.parametrize(
    "line",
    [
        "[Anzeige_2]",
        "[ad_1]",
        "[Quảng_cáo_2]",
        "【広告_2】",
        "[iragarkia_3]",
        "[Publicité_1]",
        "Advertisement",
        "- Anzeige -",
        "WERBUNG",
        "(Реклама)",
        "广告",
        "إعلان",
        "विज्ञापन",
        "Article continues below this ad",
        "Kommentar (0)",
        "Comments (14)",
        "Bình luận (0)",
        "Комментарии (3)",
        "评论 (0)",
        "コメント（0）",
        "댓글 0",
        "12 Kommentare",
        "Nordic leader Olaf Berg. (Foto: KCNA)",
        "Olaf Berg beim Empfang (Foto: dpa/Archiv)",
        "Olaf Berg at the gate. (Photo by Jane Roe/Reuters)",
        "Olaf Berg at the gate (AP Photo/Jane Roe)",
        "Olaf Berg at the gate. (Getty Images)",
        "Olaf Berg at the gate. Jane Roe | Reuters",
        "Ông Berg tại lễ đón. (Ảnh: TTXVN)",
        "Берг на встрече. (Фото: ТАСС)",
        "贝格出席仪式。（图：新华社）",
        "贝格出席仪式（新华社记者李明摄）",
        "式典に出席するベルグ氏（写真：共同）",
        "행사에 참석한 베르그 (사진: 연합뉴스)",
        "행사에 참석한 베르그. 사진=연합뉴스",
        "Berg et sa suite. (Crédit photo : AFP)",
        "Olaf Berg in Elmstadt. Foto: dpa",
        "Foto: dpa",
        "Photo: Jane Roe",
        "图片来源：视觉中国",
        "사진=연합뉴스",
        "Image source, Getty Images",
        "© dpa",
        "Lesen Sie auch: Was die Gebühren bedeuten",
        "Read more: What the fees mean",
        "Xem thêm: Phí mới có nghĩa gì",
        "Читайте также: Что значат сборы",
        "Lire aussi : Ce que signifient les frais",
        ">>> Leggi anche: Cosa significano le tariffe",
        "相关阅读：新收费意味着什么",
        "Im Video: So sieht der neue Hafen aus",
        "Mehr zu diesem Thema",
        "Empfehlungen der Redaktion",
        "0:12 / 3:24",
        "Updated at 1:23 p.m.",
        "Bildrechte: Elmfunk/Erika Muster",
        "Quelle: picture alliance/dpa",
        "picture alliance / dpa | Erika Muster",
        "IMAGO / Erika Muster",
        "関連記事",
        "Share this article",
        "Facebook Twitter WhatsApp",
        "Follow us on Telegram",
        "Follow us on Facebook and X.",
        "Follow the Elmstadt Daily on Facebook, Twitter and Instagram.",
        "Abonnieren Sie unseren Newsletter.",
        "Theo dõi chúng tôi trên Facebook",
        "* * *",
    ],
)
def test_a_line_of_debris_goes_wherever_it_stands(line: str) -> None:
    assert clean(f"{BODY}\n{line}\n{LONG_BODY}").text == f"{BODY}\n{LONG_BODY}"
    assert clean(f"{BODY}\n{line}").text == BODY


@pytest.mark.parametrize(
    "line",
    [
        "The photo shows the mayor at the quay.",
        "Im Video ist zu sehen, wie das Schiff anlegt.",
        "Weitere Nachrichten gab es am Montag nicht.",
        "Die Quelle: Fotos aus dem Archiv der Stadt.",
        "Updated figures are due on Monday at 9 p.m.",
        "Imago is the word for the grown insect.",
        "He posted a photo: it showed the empty harbour.",
        "Advertisement revenue fell by a third.",
        "The company sells advertisements (12 a day).",
        "Kommentare gab es am Montag keine.",
        "Read more books, the teacher said.",
        "Share prices fell by two per cent.",
        "Follow us on a walk through the old town.",
        "Follow-up talks on the canal ended on Monday.",
        "“Join us at the quay,” the mayor wrote on Facebook.",
        "Theo dõi mực nước tại kênh Nhiêu Lộc, các chuyên gia dự báo triều cường.",
        "Tham gia buổi họp có đại diện của Facebook và Google.",
        "Đăng ký kinh doanh trên Facebook tăng mạnh trong năm qua.",
        "Suivez le canal jusqu'au pont, dit le guide.",
        "Sigue a la espera el canal de Panamá.",
        "Folgen Sie dem Kanal bis zur Brücke, riet er.",
        "Copyright law protects a painting for seventy years.",
        "Bản quyền phát sóng giải đấu thuộc về một đài địa phương.",
        "Themen: Klima und Wasser standen am Montag auf dem Plan.",
        "Source close to the council confirmed the plan.",
        "Quellen: Die Stadt nennt keine.",
        "The bill [No 12] passed.",
        "Die Bilder (Foto und Film) sind verschwunden.",
        "Am Montag kam er an (siehe Foto).",
        "More than 300 people came.",
        "The film by Marvel (Image Comics) opens on Friday.",
        "«Фото нет», сказал мэр.",
        "这张图片显示了港口的全貌，市长说。",
    ],
)
def test_a_sentence_that_looks_like_debris_stays(line: str) -> None:
    assert clean(f"{BODY}\n{line}\n{LONG_BODY}").text == f"{BODY}\n{line}\n{LONG_BODY}"
    assert clean(f"{BODY}\n{line}").text == f"{BODY}\n{line}"


@pytest.mark.parametrize(
    "line",
    [
        "Teilen auf Facebook | Teilen auf X | Per WhatsApp senden",
        "Auf Facebook teilen · Link kopieren · Drucken",
        "Teilen Sie diesen Artikel mit Ihren Freunden!",
        "Jetzt Newsletter abonnieren!",
        "Abonnieren Sie",
        "Share on Facebook Tweet Email",
        "Share 12 Tweet 34",
        "345 shares",
        "Save | Share | Print",
        "Click to share on Facebook (Opens in new window)",
        "Get our daily newsletter",
        "Chia sẻ lên Facebook",
        "Partager sur Facebook Partager sur Twitter Envoyer par e-mail",
        "Compartir en Facebook Compartir en WhatsApp",
        "Condividi su Facebook, Twitter e WhatsApp",
        "Compartilhe no Facebook | Compartilhe no WhatsApp",
        "Deel dit artikel op Facebook",
        "Udostępnij na Facebooku",
        "Поделиться ВКонтакте",
        "Поделиться в Одноклассниках · Скопировать ссылку",
        "Поширити у Facebook",
        "Haberi paylaş",
        "Facebook'ta paylaş | WhatsApp'tan gönder",
        "شارك على فيسبوك شارك على تويتر",
        "שתפו בפייסבוק",
        "फेसबुक पर शेयर करें",
        "分享到微博 分享到微信",
        "Facebookでシェア",
        "페이스북으로 공유하기",
        "แชร์ไปยัง Facebook",
        "Κοινοποίηση στο Facebook",
        "Distribuie pe Facebook",
        "Sdílet na Facebooku",
        "Dela på Facebook",
        "Del på Facebook",
        "Jaa Facebookissa",
        "Megosztás Facebookon",
        "Bagikan ke WhatsApp",
    ],
)
def test_a_line_of_share_buttons_goes_wherever_it_stands(line: str) -> None:
    assert clean(f"{BODY}\n{line}\n{LONG_BODY}").text == f"{BODY}\n{LONG_BODY}"
    assert clean(f"{BODY}\n{line}").text == BODY


@pytest.mark.parametrize(
    "line",
    [
        "Lesezeit: 3 Minuten",
        "Lesezeit: ca. 3 Min.",
        "3 min read",
        "Temps de lecture : 3 minutes",
        "3 min de lectura",
        "Время чтения: 3 минуты",
        "Okuma süresi: 3 dakika",
        "阅读时间：3分钟",
        "Stand: 12.11.2026, 14:03 Uhr",
        "Veröffentlicht: 12.11.2026, 14:03 | Aktualisiert: 13.11.2026, 9:00",
        "Last updated: Nov 12, 2026 at 2:03 PM",
        "Published 3 hours ago",
        "Publié le 12 novembre 2026 à 14h03",
        "Actualizado a las 14:03",
        "Опубликовано: 12 ноября 2026, 14:03",
        "Cập nhật: 12/11/2026 14:03",
        "更新：2026年11月12日",
        "입력 2026.11.12 14:03",
        "This site uses cookies.",
        "We use cookies to improve your experience. By continuing you agree to our cookie policy.",
        "Wir verwenden Cookies, um unsere Website zu verbessern.",
        "Utilizamos cookies para mejorar su experiencia.",
        "Мы используем файлы cookie.",
        "Bu sitede çerezler kullanılmaktadır.",
        "Alle Cookies akzeptieren",
        "Kommentar schreiben",
        "Your email address will not be published. Required fields are marked *",
        "Newsletter: Jeden Morgen das Wichtigste",
        "欢迎关注我们的微信公众号",
        "ADVERTISEMENT - CONTINUE READING BELOW",
        "Bildrechte: Jan Roe",
        "图为港口。新华社记者 李明 摄",
    ],
)
def test_a_note_of_the_page_about_itself_goes_wherever_it_stands(line: str) -> None:
    assert clean(f"{BODY}\n{line}\n{LONG_BODY}").text == f"{BODY}\n{LONG_BODY}"
    assert clean(f"{BODY}\n{line}").text == BODY


@pytest.mark.parametrize(
    "line",
    [
        "He shared the photo on Facebook.",
        "Share on Facebook.",
        "Share it on Facebook, the mayor said",
        "Facebook shares fell by three per cent",
        "Facebook Shares",
        "Facebook teilt mit",
        "Facebook und Instagram",
        "Von Twitter zu X",
        "In Teilen",
        "Teil 2",
        "Deel 2",
        "Die Städte teilen die Kosten",
        "La Stampa",
        "Save the news",
        "Save the Children",
        "Follow the money",
        "Compartir en Facebook puede costar caro",
        "Поделиться своими воспоминаниями пришли триста человек",
        "Chia sẻ trên Facebook, ông Berg xin lỗi người dân",
        "Belediye haberi paylaştı",
        "他在微博上分享了这张照片",
        "市長はフェイスブックで写真をシェアした",
        "शेयर बाजार में गिरावट",
        "Lesezeit ist Familienzeit",
        "Reading time is falling among children",
        "Lectures lasted 30 minutes",
        "Stand heute fehlen 300 Betten",
        "Stand: 12. November 2026 waren 300 Menschen gemeldet",
        "Stand 12.11.2026 lebten hier 300 Menschen.",
        "Am 12. November 2026 um 14:03 Uhr begann das Feuer.",
        "Published in 2026, the report names 12 ports",
        "Nous avons mangé des cookies.",
        "We use butter cookies for the base.",
        "Cookies are the best part, the baker said.",
        "“We use cookies to improve the experience,” the firm said.",
        "The site uses cookies to track readers, the court found.",
        "Von der Leyen reist nach Elmstadt",
        "Di Maria, Messi, Ronaldo",
    ],
)
def test_a_line_that_speaks_of_networks_times_or_cookies_stays(line: str) -> None:
    assert clean(f"{BODY}\n\n{line}\n\n{LONG_BODY}").text == f"{BODY}\n{line}\n{LONG_BODY}"
    assert clean(f"{BODY}\n\n{line}").text == f"{BODY}\n{line}"


@pytest.mark.parametrize(
    "line",
    [
        "Tweets (12)",
        "Tags: harbour, ferry",
        "#harbour #ferry",
        "Theo Báo Bến Cảng",
        "Twitter: https://x.com/daily",
        "Copyright The Daily",
        "Twitter",
        "Source: The Daily",
        "Quelle: dpa/Jan Roe",
        "Von Jan Roe",
        "责任编辑：李明",
    ],
)
def test_some_lines_are_debris_only_at_the_end(line: str) -> None:
    assert clean(f"{BODY}\n{line}").text == BODY
    assert clean(f"{BODY}\n{line}\n{LONG_BODY}").text == f"{BODY}\n{line}\n{LONG_BODY}"


def test_a_year_in_brackets_is_no_count() -> None:
    assert clean(f"{BODY}\nTwilight (1998)").text == f"{BODY}\nTwilight (1998)"


def test_from_a_long_paragraph_only_the_credit_goes() -> None:
    paragraph = BODY.replace("\n", " ")
    assert clean(f"{paragraph} (Foto: dpa)\n{BODY}").text == f"{paragraph}\n{BODY}"
    assert clean(f"The gate opened. (Foto: dpa) {paragraph}\n{BODY}").text == f"The gate opened. {paragraph}\n{BODY}"


@pytest.mark.parametrize(
    ("raw", "clear"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("one\u00a0 \t two\u3000three", "one two three"),
        ("so\u00adft \u200bzero\ufeff \u202edrawer\u202c", "soft zero drawer"),
        ("e\u0301te\u0301", "été"),
        ("bad \ud800 end\x00\x07", "bad end"),
        ("می\u200cخواهم 👩\u200d💻", "می\u200cخواهم 👩\u200d💻"),
        ("  indented  \n\tline ", "indented\nline"),
        ("a\u2800\u2800b \u3164 c\n\u2800\nd  e ", "a b   c\n\nd e"),
    ],
)
def test_text_is_normalised(raw: str, clear: str) -> None:
    assert normalise(raw) == clear


def test_a_line_that_goes_on_in_lower_case_is_joined() -> None:
    assert clean("The harbour of Elmstadt\nreopened on Monday.\nThe mayor was there.").text == (
        "The harbour of Elmstadt reopened on Monday.\nThe mayor was there."
    )


def test_a_blank_line_and_a_brand_name_end_a_paragraph() -> None:
    assert clean("Prices rose at the shops.\n\nthe end\n\niPhone sales rose.\nThe rest fell").text == (
        "Prices rose at the shops.\nthe end\niPhone sales rose.\nThe rest fell"
    )
    assert clean("It was said by Apple\niPhone sales rose.").text == "It was said by Apple\niPhone sales rose."


def test_a_marker_is_never_joined_to_a_line() -> None:
    assert clean("The harbour of Elmstadt\n[ad_1]\nreopened on Monday.\nshare").text == (
        "The harbour of Elmstadt\nreopened on Monday."
    )


def test_german_wrapped_to_a_width_is_joined_before_capitals_too() -> None:
    wrapped = (
        "Der Hafen von Elmstadt ist am Montag nach zwei Jahren wieder\n"
        "Anlaufstelle für Schiffe geworden, sagte der Bürgermeister am\n"
        "Kai. Die Fähren zu den Inseln fahren ab sofort jede Stunde an\n"
        "Werktagen.\n"
        "\n"
        "Aus dem alten Zollhaus wird im nächsten Frühling ein Museum mit\n"
        "Werkstatt.\n"
    )
    assert clean(wrapped).text == (
        "Der Hafen von Elmstadt ist am Montag nach zwei Jahren wieder Anlaufstelle für Schiffe geworden, sagte der "
        "Bürgermeister am Kai. Die Fähren zu den Inseln fahren ab sofort jede Stunde an Werktagen.\n"
        "Aus dem alten Zollhaus wird im nächsten Frühling ein Museum mit Werkstatt."
    )


def test_wrapped_chinese_is_joined_without_a_blank() -> None:
    wrapped = (
        "港口经过两年的维修之后于星期一重新开放市长在码头\n上对记者们这样表示前往各个岛屿的渡轮将每小时开出\n"
        "一班旧海关大楼将在明年春天成为一座博物馆渔民们对\n此表示欢迎。"
    )
    assert clean(wrapped).text == wrapped.replace("\n", "")


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        (f"Harbour of Elmstadt reopens\n\n{BODY}", "Harbour of Elmstadt reopens"),
        (f"# Harbour of Elmstadt reopens\n\n{BODY}", "Harbour of Elmstadt reopens"),
        (f"Who pays for the harbour?\n\n{BODY}", "Who pays for the harbour?"),
        ("Harbour reopens\n" + BODY.replace("\n", " "), "Harbour reopens"),
        ("港口重新开放\n" + "港口经过两年的维修之后于星期一重新开放，市长在码头上对记者们表示。" * 3, "港口重新开放"),
        (f"30.11.2024, 10:30\nHarbour reopens\n\n{BODY}", "Harbour reopens"),
        (f"Harbour reopens\nBy Jane Roe\nNovember 30, 2024\n\n{BODY}", "Harbour reopens"),
        (f"Harbour reopens\nAutor: Jan Roe\n\n{BODY}", "Harbour reopens"),
    ],
)
def test_a_headline_above_the_text_is_taken_out(raw: str, title: str) -> None:
    cleaned = clean(raw)
    assert cleaned.title == title
    assert title not in cleaned.text
    assert "Roe" not in cleaned.text
    assert "2024" not in cleaned.text


@pytest.mark.parametrize(
    "first",
    [
        "The harbour reopened on Monday.",
        "Who pays?",  # no blank line under it, and the text goes on
        "Elmstadt, on Monday:",
        "- the first of a list",
        "The harbour of Elmstadt " * 10,
    ],
)
def test_a_first_line_that_is_text_is_no_headline(first: str) -> None:
    cleaned = clean(f"{first}\n{BODY}")
    assert cleaned.title is None
    assert cleaned.text.startswith(first.strip())


def test_a_caption_a_byline_or_an_only_line_is_no_headline() -> None:
    assert clean(f"Olaf Berg at the gate (Photo: Jane Roe)\n\n{BODY}").title is None
    assert clean(f"By Jane Roe and John A. Doe\n\n{BODY}").title is None
    assert clean(f"[ad_1]\n\n{BODY}").title is None
    assert clean("Harbour reopens").title is None


def test_by_and_lower_case_words_are_no_byline() -> None:
    assert clean(f"By the sea in winter\n\n{BODY}").title == "By the sea in winter"


def test_with_a_title_given_the_first_line_goes_only_where_it_repeats_it() -> None:
    repeated = clean(f"HARBOUR reopens!\n\n{BODY}", title="Harbour reopens")
    assert (repeated.text, repeated.title) == (BODY, "HARBOUR reopens!")
    other = clean(f"What it means\n\n{BODY}", title="Harbour reopens")
    assert (other.text, other.title) == (f"What it means\n{BODY}", None)


def test_nothing_but_debris_leaves_nothing() -> None:
    cleaned = clean(f"[ad_1]\nSource: {URL}\nComments (0)")
    assert (cleaned.text, cleaned.title, cleaned.url) == ("", None, URL)


@given(st.text(alphabet=st.sampled_from("aB .:\n\u00a0\u200d(1)/図।\ud800"), max_size=300))
def test_paragraphs_are_separated_by_one_line_end_and_none_is_empty(raw: str) -> None:
    text = clean(raw).text
    assert text == "" or all(line and line == line.strip() for line in text.split("\n"))


def test_a_title_is_derived_from_the_first_sentence() -> None:
    assert derive_title("The harbour reopened. The mayor came.", "en") == "The harbour reopened."
    assert derive_title("", "en") == ""


def test_a_derived_title_is_cut_between_words() -> None:
    title = derive_title("The harbour of Elmstadt, " * 10 + "reopened.", "en")
    assert (
        title
        == "The harbour of Elmstadt, The harbour of Elmstadt, The harbour of Elmstadt, The harbour of Elmstadt, The…"
    )
    assert len(title) <= 110


def test_a_derived_title_without_blanks_is_cut_between_characters() -> None:
    assert derive_title("港" * 200, "zh") == "港" * 109 + "…"
    assert derive_title("a" * 108 + "x\u0323\u0302" + "y" * 50, "en") == "a" * 108 + "…"


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY}\n" + "#ab, " * 40 + "and more",
        "harbour\n" * 60_000,
        "Source: https://daily.example.org/harbour\n" * 20_000,
    ],
    ids=["hashtags", "a list of words", "a list of sources"],
)
def test_no_text_takes_long(text: str) -> None:
    started = time.process_time()
    clean(text)
    assert time.process_time() - started < 10  # any of them took minutes, or the age of the world


def test_a_short_last_line_ends_a_wrapped_paragraph() -> None:
    wrapped = (
        "The harbour of Elmstadt reopened after two years of\n"
        "repairs, the mayor told reporters standing at the quay\n"
        "on Monday, while the ferries to the islands blew their\n"
        "horns – and\n"
        "Fishermen welcomed the news, although they fear higher\n"
        "fees in the coming season."
    )
    assert clean(wrapped).text == (
        "The harbour of Elmstadt reopened after two years of repairs, the mayor told reporters standing at the quay on "
        "Monday, while the ferries to the islands blew their horns – and\n"
        "Fishermen welcomed the news, although they fear higher fees in the coming season."
    )
