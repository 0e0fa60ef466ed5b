source("../tools/reference.R")

write_reference(
  title = "Growth with drop-out and covariates",
  source = paste(
    "Data: R package lavaan (Demo.growth), with values taken out by",
    "data/missing.R"))
