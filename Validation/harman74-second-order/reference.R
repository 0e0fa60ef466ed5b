source("../tools/reference.R")

write_reference(
  title = "Nineteen psychological tests, second-order factor, by GLS",
  source = paste(
    "Data: Harman (1976), Modern Factor Analysis, 3rd ed.; R package",
    "datasets (Harman74.cor)"),
  notes = "lavaan warns of a negative latent variance.")
