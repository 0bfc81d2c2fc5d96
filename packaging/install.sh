#!/bin/sh
# kofuを、インターネットにつながらない機械に入れます。
#   ./install.sh [入れる場所]    省くと /opt/kofu（書き込めないときは ~/kofu）
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-}
if [ -z "$target" ]; then
  target=/opt/kofu
  mkdir -p "$target" 2>/dev/null || target=$HOME/kofu
fi
python=$(command -v python3.11 || command -v python3) || {
  echo "Python 3.11以上が必要です。" >&2
  exit 2
}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Python 3.11以上が必要です（$("$python" --version)）。" >&2
  exit 2
}
(cd "$here" && sha256sum --check --quiet SHA256SUMS) || {
  echo "ファイルが壊れているか、書き換えられています。媒体を確かめてください。" >&2
  exit 2
}
"$python" -m venv --without-pip "$target"
pip=$(ls "$here"/wheels/pip-*.whl)
"$target/bin/python" "$pip/pip" install --quiet --no-index --find-links "$here/wheels" \
  --require-hashes --no-deps --no-cache-dir -r "$here/requirements.txt"
"$target/bin/kofu" --version >/dev/null
echo "$target/bin/kofu を使えるようにしました。"
