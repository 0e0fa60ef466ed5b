source("../tools/reference.R")

write_reference(
  title = "Three-factor CFA with means, expected information by name",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  implied = TRUE,
  residuals = TRUE)
