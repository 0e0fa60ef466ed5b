source("../tools/reference.R")

write_reference(
  title = paste(
    "Two schools with labels and fixed values per group, defined",
    "parameters across groups"),
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  score_tests = TRUE,
  wald = c("b1 == b2", "v1 == v2\nb1 == 0.6"))
