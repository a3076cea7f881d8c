"""Words that begin or end the part of a sentence which gives a reason or a means: data for ``index.spans.clauses``.

A table has one line a language, ``code: phrase | phrase``; a phrase is a regular expression of whole words, casefolded,
in scripts that do not set words apart of any part of the text.
"""

# ruff: noqa: E501 -- a language a line
from __future__ import annotations

CAUSE_AFTER = """
    en: because | because of | due to | owing to | thanks to | as a result of | caused by | triggered by | sparked by | prompted by | brought about by | driven by | resulted from | resulting from | stem(?:s|med|ming)? from | attributed to | blamed on | on account of | on the grounds that | for fear of | in order to | so that
    de: weil | wegen | aufgrund | auf grund | infolge | dank | (?<=, )da | (?<=, )denn | (?:ausgelöst|verursacht|bedingt) (?:durch|von) | zurückzuführen auf | geführt auf | auslöser war | ursache (?:war|ist|sei|waren) | grund (?:war|ist|sei|dafür (?:war|ist)) | (?<=, )um(?= [^.]* zu ) | (?<=, )damit
    vi: vì(?! (?:vậy|thế)) | bởi vì | bởi(?! (?:vậy|thế)) | do(?! (?:vậy|đó)) | nhờ | tại vì | nguyên nhân là | lý do là | để
    fr: parce qu(?:e|') | car | puisqu(?:e|') | à cause d(?:e|u|es|') | en raison d(?:e|u|es|') | grâce (?:à|aux?) | du fait d(?:e|u|es|') | suite (?:à|aux?) | provoqué(?:e?s?) par | causé(?:e?s?) par | dû à | due? (?:à|aux?) | afin d(?:e|') | faute de
    es: porque | debido a | a causa de | por culpa de | gracias a | ya que | puesto que | como consecuencia de | causad[oa]s? por | provocad[oa]s? por | para evitar | a fin de
    it: perché | poiché | a causa d\\w+ | dovut[oaie] a\\w* | grazie a\\w* | siccome | per via d\\w+ | provocat[oaie] da\\w* | causat[oaie] da\\w*
    pt: porque | devido (?:a|ao|à|aos|às) | por causa d\\w+ | graças (?:a|ao|à) | já que | causad[oa]s? por | provocad[oa]s? por | pois
    ro: pentru că | deoarece | din cauza | datorită | fiindcă | căci
    nl: omdat | doordat | wegens | vanwege | door | dankzij | als gevolg van | veroorzaakt door
    pl: ponieważ | bo | gdyż | z powodu | wskutek | na skutek | dzięki | spowodowan\\w+ przez | w wyniku
    ru: потому что | из-за | поскольку | так как | благодаря | вследствие | в результате | по причине | в связи с | причин(?:ой|а) (?:[\\w-]+ ){0,2}(?:стал[аои]?|явля(?:ется|лась)|был[аои]?) | чтобы | вызван\\w* | ввиду
    uk: тому що | через | оскільки | завдяки | внаслідок | бо | у зв'язку з
    el: επειδή | γιατί | διότι | λόγω | εξαιτίας | χάρη
    tr: çünkü
    ar: بسبب | لأن\\w* | نتيجة | إثر | جراء | نظرا
    hi: क्योंकि
    sv: eftersom | på grund av | därför att | tack vare | till följd av
    da: fordi | på grund af | på grunn av | takket være | som følge af
    fi: koska
    cs: protože | kvůli | díky | v důsledku | jelikož
    hu: mert | mivel
    id: karena | sebab | akibat | disebabkan | berkat
    fa: زیرا | چون | به دلیل | به علت
    zh: 因为 | 因為 | 由于 | 由於 | 原因是 | 是因 | 出于 | 以便 | 为了
    th: เพราะ | เนื่องจาก | เพื่อ
"""
CAUSE_BEFORE = """
    tr: nedeniyle | yüzünden | sebebiyle | dolayısıyla | üzerine | için | sayesinde
    fi: vuoksi | takia | ansiosta
    hu: miatt
    hi: के कारण | की वजह से | के चलते
    ja: のため | ため | せいで | 原因で | により | ことから | おかげで
    ko: 때문에 | 으로 인해 | 탓에
"""
MEANS_AFTER = """
    en: by \\w+ing | by means of | using | with the help of | with the aid of | via | thanks to
    de: mithilfe | mit hilfe | mittels | durch | indem | anhand | per | dank
    vi: bằng cách | bằng | thông qua | nhờ | qua việc | sử dụng
    fr: grâce (?:à|aux?) | au moyen d(?:e|u|es|') | à l'aide d(?:e|u|es|') | en \\w+ant
    es: mediante | a través d\\w+ | gracias a | usando | utilizando | por medio d\\w+ | \\w{3,}(?:ando|iendo)
    it: mediante | attraverso | tramite | grazie a\\w* | usando | utilizzando | \\w{3,}(?:ando|endo)
    pt: mediante | através d\\w+ | por meio d\\w+ | graças (?:a|ao|à) | usando | utilizando | \\w{3,}(?:ando|endo|indo)
    ro: prin | cu ajutorul | folosind | prin intermediul
    nl: door middel van | met behulp van | via | door
    pl: za pomocą | przy pomocy | dzięki | poprzez | przez | używając
    ru: с помощью | при помощи | путём | путем | посредством | через | используя | благодаря
    uk: за допомогою | шляхом | завдяки | через
    el: μέσω | με τη βοήθεια | χρησιμοποιώντας | χάρη
    ar: بواسطة | عبر | باستخدام | عن طريق
    sv: genom | med hjälp av
    da: ved hjælp af | ved hjelp av | gennem | ved at
    cs: pomocí | prostřednictvím | díky
    hu: segítségével
    id: dengan | melalui | menggunakan
    fa: با استفاده از | از طریق | توسط
    zh: 通过 | 透過 | 利用 | 使用 | 借助 | 依靠 | 用(?!户|于|途)
    th: โดย | ด้วย | ผ่าน
"""
MEANS_BEFORE = """
    tr: kullanarak | aracılığıyla | sayesinde | yoluyla | \\w+ar?ak
    hi: के ज़रिए | के जरिए | के माध्यम से | द्वारा
    ja: によって | を使って | を用いて | を利用して | で
    ko: 통해 | 이용해 | 사용해
    fi: avulla
    hu: segítségével
"""

# The last words of those that a noun follows, and no clause.
BEFORE_NOUN = """
    of to by from wegen aufgrund grund infolge dank mithilfe hilfe mittels durch per à au aux du des de par a al causa
    door wegens vanwege dankzij van powodu skutek dzięki wskutek из-за благодаря вследствие причине via av kvůli díky
    bởi nhờ
"""
