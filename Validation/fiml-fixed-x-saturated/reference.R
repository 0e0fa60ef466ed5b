source("../tools/reference.R")

write_reference(
  title = paste(
    "Factors on exogenous variables with missing values, moments fixed",
    "at those of the saturated model"),
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939), with values taken out by data/missing.R"),
  left_out = c(
    "logl", "unrestricted.logl", "aic", "bic", "bic2",
    "baseline.chisq", "baseline.pvalue", "cfi", "tli", "nnfi", "rfi", "nfi",
    "pnfi", "ifi", "rni"),
  residuals = TRUE, residual_tests = TRUE)
