source("../tools/reference.R")

write_reference(
  title = "Linear growth with drop-out",
  source = paste(
    "Data: R package lavaan (Demo.growth), with values taken out by",
    "data/missing.R"))
