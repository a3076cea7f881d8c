"""In which language a text, or a short question, is written."""

from __future__ import annotations

import math
import re
import threading
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

UNKNOWN: Final = "und"

# The languages news is told apart in, ISO 639-1, by the script they are written in, with the names users give them.
# py3langid knows twice as many, but the small ones among them (Luxembourgish, Breton, Aragonese …) win over the
# large where a text is short or full of names.
_LATIN = {
    "af": "afrikaans", "az": "azerbaijani azərbaycan", "ca": "catalan català", "cs": "czech čeština",
    "cy": "welsh cymraeg",
    "da": "danish dansk", "de": "german deutsch", "en": "english",
    "es": "spanish español castellano castilian",
    "et": "estonian eesti", "eu": "basque euskara", "fi": "finnish suomi", "fr": "french français",
    "ga": "irish gaeilge",
    "gl": "galician galego", "hr": "croatian hrvatski", "hu": "hungarian magyar",
    "id": "indonesian indonesia",
    "is": "icelandic íslenska", "it": "italian italiano", "lt": "lithuanian lietuvių",
    "lv": "latvian latviešu",
    "ms": "malay melayu", "mt": "maltese malti", "nl": "dutch nederlands",
    "no": "norwegian norsk bokmål",
    "pl": "polish polski", "pt": "portuguese português", "ro": "romanian română",
    "sk": "slovak slovenčina",
    "sl": "slovenian slovene slovenščina", "so": "somali", "sq": "albanian shqip",
    "sv": "swedish svenska",
    "sw": "swahili kiswahili", "tl": "tagalog filipino", "tr": "turkish türkçe", "uz": "uzbek",
    "vi": "vietnamese việt",
}  # fmt: skip
_CYRILLIC = {
    "be": "belarusian беларуская", "bg": "bulgarian български",
    "kk": "kazakh қазақ", "ky": "kyrgyz кыргызча",
    "mk": "macedonian македонски", "mn": "mongolian монгол",
    "ru": "russian русский", "sr": "serbian српски",
    "tg": "tajik тоҷикӣ", "uk": "ukrainian українська",
}  # fmt: skip
_ARABIC = {"ar": "arabic العربية", "fa": "persian farsi فارسی", "ps": "pashto پښتو", "ur": "urdu اردو"}
_DEVANAGARI = {"hi": "hindi हिन्दी", "mr": "marathi मराठी", "ne": "nepali नेपाली"}
# Scripts of one language, or of one by far the most written in it.
_OF_ONE_SCRIPT = {
    "am": "amharic አማርኛ", "bn": "bengali bangla বাংলা", "el": "greek ελληνικά",
    "gu": "gujarati ગુજરાતી", "he": "hebrew עברית",
    "hy": "armenian հայերեն", "ja": "japanese 日本語", "ka": "georgian ქართული",
    "km": "khmer ខ្មែរ", "kn": "kannada ಕನ್ನಡ",
    "ko": "korean 한국어", "lo": "lao ລາວ", "ml": "malayalam മലയാളം",
    "my": "burmese မြန်မာ", "or": "odia oriya ଓଡ଼ିଆ",
    "pa": "punjabi panjabi ਪੰਜਾਬੀ", "si": "sinhala sinhalese සිංහල",
    "ta": "tamil தமிழ்", "te": "telugu తెలుగు",
    "th": "thai ไทย", "zh": "chinese mandarin 中文 汉语 漢語",
}  # fmt: skip

_SCRIPT_LANGUAGES: dict[str, dict[str, str]] = {
    "latin": _LATIN, "cyrillic": _CYRILLIC, "arabic": _ARABIC, "devanagari": _DEVANAGARI,
}  # fmt: skip
NEWS_LANGUAGES: Final = frozenset().union(*_SCRIPT_LANGUAGES.values(), _OF_ONE_SCRIPT)

_SCRIPTS: dict[str, re.Pattern[str]] = {
    name: re.compile(f"[{ranges}]")
    for name, ranges in {
        "latin": "A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ", "cyrillic": "Ѐ-ԯ", "arabic": "ء-ۓۺ-ۿݐ-ݿ", "devanagari": "ऀ-ॿ",
        "el": "Ͱ-Ͽἀ-῿", "he": "א-ת", "hy": "Ա-և", "ka": "Ⴀ-ჿᲐ-Ჿ", "th": "ก-๎", "lo": "ກ-ໟ", "km": "ក-៓", "my": "က-႟",
        "si": "඀-෿", "ta": "஀-௿", "te": "ఀ-౿", "kn": "ಀ-೿", "ml": "ഀ-ൿ", "gu": "઀-૿", "pa": "਀-੿", "or": "଀-୿",
        "bn": "ঀ-৿", "am": "ሀ-᎟", "ko": "가-힣ᄀ-ᇿㄱ-ㆎ", "kana": "ぁ-ゖァ-ヺｦ-ﾝ", "han": "㐀-鿿豈-﫿",
    }.items()
}  # fmt: skip
# One of these characters says as much as three letters: an article about «OpenAI» may hold more letters than these.
_WEIGHT = {"ko": 3, "kana": 3, "han": 3}
_LEAST_KANA = 0.05  # share of kana from which characters are Japanese and not Chinese quoting a Japanese name

_SAMPLE = 3000  # characters that tell the language of an article
_FIRST = 1000  # of them, that nearly always are enough
_SURE = 0.9999  # probability from which they are

# py3langid and wordfreq name some languages their own way.
WORDFREQ_NAME = {"no": "nb", "hr": "sh", "sr": "sh", "tl": "fil"}
_SAME_AS = {"nb": "no", "fil": "tl"}
_BASE = frozenset(re.findall(r"\w+", "ar bg cs da de en es fa fi fr hi hu id it nl no pl pt ro ru sv tr uk ur vi"))

# Chosen on short questions in a dozen languages.
_WORDS_KEPT = 12_000
_WORDS_READ = 20  # of a question; its language is clear by then
_UNSEEN = math.log(2e-7)  # of a word in none of the lists
_OF_A_NAME = 0.3  # weight of a capitalised word that is not the first: most are names
_BARE = math.log(0.3)  # what a word written without its accents is worth
_OF_LETTERS = 1.5  # weight of py3langid's verdict
_LEAST_PROBABLE = 1e-3
_OF_SHARE = 1.3  # weight of how much of the index is in the language
_LEAST_SHARE = 0.02
_ACCENTS = re.compile("[\u0300-\u036f]")
_STROKES = str.maketrans("đłıø", "dlio")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

_identifier_lock = threading.Lock()


def detect(text: str) -> str:
    """The language of a text.

    Args:
        text: an article or a part of it; at most the first 3,000 characters are looked at.

    Returns:
        An ISO 639-1 code of ``NEWS_LANGUAGES``, ``"und"`` where there are no letters to tell by.
    """
    sample = text[:_SAMPLE]
    script = _script(sample)
    if script not in _SCRIPT_LANGUAGES:
        return script
    code, probability = _likeliest(sample[:_FIRST], script)
    if probability < _SURE and len(sample) > _FIRST:
        code, _ = _likeliest(sample, script)
    return code


def _likeliest(text: str, script: str) -> tuple[str, float]:
    letters = _by_letters(text, _SCRIPT_LANGUAGES[script])
    return max(letters.items(), key=lambda item: (item[1], item[0]))


def detect_question(text: str, candidates: Mapping[str, float]) -> str:
    """The language of a short question, told by its function words, its letters and what the index is written in.

    Args:
        text: a question as it was typed, with or without accents.
        candidates: ISO 639-1 code -> share of the articles (0…1); may be empty. A mild hint only.

    Returns:
        An ISO 639-1 code, ``"und"`` where there are no letters.
    """
    script = _script(text)
    if script not in _SCRIPT_LANGUAGES:
        return script
    written = _SCRIPT_LANGUAGES[script]
    languages = sorted(written.keys() & (_BASE | {code for code, share in candidates.items() if share > 0}))
    scores = {
        code: score + _OF_SHARE * math.log(candidates.get(code, 0.0) + _LEAST_SHARE)
        for code, score in _by_words(text, languages).items()
    }
    *_, behind, ahead = sorted([-math.inf, *scores.values()])
    if ahead - behind < _OF_LETTERS * (math.log(1 + _LEAST_PROBABLE) - math.log(_LEAST_PROBABLE)):
        # Else no verdict on the letters could turn it, and the identifier, half a second to load, is not asked.
        letters = _by_letters(text, written)
        scores = {
            code: score + _OF_LETTERS * math.log(letters[code] + _LEAST_PROBABLE) for code, score in scores.items()
        }
    return max(languages, key=lambda code: (scores[code], code))


def normalise(tag: str | None) -> str | None:
    """The ISO 639-1 code meant by a language tag or name («en-US», «deu», «de_DE», «English»); None where unknown."""
    name = " ".join((tag or "").casefold().split())
    if not name:
        return None
    if name in _NAMES:
        return _NAMES[name]
    import langcodes

    try:
        code = langcodes.Language.get(name).language or ""
    except ValueError:
        return None
    code = _SAME_AS.get(code, code)
    return code if code in NEWS_LANGUAGES or code in _OTHER_CODES else None


_NAMES = {
    name: code
    for group in (*_SCRIPT_LANGUAGES.values(), _OF_ONE_SCRIPT)
    for code, names in group.items()
    for name in names.split()
} | {"tiếng việt": "vi", "bahasa indonesia": "id", "brazilian portuguese": "pt", "norwegian bokmål": "no"}
_OTHER_CODES = frozenset(
    re.findall(
        r"\w+", "as bo br bs dv dz eo fo fy ha ht ig ku la lb mg nn om qu rw sa sd sn st ti tk tt ug wo xh yi yo zu"
    )
)


def _script(text: str) -> str:
    """The script most of a text is in; where that tells the language, its code; ``"und"`` without letters."""
    letters = len(_SCRIPTS["latin"].findall(text))
    if letters > (len(text) - letters) * max(_WEIGHT.values()):
        return "latin"  # whatever the rest is: most news is decided here, and the rest of the scripts not counted
    counts = {name: len(pattern.findall(text)) * _WEIGHT.get(name, 1) for name, pattern in _SCRIPTS.items()}
    kana, han = counts.pop("kana"), counts.pop("han")
    counts["ja" if kana > _LEAST_KANA * (kana + han) else "zh"] = kana + han
    script, count = max(counts.items(), key=lambda item: item[1])
    return script if count else UNKNOWN


@lru_cache(maxsize=1)
def _identifier() -> Any:  # noqa: ANN401 -- py3langid ships no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted(code for group in _SCRIPT_LANGUAGES.values() for code in group))
    return identifier


def _by_letters(text: str, languages: Iterable[str]) -> dict[str, float]:
    """py3langid's probability of each language, among those given; they sum to 1."""
    with _identifier_lock:
        ranked = dict(_identifier().rank(text))
    total = sum(ranked[code] for code in languages)
    return {code: ranked[code] / total if total else 0.0 for code in languages}


def _by_words(text: str, languages: Iterable[str]) -> dict[str, float]:
    """Log probability of a text's words in each language; one without a word list gets the median of the rest."""
    plain = text.isascii()
    words = defaultdict[str, float](float)  # how much each counts
    for at, word in enumerate(_WORD.findall(unicodedata.normalize("NFC", text))[:_WORDS_READ]):
        of_a_name = at and word[0].isupper() and not text.isupper()
        words[word.casefold().replace("’", "'")] += _OF_A_NAME if of_a_name else 1.0
    scores: dict[str, float | None] = {}
    for code in languages:
        known = _frequencies(WORDFREQ_NAME.get(code, code))
        bare = _without_accents(WORDFREQ_NAME.get(code, code)) if plain else {}
        # Most languages know few of the words: only those are looked at one by one.
        seen = (known.keys() & words.keys()) | (bare.keys() & words.keys())
        worth = {word: max(known.get(word, _UNSEEN), bare.get(word, _UNSEEN) + _BARE, _UNSEEN) for word in seen}
        unseen = sum(words.values()) * _UNSEEN
        scores[code] = unseen + math.fsum(words[w] * (worth[w] - _UNSEEN) for w in seen) if known else None
    told = sorted(score for score in scores.values() if score is not None)
    median = told[len(told) // 2] if told else 0.0
    return {code: median if score is None else score for code, score in scores.items()}


@cache
def _frequencies(language: str) -> Mapping[str, float]:
    """Log frequency of a language's commonest words; empty where wordfreq does not know the language."""
    import wordfreq

    kept: dict[str, float] = {}
    if language in wordfreq.available_languages("small"):
        for centibels, words in enumerate(wordfreq.get_frequency_list(language, "small")):
            kept |= dict.fromkeys(words, math.log(10) * -centibels / 100)
            if len(kept) > _WORDS_KEPT:
                break
        # The whole lists of two dozen languages would take a hundred megabytes for words that are not looked at.
        wordfreq.get_frequency_list.cache_clear()
    return kept


@cache
def _without_accents(language: str) -> Mapping[str, float]:
    """The words with accents as people type them who leave those out, with the words that are so written anyway.

    Words that become one share their frequency.
    """
    frequencies = _frequencies(language)
    sums: dict[str, float] = {}
    for word, logarithm in frequencies.items():
        if not word.isascii():
            bare = _ACCENTS.sub("", unicodedata.normalize("NFD", word.translate(_STROKES)))
            sums[bare] = sums.get(bare, 0.0) + math.exp(logarithm)
    return {word: math.log(total + math.exp(frequencies.get(word, -math.inf))) for word, total in sums.items()}
