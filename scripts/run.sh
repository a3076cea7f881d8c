#!/usr/bin/env bash
# Everything from nothing to a conversation: makes .venv once, indexes SOURCE… (the sample articles when there is
# no index yet and none is named), then answers on Telegram (TELEGRAM_BOT_TOKEN) or here in the terminal.
#   bash scripts/run.sh [SOURCE…]        folders, files, or addresses of feeds, sites and pages
# The index goes to $NEWSBOT_DATA, else ./data. All that was named is read anew every $NEWSBOT_WATCH, else 15m.
set -euo pipefail
here=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/setup.sh
source "$here/scripts/setup.sh"
set_up "$here" ""
data=${NEWSBOT_DATA:-$here/data}
settings=newsbot.toml
if [ $# -eq 0 ] && [ ! -e "$data/current" ] && ! grep -qsE '^ *\[*sources' "$settings"; then
    set -- "$here/index/samples"
fi
if [ $# -gt 0 ] || [ ! -e "$data/current" ]; then
    "$python" "$here/scripts/rebuild_index.py" "$@" --data "$data" >&2 </dev/null
fi
watch=()
if [ -z "${NEWSBOT_WATCH:-}" ] && ! grep -qsE '^ *watch *=' "$settings"; then
    watch=(--watch 15m)
fi
export PYTHONPATH="$here${PYTHONPATH:+:$PYTHONPATH}"
exec "$python" -P -m bot --data "$data" ${watch[@]+"${watch[@]}"}  # -P: a bot.py or index.py where the user stands is not ours
