"""Names of languages, as they stand after «in», «auf» and «bằng»."""

from __future__ import annotations

# English, German, Vietnamese.
_TABLE = """
    af: Afrikaans, Afrikaans, tiếng Afrikaans
    am: Amharic, Amharisch, tiếng Amhara
    ar: Arabic, Arabisch, tiếng Ả Rập
    az: Azerbaijani, Aserbaidschanisch, tiếng Azerbaijan
    be: Belarusian, Belarussisch, tiếng Belarus
    bg: Bulgarian, Bulgarisch, tiếng Bulgaria
    bn: Bengali, Bengalisch, tiếng Bengal
    ca: Catalan, Katalanisch, tiếng Catalan
    cs: Czech, Tschechisch, tiếng Séc
    da: Danish, Dänisch, tiếng Đan Mạch
    de: German, Deutsch, tiếng Đức
    el: Greek, Griechisch, tiếng Hy Lạp
    en: English, Englisch, tiếng Anh
    es: Spanish, Spanisch, tiếng Tây Ban Nha
    et: Estonian, Estnisch, tiếng Estonia
    fa: Persian, Persisch, tiếng Ba Tư
    fi: Finnish, Finnisch, tiếng Phần Lan
    fr: French, Französisch, tiếng Pháp
    he: Hebrew, Hebräisch, tiếng Do Thái
    hi: Hindi, Hindi, tiếng Hindi
    hr: Croatian, Kroatisch, tiếng Croatia
    hu: Hungarian, Ungarisch, tiếng Hungary
    hy: Armenian, Armenisch, tiếng Armenia
    id: Indonesian, Indonesisch, tiếng Indonesia
    is: Icelandic, Isländisch, tiếng Iceland
    it: Italian, Italienisch, tiếng Ý
    ja: Japanese, Japanisch, tiếng Nhật
    ka: Georgian, Georgisch, tiếng Gruzia
    kk: Kazakh, Kasachisch, tiếng Kazakh
    km: Khmer, Khmer, tiếng Khmer
    ko: Korean, Koreanisch, tiếng Hàn
    lo: Lao, Laotisch, tiếng Lào
    lt: Lithuanian, Litauisch, tiếng Litva
    lv: Latvian, Lettisch, tiếng Latvia
    mk: Macedonian, Mazedonisch, tiếng Macedonia
    mn: Mongolian, Mongolisch, tiếng Mông Cổ
    ms: Malay, Malaiisch, tiếng Mã Lai
    my: Burmese, Birmanisch, tiếng Miến Điện
    ne: Nepali, Nepalesisch, tiếng Nepal
    nl: Dutch, Niederländisch, tiếng Hà Lan
    no: Norwegian, Norwegisch, tiếng Na Uy
    pl: Polish, Polnisch, tiếng Ba Lan
    pt: Portuguese, Portugiesisch, tiếng Bồ Đào Nha
    ro: Romanian, Rumänisch, tiếng Romania
    ru: Russian, Russisch, tiếng Nga
    sk: Slovak, Slowakisch, tiếng Slovakia
    sl: Slovenian, Slowenisch, tiếng Slovenia
    sq: Albanian, Albanisch, tiếng Albania
    sr: Serbian, Serbisch, tiếng Serbia
    sv: Swedish, Schwedisch, tiếng Thụy Điển
    sw: Swahili, Suaheli, tiếng Swahili
    ta: Tamil, Tamil, tiếng Tamil
    te: Telugu, Telugu, tiếng Telugu
    th: Thai, Thai, tiếng Thái
    tl: Filipino, Filipino, tiếng Philippines
    tr: Turkish, Türkisch, tiếng Thổ Nhĩ Kỳ
    uk: Ukrainian, Ukrainisch, tiếng Ukraina
    ur: Urdu, Urdu, tiếng Urdu
    uz: Uzbek, Usbekisch, tiếng Uzbek
    vi: Vietnamese, Vietnamesisch, tiếng Việt
    zh: Chinese, Chinesisch, tiếng Trung
"""
_READERS = ("en", "de", "vi")
_NAMES = {
    (code, reader): name
    for line in _TABLE.strip().splitlines()
    for code, _, names in [line.strip().partition(": ")]
    for reader, name in zip(_READERS, names.split(", "), strict=True)
}


def name_of(code: str, reader: str) -> str:
    """A language's name for a reader.

    Args:
        code: of the language, ISO 639-1.
        reader: code of the reader's language, one that the bot speaks.

    Returns:
        The name; for a language that news is seldom in, the code.
    """
    return _NAMES.get((code, reader), code)
