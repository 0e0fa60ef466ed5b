source("../tools/reference.R")

write_reference(
  title = "Partial invariance over two schools",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  compare = "holzinger-swineford-groups-configural",
  modification_indices = TRUE,
  factor_scores = TRUE,
  score_tests = TRUE,
  added = "visual =~ x9\nx1 ~~ x4")
