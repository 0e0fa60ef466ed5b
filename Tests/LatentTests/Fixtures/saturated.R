# The saturated moments of incomplete cases by lavaan's EM: Rscript saturated.R
# in this folder writes saturated.json.
suppressMessages({
  library(lavaan)
  library(jsonlite)
})
data <- read.csv(
  "../../../Validation/data/holzinger-swineford-missing.csv")
model <- "visual =~ x1 + x2 + x3\ntextual =~ x4 + x5 + x6\nspeed =~ x7 + x8 + x9"
fit <- cfa(model, data, missing = "fiml", em.h1.tol = 1e-13,
           em.h1.iter.max = 100000L)
moments <- lavInspect(fit, "sampstat")
write(toJSON(list(
  version = paste("lavaan", packageDescription("lavaan")$Version),
  names = colnames(moments$cov),
  covariance = as.numeric(unclass(moments$cov)),
  mean = as.numeric(moments$mean),
  patterns = lavInspect(fit, "patterns") |> nrow(),
  coverage = as.numeric(unclass(lavInspect(fit, "coverage")))),
  digits = I(15), auto_unbox = TRUE), "saturated.json")
