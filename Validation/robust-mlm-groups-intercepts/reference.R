source("../tools/reference.R")

write_reference(
  title = "MLM in two groups, loadings and intercepts equal, every test",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
