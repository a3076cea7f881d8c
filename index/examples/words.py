"""How examples are put into words: data for ``index.examples.candidates`` and ``index.examples.facts``.

``{name}`` stands for a name as the article writes it. The wordings are such that ``index.query`` reads them as asking
for news of a name, where the language has words for that in ``index.period_news_words``; behind a colon it would not.
"""

# ruff: noqa: E501 -- a language a line
from __future__ import annotations

NEWS_OF = {
    "en": "What is new about {name}?",
    "de": "Was gibt es Neues über {name}?",
    "vi": "Có tin gì mới về {name}?",
    "fr": "Quoi de neuf sur {name} ?",
    "es": "¿Qué hay de nuevo sobre {name}?",
    "ru": "Что нового — {name}?",
    "it": "Quali sono le ultime notizie su {name}?",
    "pt": "O que há de novo sobre {name}?",
    "nl": "Wat is het laatste nieuws over {name}?",
    "pl": "Co nowego — {name}?",
    "tr": "Son haberlerde {name} hakkında ne var?",
    "id": "Apa berita terbaru tentang {name}?",
    "uk": "Що нового — {name}?",
    "cs": "Co je nového — {name}?",
    "ro": "Ce este nou despre {name}?",
    "sv": "Vad är nytt om {name}?",
    "da": "Hvad er nyt om {name}?",
    "no": "Hva er nytt om {name}?",
    "zh": "关于{name}有什么新消息？",
    "ja": "{name}について新しいニュースはありますか？",
}
# Languages that inflect names, so that only what begins a sentence is surely in the form of a dictionary.
INFLECTING = frozenset(["ru", "pl", "uk", "cs"])
# Endings of the last word of a name that is surely in another form.
INFLECTED = {
    "ru": r".*(?:ой|ому|ым|ыми|ых|ую|у|ю|ам|ям)",
    "pl": r".*(?:ego|emu|iej|ą|owi|ami|ach)",
    "uk": r".*(?:ому|им|ими|их|ій|у|ю|ам|ям)",
    "cs": r".*(?:ého|ému|ovi|ou|ami|ách)",
}
# Scripts without capitals: what stands in their own quotation marks is a title.
TITLES = {"zh": r"《[^《》]{2,16}》", "ja": r"『[^『』]{2,16}』"}
# Words with a capital that are no names: adjectives in English, titles and what begins a speech.
NO_NAME = {
    "en": r".*(?:ian|ish|ese|ican|erman|rench|utch|wiss|eli|aqi|ani)s?|CEO|CFO|COO|GMT|BST|ET|TV|PM|ASAP|I|How|What|Why|When|Who|Where|Please|Thanks|Yes|No|But|And|The",
    "de": r".*(?:ende|ierte|ische|liche|ige)[nrms]?|.{3,}(?:erin|orin|istin|ärin|leiter|sprecher|meister|minister|leute|männer|frauen|kinder)n?",
}
# In Vietnamese: begin the name of a body, in which only the first syllable of each word has a capital.
BODIES_VI = frozenset(
    [
        "sở",
        "bộ",
        "cục",
        "ban",
        "hội",
        "đảng",
        "tòa",
        "toà",
        "ủy",
        "viện",
        "hiệp",
        "chi",
        "trung",
        "phòng",
        "đài",
        "quỹ",
        "tổng",
        "liên",
        "công",
        "ngân",
        "tập",
    ]
)
# Times that tell how long something lasts, or what it is before or after: their first word.
NOT_WHEN = """
    since until till by before after from between for within seit bis vor nach von ab zwischen für binnen
    depuis jusqu avant après dès entre pendant pour desde hasta antes después entre durante para từ đến tới trước sau
    с до после перед между на
"""
# What stands before the time in a sentence that tells one thing, and the question to which the time is the answer. {name}
# is a name of up to four words; the parts of the question are those of the sentence, the subject with a small letter
# unless it opens the question, too.
WHEN = {
    "en": (
        r"(?P<subject>The(?: [a-z-]+){1,3} (?:of|in|at|near) {name}|{name}) (?P<verb>will|was|were)(?P<rest>(?: [a-z-]+){1,4})",
        "When {verb} {subject}{rest}?",
    ),
    "de": (
        (
            r"(?P<subject>D(?:er|ie|as)(?: [a-zäöüß]+)? [A-ZÄÖÜ][a-zäöüß-]+ (?:in|an der|über die|am|bei|von) {name}|{name})"
            r" (?P<verb>wird|wurde|werden|wurden|soll|sollen)(?P<rest>)"
        ),
        "Wann {verb} {subject}{rest}{after}?",
    ),
    "vi": (
        r"(?P<subject>[^\W\d_]+(?: [^\W\d_A-ZĐ]+){0,2} {name}|{name}) (?P<verb>sẽ|đã)(?P<rest>(?: [^\W\d_A-ZĐ]+){1,4})",
        "{opening} {verb}{rest} khi nào?",
    ),
    "fr": (
        (
            r"(?P<subject>L(?:e |a |es |['’])(?:[^\W\d_A-Z]+ ){1,2}(?:de |du |d['’]|à ){name}|{name})"
            r" (?P<verb>(?:ser(?:a|ont)|(?:a|ont) été) [^\W\d_]+és?e?s?|[^\W\d_]+r(?:a|ont))(?P<rest>)(?: le)?"
        ),
        "Quand {verb} {subject} ?",
    ),
    "es": (
        (
            r"(?P<subject>(?:El|La|Los|Las) (?:[^\W\d_A-Z]+ ){1,2}(?:de |en ){name}|{name})"
            r" (?P<verb>(?:será|fue|serán|fueron) [^\W\d_]+d[oa]s?|(?:se )?[^\W\d_]+r(?:á|án))(?P<rest>)(?: el)?"
        ),
        "¿Cuándo {verb} {subject}?",
    ),
    "ru": (
        (
            r"(?P<subject>[^\W\d_]+(?: [^\W\d_А-ЯЁ]+)? (?:в|на|через|у) {name}|{name})"
            r" (?P<verb>[^\W\d_А-ЯЁ]+(?:ется|утся|ится|атся|ятся)|буд(?:ет|ут) [^\W\d_А-ЯЁ]+)(?P<rest>)"
        ),
        "Когда {verb} {subject}?",
    ),
}
# The end of a German sentence behind its time: a participle or an infinitive.
AFTER_TIME = {"de": r"(?: [a-zäöüß]+){0,2} (?:[a-zäöüß]+(?:t|en))"}
