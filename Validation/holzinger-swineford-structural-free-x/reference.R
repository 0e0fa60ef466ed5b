source("../tools/reference.R")

write_reference(
  title = "Structural model where a covariate covaries with a factor",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
