"""What a rebuild is told from outside, read once at the edge: sources, and how they are fetched."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError, TomlConfigSettingsSource

from index import language as languages
from index.errors import SettingsFileError
from index.location import Location, check_engine, check_store
from index.sources.named import MOST_ARTICLES, WebSource, parse_source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_settings import PydanticBaseSettingsSource

FILE = "newsbot.toml"
_Settings = TypeVar("_Settings", bound="FileSettings")
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d|w)?")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}


def duration(text: object) -> timedelta:
    """A time as people write it: ``30s``, ``15m``, ``2h``, ``1d``, ``4w``; a number alone is minutes.

    Raises:
        ValueError: it is none, or no time at all.
    """
    found = _DURATION.fullmatch(str(text).strip().lower())
    seconds = float(found.group(1)) * _SECONDS[found.group(2) or "m"] if found else 0
    if not 0 < seconds < 1e9:
        raise ValueError(f"{text!r} is not a time such as 30s, 15m, 2h or 1d")
    return timedelta(seconds=seconds)


def _language(text: object) -> str:
    code = languages.normalise(str(text))
    if code is None:
        raise ValueError(f"unknown language {text!r}: write it like 'de' or 'German'")
    return code


class SourceSettings(BaseModel):
    """One source in the settings file.

    Attributes:
        url: an address, or a path.
        name: of the outlet; None to take what its pages say.
        language: of its articles; None to take what they say.
        limit: most new articles taken in one round.
        max_age: older articles are not taken; None takes all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str
    name: str | None = None
    language: Annotated[str, BeforeValidator(_language)] | None = None
    limit: int = Field(default=MOST_ARTICLES, ge=1)
    max_age: Annotated[timedelta, BeforeValidator(duration)] | None = None

    @model_validator(mode="after")
    def _only_the_web_has_more_to_be_said(self) -> Self:
        if self.model_fields_set != {"url"} and isinstance(parse_source(self.url), Path):
            raise ValueError("name, language, limit and max_age are for addresses, not for paths")
        return self

    def source(self) -> WebSource | Path:
        """The source that is meant; SourceError where the address is none."""
        named = parse_source(self.url)
        if isinstance(named, Path):
            return named
        return replace(named, name=self.name, language=self.language, limit=self.limit, max_age=self.max_age)


def _given(value: object) -> object:
    """A source may be written as its address alone."""
    return {"url": value} if isinstance(value, str) else value


def _listed(value: object) -> object:
    """Sources may be a list, or a table in which each has a label."""
    return list(value.values()) if isinstance(value, dict) else value


Sources = Annotated[list[Annotated[SourceSettings, BeforeValidator(_given)]], BeforeValidator(_listed)]


class FileSettings(BaseSettings):
    """Settings from arguments first, then the environment (``NEWSBOT_…``), then ``newsbot.toml`` where one works."""

    model_config = SettingsConfigDict(
        env_prefix="NEWSBOT_",
        env_ignore_empty=True,
        hide_input_in_errors=True,  # some of it is secret
        toml_file=FILE,
        extra="ignore",
        frozen=True,
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Name the places settings come from, strongest first."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def _stripped(value: object) -> object:
    """What was copied with a blank or read from a file with its line end."""
    return value.strip() if isinstance(value, str) else value


def _store(value: SecretStr | None) -> SecretStr | None:
    if value is not None:
        check_store(value.get_secret_value())
    return value


class PlaceSettings(FileSettings):
    """Where an index is, beside its folder.

    Attributes:
        engine: address of the Milvus server, or file for milvus-lite; None: FAISS and tantivy in the folder.
        engine_token: what that server asks for, ``user:password`` or an API key.
        store: address of the PostgreSQL database with the articles, password and all; None: SQLite in the folder.
    """

    engine: Annotated[str, BeforeValidator(_stripped), AfterValidator(check_engine)] | None = None
    engine_token: Annotated[SecretStr, BeforeValidator(_stripped)] | None = None
    store: Annotated[SecretStr, BeforeValidator(_stripped), AfterValidator(_store)] | None = None

    def location(self, data: Path) -> Location:
        """All that is to be said of where an index is.

        Args:
            data: its folder.
        """
        return Location(
            data=data,
            engine_url=self.engine,
            engine_token=self.engine_token.get_secret_value() if self.engine_token else None,
            store_url=self.store.get_secret_value() if self.store else None,
        )


class IndexSettings(PlaceSettings):
    """Settings of a rebuild.

    Attributes:
        sources: what is read where nothing is named.
        allow_hosts: hosts (``host`` or ``host:port``) that may have private addresses.
        fetch_delay: seconds between two requests to one host.
        contact: a web or mail address that is told to every server.
    """

    sources: Sources = []
    allow_hosts: list[str] = []
    fetch_delay: float | None = Field(default=None, ge=0, le=3600)
    contact: str | None = None


def load(**overrides: Any) -> IndexSettings:  # noqa: ANN401 - each setting has its own type
    """Read the settings; an override of None, or an empty one, counts as not given.

    Raises:
        SettingsFileError: one is wrong or the file cannot be read.
    """
    return _load(IndexSettings, overrides)


def located(data: Path, *, engine: str | None = None, store: str | None = None) -> Location:
    """Where the settings say that an index is, as far as it is not said here.

    Args:
        data: its folder.
        engine: as in ``PlaceSettings``.
        store: likewise.

    Raises:
        SettingsFileError: as ``load``.
    """
    return _load(PlaceSettings, {"engine": engine, "store": store}).location(data)


def _load(kind: type[_Settings], overrides: Mapping[str, object]) -> _Settings:
    given: dict[str, Any] = {name: value for name, value in overrides.items() if value not in (None, [], ())}
    try:
        return kind(**given)
    except ValidationError as error:
        faults = [f"{' '.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
        # `from None`: the cause carries what was put in, and that may be a password.
        raise SettingsFileError("; ".join(fault.replace("Value error, ", "") for fault in faults)) from None
    except (SettingsError, OSError, ValueError) as error:
        raise SettingsFileError(f"{FILE} or the environment cannot be read: {error}") from error
