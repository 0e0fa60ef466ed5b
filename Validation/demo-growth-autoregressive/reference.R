source("../tools/reference.R")

write_reference(
  title = "First-order autoregression with an equal coefficient",
  source = "Data: simulated, R package lavaan (Demo.growth)")
