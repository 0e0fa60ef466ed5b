source("../tools/reference.R")

write_reference(
  title = paste(
    "Three-factor CFA of the Holzinger and Swineford tests, Wishart",
    "likelihood"),
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939). Published: Rosseel (2012), Journal of",
    "Statistical Software 48(2); likelihood as in AMOS, EQS, LISREL"),
  published = list(
    fit = list(
      chisq = "85.022")),
  modification_indices = TRUE,
  residual_tests = TRUE)
