"""What is said to be polite is told from what asks, in many languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locale import choose
from bot.small_talk import courtesy, small_talk


@pytest.mark.parametrize(
    "said",
    [
        "hello", "Hi!", "hey there", "Good morning", "hello bot", "Hallo", "guten Morgen!", "moin moin", "wie geht's?",
        "xin chào", "Chào bạn ạ", "bonjour", "Bonsoir à tous !", "hola", "¡Buenos días!", "Привет!", "добрый день",
        "ciao", "olá", "goedemorgen", "dzień dobry", "привіт", "ahoj", "merhaba", "hejsan", "selamat pagi", "bună ziua",
        "مرحبا", "你好！", "こんにちは", "👋", "Hi 👋",
    ],
)  # fmt: skip
def test_a_greeting_is_one(said: str) -> None:
    assert small_talk(said) == "greeting"


@pytest.mark.parametrize(
    "said",
    [
        "thanks", "Thank you so much!", "ok, thanks", "OK", "thx bot", "great, thank you", "bye", "Good night.",
        "got it", "that’s all, thanks", "danke", "Vielen lieben Dank!", "ok danke", "alles klar", "Tschüss",
        "mach's gut",
        "cảm ơn bạn nhiều", "cám ơn ạ", "được rồi", "tạm biệt", "merci beaucoup", "d’accord", "Au revoir !",
        "muchas gracias", "vale", "adiós", "спасибо", "Большое спасибо!", "понятно", "до свидания", "grazie mille",
        "obrigada", "dank je wel", "dziękuję bardzo", "дякую", "děkuji", "teşekkür ederim", "tack så mycket",
        "terima kasih", "mulțumesc", "شكرا", "谢谢你", "ありがとうございます", "👍", "🙏🙏", "hello, thanks",
    ],
)  # fmt: skip
def test_thanks_agreement_and_goodbyes_are_thanks(said: str) -> None:
    assert small_talk(said) == "thanks"


@pytest.mark.parametrize(
    "said",
    [
        "", " ", "?", "!!!", "why", "thanks, and when?", "hello what is new", "Danke und wie viel kostet das?",
        "hi who won", "no", "nein", "yes", "tak", "Nice", "you are stupid", "du bist doof", "дурак", "bot", "so", "all",
        "again", "dann", "bạn", "em", "Merci Suisse", "Bonjour Tristesse", "Hello Kitty", "Dag Hammarskjöld",
        "Super Bowl", "Klasse 5b",
        "Gracias Honduras", "OK Corral", "okapi", "thanksgiving", "merci pour le pont", "cảm ơn ai", "ciao Rom",
        "👎", "👍?", "42", "-", "'", "goodbye " * 20,
    ],
)  # fmt: skip
def test_what_may_ask_is_no_small_talk(said: str) -> None:
    assert small_talk(said) is None


def test_courtesy_is_met_with_courtesy_in_the_readers_language() -> None:
    german = choose("de")
    assert courtesy("hello", german) == german.greeting
    assert courtesy("hello, thanks", german) == german.welcome
    assert courtesy("why", german) is None
    assert courtesy("", german) is None


@given(said=st.text(max_size=80))
def test_whatever_is_said_something_comes_of_it(said: str) -> None:
    assert small_talk(said) in {"greeting", "thanks", None}


@given(
    said=st.sampled_from(["thanks", "Danke", "hola", "ok", "спасибо"]),
    asked=st.sampled_from(["7", "Kursk", "why", "wo"]),
)
def test_a_word_more_makes_it_a_question(said: str, asked: str) -> None:
    assert small_talk(f"{said} {asked}") is None
    assert small_talk(f"{asked} {said}") is None
