"""What the bot is told from outside, read once at the edge."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import NoDecode, SettingsConfigDict, SettingsError

from index.confidence import THRESHOLD
from index.config import FILE, PlaceSettings, duration

_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{10,200}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_PATH = re.compile(r"[A-Za-z0-9_/-]*")


def _interval(value: object) -> timedelta | None:
    """How often, None for «off»."""
    return None if value is None or str(value).strip().lower() == "off" else duration(value)


def _length(value: object) -> timedelta:
    """How long."""
    return value if isinstance(value, timedelta) else duration(value)


def _listed(value: object) -> object:
    """Several may be written in a row, apart by blanks or commas."""
    return [part for part in re.split(r"[\s,]+", value) if part] if isinstance(value, str) else value


Ids = Annotated[frozenset[int], NoDecode, BeforeValidator(_listed)]
"""Telegram's numbers of people or groups."""


class InvalidSettingsError(ValueError):
    """The settings cannot be used; the text names each one at fault and never shows a value."""


class BotSettings(PlaceSettings):
    """Settings of the bot: arguments first, then the environment, then ``newsbot.toml`` in the working directory.

    Environment names carry the prefix ``NEWSBOT_``, except ``TELEGRAM_BOT_TOKEN`` and ``TELEGRAM_API_URL``.

    Attributes:
        token: of the Telegram bot; None starts the chat in the terminal.
        api_url: root of the Bot API server, without the ``/bot`` that its method addresses go on with.
        data: folder of the index; where else it is, is said as for ``PlaceSettings``.
        model: name or folder of the embedding model, None for the one the index was built with.
        threshold: least confidence to answer with, 0…1, ``index.confidence.THRESHOLD`` unless set; below it the bot
            says that the articles don't tell.
        watch: how often all sources are read anew, None for never.
        explain: show under each answer in the terminal why it was given or not; never on Telegram.
        allowed_users: ids of the people who may ask; where neither these nor groups are named, everyone may.
        allowed_groups: ids of the groups in which anyone may ask.
        admins: ids of the people who may use /stats, /reload and /block; they may always ask.
        questions_per_minute: most questions of one person.
        chat_questions_per_minute: most questions in one chat.
        remember: how long conversations, and the buttons below answers, go on.
        keep_questions: whether questions are kept beyond that, with what became of them.
        monitor_port: loopback port for Prometheus (/metrics) and /healthz, None for neither.
        webhook_url: public address Telegram sends updates to; None asks for them by long polling.
        webhook_listen: address to listen on, behind the proxy that speaks TLS.
        webhook_port: port to listen on, 1…65535.
        webhook_path: path to listen on; the path of ``webhook_url`` unless a proxy rewrites it.
        webhook_secret: what Telegram shows with every update; without it anyone could send updates.
    """

    model_config = SettingsConfigDict(populate_by_name=True, hide_input_in_errors=True)

    token: SecretStr | None = Field(default=None, validation_alias="TELEGRAM_BOT_TOKEN")
    api_url: str = Field(default="https://api.telegram.org", validation_alias="TELEGRAM_API_URL")
    data: Path = Path("data")
    model: str | None = None
    threshold: float = Field(default=THRESHOLD, ge=0, le=1, allow_inf_nan=False)
    watch: Annotated[timedelta | None, BeforeValidator(_interval)] = None
    explain: bool = False
    allowed_users: Ids = frozenset()
    allowed_groups: Ids = frozenset()
    admins: Ids = frozenset()
    questions_per_minute: int = Field(default=20, ge=1)
    chat_questions_per_minute: int = Field(default=20, ge=1)
    remember: Annotated[timedelta, BeforeValidator(_length)] = timedelta(days=7)
    keep_questions: bool = False
    monitor_port: int | None = Field(default=None, ge=1, le=65535)
    webhook_url: str | None = None
    webhook_listen: str = "127.0.0.1"
    webhook_port: int = Field(default=8443, ge=1, le=65535)
    webhook_path: str = ""
    webhook_secret: SecretStr | None = None

    @field_validator("token")
    @classmethod
    def _token_has_the_shape_of_one(cls, token: SecretStr | None) -> SecretStr | None:
        if token is None:
            return None
        bare = token.get_secret_value().strip()  # copied with a blank or read from a file with its line end
        if not _TOKEN.fullmatch(bare):
            raise ValueError("is not a bot token; @BotFather gives one that looks like 123456:ABC-DEF…")
        return SecretStr(bare)

    @field_validator("api_url", "webhook_url")
    @classmethod
    def _url_can_be_called(cls, url: str | None) -> str | None:
        if url is None:
            return None
        try:
            parts = urlsplit(url)
            usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
        except ValueError:
            usable = False
        if not usable:
            raise ValueError("must be an address that begins with https:// (or http://)")
        return url.rstrip("/")

    @field_validator("webhook_secret")
    @classmethod
    def _secret_has_the_shape_telegram_takes(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not _SECRET.fullmatch(secret.get_secret_value()):
            raise ValueError("must be 1 to 256 characters of A-Z, a-z, 0-9, _ and -")
        return secret

    @model_validator(mode="after")
    def _webhook_is_complete(self) -> Self:
        if self.webhook_url is not None and self.webhook_secret is None:
            raise ValueError("webhook_url needs webhook_secret (NEWSBOT_WEBHOOK_SECRET): else anyone can send updates")
        if not _PATH.fullmatch(self.listen_path):
            raise ValueError("webhook_path may hold only A-Z, a-z, 0-9, _, - and /")
        return self

    @property
    def listen_path(self) -> str:
        """Path to listen on, without the slashes around it."""
        return (self.webhook_path or urlsplit(self.webhook_url or "").path).strip("/")

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log may hold."""
        named = (self.token, self.webhook_secret, self.engine_token, self.store)
        told = [secret.get_secret_value() for secret in named if secret is not None]
        return (*told, *(passwords(self.store.get_secret_value()) if self.store else ()))


def passwords(address: str) -> tuple[str, ...]:
    """The passwords in an address, as they are written there and as they are meant."""
    parts = urlsplit(address)
    asked = [value for name, value in parse_qsl(parts.query) if name == "password"]
    written = [parts.password, *asked]
    return tuple(dict.fromkeys(spelt for one in written if one for spelt in (one, unquote(one))))


def load(**overrides: Any) -> BotSettings:  # noqa: ANN401 - each setting has its own type
    """Read the settings; an override of None counts as not given.

    Raises:
        InvalidSettingsError: one is wrong or the file cannot be read; its text holds no value of any setting.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return BotSettings(**given)
    except ValidationError as error:
        # `from None`: the cause carries what was put in, and that may be a token.
        raise InvalidSettingsError(
            "; ".join(_sentence(fault["loc"], fault["msg"]) for fault in error.errors())
        ) from None
    except (SettingsError, OSError, ValueError) as error:
        raise InvalidSettingsError(f"{FILE} or the environment cannot be read ({type(error).__name__})") from None


def _sentence(where: tuple[int | str, ...], reason: str) -> str:
    name = " ".join(str(step) for step in where)
    return f"{name}: {reason.removeprefix('Value error, ')}".removeprefix(": ")
