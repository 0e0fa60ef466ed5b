source("../tools/reference.R")

write_reference(
  title = "Political democracy with equal loadings over time by labels",
  source = paste(
    "Data: Bollen (1989), Structural Equations with Latent Variables,",
    "Wiley; as in R package lavaan (PoliticalDemocracy)"),
  compare = "political-democracy",
  modification_indices = TRUE,
  score_tests = TRUE)
