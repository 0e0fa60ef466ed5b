source("../tools/reference.R")

write_reference(
  title = "Two indirect effects held equal",
  source = "Data: Tal-Or et al. (2010), as in R package psych (Tal_Or)",
  compare = "tal-or-parallel-mediation",
  score_tests = TRUE)
