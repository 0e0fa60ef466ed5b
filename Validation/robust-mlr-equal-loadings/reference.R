source("../tools/reference.R")

write_reference(
  title = "MLR with equal loadings and means",
  source = paste(
    "Data: Bollen (1989), as in R package lavaan (PoliticalDemocracy)"))
