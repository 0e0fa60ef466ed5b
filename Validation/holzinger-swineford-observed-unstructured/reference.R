source("../tools/reference.R")

write_reference(
  title = "Observed information of the moments at those of the sample",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  modification_indices = TRUE)
