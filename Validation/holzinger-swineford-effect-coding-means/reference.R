source("../tools/reference.R")

write_reference(
  title = "Three-factor CFA, effects coding of loadings and intercepts",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
