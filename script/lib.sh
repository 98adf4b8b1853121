# What script/setup, script/start and script/test share. Sourced, never run. Works in bash 3.2 (macOS) and Git Bash.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*"; }

# fail <what> [<what to do>]...: says why nothing more can be done, and ends.
fail() {
  printf '\n✗ %s\n' "$1" >&2
  shift
  if [ $# -gt 0 ]; then printf '  %s\n' "$@" >&2; fi
  exit 1
}

# Milliseconds since some moment. Older bash only knows whole seconds.
now_ms() {
  if [ -n "${EPOCHREALTIME:-}" ]; then
    local micro=${EPOCHREALTIME//[.,]/}
    echo "$((micro / 1000))"
  else
    echo "$((SECONDS * 1000))"
  fi
}

took() {
  local ms=$(($(now_ms) - $1))
  printf '%d.%d s' "$((ms / 1000))" "$((ms % 1000 / 100))"
}

is_terminal() { [ -t 1 ] && [ "${TERM:-dumb}" != dumb ]; }

# step <label> <command>...: runs a command quietly: one line with its time. When it fails its log is kept, $step_log
# names it, its end is shown, and step returns 1.
step() {
  local label=$1 began
  shift
  began=$(now_ms)
  step_log=$(mktemp "${TMPDIR:-/tmp}/usher-log-XXXXXX")
  if is_terminal; then printf '  %s …' "$label"; fi
  if "$@" >"$step_log" 2>&1 </dev/null; then
    if is_terminal; then printf '\r\033[K'; fi
    printf '✓ %s (%s)\n' "$label" "$(took "$began")"
    rm -f "$step_log"
    return 0
  fi
  if is_terminal; then printf '\r\033[K'; fi
  printf '✗ %s (%s)\n' "$label" "$(took "$began")"
  printf '  The end of what it said:\n'
  tail -n 25 "$step_log" | sed 's/^/  │ /'
  printf '  All of it: %s\n' "$step_log"
  return 1
}

is_linux() { [ "$(uname -s)" = Linux ]; }
is_windows() { case $(uname -s) in MINGW* | MSYS* | CYGWIN*) true ;; *) false ;; esac; }
has_display() { ! is_linux || [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; }
has() { command -v "$1" >/dev/null 2>&1; }

# ---- Node -----------------------------------------------------------------------------------------------------------

node_wanted='Node 20.19 or newer, 22.13 or newer, or 24 or newer'

# node_version <node>: 20.19.5, or nothing when it does not run.
node_version() { "$1" --version 2>/dev/null </dev/null | sed -n 's/^v\([0-9][0-9.]*\).*/\1/p'; }

is_suitable() {
  local major=${1%%.*} rest=${1#*.}
  local minor=${rest%%.*}
  case $major in
    '' | *[!0-9]*) false ;;
    20) [ "$minor" -ge 19 ] ;;
    22) [ "$minor" -ge 13 ] ;;
    *) [ "$major" -ge 24 ] ;;
  esac
}

# Where version managers and installers put Node, for shells that do not know yet. The newest of a manager first.
other_nodes() {
  local folder
  for folder in "${NVM_DIR:-$HOME/.nvm}/versions/node" "${FNM_DIR:-$HOME/.local/share/fnm}/node-versions" \
    "$HOME/.local/share/mise/installs/node" "$HOME/.asdf/installs/nodejs" "$HOME/.volta/tools/image/node"; do
    if [ -d "$folder" ]; then
      find "$folder" -maxdepth 4 -name node -path '*/bin/node' 2>/dev/null | sort -rV 2>/dev/null || true
    fi
  done
  ls -d /opt/homebrew/bin/node /usr/local/bin/node /opt/homebrew/opt/node@*/bin/node \
    /usr/local/opt/node@*/bin/node '/c/Program Files/nodejs/node.exe' 2>/dev/null || true
}

# Puts a suitable Node first on PATH. Ends with a clear sentence when there is none.
use_node() {
  local found='' version candidate
  if has node; then
    found=$(command -v node)
    version=$(node_version node)
    if is_suitable "$version"; then
      has npm || fail "npm is missing beside Node $version ($found)." 'Install npm, and run this again.'
      return 0
    fi
  fi
  while IFS= read -r candidate; do
    if [ -n "$candidate" ] && is_suitable "$(node_version "$candidate")" && [ -e "$(dirname "$candidate")/npm" ]; then
      PATH="$(dirname "$candidate"):$PATH"
      export PATH
      say "  Using Node $(node_version node) from $(dirname "$candidate")."
      return
    fi
  done <<<"$(other_nodes)"
  if [ -n "$found" ]; then
    fail "Node ${version:-that does not run} is too old or not supported ($found). Usher needs $node_wanted." \
      'Install one (https://nodejs.org, or a version manager such as nvm), and run this again.'
  fi
  fail "Node is missing. Usher needs $node_wanted." \
    'Install one (https://nodejs.org, or a version manager such as nvm), and run this again.'
}

# ---- What the app runs in -------------------------------------------------------------------------------------------

# The path of Electron's executable, when its binary is installed and nobody chose the host by hand.
electron_binary() {
  if [ -n "${ELECTRON_OVERRIDE_DIST_PATH:-}" ]; then return 1; fi
  local package="$root/node_modules/electron"
  if [ -f "$package/path.txt" ] && [ -e "$package/dist/$(cat "$package/path.txt")" ]; then
    printf '%s\n' "$package/dist/$(cat "$package/path.txt")"
  else
    return 1
  fi
}

# The Chromium the test host would use; its own search is the one that counts.
find_chromium() {
  (cd "$root" && node --input-type=module -e \
    'import { findChromium } from "./e2e/host/chromium/find.mjs"; console.log(findChromium())' 2>/dev/null)
}
