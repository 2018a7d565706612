# Installs what is missing on this machine. Sourced by the scripts beside it; everything here is idempotent and quick when
# there is nothing to do.

say() { printf '%s\n' "$*" >&2; }

need_node() {
  if ! command -v node >/dev/null || ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
    say "Hesheng needs Node.js 20.19 or newer. Install it (https://nodejs.org) and run this again."
    exit 1
  fi
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo "$@"; else return 1; fi
}

system_install() {
  if command -v apt-get >/dev/null; then
    as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1"
  elif command -v dnf >/dev/null; then as_root dnf install -y -q "$1"
  elif command -v apk >/dev/null; then as_root apk add --quiet "$1"
  elif command -v brew >/dev/null; then brew install --quiet "$1"
  else return 1; fi
}

need_ffmpeg() {
  command -v ffmpeg >/dev/null && return
  say "Installing ffmpeg ..."
  system_install ffmpeg >/dev/null 2>&1 || true
  if ! command -v ffmpeg >/dev/null; then
    say "Hesheng needs ffmpeg 5 or newer on the PATH. Install the package 'ffmpeg' with your system's package manager (for example: apt-get install ffmpeg) and run this again."
    exit 1
  fi
}

# The browser in which the bench's page is tested; only ./scripts/test needs it.
need_browser() {
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null && return
  say "Installing chromium ..."
  system_install chromium >/dev/null 2>&1 || true
  if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null; then
    say "The tests need Chromium on the PATH. Install the package 'chromium' with your system's package manager (for example: apt-get install chromium) and run this again."
    exit 1
  fi
}

# npm packages exactly as the lock file names them; done again only when the lock file changed.
need_packages() {
  local stamp=node_modules/.installed-lock wanted
  wanted="$(cksum <package-lock.json) $(node -p process.versions.modules)"
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && return
  say "Installing npm packages ..."
  # onnxruntime-node's install script would reach for GPU files; the CPU library is in the package itself.
  ONNXRUNTIME_NODE_INSTALL=skip npm ci --no-audit --no-fund --loglevel=error >&2
  printf '%s' "$wanted" >"$stamp"
}

need_python() {
  python3 -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
  say "Installing Python ..."
  # Debian has venv in a package of its own.
  system_install "$(command -v apt-get >/dev/null && echo python3-venv || echo python3)" >/dev/null 2>&1 || true
  if ! python3 -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say "This needs Python 3.11 or newer with venv. Install it with your system's package manager (for example: apt-get install python3-venv) and run this again."
    exit 1
  fi
}

# Whisper base as a model pack in .cache/whisper-base/pack, for the tests; made again only when what makes it changed.
need_whisper() {
  local cache=.cache/whisper-base source=models/whisper-base wanted
  wanted="$(cat "$source"/*.py "$source"/*.txt | cksum)"
  [ -f "$cache/.exported" ] && [ "$(cat "$cache/.exported")" = "$wanted" ] && return
  need_python
  say "Exporting Whisper base (once: 150 MB of weights and 40 MB of Python packages are fetched) ..."
  if ! { python3 -m venv "$cache/venv" &&
    "$cache/venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$source/requirements.txt" >&2 &&
    PYTHONDONTWRITEBYTECODE=1 "$cache/venv/bin/python" "$source/export.py" "$cache/pack" >&2; }; then
    say "Whisper base could not be exported: what failed stands above. Without a network, point pip at a mirror (PIP_INDEX_URL) or at a folder of wheels (PIP_FIND_LINKS, PIP_NO_INDEX=1), or copy .cache/whisper-base from another machine."
    exit 1
  fi
  printf '%s' "$wanted" >"$cache/.exported"
}

need_all() {
  need_node
  need_ffmpeg
  need_packages
}
