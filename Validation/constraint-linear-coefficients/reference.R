source("../tools/reference.R")

write_reference(
  title = "Linear equality constraints with coefficients and constants",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  score_tests = TRUE)
