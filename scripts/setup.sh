# Sourced by run.sh and test.sh: makes .venv in the project's root, once for each state of the dependencies.

# set_up ROOT EXTRA    sets $python; EXTRA is "" or the name of an optional dependency group
set_up() {
    local root=$1 extra=$2 venv=$1/.venv wanted stamp=$1/.venv/installed-
    python=$venv/bin/python
    wanted=$(cat "$root/pyproject.toml" "$root/scripts/constraints.txt" | cksum)
    # With an extra everything else is there, too; so the stamp of one serves for none.
    if [ -x "$python" ] && grep -qsxF "$wanted" "$stamp"${extra:-*}; then
        return
    fi
    local base
    base=$(find_python) || { echo "Python 3.11 or newer is needed: install it, or name it in PYTHON" >&2; return 1; }
    echo "Setting up $venv (once) …" >&2
    # One whose making was interrupted, or found no ensurepip, has a python but no pip: it is made anew.
    "$python" -m pip --version >/dev/null 2>&1 || "$base" -m venv --clear "$venv" >&2
    # The constraints keep torch at a version of which a CPU wheel is at hand.
    "$python" -m pip install --quiet --disable-pip-version-check \
        --constraint "$root/scripts/constraints.txt" --editable "$root${extra:+[$extra]}" >&2 </dev/null
    echo "$wanted" >"$stamp${extra:-base}"
}

find_python() {
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11 python; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    return 1
}
