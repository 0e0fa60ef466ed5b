source("../tools/reference.R")

write_reference(
  title = "Inequality constraints that bind",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  notes = paste(
    "A binding inequality counts as an equality in the standard errors",
    "(0 for the loading that it fixes), not in the degrees of freedom."),
  modification_indices = TRUE)
