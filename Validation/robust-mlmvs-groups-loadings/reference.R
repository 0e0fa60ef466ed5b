source("../tools/reference.R")

write_reference(
  title = "MLMVS in two groups, loadings equal",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
