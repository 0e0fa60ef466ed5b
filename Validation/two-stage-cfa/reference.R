source("../tools/reference.R")

write_reference(
  title = "Three-factor CFA in two stages",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939), with values taken out by data/missing.R"),
  projected_residuals = TRUE,
  modification_indices = TRUE, added = "visual =~ x9; x7 ~~ x8")
