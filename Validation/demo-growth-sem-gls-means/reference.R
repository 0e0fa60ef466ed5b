source("../tools/reference.R")

write_reference(
  title = "Structural model by GLS with means and fixed exogenous variables",
  source = "Data: simulated, R package lavaan (Demo.growth)")
