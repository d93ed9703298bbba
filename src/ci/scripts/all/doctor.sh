#!/usr/bin/env bash
set -euo pipefail
# Checks the settings of the repository, and sets them: doctor.mjs does it.

if ! command -v node > /dev/null; then
  printf '%s: needs Node.js 20 or newer\n' "$(basename -- "$0")" >&2
  exit 2
fi
exec node "$(dirname -- "${BASH_SOURCE[0]}")/doctor.mjs" "$@"
