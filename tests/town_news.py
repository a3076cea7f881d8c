"""Invented news in three languages, of a day that stays the same: 23 November 2026, a Monday."""

from __future__ import annotations

from datetime import UTC, datetime

from index.types import Article

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
OUTLETS = {
    "gazette": "Wickmarsh Gazette",
    "observer": "Saltby Observer",
    "blatt": "Küstenblatt",
    "baobencu": "Báo Bến Cũ",
}
WIRE = (
    "The ferry “Petrel” to the northern islands stays in port until Friday because two of its four engines failed "
    "during a test run. The shipping company Norrsund Lines said that passengers may change their tickets free of "
    "charge. A replacement ship is on its way from Port Aldane and will take up to 140 cars."
)
VOTE = (
    "The town council of Saltby has voted for a tax on second homes. It will be 310 crowns a year from January. "
    "Mayor Odile Brandt said the money is meant for the school bus and for the swimming pool, which has been closed "
    "since a storm damaged its roof. The opposition called the tax an attack on families who have saved for decades."
)


def article(outlet: str, name: str, day: str | None, language: str, *told: str) -> Article:
    """An article of an outlet; what is told is its title and its text."""
    title, text = told
    return Article(
        url=f"https://{outlet}.example/{name}",
        title=title,
        text=text,
        source=OUTLETS[outlet],
        language=language,
        published=datetime.fromisoformat(f"{day}T09:00:00+00:00") if day else None,
        location=f"/news/{name}.txt",
    )


ARTICLES = [
    article(
        "gazette", "crane", "2026-11-22", "en", "Crane blocks harbour of Wickmarsh",
        "A crane fell into the harbour of Wickmarsh on Sunday morning. Nobody was hurt, but two trawlers cannot leave. "
        "Harbour master Ada Thornley expects the basin to open again on 14 December. The repair will cost 2.4 million "
        "crowns.",
    ),
    article(
        "gazette", "orchid", "2026-11-18", "en", "New orchid found on Mount Ferrin",
        "A botanist has found an unknown orchid on the northern slope of Mount Ferrin. Lucille Abara photographed the "
        "flower in June. She named it after her grandmother.",
    ),
    article("gazette", "petrel", "2026-11-20", "en", "Engine trouble keeps Petrel in port", WIRE),
    article("observer", "ferry-stays", "2026-11-20", "en", "Northern ferry out of service", WIRE),
    article("observer", "tax-vote", "2026-11-19", "en", "Saltby to tax second homes", VOTE + " The vote was 17 to 12."),
    article(
        "observer", "tax-vote-update", "2026-11-21", "en", "Saltby to tax second homes: recount",
        VOTE + " After a recount the vote was 16 to 13.",
    ),
    article(
        "observer", "library", None, "en", "Library lends musical instruments",
        "The library of Saltby lends violins and trumpets. Librarian Joan Peake has collected ninety instruments.",
    ),
    article(
        "blatt", "deich", "2026-11-22", "de", "Deich bei Ellerhude gebrochen",
        "Bei Ellerhude ist in der Nacht der Deich auf einer Länge von 40 Metern gebrochen. 600 Bewohner mussten ihre "
        "Häuser verlassen. Deichgraf Hinnerk Tammen sprach von der schwersten Sturmflut seit 1976.",
    ),
    article(
        "blatt", "grube", "2026-11-05", "de", "Grube Morgenstern schließt",
        "Die Grube Morgenstern im Harz schließt zum Jahresende. Bergbauministerin Thea Nordhoff kündigte an, für die "
        "180 Bergleute einen Sozialplan aufzulegen. Gefördert wurden dort zuletzt 3.200 Tonnen Silbererz.",
    ),
    article(
        "blatt", "orgel", None, "de", "Orgel in Sankt Wigbert klingt wieder",
        "Nach drei Jahren klingt die Orgel der Kirche Sankt Wigbert wieder. Orgelbauer Veit Lorentz hat 2.100 Pfeifen "
        "gereinigt.",
    ),
    article(
        "baobencu", "cho", "2026-11-23", "vi", "Cháy chợ Bến Cũ lúc rạng sáng",
        "Một vụ cháy lớn xảy ra tại chợ Bến Cũ lúc 4 giờ sáng. Ngọn lửa thiêu rụi 35 gian hàng, không có ai bị thương. "
        "Theo ông Lê Văn Khoát, nguyên nhân ban đầu là chập điện.",
    ),
    article(
        "baobencu", "cau", "2026-10-01", "vi", "Khánh thành cầu Vàm Sậy",
        "Cầu Vàm Sậy dài 1.240 mét được khánh thành vào sáng thứ Năm. Công trình có tổng vốn 850 tỷ đồng và do kỹ sư "
        "Trần Thị Mận thiết kế.",
    ),
]  # fmt: skip
BY_URL = {one.url: one for one in ARTICLES}
