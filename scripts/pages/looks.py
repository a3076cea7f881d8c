"""One HTML page that needs nothing else, light or dark."""

from __future__ import annotations

from html import escape

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6675; --faint: #b9c1cc; --paper: #fbfbfa; --card: #fff;
  --good: #1b7f4d; --bad: #b3372e; --line1: #2563b8; --line2: #d9730d; --line3: #1b8a6b; --line4: #a13ba8;
  --line5: #b3372e; --line6: #6a7a00; --line7: #6b6f78; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --soft: #9aa6b5; --faint: #465160; --paper: #14181e;
  --card: #1b2129; --good: #58c98f; --bad: #f0857b; --line1: #74aef5; --line2: #f3a45b; --line3: #57cfac;
  --line4: #dd8be3; --line5: #f0857b; --line6: #c3d04e; --line7: #a9afb9; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 2.2rem 1.2rem 4rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .4rem; } h2 { font-size: 1.15rem; margin: 2.4rem 0 .6rem; }
h3 { font-size: 1rem; margin: 1.4rem 0 .3rem; } .soft, small, caption { color: var(--soft); } p { margin: .3rem 0; }
.wide { overflow-x: auto; background: var(--card); border: 1px solid var(--faint); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .28rem .8rem; text-align: right; white-space: nowrap; }
th:first-child { text-align: left; font-weight: 400; position: sticky; left: 0; background: var(--card); }
thead th, th.group { font-weight: 600; } thead th { border-bottom: 1px solid var(--faint); }
th.group { padding-top: .8rem; } td small { display: inline-block; min-width: 5.6rem; margin-left: .35rem; }
td.zero { color: var(--good); } td.some { color: var(--bad); font-weight: 600; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem; }
figure { margin: 0; padding: .8rem; background: var(--card); border: 1px solid var(--faint); border-radius: 8px; }
figure.all { grid-column: 1 / -1; } figcaption { margin-bottom: .4rem; }
svg { display: block; width: 100%; max-width: 34rem; height: auto; margin: auto; } figure.all svg { max-width: none; }
svg text { font-family: system-ui, sans-serif !important; }
details { margin: .35rem 0; padding: .45rem .8rem; background: var(--card); border: 1px solid var(--faint);
  border-radius: 8px; } summary { cursor: pointer; } blockquote { margin: .3rem 0 .3rem .2rem; padding-left: .7rem;
  border-left: 3px solid var(--faint); } dl { margin: .5rem 0 .2rem; } dt { color: var(--soft); font-size: .85rem; }
td small.below { display: block; margin: 0; min-width: 0; line-height: 1.2; } .plots + .wide { margin-top: 1rem; }
dd { margin: 0 0 .5rem; } ol { margin: 0; padding-left: 1.5rem; }
"""


def page(title: str, body: str) -> str:
    """A whole page that loads nothing from anywhere.

    Args:
        title: of the window, as plain text.
        body: HTML.
    """
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title><style>{_STYLE}</style></head><body>
{body}
</body></html>
"""
