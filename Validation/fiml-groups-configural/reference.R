source("../tools/reference.R")

write_reference(
  title = "Three-factor CFA in two schools, incomplete cases",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939), with values taken out by data/missing.R"),
  residual_tests = TRUE)
