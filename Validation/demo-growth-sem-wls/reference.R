source("../tools/reference.R")

write_reference(
  title = "Structural model by WLS, free exogenous variables",
  source = "Data: simulated, R package lavaan (Demo.growth)")
