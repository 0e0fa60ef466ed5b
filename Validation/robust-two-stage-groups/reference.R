source("../tools/reference.R")

write_reference(
  title = "Equal loadings in two schools, two stages, any distribution",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939), with values taken out by data/missing.R"),
  projected_residuals = TRUE)
