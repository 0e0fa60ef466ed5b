# Tests of fit that lavaan 0.7 has and 0.6-14 has not, robust score and Wald
# tests, and modification indices with power, which tests compare with:
#
#   Rscript Validation/tools/tests-0.7.R
#
# with lavaan 0.7-2 in the library path. Of tests by eigenvalues, the
# eigenvalues are lavaan's; their p values are computed by
# weighted-chi-square.py from these, since lavaan integrates to about 1e-8.

library(lavaan)
stopifnot(packageVersion("lavaan") >= "0.7")
root <- dirname(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))))
data <- read.csv(file.path(root, "data", "holzinger-swineford-1939.csv"))
show <- function(name, ...) {
  cat(name, vapply(c(...), function(x) sprintf("%.12g", x), ""), "\n")
}
factors <- "
  visual  =~ x1 + x2 + x3
  textual =~ x4 + x5 + x6
  speed   =~ x7 + x8 + x9"

# lavaan's usual optimum is good to six digits, this one to nine.
strict <- list(optim.method = "BFGS", control = list(reltol = 1e-16, maxit = 1e4),
               optim.force.converged = TRUE)
cfa_strict <- function(...) do.call(cfa, c(list(...), strict))
fits <- list(
  one = cfa_strict(factors, data),
  means = cfa_strict(factors, data, meanstructure = TRUE),
  groups = cfa_strict(factors, data, group = "school", group.equal = c("loadings", "intercepts")),
  uls = cfa_strict(factors, data, estimator = "ULS"),
  gls = cfa_strict(factors, data, estimator = "GLS"),
  wishart = cfa_strict(factors, data, likelihood = "wishart"),
  growth = growth("i =~ 1*t1 + 1*t2 + 1*t3 + 1*t4
                   s =~ 0*t1 + 1*t2 + 2*t3 + 3*t4", Demo.growth,
                  optim.method = "BFGS", control = strict$control,
                  optim.force.converged = TRUE))
for (name in names(fits)) {
  fit <- fits[[name]]
  for (test in c("browne.residual.nt.model", "browne.residual.adf.model")) {
    own <- lavTest(fit, test = test, drop_list_single = FALSE)[[test]]
    show(paste(name, test), own$stat, own$df)
  }
}
for (test in c("browne.residual.nt.model", "browne.residual.nt", "browne.residual.adf")) {
  own <- fitMeasures(cfa_strict(factors, data, standard.test = test))
  show(paste("standard.test", test), own[c(
    "chisq", "pvalue", "baseline.chisq", "cfi", "tli", "nfi", "rmsea",
    "rmsea.ci.lower", "rmsea.ci.upper", "mfi", "ecvi", "gfi", "gfi_lisrel")])
}
for (test in c("mean.var.adjusted.corrected", "scaled.shifted.corrected")) {
  own <- lavTest(fits$one, test = test)[[test]]
  show(test, own$stat, own$df, own$pvalue, own$scaling.factor,
       if (is.null(own$shift.parameter)) NULL else own$shift.parameter)
}
for (name in c("one", "means", "groups", "growth")) {
  for (test in c("peba4", "peba4_ug", "pols3_rls", "all")) {
    own <- lavTest(fits[[name]], test = test)[[test]]
    show(paste(name, test, "source, eigenvalues:"), own$source.stat,
         own$UGamma.eigenvalues)
    show(paste(name, test, "lavaan's p:"), own$pvalue)
  }
}

equal <- "
  visual  =~ x1 + b1*x2 + x3
  textual =~ x4 + b2*x5 + x6
  speed   =~ x7 + b3*x8 + x9
  b1 == b2
  b2 == b3"
free <- sub("b1 == b2.*", "", equal)
for (estimator in c("MLM", "MLR", "ULSMV", "GLS")) {
  options <- if (estimator == "GLS") list(se = "robust.sem") else list()
  call <- function(text) do.call(cfa_strict, c(list(text, data, estimator = estimator), options))
  for (added in list(NULL, "visual =~ x9; textual =~ x3")) {
    own <- lavTestScore(call(equal), add = added)
    for (i in seq_len(nrow(own$test)))
      show(paste(estimator, if (is.null(added)) "release" else "add", own$test$test[i]),
           own$test$X2[i], own$test$df[i], own$test$p.value[i])
    show("  uni", own$uni$X2, own$uni$X2.scaled)
  }
  own <- lavTestWald(call(free), "b1 == b2\nb2 == b3")
  show(paste(estimator, "Wald"), own$stat.standard, own$stat.scaled, own$scaling.factor,
       own$stat.adjusted, own$df.adjusted, own$stat.robust)
}

own <- modindices(fits$one, power = TRUE, delta = 0.3, alpha = 0.01, high_power = 0.8)
for (i in c(1, 2, 4, 5))
  cat(own$lhs[i], own$op[i], own$rhs[i], sprintf("%.12g", c(own$mi[i], own$epc[i],
    own$ncp[i], own$power[i])), own$decision[i], "\n")
