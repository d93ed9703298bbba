# Initialises the backend that standard input describes, in a folder of its own: no provider is needed there.
backend() {
  rm -rf -- "${scratch:?}/$1"
  mkdir -- "${scratch}/$1"
  cat > "${scratch}/$1/backend.tf"
  terraform -chdir="${scratch}/$1" init -input=false > "${scratch}/log" 2>&1 || {
    cat -- "${scratch}/log" >&2
    return 1
  }
}

# The lineage of a state, which stands before everything else in it.
lineage_of() {
  local pattern='"lineage": "([^"]*)"'
  [[ "${1:0:1000}" =~ ${pattern} ]] && echo "${BASH_REMATCH[1]}"
}

# The state of a backend; nothing when there is none, for which remote backends print a state without a lineage.
pull() {
  local state
  state="$(terraform -chdir="${scratch}/$1" state pull)" || return
  if [[ -n "$(lineage_of "${state}")" ]]; then
    printf '%s\n' "${state}"
  fi
}
