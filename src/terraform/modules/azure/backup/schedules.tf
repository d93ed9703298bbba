locals {
  # Every schedule begins in the first week of 2024, whose first day was a Monday.
  days = { Monday = 1, Tuesday = 2, Wednesday = 3, Thursday = 4, Friday = 5, Saturday = 6, Sunday = 7 }

  schedules = {
    for key, schedule in merge(
      { for name, policy in var.postgresql_policies : "postgresql/${name}" => { days = [policy.weekday], time = policy.time, interval = "P1W" } },
      { for name, policy in var.blob_policies : "blob/${name}" => { days = policy.vault.weekdays, time = policy.vault.time, interval = length(policy.vault.weekdays) == 7 ? "P1D" : "P1W" } if policy.vault != null },
      { for name, policy in var.kubernetes_policies : "kubernetes/${name}" => { days = ["Monday"], time = policy.time, interval = policy.interval } },
    ) : key => [for day in schedule.interval == "P1W" ? schedule.days : ["Monday"] : "R/2024-01-0${local.days[day]}T${schedule.time}:00+00:00/${schedule.interval}"]
  }

  # Which backups are kept for longer, the rarer ones first.
  kept_backups = {
    daily   = { criterion = "FirstOfDay", priority = 40 }
    weekly  = { criterion = "FirstOfWeek", priority = 30 }
    monthly = { criterion = "FirstOfMonth", priority = 20 }
    yearly  = { criterion = "FirstOfYear", priority = 10 }
  }
}
