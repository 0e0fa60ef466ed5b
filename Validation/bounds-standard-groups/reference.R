source("../tools/reference.R")

write_reference(
  title = "Bounds from the sample (standard) in two groups, none active",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
