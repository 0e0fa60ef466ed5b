source("../tools/reference.R")

write_reference(
  title = "Political democracy, incomplete cases, a product held",
  source = paste(
    "Data: Bollen (1989), as in R package lavaan (PoliticalDemocracy),",
    "with values taken out by data/missing.R"))
