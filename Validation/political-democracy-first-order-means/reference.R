source("../tools/reference.R")

write_reference(
  title = paste(
    "Industrialization and democracy in 1960, first-order information",
    "with means"),
  source = paste(
    "Data: Bollen (1989), Structural Equations with Latent Variables,",
    "Wiley; as in R package lavaan (PoliticalDemocracy)"))
