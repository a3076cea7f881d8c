"""Numbers, units and times as news writes them: data for ``index.expectation``.

Each table maps a tag to words of many languages, casefolded. ``metr*`` stands for every word that begins so. Words of
Vietnamese stand apart: its short syllables are words of other languages, too.
"""

# ruff: noqa: E501 -- a language a line
from __future__ import annotations

UNITS: dict[str, str] = {
    "number": """
        two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozen* hundred* thousand* half both twice triple
        zwei zwo drei dreien vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert* tausend* dutzend* beide beiden beider doppelt zweimal dreimal zweihundert* dreihundert* anderthalb eineinhalb
        deux trois quatre cinq sept huit dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante quatre-vingt cent cents mille milliers centaine* dizaine* vingtaine trentaine cinquantaine douzaine
        dos tres cuatro cinco seis siete ocho nueve diez doce trece catorce quince dieciséis veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento cientos doscient* trescient* quinientos mil miles docena* decena* ambos ambas
        due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento duecento trecento mila duemila migliaia centinaia decine entrambi entrambe
        dois duas três quatro oito dez onze doze treze catorze quinze vinte trinta quarenta cinquenta sessenta oitenta cem duzent* trezent* dezenas centenas milhares
        doi două trei patru cinci șase şase șapte şapte opt nouă zece unsprezece doisprezece douăsprezece cincisprezece douăzeci treizeci patruzeci cincizeci sută sute mie mii zeci ambii ambele
        twee drie vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien twintig dertig veertig vijftig honderd* duizend* tientallen beide
        dwa dwie dwóch dwaj dwoje trzy trzej trzech cztery czterech pięć pięciu sześć sześciu siedem siedmiu osiem ośmiu dziewięć dziesięć dziesięciu jedenaście dwanaście kilkanaście czternaście trzynaście szesnaście siedemnaście osiemnaście dziewiętnaście piętnaście dwadzieścia trzydzieści czterdzieści pięćdziesiąt sto dwieście trzysta czterysta pięćset setki tysiąc* tysięcy oba obie
        два две двух двум двумя двое трое четверо пятеро три трёх трех тремя четыре четырёх четырех пять пяти шесть шести семь семи восемь восьми девять девяти десять десяти одиннадцат* двенадцат* тринадцат* четырнадцат* пятнадцат* шестнадцат* двадцат* тридцат* сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто сто ста двести триста четыреста пятьсот сотни сотен тысяч* тыс десятк* оба обе дюжин* полтора полторы
        δύο δυο τρεις τρία τριών τέσσερις τέσσερα τεσσάρων πέντε έξι επτά εφτά οκτώ οχτώ εννέα εννιά δέκα έντεκα δώδεκα δεκαπέντε είκοσι τριάντα σαράντα πενήντα εξήντα εβδομήντα ογδόντα ενενήντα εκατό διακόσι* τριακόσι* πεντακόσι* χίλι* χιλιάδες δεκάδες εκατοντάδες
        iki üç dört beş altı yedi sekiz dokuz on yirmi otuz kırk elli altmış yetmiş seksen doksan yüz bin binlerce yüzlerce onlarca ikisi üçü buçuk
        اثنان اثنين اثنتان اثنتين ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية ثماني ثمان تسعة تسع عشرة عشر عشرون عشرين ثلاثون ثلاثين أربعون أربعين خمسون خمسين ستون ستين سبعون سبعين ثمانون ثمانين تسعون تسعين مئة مائة مئتا مئتي مئات ألف ألفا آلاف ألفي عشرات نصف
        दो तीन चार पांच पाँच छह छः सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस पच्चीस तीस चालीस पचास साठ सत्तर अस्सी नब्बे सौ हजार हज़ार दर्जन* दोनों तीनों आधा आधे डेढ़ ढाई
        två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton tjugo trettio fyrtio femtio hundra* tusen* båda to fire seks syv otte åtte ni ti tolv tyve tjue tredive halvtreds hundrede* tusind* begge
        kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen kaksitoista sata satoja tuhat tuhansia kaksikymmentä molemmat
        dva dvě dvou tři čtyři pět šest sedm osm devět deset jedenáct dvanáct patnáct dvacet třicet čtyřicet padesát stovky tisíc* desítky
        kettő két három négy öt hat hét nyolc kilenc tíz tizenöt húsz harminc negyven ötven száz ezer
        двоє три чотири п'ять шість сім вісім дев'ять десять двадцять сто тисяч* сотні десятки
        dua tiga empat lima enam tujuh delapan sembilan sepuluh belas puluh ratus ribu seratus seribu ratusan ribuan
        دو سه چهار پنج شش هفت هشت نه ده بیست سی چهل پنجاه صد هزار""",
    "magnitude": """
        million* billion* trillion* millione* milliarde* mio mrd mio millón millones millardo mil milioane milion* miliard* miljoen miljard milhão milhões bilhão bilhões mln mld bn
        млн миллион* млрд миллиард* тыс тысяч* мільйон* мільярд* εκατομμύρι* εκατομμυρίων εκατ δισεκατομμύρι* δισ χιλιάδες milyon* milyar* مليون ملايين مليار مليارات लाख करोड़ अरब miljon* miljard* miljoner milliárd millió juta miliar میلیون میلیارد tisíc""",
    # Articles in many languages: numbers before a unit only.
    "one": """
        one a an single ein eine einen einem einer eines un une uno una um uma unei unui een één jeden jedna jedno jednego jednej jedną один одна одно одну одного одной ένα έναν ένας μία μια μιας ενός bir واحد واحدة एक en ett et yksi yhden egy один satu se یک
        several few couple mehrere mehreren einige einigen wenige wenigen paar plusieurs quelques varios varias algunos algunas diversi alcuni alcune vários várias alguns algumas câteva câțiva enkele aantal meerdere kilka kilku parę несколько нескольких пару μερικές μερικά λίγες αρκετές birkaç عدة بضعة कई कुछ flera några flere noen nogle muutaman několik néhány кілька beberapa چند
        halbe halben halbes halb demi demie medio media mezzo mezza meio meia jumătate half pół полтора полторы μισή μισό yarım νο नصف نصف""",
    "currency": """
        € $ £ ¥ ₫ ₽ ₹ ฿ ₺ ₩ ₴ ₪ euro* eur dollar* dólar* dollari dolar* usd pound pounds gbp quid cent cents pence pfund franken franc* franc* chf peso* real reais rupie* rupee* rupia* rupiah yen yuan krone* kronor kroner kronen crown crowns sek nok dkk forint korun* koruna koruny euros livre* libra* sterlin* sterling lira* lire
        złot* grosz* złotych złote zł pln lei leu ron рубл* руб коп копе* доллар* долл евро гривен* гривн* фунт* юан* тенге ευρώ ευρω λεπτά δολάρι* δολαρίων λίρες tl lirası kuruş avro
        دينار* درهم* دولار* ريال* جنيه* يورو ليرة ليرات दिनार रुपये रुपए रुपया रुपयों डॉलर यूरो रुपयेका तومان تومان ریال دلار یورو taler taka bitcoin* dirham* dinar* riyal* shilling* naira rand baht tugrik*""",
    "length": """
        m km cm mm ft mi mile miles meter* metre* kilomet* centimet* zentimet* millimet* foot feet inch* yard* acre* hectare* hektar* ha fuß zoll meile* seemeile* nautical quadratmeter* quadratkilometer* mètre* metro metros metri kilómet* chilomet* quilómet* quilômet* centímet* centimetr* ettar* hectárea* hectares milla* miglia milha* legua*
        kilometr* metr* metru metrów metrach centymetr* hektar* mila mil* метр* километр* км м см мм сантиметр* гектар* га миль мили μέτρ* χιλιόμετρ* εκατοστ* χλμ στρέμμα* στρεμμάτων εκτάρι* metre* kilometre* santim* santimetre* dönüm* hektar* متر* أمتار كيلومتر* كم كيلومترا سنتيمتر* هكتار* मीटर किलोमीटर किमी सेंटीमीटर एकड़ हेक्टेयर फुट फीट इंच मील mil kilometri* kilometriä metriä kilometrů méter kilométer метрів кілометр* kaki کیلومتر storey* storeys stories stockwerk* piętr* etage* étages""",
    "weight": """
        kg g gram* gramm* kilo* kilogram* kilogramm* mg tonne* tonnen ton tons tons pound* lb lbs ounce* oz stone litre* liter* l hl hectolitre* hektoliter* millilit* gallon* barrel* barrique* cubic kubikmeter* m3 m³ zentner quintal* quintale* pfund tonnellat* tonelada* tone tonę litri litro* litros litru libra* kilogramos chili chilogramm* quilo*
        ton tony tonę litr* kilogram* тонн* т килограмм* кг грамм* г литр* л кубометр* кубических баррел* τόνους τόνοι τόνων τόνο κιλά κιλό κιλών λίτρα λίτρων γραμμάρι* κυβικά ton tonluk kilo kilogram gram litre metreküp طن أطنان طنا كيلوغرام* كيلو غرام* لتر* مكعب टन किलो किलोग्राम ग्राम लीटर क्विंटल घन tonnia kiloa litraa tun tonna kilogramm* літр* تن کیلوگرم لیتر""",
    "duration": """
        second* minute* hour* day* night* week* fortnight* month* year* decade* centur* sec secs min mins hr hrs
        sekunde* sekündig* minute* minütig* stunde* std stündig* tag tage tagen tages tägig* nacht nächte nächten woche* wöchig* monat* jahr jahre jahren jahres jährig* jahrzehnt* jahrhundert* quartal* schichten
        seconde* heure* h jour jours journée* nuit* semaine* mois an ans année* décenn* siècle* segundo* minuto* hora horas día días noche* semana* mes meses año años década* siglo* trimestre* secondi ora ore giorno giorni notte notti settiman* mese mesi anno anni decenni* secol* dia dias noite* mês ano anos século*
        secunde secundă minut* oră ore zi zile nopți săptămân* lună luni an ani deceni* secole secol uur uren dag dagen nachten weken maand* jaar jaren eeuw* decenni* seconden minuten godzin* minut* sekund* dzień dni* noc nocy tydzień tygodni* miesiąc* miesięcy rok roku lat lata wiek* dekad*
        секунд* минут* час часа часов часовой сутки суток дня дней день ночей ночи недел* месяц* год года лет годов десятилети* век веков века χρόνια χρόνο χρόνων έτη έτος ετών μήνες μήνα μηνών εβδομάδ* ημέρ* μέρες μέρα ώρες ώρα ωρών λεπτά λεπτών δευτερόλεπτ* αιώνες δεκαετί* saniye* dakika* saat* gün* gece* hafta* ay aylık ayda ayı yıl* sene* asır yüzyıl* onyıl*
        ثانية ثوان ثواني دقيقة دقائق ساعة ساعات يوما يوم أيام ليلة ليال أسبوع* أسابيع شهر شهرا أشهر شهور سنة سنوات عام عاما أعوام عقود عقد قرون قرن सेकंड मिनट घंटे घंटा घंटों दिन दिनों रात रातों सप्ताह हफ्ते हफ़्ते महीने महीना महीनों माह साल सालों वर्ष वर्षों दशक* सदियों सदी timmar timme dagar dygn veckor vecka månad* år årtionden timer dage uger måneder døgn uker uke tuntia tunnin päivä* viikko* kuukau* vuotta vuoden hodin hodiny dní týdn* měsíc* let roky óra órá* nap napig hét hónap* év évig годин* днів тижн* місяц* років jam menit detik hari minggu bulan tahun ساعت دقیقه روز هفته ماه سال""",
    # A length of time in one word.
    "lasting": "overnight jahrelang* monatelang* wochenlang* tagelang* stundenlang* nächtelang* jahrzehntelang* jahrhundertelang* minutenlang* halbjahr halbstündig* полгода полчаса полдня многолетн* yıllarca aylarca haftalarca saatlerce saatlik günlük haftalık uzun półtora półgodzinn* يومين ساعتين أسبوعين شهرين سنتين عامين دقيقتين półroku двухлетн* трёхлетн* двухдневн* трёхдневн* трехдневн* двухнедельн* двухчасов* трёхчасов* двухмесячн*",
    "age": "old aged age jährig* jährlich* alt alter lebensjahr yaşında* yaşındaki* yaşlı yaş yıllık летн* лет годовал* -летн* χρον* ετών ετής ετη letni* letnia lat ans âgé* edad anni anos idade ani jaar jarige år åring* årige vuotias vuotiaan éves річн* років usia umur tahun ساله سالگی वर्षीय साल उम्र عاما عامًا عمره عمرها سنة year years jahre jahren años χρόνια let letý letá",
    "share": "% ‰ percent* pct prozent* prozentpunkt* pourcent* procent* procenta proc porcentaje percentuale percentual porciento quarter* third* halves half hälfte drittel* viertel* fünftel* zehntel* moitié tiers quart* mitad tercio* cuarta metà terz* quart* metade terço jumătate sfert treime helft kwart procentow* połow* połowa ćwierć tercja процент* половин* треть трети четверт* ποσοστ* τοις μισό μισά τέταρτο τρίτο yüzde yarısı* üçte çeyreğ* بالمئة بالمائة نسبة النصف ثلث ربع प्रतिशत फीसदी फीसद आधा तिहाई चौथाई prosent* prosentti* prosenttia százalék* відсотк* persen separuh درصد polovin* hälften halvdelen tredjedel* fjärdedel* puolet fele",
    "rate": "° °c °f c f celsius fahrenheit grad degree* degrés grados gradi graus grade graden stopni stopnie градус* βαθμ* βαθμούς derece* درجة درجات डिग्री grader astetta stupňů fok градус* derajat درجه kmh kph mph knot* knoten nœud* nudos nodi nós noduri węzłów узл* κόμβ* mil stundenkilometer* geschwindigkeit speed vitesse velocidad velocità velocidade viteză snelheid prędkoś* скорост* ταχύτητ* hız* hızla سرعة रफ्तार रफ़्तार गति hastighet",
    "clock": "a.m p.m am pm o'clock oclock uhr heures h noon midnight mittag mitternacht midi minuit mediodía medianoche mezzogiorno mezzanotte meia-noite południe północ полдень полночь полночи μεσημέρι μεσάνυχτα öğlen midday ora orele godz godzin* hodin* klockan kl klo kello jam pukul часов часа час utra утра вечера ώρα π.μ μ.μ saat* الساعة بजे बजे बजकर ساعت о óra* uur noaptea",
}

TIMES: dict[str, str] = {
    "month": """
        january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
        januar februar märz juni juli oktober dezember janvier février mars avril mai juin juillet août octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre janeiro fevereiro março maio junho julho setembro outubro dezembro
        ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie januari februari maart mei augustus stycz* lutego lutym marca marcu kwietni* maja czerwc* lipca lipcu sierpni* wrześ* październik* listopad* grudni* январ* феврал* марта марте март апрел* мая мае май июн* июл* август* сентябр* октябр* ноябр* декабр* ιανουαρ* φεβρουαρ* μαρτίου μάρτιο απριλ* μαΐου μάιο ιουν* ιουλ* αυγούστ* σεπτεμβρ* σεπτέμβρ* οκτωβρ* οκτώβρ* νοεμβρ* νοέμβρ* δεκεμβρ* δεκέμβρ*
        ocak ocakta şubat* mart nisan* mayıs* haziran* temmuz* ağustos* eylül* ekim* kasım* aralık aralıkta يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين जनवरी फरवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर सितम्बर अक्टूबर अक्तूबर नवंबर नवम्बर दिसंबर दिसम्बर
        maj augusti marts augustus tammikuu* helmikuu* maaliskuu* huhtikuu* toukokuu* kesäkuu* heinäkuu* elokuu* syyskuu* lokakuu* marraskuu* joulukuu* ledna února března dubna května června července srpna září října listopadu prosince január* február* március* április* május* június* július* augusztus* szeptember* október* november* december* січн* лютого березн* квітн* травн* червн* липн* серпн* вересн* жовтн* листопад* грудн* maret juni juli agustus desember فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند""",
    "day": """
        monday* tuesday* wednesday* thursday* friday* saturday* sunday* yesterday today tonight tomorrow weekend montag* dienstag* mittwoch* donnerstag* freitag* samstag* sonnabend* sonntag* gestern heute morgen vorgestern übermorgen wochenende lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd demain lunes martes miércoles jueves viernes sábado* domingo* ayer hoy mañana anoche anteayer lunedì martedì mercoledì giovedì venerdì sabato domenica ieri oggi domani stasera stamattina segunda-feira terça* quarta-feira quinta-feira sexta-feira ontem hoje amanhã
        luni marți marţi miercuri joi vineri sâmbătă duminică ieri azi astăzi mâine maandag* dinsdag* woensdag* donderdag* vrijdag* zaterdag* zondag* gisteren vandaag poniedział* wtorek wtork* środę środa środy czwart* piątek piątk* sobot* niedziel* wczoraj dziś dzisiaj jutro понедельник* вторник* среду среда среды четверг* пятниц* суббот* воскресень* вчера сегодня завтра позавчера накануне δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή χθες χτες σήμερα αύριο pazartesi* salı çarşamba* perşembe* cuma cumartesi* pazar dün bugün yarın الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد أمس اليوم غدا غدًا सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार आज
        måndag* tisdag* onsdag* torsdag* fredag* lördag* söndag* mandag* tirsdag* lørdag* søndag* igår idag maanantai* tiistai* keskiviikko* torstai* perjantai* lauantai* sunnuntai* eilen tänään pondělí úterý středu čtvrtek pátek sobotu neděli včera dnes hétfő* kedd* szerd* csütörtök* péntek* szombat* vasárnap* tegnap понеділ* вівтор* середу четвер п'ятниц* субот* неділ* вчора сьогодні senin selasa rabu kamis jumat sabtu minggu kemarin دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه دیروز امروز
        spring autumn summer winter christmas easter midsummer dawn dusk frühjahr* frühling* sommer* herbst* winter* weihnacht* ostern pfingst* jahresende jahresanfang jahreswechsel printemps automne été hiver noël primavera verano otoño invierno estate autunno inverno verão outono primăvar* toamn* vară iarn* voorjaar herfst zomer wiosn* jesie* latem zim* весн* осен* летом лета зимой зимы άνοιξη φθινόπωρο καλοκαίρι χειμώνα ilkbahar* sonbahar* kışın yazın الربيع الخريف الصيف الشتاء""",
    "period": """
        night morning evening afternoon week month year season decade century nacht morgen abend woche monat jahr jahres jahrhundert jahrhunderts saison nuit matin soir semaine mois année an siècle siglo noche semana mes año settimana mese anno notte secolo noite mês ano século săptămâna săptămână luna lună anul secolul week maand jaar eeuw tygodniu tydzień miesiącu roku wieku неделе неделю недели месяце месяца году год года ночью ночь веке века εβδομάδα μήνα χρόνο έτος αιώνα νύχτα hafta ay yıl gece yüzyıl* الأسبوع الشهر العام السنة القرن सप्ताह हफ्ते महीने साल वर्ष veckan månaden året viikolla kuussa vuonna týdnu týden roce rok héten évben році році tahun minggu bulan سال هفته ماه""",
    "near": """
        last next this coming past previous following same that earlier ago later since until early late end beginning letzte* nächste* kommende* vergangene* vorige* diesen dieser dieses anfang ende mitte seit vor bis dernier dernière prochain* passé* cette ce fin début dès pasado pasada próximo próxima este esta finales principios scorso scorsa prossimo prossima questo questa fine inizio passado passada próxima fim trecut* viitor* acest* această sfârșitul vorige volgende komende afgelopen zeszł* ubiegł* przyszł* tym końca ostatni* прошл* следующ* этом этой будущ* конце конца начале прошедш* минувш* текущ* περασμέν* επόμεν* προηγούμεν* φέτος πέρυσι geçen gelecek önümüzdeki bu önce sonra الماضي الماضية المقبل المقبلة القادم الحالي الجاري पिछले अगले इस गत förra nästa sidste næste forrige neste viime ensi minulého příštího múlt jövő минул* наступн* lalu depan گذشته آینده""",
}

VIETNAMESE: dict[str, str] = {
    "number": "hai ba bốn tư sáu bảy bẩy tám chín mười mươi trăm nghìn ngàn vạn chục tá lăm mốt rưỡi nửa gấp đôi",
    "magnitude": "triệu tỷ tỉ nghìn ngàn trăm",
    "one": "một năm vài mấy nửa cả nhiều",
    "currency": "đồng đ vnd vnđ usd đô euro nhân tệ yên won bảng rúp franc $ € £ ₫ ¥ usd eur",
    "length": "mét m km cm mm ki-lô-mét cây xăng-ti-mét hecta héc-ta ha sải dặm tầng bộ inch m2 thước",
    "weight": "kg kí ký kilôgam ki-lô-gam cân gam gram tấn tạ yến lít khối m3 gallon thùng",
    "duration": "giây phút giờ tiếng ngày đêm tuần tháng quý năm thập kỷ thế tuổi",
    "age": "tuổi tròn",
    "share": "% phần nửa phân",
    "rate": "độ °c km/h hải lý °",
    "clock": "giờ h rưỡi trưa đêm",
    "month": "tháng",
    "day": "qua kia nay mai nhật xuân hạ thu đông tết rạng",
    "period": "năm tháng tuần ngày hôm sáng chiều tối đêm trưa mùa",
    "near": "trước sau tới qua ngoái nay này rồi kia cuối đầu vừa",
}

SPACELESS: dict[str, str] = {
    "currency": "元|円|圆|块钱|人民币|美元|欧元|歐元|英镑|日元|韩元|卢布|ドル|ユーロ|ポンド|ウォン|บาท|ดอลลาร์|ยูโร|เยน|원|달러|유로|엔",
    "length": "米|公里|千米|厘米|毫米|公尺|英里|英尺|平方|公顷|公頃|亩|层|メートル|キロ|センチ|ミリ|ヘクタール|階|กิโลเมตร|กม|เมตร|เซนติเมตร|ซม|ไร่|ไมล์|ตารางเมตร|미터|킬로미터|㎞|센티미터|㎡|m|km|cm",
    "weight": "吨|噸|公斤|千克|斤|克|升|立方|桶|トン|キロ|グラム|リットル|立方メートル|ตัน|กิโลกรัม|กก|กรัม|กิโล|ลิตร|ลูกบาศก์|톤|킬로그램|리터|그램|kg|t",
    "duration": "秒|分钟|分鐘|小时|小時|个小时|天|日间|周|星期|个月|個月|年|世纪|世紀|分間|時間|日間|週間|か月|ヶ月|カ月|ヵ月|年間|分|日|วินาที|นาที|ชั่วโมง|วัน|คืน|สัปดาห์|เดือน|ปี|ทศวรรษ|ศตวรรษ|초|분|시간|일|주|개월|년|세기",
    "age": "岁|歲|歳|才|周岁|ขวบ|ปี|세|살|年",
    "share": "%|％|％|成|割|分の|パーセント|倍|เปอร์เซ็นต์|퍼센트|분의",
    "rate": "度|℃|°|节|ノット|級|级|องศา|น็อต|도",
    "clock": "时|時|点|點|น\\.|นาฬิกา|โมง|ทุ่ม|시",
}
