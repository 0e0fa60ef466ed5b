# Numbers that lavaan 0.7 and 0.6-14 compute in different ways, which
# Tests/LatentTests/VersionDifferenceTests.swift compares with:
#
#   Rscript Validation/tools/versions.R
#
# once with each version in the library path.

library(lavaan)
options(digits = 10, warn = -1)
cat("lavaan", as.character(packageVersion("lavaan")), "\n")
root <- dirname(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))))
data <- read.csv(file.path(root, "data", "holzinger-swineford-1939.csv"))
data$block <- (seq_len(nrow(data)) - 1) %/% 7
model <- "
  visual  =~ x1 + x2 + x3
  textual =~ x4 + x5 + x6
  speed   =~ x7 + x8 + x9"

show <- function(title, measures, ...) {
  cat("\n", title, "\n", sep = "")
  fit <- tryCatch(cfa(model, data, ...), error = function(e) {
    cat("refused:", conditionMessage(e), "\n")
  })
  if (is.null(fit)) return(invisible())
  found <- unclass(fitMeasures(fit))
  print(found[intersect(measures, names(found))])
  invisible(fit)
}
scaled <- c("chisq.scaled", "chisq.scaling.factor", "baseline.chisq.scaled",
            "cfi.robust", "rmsea.robust", "scaling.factor.h0")

show("ML with clusters", scaled, cluster = "block")
show("MLR with clusters", scaled, cluster = "block", estimator = "MLR")
show("yuan.bentler.mplus beside robust.sem", scaled, se = "robust.sem",
     test = "yuan.bentler.mplus", information = "observed")
for (partial in list("visual=~x1", c("visual=~x1", "speed=~x7"))) {
  show(paste("partial", toString(partial)), c("chisq", "df"),
       group = "school", group.equal = "loadings", group.partial = partial)
}
show("partial marker and its intercept", c("chisq", "df"), group = "school",
     group.equal = c("loadings", "intercepts"),
     group.partial = c("visual=~x1", "x1~1"))

data <- read.csv(file.path(root, "data", "holzinger-classrooms.csv"))
for (estimator in c("MLM", "GLS", "ULSM", "ULSMV", "ULSMVS", "WLS")) {
  for (test in list(NULL, "browne.residual.adf")) {
    arguments <- list(model, data, estimator = estimator,
                      sampling.weights = "weight")
    arguments$test <- test
    cat("\nweighted", estimator, test, "\n")
    fit <- tryCatch(do.call(cfa, arguments), error = function(e) NULL)
    if (is.null(fit)) next
    print(cbind(est = coef(fit), se = sqrt(diag(vcov(fit))))[1:2, ])
    print(vapply(fit@test, function(test) test$stat, 0))
  }
}
for (normalization in c("group", "total")) {
  show(paste("weights sum by", normalization), c("chisq", "df"),
       sampling.weights = "weight", group = "school",
       sampling.weights.normalization = normalization,
       group.equal = c("loadings", "intercepts"))
}

# SRMR given exogenous variables, and with ageyr - 13.
data <- read.csv(file.path(root, "data", "holzinger-swineford-1939.csv"))
for (shift in c(0, 13)) {
  data$ageyr <- data$ageyr - shift
  fit <- sem("
    visual =~ x1 + x2 + x3
    textual =~ x4 + x5 + x6
    visual ~ ageyr + sex
    textual ~ visual + ageyr", data, conditional.x = TRUE)
  cat("\nSRMR given exogenous variables, less", shift, "\n")
  print(unclass(fitMeasures(fit, c("srmr", "srmr_bentler_nomean"))))
}
