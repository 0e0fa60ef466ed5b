source("../tools/reference.R")

write_reference(
  title = "Two schools, equal loadings and intercepts, by GLS",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  modification_indices = TRUE,
  score_tests = TRUE)
