source("../tools/reference.R")

write_reference(
  title = paste(
    "Latent variables with one indicator, residual variance fixed to",
    "zero or to a value"),
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
