# Numbers that lavaan 0.7 and 0.6-14 compute in different ways, which
# Tests/LatentTests/VersionDifferenceTests.swift compares with:
#
#   Rscript Validation/tools/versions.R
#
# once with each version in the library path.
#
# Not part of make-references.R, which makes whole references of cases.json with
# one version: its numbers are those in which two versions differ.

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

# What group.partial frees is free whatever scales the factors, what is equal
# and has no object is without effect, and what lavaan 0.7 lists or computes
# and 0.6-14 does not.
data <- read.csv(file.path(root, "data", "holzinger-swineford-1939.csv"))
both <- c("loadings", "intercepts")
for (partial in list("visual=~x1", "visual=~x3", "x2~1")) {
  # With effect coding of intercepts lavaan takes back what x2~1 frees: the
  # scaling by loadings alone has the model's value.
  show(paste("effect coding, partial", partial), c("chisq", "df"),
       group = "school", group.equal = both, group.partial = partial,
       effect.coding = "loadings")
  show(paste("effect coding of both, partial", partial), c("chisq", "df"),
       group = "school", group.equal = both, group.partial = partial,
       effect.coding = both)
}
# Latent means and variances that the default rules fix, exempt from their
# equality, by texts and scalings that lavaan does not ignore.
held <- paste(model, "textual ~ c(0, 0)*1", "speed ~ c(0, 0)*1", sep = "\n")
print(fitMeasures(cfa(held, data, group = "school", group.equal = both),
                  c("chisq", "df")))
show("a latent variance of its own", c("chisq", "df"), group = "school",
     group.equal = c("loadings", "lv.variances"),
     group.partial = "visual~~visual")
show("equal thresholds without ordered variables", c("chisq", "df"),
     group = "school", group.equal = "thresholds")
show("equal loadings and thresholds", c("chisq", "df"),
     group = "school", group.equal = c("loadings", "thresholds"))

cat("\nmodification indices of a path model\n")
path <- sem("x4 ~ x1 + x2\nx5 ~ x1\nx7 ~ x4 + x5\nx8 ~ x7 + x1", data)
indices <- modindices(path, op = "~~")
print(as.data.frame(indices[indices$mi > 1e-6, c("lhs", "rhs", "mi", "epc")]),
      digits = 9)
cat("\nmodification indices of observed outcomes beside indicators\n")
mixed <- sem("f =~ x1 + x2 + x3\nx4 ~ f + x7\nx5 ~ x4\nx6 ~ x5 + f", data)
indices <- modindices(mixed, op = "~~")
print(as.data.frame(indices[, c("lhs", "rhs", "mi", "epc")]), digits = 9)

for (arguments in list(list(estimator = "MLM"),
                       list(estimator = "MLR", information = "expected"),
                       list(estimator = "ULSMV"),
                       list(estimator = "GLS", se = "robust.sem"),
                       list(estimator = "MLM", meanstructure = TRUE),
                       list(estimator = "MLR", information = "expected",
                            cluster = "block"))) {
  cat("\nresidual tests:", names(arguments), unlist(arguments), "\n")
  data$block <- (seq_len(nrow(data)) - 1) %/% 7
  fit <- tryCatch(do.call(cfa, c(list(model, data), arguments)),
                  error = function(e) NULL)
  if (is.null(fit)) next
  found <- lavResiduals(fit, type = "cor.bentler")
  for (name in c("srmr.se", "srmr.exactfit.z", "usrmr", "usrmr.se",
                 "usrmr.closefit.z")) {
    cat(name, format(unlist(found$summary[name, ]), digits = 9), "\n")
  }
  cat("z", format(found$cov.z["x7", "x8"], digits = 9),
      format(found$cov.z["x1", "x9"], digits = 9), "\n")
}

show("mimic Mplus", c("srmr", "srmr_bentler", "srmr_mplus"),
     group = "school", mimic = "Mplus")
for (kind in list(list(int.ov.free = TRUE), list(int.lv.free = TRUE))) {
  print(fitMeasures(do.call(cfa, c(list(model, data), kind)),
                    c("chisq", "df", "npar", "aic")))
}

# Groups' sizes as parameters (GroupWeightTests), and scalings of equal means
# and of second-order factors (ScalingEquivalenceTests).
for (estimator in c("ML", "MLR", "GLS")) {
  cat("\ngroup.w.free:", estimator, "\n")
  fit <- cfa(model, data, group = "school", group.w.free = TRUE,
             estimator = estimator)
  rows <- parTable(fit)
  print(rows[rows$op == "%", c("group", "est", "se")], digits = 10)
  names <- c("npar", "chisq", "df", "aic", "bic", "bic2", "ecvi", "gfi_lisrel",
             "agfi_lisrel", "pgfi", "scaling.factor.h1", "scaling.factor.h0")
  found <- unclass(fitMeasures(fit))
  print(found[intersect(names, names(found))], digits = 10)
}
second <- paste(model, "general =~ visual + textual + speed", sep = "\n")
print(fitMeasures(cfa(second, data, group = "school", group.equal = both),
                  c("chisq", "df")))
for (coding in list(FALSE, "loadings")) {
  print(fitMeasures(cfa(model, data, group = "school",
                        group.equal = c(both, "means"),
                        effect.coding = coding), c("chisq", "df")))
}

# Score tests one after the other (CumulativeScoreTests).
configural <- cfa(model, data, group = "school", group.equal = "loadings")
print(lavTestScore(configural, cumulative = TRUE)$cumulative)
scalar <- cfa(model, data, group = "school", group.equal = both)
print(lavTestScore(scalar, cumulative = TRUE,
                   release = c(1, 2, 3, 9, 10))$cumulative)
print(lavTestScore(cfa(model, data), cumulative = TRUE,
                   add = "visual =~ x9 + x7 + x4\ntextual =~ x3")$cumulative)
for (estimator in c("MLM", "MLR")) {
  print(lavTestScore(cfa(model, data, estimator = estimator), cumulative = TRUE,
                     add = "visual =~ x9 + x7 + x4\ntextual =~ x3")$cumulative)
  print(lavTestScore(cfa(model, data, estimator = estimator, group = "school",
                         group.equal = c("loadings", "intercepts")),
                     cumulative = TRUE,
                     release = c(1, 2, 3, 9, 10))$cumulative)
}
