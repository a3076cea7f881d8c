"""How pages speak to their readers, as data: words of many languages. The rules that use them are in ``calls``.

The tables are as in ``phrases``.
"""

from __future__ import annotations

import re

# Consents, players, placeholders of what was embedded: a line that begins so is one, whatever follows.
PLACEHOLDERS = """
de: An dieser Stelle finden Sie einen, An dieser Stelle finden Sie externe, An dieser Stelle finden Sie Inhalte
de: An dieser Stelle befindet sich ein, An dieser Stelle befinden sich, An dieser Stelle wird ein externer
de: An dieser Stelle steht ein externer, An dieser Stelle würden wir
de: Ich bin damit einverstanden
de: Damit können personenbezogene Daten an, Dabei können personenbezogene Daten an
de: Dadurch können personenbezogene Daten an
de: Hier können Sie ihn mit einem Klick, Empfohlener redaktioneller Inhalt, Empfohlener externer Inhalt
de: Externer Inhalt von
de: Externen Inhalt anzeigen, Externe Inhalte anzeigen, Externe Inhalte aktivieren, Externe Inhalte erlauben
de: Dieser externe Inhalt, Dieser Inhalt kann nicht angezeigt, Dieser Inhalt ist nicht verfügbar, Um diesen Inhalt anzu
de: Um diesen externen Inhalt, Zum Anzeigen dieses, Zur Anzeige dieses, Zum Laden dieses Inhalts
de: Ihr Browser unterstützt, Dein Browser unterstützt
de: Bitte aktivieren Sie JavaScript, Bitte aktiviere JavaScript, Bitte erlauben Sie JavaScript
de: JavaScript ist deaktiviert, Dieses Video kann nicht, Dieses Video ist nicht verfügbar, Das Video kann nicht
de: Das Video konnte nicht, Der Inhalt konnte nicht, Video-Player überspringen, Video wird geladen, Podcast wird geladen
de: Audio starten
de: Mehr Informationen dazu in unserer Datenschutz
de: Weitere Informationen finden Sie in unserer Datenschutz
de: Weitere Informationen dazu finden Sie in unserer Datenschutz
de: Mehr dazu in unserer Datenschutz, Mehr Infos dazu in unserer Datenschutz, Sieh dir diesen Beitrag auf
de: Ein Beitrag geteilt von, Dieses Thema im Programm
de: Dieses Thema in den Programmen
en: Your browser does not support, Your browser doesn't support, Please enable JavaScript, JavaScript is required
en: JavaScript is disabled, You need to enable JavaScript, To view this content, To view this video
en: This content is not available in your, This video is not available, This video cannot be played
en: This video can not be played, View this post on, A post shared by, This article contains content provided by
en: We ask for your permission before, To view this content choose
en: This content is hosted by, This content could not be loaded, Allow external content
fr: Votre navigateur ne, Ce contenu n'a pas pu, Pour afficher ce contenu, Pour visualiser ce contenu
fr: Ce contenu est bloqué
fr: Veuillez activer JavaScript, Voir cette publication sur
es: Tu navegador no, Su navegador no, Este contenido no está disponible, Para ver este contenido
es: Ver esta publicación en
it: Il tuo browser non, Questo contenuto non è, Per visualizzare questo contenuto, Visualizza questo post su
pt: Seu navegador não, O seu navegador não, Este conteúdo não está, Ver essa foto no, Ver esta publicação no
nl: Je browser ondersteunt, Uw browser ondersteunt, Om deze inhoud te, Deze inhoud kan niet, Dit bericht op Instagram
pl: Twoja przeglądarka nie, Wyświetl ten post na, Aby zobaczyć tę treść
sv/da/no: Din webbläsare stöder, Din browser understøtter, Nettleseren din støtter
tr: Tarayıcınız, Bu içerik görüntülenemiyor
ru/uk: Ваш браузер не, Ваш браузер не підтримує, Посмотреть эту публикацию в
vi: Trình duyệt của bạn không
zh/ja/ko: 您的浏览器不支持, 您的瀏覽器不支援, お使いのブラウザ, 브라우저가 지원하지
ar: متصفحك لا يدعم, المتصفح لا يدعم
"""

# What also begins a sentence of the news: such a line is one where it speaks of what is embedded.
MAYBE_PLACEHOLDERS = """
de: Mit Ihrer Zustimmung, Mit deiner Zustimmung, Um externe Inhalte, Ihr Browser kann, Der Browser unterstützt
de: Das Abspielen der, Bitte stimmen Sie, Bitte akzeptieren Sie, Sie können Ihre Zustimmung
de: Sie können Ihre Einwilligung, Ihre Einwilligung, Über dieses Thema berichtete, Über dieses Thema berichten
"""
EMBEDDED = re.compile(
    r"(?<!\w)(?:extern\w*\sinhalt\w*\s(?:.*\s)?(?:geladen|an(?:ge)?zu?zeig\w*|angezeigt\w*|aktivier\w*|sehen|laden|abrufen)|geladen"
    r"|youtube|twitter|x\.com|instagram|facebook|tiktok|vimeo|spotify|drittanbieter\w*|cookies?|datenschutz\w*"
    r"|personenbezogen\w*|widerrufen|javascript|(?:audio|video)\w*|nicht|keine?|klick\w*|anzuzeigen"
    r"|\d{1,2}\.\s?(?:\d{1,2}\.|[^\W\d_]{3,9}\s)\s?\d{2,4}|um\s\d{1,2}[.:]\d{2})(?!\w)",
    re.IGNORECASE,
)

# What stands where an article is not free to read.
PAYWALLS = """
de: Weiterlesen mit, Jetzt weiterlesen mit, Lesen Sie weiter mit, Lesen Sie jetzt weiter mit
de: Lesen Sie diesen Artikel mit
de: Lesen Sie diesen Artikel weiter, Diesen Artikel weiterlesen, Um diesen Artikel weiterzulesen
de: Um diesen Artikel lesen zu können, Um diesen Artikel vollständig, Um weiterzulesen, Sie haben bereits ein Abo
de: Sie haben bereits ein Digital, Sie haben bereits ein Konto, Sie haben schon ein Abo, Haben Sie bereits ein Abo
de: Sie sind bereits Abonnent, Sie sind schon Abonnent, Du hast bereits ein Abo, Bereits Abonnent, Schon Abonnent
de: Noch kein Abo, Dieser Artikel ist exklusiv für, Dieser Artikel ist nur für Abon
de: Dieser Inhalt ist exklusiv für, Dieser Inhalt ist nur für Abon, Dieser Beitrag ist nur für Abon
de: Dieser Beitrag ist exklusiv für, Exklusiv für Abonnent, Nur für Abonnent, Exklusiv für Plus
de: Unbegrenzter Zugriff auf alle, Unbegrenzter Zugang zu allen, Zugriff auf alle Artikel, Zugang zu allen Artikeln
de: Sie möchten weiterlesen, Sie wollen weiterlesen, Möchten Sie weiterlesen
en: To continue reading, Already a subscriber, Already a member?
en: Already have an account?, Not a subscriber, Subscribe to continue, Subscribe to read, Subscribe for full access
en: Sign in to continue, Sign in to read, Log in to continue, Register to continue, This article is for subscribers
en: This article is only available to subscribers, This story is for subscribers, This content is for subscribers
fr: Cet article est réservé aux abonnés, La suite est réservée, Déjà abonné, Vous êtes déjà abonné
es: Para continuar leyendo, Para seguir leyendo, Contenido exclusivo para suscriptores, ¿Ya eres suscriptor
it: Per continuare a leggere, Sei già abbonato, Articolo riservato agli abbonati
pt: Para continuar lendo, Conteúdo exclusivo para assinantes, Já é assinante
nl: Verder lezen met, Al abonnee, Dit artikel is alleen voor abonnees
pl: Aby czytać dalej, Masz już prenumeratę
ru: Чтобы продолжить чтение, Материал доступен только подписчикам
"""

# Offers and requests: a line that begins so and ends in no full stop.
OFFERS = """
de: Jetzt kostenlos testen, Jetzt gratis testen, Jetzt Abo abschließen, Jetzt Abonnent werden
de: Jetzt Mitglied werden, Jetzt kostenlos registrieren
de: Alle Artikel lesen
de: Voller Zugriff auf alle, Noch nicht registriert, Abo abschließen
de: Hier geht's zum, Hier geht's zur, Hier geht es zum
de: Hier geht es zur, Hier geht es zu
de: Haben Sie einen Fehler
de: Was denken Sie zu diesem Thema, Was meinen Sie zu diesem Thema, Ihre Meinung ist gefragt, Hat Ihnen der Artikel
de: Hat Ihnen dieser Artikel, Hat Ihnen dieser Beitrag, Wie hat Ihnen der Artikel, Wie hat Ihnen dieser Artikel
de: Bild vergrößern, Bildergalerie öffnen
de: Zur Bildergalerie, Klicken Sie sich durch
en: To read the full story, To Read the Full Story, Story continues below, Click to tweet, Click To Tweet
en: Explore further, Tell us what you think, Share your thoughts
en: Join the conversation, Have a news tip, Got a tip, Send us your
fr: Je m'abonne, S'abonner pour, Il vous reste
es: Suscríbete por, Regístrate gratis
it: Abbonati ora
"""

# Such offers begin headlines as well: after them stands a word at most, or a mark and what is offered.
SHORT_OFFERS = """
de: Jetzt testen, Jetzt anhören, Jetzt ansehen, Jetzt bestellen, Jetzt lesen, Alle Bilder, Zur Übersicht, Zum Archiv
de: Schreiben Sie uns, Schreib uns, Diskutieren Sie mit, Feedback geben, Fehler gefunden, Fehler entdeckt, Abo testen
de: Monatlich kündbar, Jederzeit kündbar, Zum Livestream, Zum Newsletter, Bereits Kunde, Bereits registriert
de: Alle Artikel frei, Jetzt registrieren, Jetzt anmelden, Jetzt einloggen, Hier anmelden, Hier einloggen
"""

# The page asks its reader to do something: these begin a sentence, and one of ``ASKED`` tells what for.
ASKING = """
en: Click here, Tap here, Get the latest, Get our, Get all, Sign up, Subscribe, Never miss, Don't miss, Enter your
en: Join our
en: Receive, Want more, Want the latest, Like what you
de: Klicken Sie hier, Klick hier, Hier klicken, Hier geht's zu, Hier geht es zu, Hier können Sie, Hier kannst du
de: Melden Sie sich, Melde dich, Abonnieren Sie, Abonniere, Abonniert, Jetzt abonnieren, Jetzt den, Jetzt unseren
de: Jetzt für, Jetzt kostenlos, Jetzt Newsletter, Jetzt zum, Kostenlos abonnieren, Bleiben Sie auf dem Laufenden
de: Bleib auf dem Laufenden, Verpassen Sie, Verpasse, Sie möchten keine, Sie wollen keine, Sie wollen immer
de: Sie möchten immer, Keine Nachrichten mehr, Nichts mehr verpassen, Nichts verpassen, Immer auf dem Laufenden
de: Immer informiert, Immer bestens informiert, Die wichtigsten Nachrichten, Das Wichtigste des Tages
de: Alle wichtigen Nachrichten, Alles Wichtige, Mit unserem, Unser Newsletter, Unseren Newsletter
de: In unserem Newsletter, Newsletter abonnieren, Newsletter-Anmeldung, Holen Sie sich, Hol dir, Erhalten Sie
de: Lassen Sie sich, Tragen Sie, Interessiert an, Möchten Sie, Wollen Sie, Noch mehr, Mehr Nachrichten
fr: Cliquez ici, Inscrivez-vous, Abonnez-vous, Recevez, Ne manquez
es: Haga clic aquí, Haz clic aquí, Pincha aquí, Suscríbete, Suscríbase, Recibe, Reciba, Regístrate, No te pierdas
it: Clicca qui, Iscriviti, Ricevi, Resta aggiornato, Non perdere
pt: Clique aqui, Inscreva-se, Receba, Assine, Cadastre-se
nl: Klik hier, Schrijf je in, Meld je aan, Abonneer, Ontvang, Mis niets
pl: Kliknij tutaj, Zapisz się, Subskrybuj
tr: Buraya tıklayın, Abone olun, Kaydolun
vi: Bấm vào đây, Nhấn vào đây, Đăng ký nhận
ru/uk: Нажмите здесь, Подпишитесь, Подписывайтесь, Натисніть тут, Підпишіться
"""
ASKED = re.compile(
    r"(?<!\w)(?:[\w-]*newsletter\w*|infolettre|boletín|boletines|nieuwsbrief\w*|biuletyn\w*|bülten\w*|рассылк\w*|розсилк\w*"
    r"|bản tin|subscribe|inbox|postfach|for more information|push-?(?:nachrichten|mitteilungen|benachrichtigungen)"
    r"|whatsapp-?kanal|telegram-?kanal)(?!\w)",
    re.IGNORECASE,
)
# In a line that ends in no full stop these tell it too.
ASKED_IN_SHORT = re.compile(
    r"(?<!\w)(?:apps?|podcasts?|e-?mail\w*|downloads?|abonnieren|anmelden|registrieren|einloggen)(?!\w)", re.IGNORECASE
)

# Who else worked on it: the last lines of many agency reports.
CONTRIBUTIONS = re.compile(
    r"\W{0,3}(?:"
    r"(?:[^.!?]|(?<=[A-Z])\.|(?<=Dr)\.|(?<=Jr)\.){3,250}"
    r"\scontributed (?:to this (?:report|story|article|post|review)|reporting)(?!\w)[^.!?]{0,120}"
    r"|additional reporting by\s.{3,300}"
    r"|(?:with )?(?:reporting|writing|compiled)\sby\s.{3,250}(?:editing|edited)\sby\s.{3,100}"
    r"|(?:mitarbeit|redaktionelle mitarbeit|redaktion|übersetzung|dokumentation)\s?:\s?[^.!?]{3,100}"
    r")\W{0,3}",
    re.IGNORECASE,
)
