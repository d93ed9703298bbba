# Every rule of the ruleset that tflint has built in. Modules are read where they lie.
config {
  call_module_type = "none"
}

plugin "terraform" {
  enabled = true
  preset  = "all"
}
