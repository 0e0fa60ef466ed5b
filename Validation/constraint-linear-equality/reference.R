source("../tools/reference.R")

write_reference(
  title = "Linear equality constraints",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  compare = "holzinger-swineford-cfa",
  score_tests = TRUE,
  added = "visual =~ x9\nx1 ~~ x4",
  wald = "e == f",
  residual_tests = TRUE)
