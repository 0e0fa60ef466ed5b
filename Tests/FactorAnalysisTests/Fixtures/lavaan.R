# Rotated loadings with standard errors and fit by lavaan's efa(), for the tests
# of FactorAnalysis: Rscript lavaan.R > lavaan.json (lavaan 0.7-2).
# Standard errors are those of orthogonal rotations alone: of oblique ones
# lavaan's two ways (rotation.se = "bordered" and "delta") differ in the third
# decimal, and the tests have numerical derivatives in their place. Promax is
# left out, since lavaan starts it from a varimax that ends early, and so are
# Cureton and Mulaik's weights, which 0.7-2 refuses to take, and strict targets,
# with which its search does not end.
suppressMessages({
  library(lavaan)
  library(jsonlite)
})
x <- paste0("x", 1:9)
data <- HolzingerSwineford1939[x]
target <- matrix(0, 9, 3)
target[1:3, 1] <- target[4:6, 2] <- target[7:9, 3] <- 1
solution <- function(rotation, order = 1:9, factors = 3, data. = data, ...) {
  fit <- suppressWarnings(efa(
    data.[order], nfactors = factors, output = "lavaan",
    rotation = c(as.list(rotation), list(gpa_tol = 1e-7, rstarts = 5)),
    control = list(rel.tol = 1e-15), ...))
  std <- lavInspect(fit, "std")
  L <- unclass(std$lambda)
  P <- unclass(std$psi)
  dimnames(L) <- dimnames(P) <- NULL
  all <- standardizedSolution(fit)
  loading <- all[all$op == "=~", ]
  theta <- all[all$op == "~~" & grepl("^[xu]", all$lhs) & all$lhs == all$rhs, ]
  p <- ncol(data.)
  list(
    order = order, loadings = matrix(L, p), correlations = matrix(P, factors),
    se = if (max(abs(P - diag(factors))) > 1e-8 || is.null(loading$se)) NULL
      else matrix(loading$se, p),
    uniquenesses = theta$est.std,
    seUniquenesses = theta$se,
    fit = as.list(fitMeasures(fit, c(
      "chisq", "df", "pvalue", "cfi", "tli", "rmsea", "rmsea.ci.lower",
      "rmsea.ci.upper", "srmr", "aic", "bic"))))
}
out <- list(
  version = paste("lavaan", packageVersion("lavaan")),
  correlation = unname(cov2cor(cov(data))),
  variances = unname(diag(cov(data)) * 300 / 301), cases = 301)
add <- function(name, ...) {
  setTimeLimit(elapsed = 600, transient = TRUE)
  own <- try(solution(...), silent = TRUE)
  setTimeLimit()
  if (inherits(own, "try-error")) {
    message(name, ": ", own)
  } else {
    out[[name]] <<- own
  }
}
add("oblimin", "oblimin")
add("oblimin5", list("oblimin", oblimin_gamma = 0.2))
add("varimax", "varimax")
add("obliminKaiser", list("oblimin", row_weights = "kaiser"))
add("infomax", "infomax")
add("entropy", "entropy")
add("mccammon", "mccammon")
add("equamax", "cf-equamax")
add("parsimax", "cf-parsimax")
add("facparsim", "cf-facparsim")
add("target", list("target", target = target))
set.seed(3)
for (k in 1:3) add(paste0("order", k), "oblimin", sample(9))
add("geomin", "geomin")
add("geomin01", list("geomin", geomin_epsilon = 0.01))
add("geominT", list("geomin", orthogonal = TRUE, geomin_epsilon = 0.01))
cat(toJSON(out, digits = NA, auto_unbox = TRUE, pretty = FALSE), "\n")
