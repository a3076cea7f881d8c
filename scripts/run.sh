#!/usr/bin/env bash
# Everything from nothing to a conversation: makes .venv once, indexes SOURCE… (the sample articles when there is
# no index yet and none is named), then answers on Telegram (TELEGRAM_BOT_TOKEN) or here in the terminal.
#   bash scripts/run.sh [SOURCE…]        folders or files; the index goes to $NEWSBOT_DATA, else ./data
set -euo pipefail
here=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/setup.sh
source "$here/scripts/setup.sh"
set_up "$here" ""
data=${NEWSBOT_DATA:-$here/data}
if [ $# -eq 0 ] && [ ! -e "$data/current" ]; then
    set -- "$here/index/samples"
fi
if [ $# -gt 0 ]; then
    "$python" "$here/scripts/rebuild_index.py" "$@" --data "$data" >&2 </dev/null
fi
export PYTHONPATH="$here${PYTHONPATH:+:$PYTHONPATH}"
exec "$python" -P -m bot --data "$data"  # -P: a bot.py or index.py where the user stands is not ours
