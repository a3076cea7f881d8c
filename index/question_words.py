"""How questions for times, people, places, names and reasons are put: written like ``index.expectation_words``."""

# ruff: noqa: E501 -- a language a line
from __future__ import annotations

OPEN_QUESTIONS: dict[str, str] = {
    "TIME": """
        en: ^when | (?:what|which) (?:day|date|month|season) | since when | until when | by when | how long ago
        de: wann | (?:welchem|welcher|welches) (?:tag|monat|datum|wochentag)
        vi: khi nào | bao giờ | ngày nào | tháng nào | hôm nào | chừng nào
        fr: ^quand | quel (?:jour|mois) | quelle date
        es: cuándo | qué (?:día|mes|fecha)
        it: ^quando | (?:che|quale) (?:giorno|mese|data)
        pt: ^quando | (?:que|qual) (?:dia|mês|data)
        ro: ^când | ce (?:zi|dată|lună)
        nl: ^wanneer | welke (?:dag|datum|maand)
        pl: kiedy | którego dnia | jakiego dnia
        ru: ^когда | какого числа | в какой день | какой день | в каком месяце
        uk: ^коли
        el: πότε | ποια (?:μέρα|ημέρα|ημερομηνία)
        tr: ne zaman | hangi (?:gün|tarih|ay)\\w*
        ar: متى | أي (?:يوم|تاريخ|شهر)
        hi: कब | किस (?:दिन|तारीख|महीने)
        sv: ^när
        da: ^når | hvornår
        fi: milloin | koska
        cs: kdy
        hu: mikor
        id: kapan
        fa: کی | چه زمانی
        zh: 什么时候 | 何时 | 哪一?天 | 几月 | 几号 | 什麼時候
        ja: いつ(?!も) | 何月 | 何日(?!間|か) | 何曜日
        ko: 언제
        th: เมื่อไร | เมื่อไหร่ | เมื่อใด | วันไหน | วันที่เท่า | วันใด""",
    "PERSON": """
        en: ^who | who\\s*\\? | whom | ^whose | which (?:man|woman|person|player|artist|president|minister|doctor|scientist)
        de: wer | wen | wem | wessen | welche[rmn]? (?:mann|frau|person|künstler\\w*|politiker\\w*|forscher\\w*|arzt|spieler\\w*)
        vi: ai | người nào | nhân vật nào | vị nào | bác sĩ nào
        fr: ^qui | (?:à|de|par|avec|pour) qui
        es: quién | quiénes
        it: ^chi | (?:da|di|a|con|per) chi
        pt: ^quem | (?:de|por|a|com|para) quem
        ro: ^cine | (?:de|pe|cu|cui|lui) cine | ^cui
        nl: ^wie (?:is|was|zijn|waren|heeft|hebben|had|werd|wordt|won|kan|gaat|moet|leidt|vond|zei) | (?:door|met|van) wie
        pl: ^kto | kogo | komu | ^kim
        ru: ^кто | кого | кому | ^кем | ^чей | ^чья
        uk: ^хто | кого
        el: ^ποιος | ^ποια (?:είναι|ήταν) | ^ποιοι | ποιον | ποιανού
        tr: kim | kimin | kime | kimi | kimler | kimdi | kimdir | kimden
        ar: ^من (?!أي|أين|ماذا) | لمن
        hi: कौन | किसने | किसे | किसको | किसका | किसकी | किसके
        sv: ^vem
        da: ^hvem
        fi: kuka | ketkä | kenen | kenet
        cs: ^kdo | koho | komu
        hu: ^ki | ^kik | ^kit
        id: siapa
        fa: چه کسی | کیست
        zh: 谁 | 誰 | 何人 | 哪位
        ja: 誰 | だれ | どなた
        ko: 누가 | 누구
        th: ใคร | คนไหน""",
    "PLACE": """
        en: ^where | (?:what|which) (?:city|country|town|village|state|place|region|island|street|province|district|county|area|continent|location|hospital|museum)
        de: ^wo | wohin | woher | welche[rsmn]? (?:stadt|land|ort|dorf|gemeinde|region|insel|straße|provinz|bezirk|bundesland|gegend|kontinent|krankenhaus|museum)
        vi: ở đâu | từ đâu | đi đâu | về đâu | tại đâu | đến đâu | nơi nào | nước nào | (?:thành phố|tỉnh|làng|vùng|huyện|xã|quốc gia|chỗ|đảo) nào
        fr: ^où | quel(?:le)? (?:ville|pays|village|région|île|endroit|lieu|rue|quartier|province)
        es: dónde | adónde | qué (?:ciudad|país|pueblo|región|isla|lugar|calle|provincia|barrio)
        it: ^dove | ^dov | (?:che|quale) (?:città|paese|villaggio|regione|isola|luogo|via|provincia|posto)
        pt: ^onde | aonde | (?:que|qual) (?:cidade|país|vila|região|ilha|lugar|rua|estado|bairro)
        ro: ^unde | (?:ce|care) (?:oraș|țară|sat|județ|loc|insulă|stradă|localitate)
        nl: ^waar | waarheen | welke? (?:stad|land|dorp|plaats|regio|eiland|straat|provincie)
        pl: gdzie | dokąd | skąd | jak\\w+ (?:mieście|kraju|wsi|miejscu|regionie) | któr\\w+ (?:mieście|kraju|wsi|miasto|kraj)
        ru: где | куда | откуда | как\\w+ (?:город\\w*|стран\\w+|сел\\w+|деревн\\w+|област\\w+|мест\\w+|остров\\w*|район\\w*)
        uk: де | куди | звідки | як\\w+ (?:міст\\w+|країн\\w+|сел\\w+)
        el: ^πού | ^που | από πού | ποι\\w+ (?:πόλη|χώρα|χωριό|νησί|μέρος|περιοχή)
        tr: nerede | nereye | nereden | neresi\\w* | nerede\\w* | hangi (?:şehir|şehirde|ülke|ülkede|köy|köyde|ilçe|ilde|il|kent|kentte|müzede|yer|yerde)
        ar: أين | أي (?:مدينة|بلد|قرية|دولة|مكان|منطقة|حي|جزيرة|محافظة)
        hi: कहाँ | कहां | किस (?:शहर|देश|गांव|गाँव|जगह|राज्य|जिले|ज़िले)
        sv: ^var | ^vart | varifrån | vilke[nt]? (?:stad|land|by|plats|ö|ort)
        da: ^hvor | hvilken (?:by|ø) | hvilket (?:land|sted)
        fi: missä | minne | mistä | mihin
        cs: ^kde | ^kam | odkud | které[mh]? (?:městě|zemi)
        hu: ^hol | hova | honnan | melyik (?:város\\w*|ország\\w*)
        id: di mana | ke mana | dari mana | (?:kota|negara|desa) mana
        fa: کجا | کدام (?:شهر|کشور|روستا)
        zh: 哪里 | 哪裡 | 哪儿 | 何处 | 何地 | 什么地方 | 哪个?(?:城市|国家|地方|省|县|市|村|岛|国|区) | 在哪
        ja: どこ | どの(?:都市|国|町|村|県|市|島|場所|街) | 何県 | 何市
        ko: 어디 | 어느 (?:도시|나라|마을|지역|곳)
        th: ที่ไหน | ไหนบ้าง | ตรงไหน | (?:จังหวัด|ประเทศ|เมือง|หมู่บ้าน|อำเภอ)(?:ใด|ไหน|อะไร)""",
    "NAME": """
        en: what (?:is|was|are|were) .{0,60}(?:called|named|name|title|nickname|nicknamed) | what (?:name|title|nickname) | what (?:is|was) the (?:name|title)
        de: wie (?:heißt|heißen|hieß|hießen) | wie (?:lautet|nennt|nannte|nennen) | welchen (?:namen|titel) | welcher (?:name|titel) | wie wird .{1,40} genannt
        vi: tên (?:là )?gì | tên gọi | gọi là gì | mang tên
        fr: comment (?:s'appel\\w+|se nomm\\w+|s’appel\\w+|appelle) | quel (?:est |était )?(?:le |son )?(?:nom|titre|surnom)
        es: cómo se (?:llam\\w+|titul\\w+|denomin\\w+) | (?:qué|cuál es el|cuál era el) nombre
        it: come si (?:chiam\\w+|intitol\\w+) | (?:quale|qual è il|che) nome
        pt: como se cham\\w+ | qual (?:é |era )?o nome | que nome
        ro: cum se (?:numește|numea|cheamă|chema|numesc) | ce nume
        nl: hoe heet\\w* | hoe heten | wat is de naam | welke naam
        pl: jak (?:się )?(?:nazyw\\w+|ma na imię) | jak ma na imię | jaką nazwę | jakie imię | jak brzmi
        ru: как (?:называ\\w+|зовут|звали|назвали|назыв\\w+) | какое (?:имя|название)
        uk: як (?:назива\\w+|звати)
        el: πώς (?:λέγεται|ονομάζ\\w+|λένε|τον λένε|τη λένε|την λένε|λέγ\\w+) | πως (?:λέγ\\w+|ονομάζ\\w+) | ποιο (?:είναι το )?όνομα
        tr: adı ne\\w* | ismi ne\\w* | ne ad\\w* | hangi isim\\w* | kimin ismini | kimin adını
        ar: ما اسم | ماذا (?:يسمى|تسمى) | ما عنوان | ماذا أطلق
        hi: क्या नाम | नाम क्या | का नाम
        sv: vad heter | vad kallas | vad är namnet
        da: hvad hedder | hva heter | hvad kaldes
        fi: mikä on .{1,40}nimi
        cs: jak se jmenuje\\w*
        hu: hogy hívják | mi a neve
        id: siapa nama\\w* | apa nama\\w*
        zh: 叫什么 | 名字 | 什么名 | 名称
        ja: 名前 | 何という | なんという | 名称
        ko: 이름
        th: ชื่ออะไร | ชื่อว่าอะไร | เรียกว่าอะไร""",
    "ORGANISATION": """
        en: (?:what|which) (?:company|firm|bank|party|team|club|university|college|agency|organi[sz]ation|group|union|ship|vessel|newspaper|airline|institute|school|band|department|ministry|association)
        de: welche[rsmn]? (?:firma|unternehmen|bank|partei|team|verein|universität|hochschule|behörde|organisation|gewerkschaft|schiff|zeitung|konzern|institut|schule|werft|verband|museum|stiftung)
        vi: (?:công ty|ngân hàng|đảng|đội|trường|tổ chức|tàu|báo|hãng|đơn vị|cơ quan|tập đoàn|câu lạc bộ) nào | công ty gì
        fr: quel(?:le)? (?:entreprise|société|banque|parti|équipe|club|université|agence|organisation|syndicat|navire|bateau|journal|association)
        es: qué (?:empresa|banco|partido|equipo|club|universidad|agencia|organización|sindicato|barco|periódico|asociación)
        it: (?:che|quale) (?:azienda|società|banca|partito|squadra|club|università|agenzia|organizzazione|sindacato|nave|giornale)
        pt: (?:que|qual) (?:empresa|banco|partido|equipe|equipa|clube|universidade|agência|organização|sindicato|navio|jornal)
        ro: (?:ce|care) (?:companie|firmă|bancă|partid|echipă|club|universitate|agenție|organizație|sindicat|navă|ziar)
        nl: welke? (?:bedrijf|bank|partij|team|club|universiteit|organisatie|vakbond|schip|krant)
        pl: jak\\w+ (?:firma|firmy|bank|partia|partii|drużyna|klub|uczelni\\w*|organizacja) | któr\\w+ (?:firma|bank|partia|drużyna|klub|uczelnia)
        ru: как\\w+ (?:компани\\w+|фирм\\w+|банк\\w*|парти\\w+|команд\\w+|клуб\\w*|университет\\w*|организаци\\w+|журнал\\w*|газет\\w+|профсоюз\\w*)
        el: ποι\\w+ (?:εταιρεία|τράπεζα|κόμμα|ομάδα|πανεπιστήμιο|οργάνωση|πλοίο|εφημερίδα)
        tr: hangi (?:şirket|firma|banka|parti|takım|kulüp|üniversite|kurum|gemi|gazete|ilaç şirketi)\\w*
        ar: أي (?:شركة|بنك|حزب|فريق|ناد|جامعة|منظمة|نقابة|سفينة|صحيفة)
        hi: (?:किस|कौन सी|कौनसी) (?:कंपनी|बैंक|पार्टी|टीम|क्लब|विश्वविद्यालय|संस्था|संगठन|अखबार)
        zh: 哪家 | 哪个?(?:公司|银行|政党|球队|俱乐部|大学|组织|机构|报纸|学校) | 什么公司
        ja: どの(?:会社|銀行|政党|チーム|大学|団体|新聞) | 何という会社
        ko: 어느 (?:회사|은행|정당|팀|대학)
        th: (?:บริษัท|ธนาคาร|พรรค|ทีม|มหาวิทยาลัย|องค์กร|โรงเรียน)(?:ใด|ไหน|อะไร)""",
    "CAUSE": """
        en: why | what (?:caused|causes|triggered|sparked|led to|prompted|made|was the (?:cause|reason)|is the (?:cause|reason)) | for what reason | how come | what reason
        de: warum | wieso | weshalb | wodurch | woran | welche[nm]? grund | (?:auslöser|ursache|grund) | weswegen
        vi: vì sao | tại sao | do đâu | vì đâu | lý do | lí do | nguyên nhân | sao lại | khiến | vì cái gì | do cái gì
        fr: pourquoi | (?:cause|causé|provoqué|raison) | qu'est-ce qui a (?:causé|provoqué|déclenché)
        es: por qué | qué (?:causó|provocó|originó|motivó|desencadenó) | (?:causa|motivo)
        it: perché | (?:causa|motivo|ragione) | (?:cosa|che cosa) ha (?:causato|provocato)
        pt: por que | porque | por quê | (?:causa|motivo) | o que (?:causou|provocou)
        ro: de ce | din ce (?:cauză|motiv) | ce a (?:cauzat|provocat)
        nl: waarom | waardoor | (?:oorzaak|reden)
        pl: dlaczego | czemu | z jakiego powodu | co (?:spowodowało|było przyczyną) | przyczyn\\w+
        ru: почему | зачем | отчего | из-за чего | по какой причине | причин\\w+ | что (?:вызвало|привело|стало причиной)
        uk: чому | через що | причин\\w+
        el: γιατί | (?:αιτία|λόγος|λόγο) | τι (?:προκάλεσε|άναψε) | από τι
        tr: neden | niçin | niye | ne sebep\\w* | sebebi\\w* | nedeni\\w*
        ar: لماذا | ما (?:سبب|الذي تسبب|الذي أدى) | سبب
        hi: क्यों | किस (?:वजह|कारण) | कारण | वजह
        sv: varför | orsak\\w*
        da: hvorfor | årsag\\w*
        fi: miksi | syy
        cs: proč | příčin\\w+
        hu: miért
        id: mengapa | kenapa | sebab | penyebab\\w*
        fa: چرا
        zh: 为什么 | 為什麼 | 为何 | 為何 | 原因 | 怎么会 | 因何
        ja: なぜ | どうして | 原因 | 理由 | なんで
        ko: 왜 | 이유 | 원인
        th: ทำไม | เพราะอะไร | เพราะเหตุใด | สาเหตุ | เพราะเจออะไร""",
    "MEANS": """
        en: ^how (?!many|much|long|far|old|tall|high|big|large|fast|often|heavy|deep|wide|come|strong|hot|cold|expensive|thick) | by what means | in what way | with what
        de: ^wie (?!viel|lang|weit|alt|hoch|groß|gross|schnell|oft|schwer|stark|teuer|heiß|kalt|tief|breit|hieß|lautet|nennt|nannte|dick|warm|häufig) | auf welche weise | womit | mithilfe welcher | auf welchem weg
        vi: bằng cách nào | bằng gì | làm thế nào | làm sao | như thế nào | ra sao | cách nào | nhờ đâu
        fr: ^comment (?!s'app|s’app|se nom|appelle) | par quel moyen | de quelle (?:manière|façon) | avec quoi
        es: cómo (?!se llam|se titul|se denom) | de qué (?:manera|forma|modo) | con qué
        it: ^come (?!si chiam|si intitol) | in che modo | con che cosa
        pt: ^como (?!se cham) | de que (?:maneira|forma|modo) | com que
        ro: ^cum (?!se num|se cheam|se chem) | cu ce | prin ce
        nl: ^hoe (?!veel|lang|ver|hoog|oud|groot|zwaar|snel|vaak|laat|heet|heten|diep|breed) | op welke manier | waarmee
        pl: ^jak (?!dług|wysok|dalek|głębok|szybk|szerok|często|się nazyw|ma na|nazyw|brzmi) | w jaki sposób | czym
        ru: ^как (?!назыв|зовут|звали|назв|долго|часто|далеко|высоко|глубоко|быстро) | каким (?:образом|способом) | ^чем | с помощью чего
        uk: ^як (?!назив|звати|довго) | яким чином
        el: ^πώς (?!λέγ|ονομ|λένε|τον λέ|τη|την λέ) | με (?:ποιον τρόπο|τι)
        tr: nasıl | ne ile | neyle | hangi yöntem\\w*
        ar: كيف | بأي (?:طريقة|وسيلة)
        hi: कैसे | किस तरह | किस प्रकार
        sv: ^hur (?!många|mycket|länge|lång|gam|hög|stor|tung|djup|dags)
        fi: miten
        cs: ^jak (?!dlouho|se jmen) | jakým způsobem
        hu: hogyan
        id: bagaimana | dengan apa
        fa: چگونه | چطور
        zh: 怎么(?!会) | 如何 | 怎样 | 用什么
        ja: どうやって | どのように | どのような方法 | 何で作
        ko: 어떻게
        th: อย่างไร | ยังไง | ด้วยอะไร | ด้วยวิธี""",
}
