locals {
  # Minutes as Azure writes them. It gives back one spelling of each, so that another one would be a change in every plan.
  durations = {
    "1"    = "PT1M"
    "5"    = "PT5M"
    "10"   = "PT10M"
    "15"   = "PT15M"
    "20"   = "PT20M"
    "30"   = "PT30M"
    "45"   = "PT45M"
    "60"   = "PT1H"
    "120"  = "PT2H"
    "180"  = "PT3H"
    "240"  = "PT4H"
    "300"  = "PT5H"
    "360"  = "PT6H"
    "720"  = "PT12H"
    "1440" = "P1D"
    "2880" = "P2D"
  }
}
