"""How questions are put: data for ``index.expectation``.

A table has one line a language, ``code: phrase | phrase``. A phrase is a regular expression of whole words, casefolded,
or of parts of the text in scripts that do not set words apart; ``^`` before it: only at the beginning of a question
or after its first word, since elsewhere these words join clauses. Lines of Vietnamese serve text with its letters only.
"""

# ruff: noqa: E501 -- a language a line
from __future__ import annotations

AMOUNT_WORDS = """
    en: how many | what number | what is the number | what was the number | how often
    de: wie ?viele | wie ?vielen | wie ?vieler | welche (?:anzahl|zahl) | wie oft | wie häufig
    vi: bao nhiêu | mấy | bao lần | số lượng
    fr: combien | quel (?:est le )?nombre
    es: cuánt[oa]s | qué (?:número|cantidad) | cuánt[oa]
    it: quant[ei] | quant[oa] | qual è il numero
    pt: quant[oa]s | quant[oa] | qual o número
    ro: câți | câţi | câte | cât | câtă
    nl: hoeveel
    pl: ilu | ile | iloma
    ru: сколько | скольких | скольким | сколькими | насколько
    uk: скільки
    el: πόσ(?:οι|ες|α|ους|ων|ο|η|ος|ην|ης|ου)
    tr: kaç | kaça | kaçta | kaçıncı | kaçar | kaçla | kaçı | ne kadar
    ar: كم | بكم | ما عدد
    hi: कितने | कितना | कितनी | कितनों
    sv: hur många | hur mycket
    da: hvor mange | hvor meget | hvor mye
    fi: kuinka (?:monta|moni|paljon) | montako | paljonko
    cs: kolik | kolika
    hu: hány | hányan | mennyi | mennyit
    id: berapa | seberapa
    fa: چند | چقدر
    zh: 多少 | 几[个名人位艘辆只条家次座种所] | 幾
    ja: いくつ | 何[人個台匹本枚頭軒件回隻校社] | どのくらい | どれくらい | どれほど
    ko: 몇 | 얼마
    th: เท่าไร | เท่าไหร่ | กี่
"""
# Asks for a size of any sort; what it is about tells which.
MUCH_WORDS = """
    en: how much | how large | how big | how high | what amount | how strong
    de: wie ?viel | wie hoch | wie groß | wie gross | wie stark | welche (?:summe|menge|höhe)
    fr: quel(?:le)? (?:est |était )?(?:le |la |l')?(?:montant|somme|quantité)
    nl: hoe (?:hoog|groot)
    sv: hur (?:hög|högt|stor|stort)
"""
QUESTIONS: dict[str, str] = {
    "MONEY": """
        en: what (?:price|does .{1,40} cost|did .{1,40} cost|is the (?:price|cost)|was the (?:price|cost)) | how much (?:money|does .{1,40} cost|did .{1,40} cost|will .{1,40} cost) | how expensive
        de: wie teuer | was kostet | was kostete | was kosten | welcher preis | für wie ?viel geld
        vi: giá bao nhiêu | bao nhiêu tiền
        fr: quel (?:est le )?prix | que coûte | à quel prix
        es: qué precio | cuál es el precio
        it: quale prezzo | qual è il prezzo
        pt: qual o preço | qual é o preço
        ro: ce preț | ce sumă
        pl: za ile | jaka kwota | jaka cena | jaką kwotę
        ru: почём | какова цена | какая цена | какую сумму | на какую сумму | во сколько (?:обош|обойд|оцен)\\w+
        tr: kaç para | ne kadar para | kaça (?:mal|çıktı)\\w*
        hi: कितना पैसा | कितने पैसे | क्या कीमत | कितने रुपये
        zh: 多少钱 | 什么价
        ja: いくら | 何円
        ko: 얼마
        th: กี่บาท | ราคาเท่า | เงินเท่า""",
    "LENGTH": """
        en: how (?:far|tall|deep|wide|long|high|thick|broad)
        de: wie (?:weit|hoch|tief|breit|lang|groß|dick)
        vi: bao xa | cao bao nhiêu | dài bao nhiêu | sâu bao nhiêu | rộng bao nhiêu
        fr: à quelle (?:distance|hauteur|profondeur|altitude) | quelle (?:est |était )?(?:la )?(?:longueur|hauteur|profondeur|largeur|taille|superficie|surface)
        es: qué (?:altura|profundidad|longitud|distancia|superficie|tamaño) | a qué (?:altura|profundidad|distancia)
        it: quale (?:altezza|profondità|lunghezza|distanza|superficie) | a che (?:altezza|profondità|distanza)
        pt: que (?:altura|profundidade|comprimento|distância|tamanho) | a que (?:altura|profundidade|distância)
        ro: ce (?:lungime|înălțime|adâncime|suprafață|distanță)
        nl: hoe (?:ver|hoog|diep|breed|lang)
        pl: jak (?:daleko|wysok\\w+|głębok\\w+|szerok\\w+|dług\\w+) | na jakiej (?:głębokości|wysokości)
        ru: на какой (?:глубине|высоте) | как(?:ой|ого|ова|овы) (?:длин\\w+|высот\\w+|глубин\\w+|ширин\\w+|площад\\w+|диаметр\\w*) | как (?:далеко|высоко|глубоко)
        el: πόσο (?:μακριά|ψηλ\\w+|βαθ\\w+|μεγάλ\\w+) | σε τι (?:βάθος|ύψος)
        tr: ne kadar uzun\\w* | boyu kaç | ne kadar derin\\w*
        ar: على أي (?:عمق|ارتفاع|بعد)
        sv: hur (?:långt|djup\\w*|lång|hög\\w*)
        da: hvor (?:langt|dyb\\w*|høj\\w*|lang)
        zh: 多[高长長深宽寬远遠大]
        ja: どのくらいの(?:高さ|長さ|深さ|広さ) | 何(?:メートル|キロ|センチ)
        th: (?:สูง|ยาว|ลึก|กว้าง|ไกล)(?:เท่า|กี่|แค่)""",
    "WEIGHT": """
        en: how heavy | how much .{0,30}weigh
        de: wie schwer | wie ?viel wiegt
        vi: nặng bao nhiêu
        fr: combien pèse | quel (?:est (?:le|son) )?poids
        es: cuánto pes\\w+ | qué peso
        it: quanto pes\\w+
        pt: quanto pes\\w+
        ro: cât cântăr\\w+ | ce greutate
        nl: hoe zwaar | hoeveel weegt
        pl: ile waży\\w*
        ru: какой вес | какого веса | сколько весит | сколько весил\\w*
        el: πόσο (?:ζυγίζ\\w+|βαρ\\w+)
        tr: kaç kilo
        sv: hur tung\\w*
        zh: 多重
        ja: 重さは | 何(?:キロ|トン|グラム)
        th: หนักเท่า | หนักกี่""",
    "DURATION": """
        en: how long | for what (?:time|period)
        de: wie lange | wie lang | seit wie ?vielen
        vi: bao lâu
        fr: combien de temps | pendant combien | depuis combien
        es: cuánto tiempo | cuánto (?:dur|tard)\\w+ | hace cuánto
        it: quanto tempo | quanto (?:dur|è durat)\\w+ | da quanto
        pt: quanto tempo | quanto dur\\w+ | há quanto
        ro: cât timp | cât a durat | cât durează
        nl: hoe lang | hoelang | hoeveel tijd
        pl: jak długo | na jak długo | ile (?:czasu|trwa\\w*)
        ru: как долго | сколько (?:времени|длил\\w+|длит\\w+) | на какой срок | надолго
        uk: як довго | скільки часу
        el: πόσο (?:καιρό|διάστημα|διήρκεσε|διαρκεί|κράτησε|κρατά)
        tr: ne kadar süre\\w* | ne kadar zaman\\w* | ne kadar sür\\w+ | kaç (?:saat|gün|hafta|ay|yıl|dakika)\\w*
        ar: كم (?:استغرق|تستغرق|يستغرق|دام|ستدوم|من الوقت) | ما المدة | لكم من | إلى متى
        hi: कितने (?:समय|दिन|घंटे|साल|महीने) | कितनी देर | कब तक
        sv: hur (?:länge|lång tid)
        da: hvor (?:længe|lenge|lang tid)
        fi: kuinka kauan
        cs: jak dlouho
        hu: meddig | mennyi ideig
        id: berapa lama
        zh: 多久 | 多长时间 | 几[天年周小个]+
        ja: 何(?:日間|時間|年間|週間|か月|分|日かか|日) | どのくらい(?:の期間|続|かか) | いつまで
        ko: 얼마나 오래 | 얼마 동안 | 며칠
        th: นาน(?:เท่า|แค่|กี่) | กี่(?:ชั่วโมง|วัน|ปี|เดือน|นาที|สัปดาห์)""",
    "AGE": """
        en: how old | what age | at what age
        de: wie alt | in welchem alter | mit wie ?vielen jahren
        vi: bao nhiêu tuổi | mấy tuổi
        fr: quel âge | à quel âge
        es: qué edad | cuántos años tiene | cuántos años tenía
        it: quanti anni ha | quanti anni aveva | che età
        pt: que idade | quantos anos tem | quantos anos tinha
        ro: ce vârstă | câți ani are | câți ani avea
        nl: hoe oud
        pl: ile lat ma | w jakim wieku | w wieku ilu
        ru: сколько лет | сколько .{0,30}\\bлет\\b | в каком возрасте
        uk: скільки років
        el: πόσων (?:ετών|χρον\\w+) | τι ηλικία | πόσο χρονών
        tr: kaç yaş\\w* | kaç yıllık
        ar: كم عمر\\w* | ما عمر
        hi: कितने साल क[ाी] | क्या उम्र | उम्र
        sv: hur gam\\w+
        da: hvor gam\\w+
        fi: kuinka vanha
        hu: hány éves
        id: berapa (?:umur|usia)
        zh: 多大 | 几岁 | 多少岁 | 年龄
        ja: 何歳 | 年齢 | いくつです
        ko: 몇 살
        th: อายุเท่า | อายุกี่""",
    "SHARE": """
        en: what (?:percentage|percent|share|proportion|fraction|part) | how many percent
        de: wie ?viel prozent | wie ?viele prozent | welcher (?:anteil|prozentsatz) | welchen anteil
        vi: bao nhiêu (?:phần trăm|%) | tỷ lệ | tỉ lệ
        fr: quel pourcentage | quelle (?:part|proportion)
        es: qué (?:porcentaje|proporción|parte|tanto por ciento) | qué tan lleno
        it: (?:che|quale) (?:percentuale|quota|parte)
        pt: que (?:percentagem|porcentagem|parte) | qual (?:a )?(?:percentagem|porcentagem)
        ro: ce procent
        nl: welk percentage | welk deel | hoeveel procent
        pl: jaki (?:procent|odsetek) | ile procent | jaka część
        ru: какой процент | сколько процентов | какая (?:доля|часть)
        el: τι ποσοστό | ποιο ποσοστό
        tr: yüzde kaç\\w*
        ar: ما نسبة | كم (?:بالمئة|في المئة) | أي نسبة
        hi: कितने (?:प्रतिशत|फीसदी)
        zh: 百分之几 | 多大比例 | 比例
        ja: 何パーセント | 何割 | 割合
        th: ร้อยละเท่า | กี่เปอร์เซ็นต์""",
    "TEMPERATURE_OR_SPEED": """
        en: how (?:fast|hot|cold|warm) | what (?:speed|temperature) | at what (?:speed|temperature)
        de: wie (?:schnell|heiß|kalt|warm) | welche (?:temperatur|geschwindigkeit)
        vi: (?:tốc độ|nhiệt độ|gió) .{0,40}bao nhiêu | bao nhiêu độ
        fr: à quelle (?:vitesse|température) | quelle (?:est la )?(?:vitesse|température)
        es: qué (?:velocidad|temperatura)
        it: (?:che|quale) (?:velocità|temperatura)
        pt: que (?:velocidade|temperatura)
        ro: ce (?:viteză|temperatură)
        nl: hoe (?:snel|heet|koud|warm)
        pl: jak szybko | z jaką prędkością | jaka temperatura
        ru: с какой скоростью | как быстро | какая (?:температура|скорость)
        el: πόσο γρήγορα | τι (?:ταχύτητα|θερμοκρασία)
        tr: kaç derece | hızı kaç | kaçla
        ar: ما (?:سرعة|درجة)
        zh: 多快 | 多少度
        ja: 気温 | 時速
        th: กี่องศา | เร็วเท่า""",
    "CLOCK": """
        en: what time | at what hour | which hour
        de: um wie ?viel uhr | wie ?viel uhr | zu welcher uhrzeit
        vi: mấy giờ | lúc mấy | lúc nào
        fr: à quelle heure | quelle heure
        es: a qué hora | qué hora
        it: a che ora | che ora
        pt: a que horas | que horas
        ro: la ce oră | ce oră
        nl: hoe laat
        pl: o której | o której godzinie
        ru: во сколько (?!обо|оцен|раз) | в котором часу | который час
        el: τι ώρα
        tr: saat kaç\\w*
        ar: في أي ساعة | كم الساعة | أي ساعة
        hi: कितने बजे
        sv: hur dags
        da: hvad tid | klokken hvad
        hu: hány órakor
        id: jam berapa
        zh: 几点
        ja: 何時(?!間)
        ko: 몇 시
        th: กี่โมง | กี่ทุ่ม""",
    "YEAR": """
        en: (?:what|which) year
        de: welchem jahr | welches jahr
        vi: năm nào | năm bao nhiêu
        fr: quelle année
        es: qué año
        it: (?:che|quale) anno
        pt: (?:que|qual) ano
        ro: ce an
        nl: welk jaar
        pl: którym roku | jakim roku
        ru: каком году | какого года
        el: ποι[αο] (?:χρονιά|έτος)
        tr: hangi yıl\\w* | kaç yılında
        ar: أي (?:عام|سنة)
        hi: किस (?:साल|वर्ष|सन)
        zh: 哪一?年
        ja: 何年(?!間)
        ko: 몇 년에
        th: ปี(?:ใด|ไหน|อะไร)""",
}
