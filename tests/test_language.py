from __future__ import annotations

import subprocess
import sys

import pytest

from index.language import NEWS_LANGUAGES, detect, detect_question, normalise

TEXTS = {
    "en": "The harbour of Elmstadt reopened on Monday after two years of repairs, the mayor told reporters.",
    "de": "Der Hafen von Elmstadt ist am Montag nach zwei Jahren wieder geöffnet worden, sagte der Bürgermeister.",
    "fr": "Le port d'Elmstadt a rouvert lundi après deux ans de travaux, a déclaré le maire aux journalistes.",
    "es": "El puerto de Elmstadt reabrió el lunes tras dos años de obras, dijo el alcalde a los periodistas.",
    "it": "Il porto di Elmstadt ha riaperto lunedì dopo due anni di lavori, ha detto il sindaco ai giornalisti.",
    "pt": "O porto de Elmstadt reabriu na segunda-feira após dois anos de obras, disse o prefeito aos jornalistas.",
    "nl": "De haven van Elmstadt is maandag na twee jaar weer geopend, zei de burgemeester tegen journalisten.",
    "pl": "Port w Elmstadt został w poniedziałek ponownie otwarty po dwóch latach remontu, powiedział burmistrz.",
    "tr": "Elmstadt limanı iki yıllık onarımın ardından pazartesi günü yeniden açıldı, dedi belediye başkanı.",
    "vi": "Cảng Elmstadt đã mở cửa trở lại hôm thứ Hai sau hai năm sửa chữa, thị trưởng nói với các phóng viên.",
    "id": "Pelabuhan Elmstadt dibuka kembali pada hari Senin setelah dua tahun perbaikan, kata wali kota.",
    "ru": "Порт Эльмштадта вновь открылся в понедельник после двух лет ремонта, сообщил мэр журналистам.",
    "uk": "Порт Ельмштадта знову відкрився в понеділок після двох років ремонту, повідомив мер журналістам.",
    "bg": "Пристанището на Елмщат отвори отново в понеделник след две години ремонт, каза кметът.",
    "ar": "أعيد افتتاح ميناء إلمشتات يوم الاثنين بعد عامين من أعمال الصيانة، وفق ما قاله رئيس البلدية.",
    "fa": "بندر المشتات روز دوشنبه پس از دو سال تعمیرات بازگشایی شد، شهردار به خبرنگاران گفت.",
    "hi": "एल्मस्टाट का बंदरगाह दो साल की मरम्मत के बाद सोमवार को फिर से खुल गया, महापौर ने कहा।",
    "zh": "埃尔姆施塔特港经过两年维修后于星期一重新开放，市长告诉 Reuters 和 Associated Press 的记者。",
    "ja": "エルムシュタット港は二年間の改修を経て月曜日に再開したと市長が記者団に語った。",
    "ko": "엘름슈타트 항구가 2년간의 보수 끝에 월요일 다시 문을 열었다고 시장이 기자들에게 말했다.",
    "th": "ท่าเรือเอล์มชตัดท์เปิดอีกครั้งในวันจันทร์หลังปรับปรุงสองปี",
    "el": "Το λιμάνι άνοιξε ξανά τη Δευτέρα μετά από δύο χρόνια, είπε ο δήμαρχος.",
    "he": "הנמל נפתח מחדש ביום שני לאחר שנתיים של שיפוצים, אמר ראש העיר.",
    "hy": "Նավահանգիստը կրկին բացվել է երկուշաբթի օրը։",
    "ka": "პორტი ორშაბათს კვლავ გაიხსნა ორი წლის შემდეგ.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_of_a_text_is_told(language: str) -> None:
    assert detect(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", " \n", "42 — 17:30 !?", "😀"])
def test_without_letters_the_language_is_undetermined(text: str) -> None:
    assert detect(text) == "und"
    assert detect_question(text, {"de": 1.0}) == "und"


def test_a_long_beginning_that_tells_nothing_does_not_mislead() -> None:
    scores = "FC 1, SC 2. " * 90  # a thousand characters that several languages could be
    assert detect(scores + "Der Rat der Stadt hat am Montag beschlossen, die Brücke neu zu bauen. " * 20) == "de"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mayor told reporters on Monday that the word 人工智能 would be on every sign of the town.", "en"),
        ("OpenAI: 专家认为人工智能会改变一切。", "zh"),
    ],
)
def test_of_two_scripts_the_one_that_says_more_counts(text: str, language: str) -> None:
    assert detect(text) == language


def test_only_languages_of_the_list_are_found() -> None:
    assert detect("Wer traf Kim Jong-un?") in NEWS_LANGUAGES
    assert not {"lb", "an", "br", "ext", "wuu"} & NEWS_LANGUAGES


QUESTIONS = [
    ("de", "Wer traf Kim Jong-un?"),
    ("de", "Was sagte Scholz?"),
    ("de", "wo war merkel gestern"),
    ("de", "Ist VW pleite?"),
    ("de", "Gab es Tote?"),
    ("de", "WER TRAF KIM JONG-UN"),
    ("de", "Wie hoch ist die Inflation in Argentinien?"),
    ("en", "Who met Kim?"),
    ("en", "What did Biden say?"),
    ("en", "Where is Musk?"),
    ("en", "Is VW bankrupt?"),
    ("en", "Did Apple sue Google?"),
    ("en", "when was OpenAI founded"),
    ("fr", "Qui a rencontré Kim ?"),
    ("fr", "Où est Macron ?"),
    ("fr", "Que dit Le Pen ?"),
    ("fr", "inflation en argentine"),
    ("es", "¿Quién se reunió con Kim?"),
    ("es", "quien gano en Venezuela"),
    ("es", "Que dijo Petro?"),
    ("it", "Chi ha incontrato Kim?"),
    ("it", "Dove si trova Meloni?"),
    ("pt", "Quem se encontrou com Kim?"),
    ("pt", "O que disse Lula?"),
    ("vi", "Ai đã gặp Kim Jong-un?"),
    ("vi", "ai da gap kim jong un"),
    ("vi", "Khi nào Putin đến Hà Nội?"),
    ("vi", "bao nhieu container dan duoc da duoc giao"),
    ("nl", "Wie ontmoette Kim?"),
    ("nl", "Wat zei Rutte?"),
    ("pl", "Kto spotkał Kima?"),
    ("pl", "Co powiedział Tusk?"),
    ("tr", "Kim Jong-un ile kim görüştü?"),
    ("tr", "Erdoğan ne dedi?"),
    ("id", "Siapa yang bertemu Kim?"),
    ("sv", "Vem träffade Kim?"),
    ("cs", "Kdo se setkal s Kimem?"),
    ("ro", "Cine s-a întâlnit cu Kim?"),
    ("ru", "Кто встретил Кима?"),
    ("ru", "Где Навальный?"),
    ("uk", "Хто зустрів Кіма?"),
    ("uk", "Що сказав Зеленський?"),
    ("bg", "Кой се срещна с Ким?"),
    ("ar", "من التقى كيم جونغ أون؟"),
    ("fa", "چه کسی با کیم دیدار کرد؟"),
    ("zh", "谁会见了金正恩？"),
    ("zh", "OpenAI 的首席执行官是谁"),
    ("ja", "誰が金正恩に会ったのか？"),
    ("ko", "누가 김정은을 만났나?"),
    ("hi", "किम से कौन मिला?"),
]


@pytest.mark.parametrize(("language", "question"), QUESTIONS)
@pytest.mark.parametrize("shares", [{}, {"en": 0.5, "de": 0.3, "vi": 0.2}], ids=["no index", "an index"])
def test_the_language_of_a_short_question_is_told(language: str, question: str, shares: dict[str, float]) -> None:
    assert detect_question(question, shares) == language


def test_a_name_alone_is_taken_to_be_in_the_language_of_the_index() -> None:
    assert detect_question("Kim Jong-un", {"de": 1.0}) == "de"


def test_a_language_outside_the_base_set_counts_where_the_index_holds_it() -> None:
    assert detect_question("Tko je sreo Kima?", {"hr": 1.0}) == "hr"
    assert detect_question("Kush e takoi Kimin?", {"sq": 1.0}) == "sq"  # wordfreq has no list for it
    assert detect_question("Кто встретил Кима?", {"kk": 0.1, "xx": 0.9}) == "ru"


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        ("en-US", "en"),
        ("de_DE", "de"),
        ("deu", "de"),
        ("ger", "de"),
        ("English", "en"),
        ("Deutsch", "de"),
        ("tiếng Việt", "vi"),
        ("zh-Hans-CN", "zh"),
        ("nb-NO", "no"),
        ("fil", "tl"),
        ("lb", "lb"),
        (" RU ", "ru"),
        ("xx", None),
        ("klingon", None),
        ("grc", None),
        ("", None),
        (None, None),
    ],
)
def test_a_tag_or_name_becomes_a_code(tag: str | None, code: str | None) -> None:
    assert normalise(tag) == code


def test_importing_loads_none_of_the_models() -> None:
    program = (
        "import sys, index.sources.files, index.language;"
        "print([m for m in ('py3langid','wordfreq','langcodes','trafilatura','lxml','numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
