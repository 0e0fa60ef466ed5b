source("../tools/reference.R")

write_reference(
  title = "Bounds from the sample (wide) that hold a negative residual variance",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
