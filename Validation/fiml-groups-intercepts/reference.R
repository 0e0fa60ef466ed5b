source("../tools/reference.R")

write_reference(
  title = "Equal loadings and intercepts in two schools, incomplete cases",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939), with values taken out by data/missing.R"),
  modification_indices = TRUE, score_tests = TRUE,
  projected_residuals = TRUE)
