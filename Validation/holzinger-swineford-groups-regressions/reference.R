source("../tools/reference.R")

write_reference(
  title = "Two schools: equal loadings, intercepts and regressions",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
