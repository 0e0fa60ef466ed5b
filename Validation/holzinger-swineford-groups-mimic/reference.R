source("../tools/reference.R")

write_reference(
  title = "Two schools, factors regressed on fixed covariates",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
