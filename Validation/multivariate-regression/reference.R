source("../tools/reference.R")

write_reference(
  title = "Three outcomes, residual covariances added, one of them fixed",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
