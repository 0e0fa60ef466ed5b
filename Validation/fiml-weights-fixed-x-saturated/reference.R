source("../tools/reference.R")

write_reference(
  title = paste(
    "Incomplete cases with sampling weights, moments of exogenous variables",
    "fixed at those of the saturated model"),
  source = paste(
    "Data: Holzinger and Swineford (1939) with simulated classrooms",
    "and simulated sampling weights (column weight), and values taken out by",
    "data/missing.R"),
  left_out = c(
    "logl", "unrestricted.logl", "aic", "bic", "bic2",
    "baseline.chisq", "baseline.pvalue", "cfi", "tli", "nnfi", "rfi", "nfi",
    "pnfi", "ifi", "rni"))
