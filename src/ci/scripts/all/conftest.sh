#!/usr/bin/env bash
set -euo pipefail
unset CDPATH

# The checksum is that of conftest_<version>_Linux_x86_64.tar.gz in the checksums.txt of the release.
version=0.70.1
checksum=613d124b8f6c1f3cee890491f7ab19114cca5a2102ca47cb2e6c35b4c23f9c8a

usage() {
  cat << USAGE
Runs conftest ${version}, with the arguments that are given. A conftest of this version on the PATH is taken as it is; otherwise the
release is downloaded once, compared with the checksum that stands in this script, and kept in the cache of the user.

Usage: conftest.sh <arguments of conftest>

Example: conftest.sh verify --policy policies/plan
USAGE
}

fail() {
  printf '%s: %s\n' "$(basename -- "$0")" "$1" >&2
  exit 3
}

if (($# == 0)); then
  usage >&2
  exit 2
fi
case "$1" in
  -h | --help)
    usage
    exit 0
    ;;
esac

is_version() {
  [[ "$("$1" --version 2> /dev/null)" == *"Conftest: ${version}"$'\n'* ]]
}

if own="$(command -v conftest)" && is_version "${own}"; then
  exec "${own}" "$@"
fi

home="${XDG_CACHE_HOME:-${HOME}/.cache}/feiyue-projen/conftest-${version}"
conftest="${home}/conftest"
if [[ ! -x "${conftest}" ]]; then
  [[ "$(uname -s)_$(uname -m)" == Linux_x86_64 ]] || fail "there is no conftest ${version} on the PATH, and this script knows only the release for Linux_x86_64: install it"
  mkdir -p -- "${home}"
  # Root modules of one layer are checked side by side.
  exec 9> "${home}/lock"
  flock 9
  if [[ ! -x "${conftest}" ]]; then
    scratch="$(mktemp -d)"
    trap 'rm -rf -- "${scratch}"' EXIT
    archive="${scratch}/conftest.tar.gz"
    url="https://github.com/open-policy-agent/conftest/releases/download/v${version}/conftest_${version}_Linux_x86_64.tar.gz"
    echo "conftest ${version}: downloading" >&2
    curl --silent --show-error --fail --location --proto '=https' --max-time 120 --retry 3 --output "${archive}" "${url}" >&2 ||
      fail "cannot download ${url}"
    printf '%s  %s\n' "${checksum}" "${archive}" | sha256sum --check --status --strict || fail "what ${url} gave does not have the checksum ${checksum}"
    tar --extract --gzip --file "${archive}" --directory "${scratch}" conftest
    mv -- "${scratch}/conftest" "${conftest}.partial"
    chmod 0755 "${conftest}.partial"
    mv -- "${conftest}.partial" "${conftest}"
    rm -rf -- "${scratch}"
    trap - EXIT
  fi
  exec 9>&-
fi
exec "${conftest}" "$@"
