"""Parameters of addresses that tell where a reader came from, as data. What uses them is in ``web_addresses``.

Never here: what can say which article is meant (id, p, article, story, aid, cid, nid, newsid, page).
"""

from __future__ import annotations

from typing import Final

PREFIXES: Final = (
    "utm_", "mtm_", "matomo_", "pk_", "piwik_", "hsa_", "ns_", "at_", "ga_", "wt.", "itm_", "fb_action_", "guce_",
    "__hs", "_hs", "sc_camp", "vero_", "oly_",
)  # fmt: skip

NAMES: Final = frozenset([
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "ymclid", "twclid",
    "ttclid", "li_fat_id", "igshid", "igsh", "epik", "rdid", "mibextid", "sfnsn", "_ga", "_gl", "_openstat",
    "_branch_match_id", "__twitter_impression", "tblci", "dicbo", "irclickid", "irgwc", "cjevent", "wickedid",
    "mc_cid", "mc_eid", "mkt_tok", "hsctatracking", "ml_subscriber", "ml_subscriber_hash", "bxid", "s_cid",
    "s_kwcid", "ef_id", "esrc", "trk", "trkcampaign", "ref_src", "ref_url", "cmpid", "cmp", "ncid", "ocid",
    "icid", "intcid", "taid", "smid", "smtyp", "smprod", "ftag", "traffic_source", "ito", "mbid", "sref", "srnd",
    "leadsource", "fb_ref", "fb_source", "action_object_map", "action_type_map", "guccounter", "soc_src",
    "soc_trk", "sr_share", "share_id", "xtor", "xtref", "wt_mc", "wt_zmc", "wt_ref", "wtmc", "spm", "vgo_ee",
    "gsaauid", "replytocom", "phpsessid",
])  # fmt: skip

# Names that say it only together with such a value: «feature=share», «from=rss».
NAMES_WITH_VALUES: Final = frozenset([
    "feature", "from", "ref", "src", "source", "partner", "via", "share", "shared", "referrer", "referer", "emc",
    "rel",
])  # fmt: skip
VALUES: Final = frozenset([
    "rss", "rss1", "rss2", "rss20", "atom", "feed", "feeds", "rssfeed", "rss_feed", "rss-feed", "rss_news",
    "newsfeed", "newsletter", "share", "sharing", "shared", "twitter", "facebook", "whatsapp", "telegram",
    "linkedin", "reddit", "pinterest", "email", "mail", "copylink", "copy_link", "google", "googlenews",
    "google_news", "youtu.be",
])  # fmt: skip
