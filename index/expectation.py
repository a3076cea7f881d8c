"""What kind of answer a question asks for, and whether a sentence holds one. Decided by words and letters alone."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING

from index.analysis import words

if TYPE_CHECKING:
    from collections.abc import Collection


class Kind(Enum):
    """A kind of answer."""

    QUANTITY = auto()
    TIME = auto()
    PERSON = auto()
    CAUSE = auto()


# How a question of each kind is put, as phrases of whole words; in scripts without spaces as parts of the text.
_ASKS = {
    Kind.QUANTITY: (
        "how many|how much|how long|how far|how old|how tall|how high|how big|how large|how fast|how often|how heavy|"
        "what percentage|what share|what proportion|what price|what number|what does it cost|cost|"
        "wie viele|wie viel|wieviel|wieviele|wie lange|wie weit|wie alt|wie hoch|wie groß|wie gross|wie schnell|"
        "wie oft|wie schwer|wie stark|wie teuer|kostet|kosten|welcher anteil|"
        "bao nhiêu|bao lâu|bao xa|mấy|giá|"
        "combien|quel prix|quel pourcentage|quelle part|coûte|coûté|"
        "cuánto|cuánta|cuántos|cuántas|qué porcentaje|quanto|quanta|quanti|quante|quantos|quantas|"
        "сколько|насколько|скільки|ile|ilu|kolik|koľko|hoeveel|hoe lang|hoe oud|hoe hoog|hur många|hur mycket|"
        "hvor mange|hvor mye|hvor meget|kuinka monta|kuinka paljon|hány|mennyi|câți|câte|cât|kaç|ne kadar|πόσο|πόσα|"
        "πόσοι|πόσες|berapa|كم|चند|कितने|कितना|कितनी|چند|چقدر|多少|几个|几名|多大|多高|多长|多久|いくつ|いくら|何人|何個|"
        "どのくらい|どれくらい|얼마|몇|เท่าไร|เท่าไหร่|กี่"
    ),
    Kind.TIME: (
        "when|what year|which year|what day|what date|what time|what month|since when|until when|how long ago|"
        "wann|seit wann|bis wann|in welchem jahr|welches jahr|an welchem tag|welches datum|um wie viel uhr|"
        "khi nào|bao giờ|lúc nào|năm nào|ngày nào|tháng nào|mấy giờ|lúc mấy|"
        "quand|à quelle heure|quelle heure|quelle année|quel jour|quelle date|"
        "cuándo|qué año|qué día|a qué hora|quando|che anno|che ora|que ano|que dia|"
        "когда|во сколько|в каком году|какого числа|коли|kiedy|kdy|kedy|wanneer|när|hvornår|når|milloin|mikor|"
        "când|ne zaman|πότε|kapan|متى|कब|کب|کی|什么时候|何时|哪年|哪一年|哪天|几点|いつ|何時|何年|何月|언제|"
        "เมื่อไร|เมื่อไหร่|เมื่อใด"
    ),
    Kind.PERSON: (
        "who|whom|whose|wer|wen|wem|wessen|ai|người nào|qui|quién|quiénes|chi|quem|кто|кого|кому|кем|хто|kto|kdo|"
        "wie is|wie heeft|wie was|vem|hvem|kuka|ketkä|ki|kik|cine|kim|ποιος|ποια|ποιοι|siapa|من|कौन|किसने|کون|谁|誰|"
        "だれ|누가|누구|ใคร"
    ),
    Kind.CAUSE: (
        "why|what caused|for what reason|how come|warum|wieso|weshalb|aus welchem grund|wodurch|"
        "vì sao|tại sao|do đâu|lý do|nguyên nhân|pourquoi|por qué|perché|por que|почему|зачем|отчего|чому|dlaczego|"
        "proč|prečo|waarom|varför|hvorfor|miksi|miért|de ce|neden|niçin|γιατί|mengapa|kenapa|لماذا|क्यों|کیوں|چرا|为什么|"
        "為什麼|为何|なぜ|どうして|왜|ทำไม|เพราะเหตุใด"
    ),
}
# Words by which a sentence gives a time or a reason; numbers and names show themselves.
_TIMES = (
    "january february march april june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday yesterday today tomorrow week month year morning evening night noon century "
    "januar februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonnabend "
    "sonntag gestern heute morgen woche monat jahr abend nacht mittag jahrhundert "
    "ngày tháng năm giờ hôm sáng chiều tối tuần thứ đêm thế kỷ "
    "janvier février mars avril juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi "
    "vendredi samedi dimanche hier demain semaine mois année heure matin soir siècle "
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles "
    "jueves viernes sábado domingo ayer hoy mañana semana mes año siglo "
    "gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre lunedì martedì mercoledì giovedì venerdì "
    "sabato domenica ieri oggi domani settimana mese anno secolo "
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря понедельник вторник среду "
    "четверг пятницу субботу воскресенье вчера сегодня завтра неделе месяц год году года часов утром вечером ночью веке"
)
_CAUSES = (
    "because due since reason cause caused owing therefore thanks "
    "weil wegen da denn grund deshalb daher aufgrund ursache dank damit führte "
    "vì do bởi nên nguyên nhân lý "
    "car parce cause raison grâce suite afin "
    "porque debido causa razón por gracias perché poiché dovuto motivo grazie "
    "потому из-за поскольку благодаря причина причине так вследствие ради чтобы"
)
_SPACELESS_TIME = re.compile("[年月日時时点點]|년|월|일|시|ปี|เดือน|วันที่")
_SPACELESS_CAUSE = re.compile("因为|因為|由于|由於|所以|导致|ため|から|ので|때문|으로 인해|เพราะ|เนื่องจาก")
_NUMBER = re.compile(r"\d|[一二三四五六七八九十百千万亿億]")
_NAME = re.compile(r"(?<![.!?…»“\"]\s)(?<!^)(?<!\w)[^\W\d_a-z]\w+")
_WITHOUT_BLANKS = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def expected(question: str) -> frozenset[Kind]:
    """Tell the kinds of answer a question asks for; empty where its words do not say."""
    text = question.casefold()
    return frozenset(kind for kind in Kind if _asks(kind).search(text))


def holds(sentence: str, kind: Kind, *, asked: Collection[str]) -> bool:
    """Tell whether a sentence holds an answer of a kind.

    Args:
        sentence: as it stands in the article.
        kind: of answer.
        asked: the question's words, as ``analysis.words`` gives them: what it names itself is no answer.
    """
    if kind is Kind.PERSON:
        return any(set(words(name)).isdisjoint(asked) for name in _NAME.findall(sentence))
    held = words(sentence)
    new_number = any(_NUMBER.search(word) and word not in asked for word in held)
    if kind is Kind.QUANTITY:
        return new_number
    marks, spaceless = (_TIMES, _SPACELESS_TIME) if kind is Kind.TIME else (_CAUSES, _SPACELESS_CAUSE)
    marked = not _word_set(marks).isdisjoint(held) or spaceless.search(sentence) is not None
    return marked or (kind is Kind.TIME and new_number)


@cache
def _asks(kind: Kind) -> re.Pattern[str]:
    phrases = sorted(_ASKS[kind].casefold().split("|"), key=len, reverse=True)
    return re.compile(
        "|".join(re.escape(p) if _WITHOUT_BLANKS.search(p) else rf"(?<!\w){re.escape(p)}(?!\w)" for p in phrases)
    )


@cache
def _word_set(marks: str) -> frozenset[str]:
    return frozenset(words(marks))
