source("../tools/reference.R")
source("../tools/gls.R")

write_reference(
  title = "GLS with the Satorra-Bentler test",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  notes = paste(
    "lavaan 0.6-14 has no scaled tests of GLS: factors and standard errors are",
    "those of MLM with GLS's weight at GLS's estimates (../tools/gls.R)"),
  fitted = robust_gls(read_case()))
