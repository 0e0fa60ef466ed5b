source("../tools/reference.R")

write_reference(
  title = "Linear growth with drop-out in two stages",
  source = paste(
    "Data: Demo.growth of R package lavaan, with drop-out by",
    "data/missing.R"))
