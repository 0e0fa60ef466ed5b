source("../tools/reference.R")

write_reference(
  title = "Bounds from the sample (standard) that hold a negative residual variance at 0",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
