source("../tools/reference.R")

write_reference(
  title = "Supply and demand, nonrecursive with correlated errors",
  source = paste(
    "Data: Kmenta (1986), Elements of Econometrics; as in R package sem",
    "(Kmenta)"),
  modification_indices = TRUE)
