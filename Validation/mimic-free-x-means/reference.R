source("../tools/reference.R")

write_reference(
  title = "MIMIC model with means, free covariates and a direct effect",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
