"""Greetings, thanks and goodbyes: what is said to be polite, and asks for nothing."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from bot.locale import Messages

# A language a paragraph. «No», «yes» and words that are names, too («Nice»), are left out: a question of one word must
# not be taken for courtesy.
_GREETINGS: Final = """
    en: hi | hello | hey | hiya | howdy | good morning | good afternoon | good evening | good day | greetings
        hi there | hello there | hey there | how are you | how are you doing | how's it going | what's up
    de: hallo | hallöchen | hi | hey | guten morgen | guten tag | guten abend | moin | moin moin | servus | grüß gott
        grüß dich | grüezi | tach | schönen guten tag | wie geht's | wie geht es dir | wie geht es ihnen
    vi: xin chào | chào | chào bạn | chào bot | chào buổi sáng | chào buổi tối | chào anh | chào chị | chào em
        chào ad | alo | bạn khỏe không | xin chao | chao ban
    fr: bonjour | bonsoir | salut | coucou | bonjour à tous | ça va | comment ça va | comment allez-vous
    es: hola | buenas | buenos días | buenas tardes | buenas noches | qué tal | cómo estás | buenos dias
    ru: привет | приветик | здравствуй | здравствуйте | добрый день | доброе утро | добрый вечер | доброго дня | хай
        здорово | как дела | как ты
    it: ciao | buongiorno | buonasera | salve | come stai | come va
    pt: olá | oi | bom dia | boa tarde | boa noite | ola | tudo bem
    nl: hallo | hoi | goedemorgen | goedemiddag | goedenavond | goedendag | hoe gaat het
    pl: cześć | hej | dzień dobry | dobry wieczór | witam | siema
    uk: привіт | вітаю | добрий день | доброго дня | добрий вечір | доброго ранку | як справи
    cs: ahoj | dobrý den | dobré ráno | dobrý večer | čau
    tr: merhaba | merhabalar | selam | günaydın | iyi akşamlar | iyi günler | nasılsın
    sv: hej | hejsan | god morgon | god kväll | god dag | tjena
    id: halo | hai | selamat pagi | selamat siang | selamat sore | selamat malam | apa kabar
    ro: bună | salut | bună ziua | bună dimineața | bună seara
    ar: مرحبا | السلام عليكم | أهلا | صباح الخير | مساء الخير
    zh: 你好 | 您好 | 早上好 | 晚上好 | 大家好 | 嗨
    ja: こんにちは | こんばんは | おはよう | おはようございます | もしもし
"""
_THANKS: Final = """
    en: thanks | thank you | thank u | thx | tysm | cheers | thanks a lot | thanks a million | thanks so much
        thank you so much | thank you very much | many thanks | much appreciated | i appreciate it | that's all
        that helps | that helped | ok | okay | okey | k | kk | got it | i see | alright | all right | understood
        great | perfect | awesome | excellent | wonderful | cool | very good | good bot | good job | well done | bye
        bye bye | goodbye | good bye | see you | see you later | see ya | good night | have a nice day
        have a good day
    de: danke | dankeschön | danke schön | danke sehr | danke dir | danke ihnen | danke vielmals | vielen dank
        vielen lieben dank | herzlichen dank | besten dank | tausend dank | lieben dank | merci | ok | okay
        alles klar | verstanden | verstehe | ich verstehe | ach so | aha | super | prima | toll | klasse | perfekt
        wunderbar | sehr gut | gut gemacht | tschüss | tschüß | tschau | auf wiedersehen | bis bald | bis dann
        gute nacht | schönen tag noch | schönen abend noch | mach's gut | das war's | das wars
    vi: cảm ơn | cám ơn | cảm ơn bạn | cám ơn bạn | cảm ơn nhiều | cảm ơn bạn nhiều | cám ơn nhiều | xin cảm ơn
        cảm ơn rất nhiều | cảm ơn ad | cảm ơn nhé | cam on | cam on ban | ok | oke | okela | được rồi | hiểu rồi
        tuyệt | tuyệt vời | tốt lắm | hay quá | tạm biệt | chào tạm biệt | hẹn gặp lại | chúc ngủ ngon
    fr: merci | merci beaucoup | merci bien | merci à toi | merci à vous | mille mercis | je vous remercie
        je te remercie | ok | d'accord | très bien | parfait | super | génial | compris | je vois | au revoir
        à bientôt | à plus | bonne nuit | bonne journée | bonne soirée | adieu
    es: gracias | muchas gracias | mil gracias | muchísimas gracias | te lo agradezco | ok | vale | de acuerdo
        entendido | perfecto | genial | estupendo | muy bien | adiós | adios | hasta luego | hasta pronto | chao
        chau
    ru: спасибо | спасибо большое | большое спасибо | спасибочки | благодарю | благодарю вас | спс | ок | окей | ладно
        хорошо | отлично | понятно | понял | поняла | ясно | супер | класс | пока | пока-пока | до свидания
        до встречи | спокойной ночи | всего доброго | хорошего дня
    it: grazie | grazie mille | molte grazie | tante grazie | ti ringrazio | ok | va bene | perfetto | ottimo | capito
        d'accordo | arrivederci | a presto | buonanotte | addio
    pt: obrigado | obrigada | muito obrigado | muito obrigada | valeu | agradeço | ok | está bem | tá bom | perfeito
        ótimo | entendi | tchau | adeus | até logo | até mais
    nl: dank je | dank u | dankjewel | dank je wel | dank u wel | bedankt | hartelijk dank | ok | oké | prima
        perfect | begrepen | doei | tot ziens | dag | welterusten
    pl: dzięki | dziękuję | dziękuję bardzo | bardzo dziękuję | wielkie dzięki | ok | okej | dobrze | świetnie
        rozumiem | super | do widzenia | na razie | dobranoc | pa pa
    uk: дякую | дуже дякую | щиро дякую | спасибі | ок | добре | чудово | зрозуміло | бувай | до побачення
        на все добре
    cs: děkuji | děkuju | díky | díky moc | děkuji moc | mockrát děkuji | ok | dobře | super | chápu | na shledanou
        nashledanou | dobrou noc
    tr: teşekkürler | teşekkür ederim | çok teşekkürler | çok teşekkür ederim | sağ ol | sağol | eyvallah | tamam
        anladım | harika | hoşça kal | güle güle | görüşürüz | iyi geceler
    sv: tack | tack så mycket | tusen tack | stort tack | ok | okej | hej då | adjö | god natt | mange tak
        tusen takk | takk
    id: terima kasih | terima kasih banyak | makasih | oke | baik | sampai jumpa
    ro: mulțumesc | mulțumesc mult | mersi | bine | la revedere | noapte bună
    ar: شكرا | شكرا جزيلا | شكرا لك | حسنا | مع السلامة | إلى اللقاء
    zh: 谢谢 | 谢谢你 | 谢谢您 | 多谢 | 非常感谢 | 好的 | 好 | 明白了 | 知道了 | 再见 | 拜拜 | 晚安
    ja: ありがとう | ありがとうございます | ありがとうございました | どうも | どうもありがとう
        了解 | 了解です | わかりました | なるほど | さようなら | またね | おやすみ
"""
# Said with them, and nothing by themselves.
_BESIDES: Final = """
    bot | newsbot | dear | friend | my friend | mate | man | dude | buddy | everyone | everybody | all | again | then
        now | so | oh | ah | well | very much | a lot | so much | indeed | please | for the help | for your help
        for that
    lieber | liebes | liebe | leute | zusammen | mein freund | auch | dann | dir | für die hilfe | für deine hilfe
        sehr | vielmals | noch | ja
    bạn | nhé | nha | ạ | nhiều | em | anh | chị | mọi người | vì đã giúp
    à tous | mon ami | beaucoup | encore | alors | pour votre aide | pour ton aide | pour tout
    amigo | a todos | por todo | por la ayuda | por tu ayuda | mucho
    бот | друг | всем | большое | огромное | за помощь | тебе | вам | всё
    a tutti | amico | mille | a todos | pessoal | iedereen | bardzo | wam | arkadaşlar | alla
"""
_WAVES: Final = frozenset("👋")
_NODS: Final = frozenset("👍🙏❤👌😊🙂😀😃😄🤝💯✅🥰😍👏")
_MOST: Final = 60  # characters
_NO_LETTERS: Final = re.compile(r"[^\w'-]+")


def small_talk(said: str) -> Literal["greeting", "thanks"] | None:
    """Tell whether nothing but courtesy was said.

    Args:
        said: what a person wrote, in any language.

    Returns:
        «thanks» for thanks, agreement and goodbyes, also after a greeting; None where anything else is said, too, such
        as a question, or nothing at all.
    """
    if len(said) > _MOST:
        return None
    text = unicodedata.normalize("NFC", said).replace("’", "'").casefold()
    signs = set(text)
    words = _NO_LETTERS.sub(" ", text).strip(" -'_")
    if not words:
        # A question mark asks, whatever stands before it.
        if "?" in said or not signs & (_WAVES | _NODS):
            return None
        return "thanks" if signs & _NODS else "greeting"
    if not _COURTESY.fullmatch(words):
        return None
    return "thanks" if _POLITE.search(words) else "greeting" if _GREETING.search(words) else None


def courtesy(said: str, messages: Messages) -> str | None:
    """What to say to courtesy; None where something else, or nothing, was said."""
    talk = small_talk(said)
    if talk is None:
        return None
    return messages.greeting if talk == "greeting" else messages.welcome


def _phrases(table: str) -> list[str]:
    lines = (line.strip().partition(": ")[2] or line.strip() for line in table.strip().splitlines())
    return sorted({_NO_LETTERS.sub(" ", one).strip().casefold() for line in lines for one in line.split(" | ")})


def _any(*tables: str) -> str:
    found = sorted({phrase for table in tables for phrase in _phrases(table)}, key=lambda one: (-len(one), one))
    return "|".join(map(re.escape, found))


_GREETING: Final = re.compile(rf"(?<!\w)(?:{_any(_GREETINGS)})(?!\w)")
_POLITE: Final = re.compile(rf"(?<!\w)(?:{_any(_THANKS)})(?!\w)")
_COURTESY: Final = re.compile(rf"(?:(?:{_any(_GREETINGS, _THANKS, _BESIDES)})(?: |$))+")
