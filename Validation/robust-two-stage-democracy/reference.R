source("../tools/reference.R")

write_reference(
  title = "Political democracy in two stages, any distribution",
  source = paste(
    "Data: PoliticalDemocracy (Bollen, 1989), as in R package lavaan,",
    "with values taken out by data/missing.R"))
