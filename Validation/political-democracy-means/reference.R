source("../tools/reference.R")

write_reference(
  title = "Political democracy with means",
  source = paste(
    "Data: Bollen (1989), Structural Equations with Latent Variables,",
    "Wiley; as in R package lavaan (PoliticalDemocracy)"),
  residuals = TRUE,
  implied = TRUE,
  residual_tests = TRUE)
