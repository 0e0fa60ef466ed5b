source("../tools/reference.R")

write_reference(
  title = "Linear growth curve with covariates, free exogenous variables",
  source = "Data: simulated, R package lavaan (Demo.growth)")
