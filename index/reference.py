"""Whether a sentence leans on the one before it, and what noun a question asks for."""

# ruff: noqa: E501 -- patterns of many languages
from __future__ import annotations

import re

from index.analysis import is_ngram, words

# Words that stand for something said before, at the beginning of a sentence.
_POINTING = {
    "en": "he she they it this these that those both his her their its there such here him them",
    "de": "er sie es das dies diese dieser dieses diesem diesen dabei dort damit dafür darauf darin dazu beide ihr ihre ihnen ihm sein seine",
    "vi": "họ nó đây đó",
    "fr": "il elle ils elles ce cela cette cet ces celui celle ceux ça son sa ses leur leurs",
    "es": "él ella ellos ellas esto este esta estos estas ese esa eso aquello su sus ambos allí",
    "it": "egli lui lei loro essi esse questo questa questi queste quello quella ciò entrambi",
    "pt": "ele ela eles elas isso isto este esta esse essa estes estas ambos lá",
    "ro": "el ea ei ele acesta aceasta aceștia acestea acest această asta ambii",
    "nl": "hij zij ze het dit dat deze die beide daar",
    "pl": "on ona ono oni one to ten ta te ci tam jego jej ich oboje",
    "ru": "он она оно они это этот эта эти его её ее их там оба",
    "uk": "він вона воно вони це цей ця ці його її їх",
    "el": "αυτός αυτή αυτό αυτοί αυτές αυτά εκείνος εκείνη εκεί",
    "tr": "bu o onlar bunlar şu onun bunun ikisi orada",
    "ar": "هو هي هم هما هذا هذه هؤلاء ذلك تلك وهو وهي وهذا وهذه هناك",
    "hi": "वह वे यह ये इस इन उन उस उसने उन्होंने इसके उनके उनका",
    "sv": "han hon de det den detta dessa båda där",
    "da": "han hun de det den dette disse begge der",
    "nb": "han hun de det den dette disse begge der",
    "fi": "hän he se ne tämä nämä molemmat siellä",
    "cs": "on ona ono oni to tento tato toto tyto jeho její jejich tam",
    "hu": "ő ők ez az ezek azok mindkettő ott",
    "id": "dia ia mereka ini itu beliau",
    "fa": "او آنها این آن وی ایشان",
}
_POINTERS = {language: frozenset(listed.split()) for language, listed in _POINTING.items()}
_BEGINNINGS = {
    "en": re.compile(r"the (?:latter|former|two|three|pair|couple)\b"),
    "vi": re.compile(
        r"(?:ông|bà|anh|chị|cô|em|chú|bác|cụ)(?: (?:ấy|này|ta|đã|cũng|sẽ|đang|cho|nói|là|có|bị|được|không|còn|vẫn)\b)"
        r"|(?:điều|việc|người|chiếc|con|vụ|cây|ngôi|số|nơi|loài)(?: \w+)? (?:này|đó|ấy)\b"
    ),
    "zh": re.compile("[他她它]|[这這此该該其]|两者|那[个裡里]"),
    "ja": re.compile("[彼]|彼女|これ|それ|この|その|あの|ここ|そこ|両者|同[氏社駅市町]"),
    "ko": re.compile("그는|그녀|그들|이는|이것|그것|이 |그 "),
    "th": re.compile("เขา|เธอ|พวกเขา|มัน|นี่|สิ่งนี้|ทั้งสอง|ทั้งคู่"),
}
# «Es regnete» or «there is» apart, a word that points later than here mostly points within the sentence.
_OPENING_WORDS = 3
_POINTS_ANYWHERE = {
    "en": frozenset(["he", "she", "they"]),
    "de": frozenset(["er", "sie"]),
    "vi": frozenset(["họ", "nó"]),
    "fr": frozenset(["il", "elle", "ils", "elles"]),
    "ru": frozenset(["он", "она", "они"]),
    "el": frozenset(["αυτός", "αυτή"]),
    "nl": frozenset(["hij", "zij", "ze"]),
}
_BEFORE_NOUN = re.compile(
    r"(?<!\w)(?:which|what|welche[rsmn]?|was für eine?[nmr]?|quel(?:le)?s?|qué|quale|quali|che|qual|quais|que|welke?|"
    r"jak(?:i|a|ie|im|iej|ich|ą)|któr(?:y|a|e|ym|ej|ych|ą|ego)|как(?:ой|ая|ое|ие|ого|ому|им|ом|ую|их)|"
    r"як(?:ий|а|е|і|ого|ому|ій|у)|ποι(?:ος|α|ο|οι|ες|ον|αν|ας|ου)|hangi|أي|किस|कौन\s?स[ीाे]|vilke[nt]|vilka|hvilke[nt]?|"
    r"mikä|missä|kter[ýáéouým]+|care|ce|melyik|milyen|کدام|چه)\s+(\w[\w\u0300-\u036f\u0900-\u0963]*)"
)
_NOUN_BEFORE = re.compile(r"(?<!\w)(\w+)(?:\s(\w+))?\s(?:nào|mana)(?!\w)")
_UNSPACED_NOUN = re.compile("(?:哪[一]?[个個家座位艘条種种]?|什么|什麼|何の|どの)([\u3400-\u9fff]{1,4})")
_THAI_NOUN = re.compile("([\u0e00-\u0e7f]{3,8}?)(?:ใด|ไหน|อะไร)")
_NO_NOUN = frozenset(
    ["is", "was", "are", "were", "did", "does", "do", "has", "have", "had", "can", "will", "would", "caused",
     "happened", "the", "a", "ist", "war", "sind", "hat", "haben", "wird", "wurde", "est", "était", "es", "fue",
     "era", "son", "è", "ha", "foi", "é", "este", "fost", "jest", "było", "это", "было", "είναι", "ήταν", "क्या",
     "se", "s", "l", "d", "i"]
)  # fmt: skip


def leans(sentence: str, language: str) -> bool:
    """Tell whether a sentence needs the one before it to be understood: it begins with a word that points back.

    Args:
        sentence: as it stands in the article.
        language: ISO 639-1 code; of an unknown one nothing is told, and the answer is False.
    """
    text = sentence.lstrip("„“\"«‹「『‘'»–—- ").casefold()
    beginning = _BEGINNINGS.get(language)
    if beginning is not None and beginning.match(text):
        return True
    opening = re.findall(r"[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0900-\u0963]+", text[:80])[:_OPENING_WORDS]
    if not opening:
        return False
    if opening[0] in _POINTERS.get(language, ()):
        return True
    return not _POINTS_ANYWHERE.get(language, frozenset()).isdisjoint(opening)


def focus(question: str) -> frozenset[str]:
    """Give the noun a «which …» question asks for, in words as ``analysis.words`` gives them; empty without one."""
    text = question.casefold()
    found = {word for match in _BEFORE_NOUN.finditer(text) for word in words(match.group(1)) if not is_ngram(word)}
    for match in _NOUN_BEFORE.finditer(text):
        found.update(word for word in match.groups() if word)
    for pattern in (_UNSPACED_NOUN, _THAI_NOUN):
        for match in pattern.finditer(text):
            found.update(words(match.group(1)))
    return frozenset(found - _NO_NOUN)
