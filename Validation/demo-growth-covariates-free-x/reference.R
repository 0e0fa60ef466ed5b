source("../tools/reference.R")

write_reference(
  title = "Linear growth curve with covariates, free exogenous variables",
  source = "Data: simulated, R package lavaan (Demo.growth)",
  notes = paste(
    "kind growth fixes the covariates' intercepts to zero too when they",
    "are not fixed to the sample; lavaan warns of it."),
  modification_indices = TRUE)
