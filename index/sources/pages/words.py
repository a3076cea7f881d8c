"""How pages name their parts, as data: words of classes, ids and roles. The rules are in ``furniture``."""

from __future__ import annotations

from index.phrases import phrases

# Roles of ARIA that are never an article's text.
ROLES = phrases("""
aria: alert, alertdialog, banner, button, complementary, contentinfo, dialog, menu, menubar, navigation, search, tablist
aria: toolbar
""")
# Attributes whose words say what an element is for.
NAMING = frozenset(
    (
        "class", "id", "itemprop", "aria-label", "data-component", "data-testid", "data-module", "data-type",
        "data-name", "data-area", "data-section",
    )
)  # fmt: skip

# What follows these in a name tells what a page has beside: «has-sidebar», «content-with-ads».
SAYS_WHAT_IS_THERE = frozenset(("has", "no", "with", "without", "not", "hide", "hides", "mit", "ohne"))
# A name that ends in one of these tells what may be done: «comments-enabled».
SAYS_WHAT_IS_ON = frozenset(("enabled", "disabled", "allowed", "off", "free"))

# Where readers speak.
TALK = phrases("""
en: comments, commentlist, comment list, commentsection, comment section, comments section, comments area, comment area
en: comment thread, comments list, reader comments, user comments
de: kommentare, kommentarbereich, kommentarliste, kommentar liste, leserkommentare, leserbriefe, lesermeinungen
fr/es/it/nl/pl/ru: commentaires, comentarios, commenti, reacties, komentarze, kommentarii
all: disqus thread, livefyre
""")
# One word of a name, or two to four in a row: «ArticleShareBar» is «article share bar».
FURNITURE = TALK | phrases("""
share: share, shares, sharing, sharebar, sharebuttons, sharebutton, social, socials, socialmedia, sociable, addthis
share: addtoany
share: teilen, partager, compartir, condividi, bookmark, merken, merkliste, watchlist
letter: newsletter, newsletters, newsletterbox, signup, sign up, subscribe, subscription, abonnieren, mailchimp
letter: abonnement, bulletin, nieuwsbrief, follow us, optin, opt in
sell: paywall, paidbarrier, promo, promos, promobox, promotion, abo, aboteaser, abobox, donate, donation, spenden, cta
sell: call to action, upsell, webshop, affiliate, affiliates, partnerangebot, partnerangebote, gutschein
sell: coupons, membership, reader revenue, inline offer, marketing
ad: ad, ads, adslot, adbox, adunit, adcontainer, adwrapper, advert, adverts, advertisement, advertising, advertorial
ad: anzeige
ad: anzeigen, werbung, publicidad, pubblicita, publicite, reklama, reclame, sponsor, sponsored, sponsoring, dfp, adsense
ad: outbrain, taboola, plista, ligatus, criteo, revcontent, mgid, native ad, zergnet
more: related, relatedarticles, relatedcontent, relatedposts, relatedlinks, recommended, recommendation, recommendations
more: recommender, recirculation, recirc, readmore, read more, read also, read next, readnext, read on, weiterlesen
more: lesetipp
more: lesetipps, lesen sie auch, mehr zum thema, mehrzumthema, zum thema, verwandt, verwandte, empfehlung
more: empfehlungen, empfohlen, ahnlich, meistgelesen, meist gelesen, most read, mostread, most popular, mostpopular
more: most viewed, trending, popular posts, popular articles, more on, more from, more stories, more news, more articles
more: more like this, up next, next article, next post, prev next, previous post, also like, see also, seealso, also on
more: you may like, crosslinks, crosslink, linklist, link list, link box, linkbox, internal link, internal links, onward
more: leggi anche, lire aussi, a lire aussi, lea tambien, leia mais, lees ook, czytaj takze, crosspromo, cross promo
more: topic list, themenseite, themenseiten, infinite scroll, next up, editors picks, in other news, article list
people: byline, bylines, author, authors, authorbox, authorbio, authorinfo, autor, autoren, autorenbox, autorin
people: biography
people: author bio, author box, about author, about the author, auteur, autore, contributors
tags: tags, taglist, tag list, tagcloud, tag cloud, keywords, schlagworte, schlagwoerter, stichworte, article tags
tags: article topics, topic tags, breadcrumb, breadcrumbs, brotkrumen
talk: comment count, commentcount, comments, commentlist, commentsection, comment section, comment form, comment box
talk: comment respond, respond, kommentare, kommentarbereich, disqus, commentaires, comentarios, reactions, feedback
talk: livefyre, leserkommentare, poll, umfrage, survey
tool: cookie, cookies, cookiebanner, consent, gdpr, dsgvo, cmp, toolbar, tooltip, popup, popover, modal, lightbox
tool: overlay, offcanvas, sticky bar, skip link, skiplink, pagination, pager, print only, printonly, screen reader text
tool: mw editsection, toc, table of contents, tableofcontents, inhaltsverzeichnis
tool: sr only, visually hidden, visuallyhidden, font size, textsize, reading time, readingtime, read time, lesezeit
tool: lesedauer, timestamp, dateline time, last updated, audioplayer, audio player, videoplayer, video player
tool: player controls, text to speech, vorlesen, readspeaker, podcastplayer, podcast player, mediaplayer, media player
tool: jwplayer, app banner, app promo, notification, notification bar
tool: push
tool: copyright, imprint, impressum, footnote ad, gallery controls, slideshow controls, rollover, dropdown, jump links
""")
# Teasers lead elsewhere: such an element is furniture where it holds a link, an article's lead where it does not.
TEASERS = phrases("""
all: teaser, teasers, teaserbox, teaserlist, card, cards, article card, embedded article
""")
# What pages call the paragraph under the headline.
LEADS = phrases("""
en: lead, lede, intro, introtext, introduction, standfirst, summary, deck, dek, abstract, excerpt, lead text
en: subheadline, description, teaser
de: vorspann, anleser, teasertext, teaser text, einleitung, unterzeile, dachzeile text, lauftext intro
all: chapeau, entradilla, occhiello, sommario, bajada, ingress, manchet, sapo, zajawka, perex
""")
# Posts of others that are quoted in full, as their networks' own embedding code names them.
QUOTED_POSTS = phrases("""
all: tweet, bluesky embed, x post
""")
