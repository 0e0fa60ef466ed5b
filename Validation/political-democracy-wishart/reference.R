source("../tools/reference.R")

write_reference(
  title = "Political democracy, Wishart likelihood",
  source = paste(
    "Data: Bollen (1989), Structural Equations with Latent Variables,",
    "Wiley; as in R package lavaan (PoliticalDemocracy)"))
