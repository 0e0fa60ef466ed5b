source("../tools/reference.R")

write_reference(
  title = paste(
    "Factors on exogenous variables with missing values, whose cases",
    "are left out"),
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939), with values taken out by data/missing.R"))
