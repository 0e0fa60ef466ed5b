source("../tools/reference.R")

write_reference(
  title = paste(
    "Reliability, average variance extracted and transformed",
    "correlation as defined parameters"),
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  wald = c("l1 == l2\nl2 == l3", "omega == ave", "r^2 == 0.25"))
