source("../tools/reference.R")

write_reference(
  title = "Quadratic growth curve with equal residual variances",
  source = "Data: simulated, R package lavaan (Demo.growth)",
  notes = "lavaan warns of a negative latent variance.")
