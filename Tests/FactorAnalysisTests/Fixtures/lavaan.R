# Rotated loadings with standard errors and fit by lavaan's efa(), for the tests
# of FactorAnalysis: Rscript lavaan.R > lavaan.json (lavaan 0.7-2)
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
    rotation = c(as.list(rotation), list(gpa_tol = 1e-8, rstarts = 8)),
    control = list(rel.tol = 1e-15), ...))
  std <- lavInspect(fit, "std")
  L <- unclass(std$lambda)
  P <- unclass(std$psi)
  dimnames(L) <- dimnames(P) <- NULL
  all <- standardizedSolution(fit)
  loading <- all[all$op == "=~", ]
  phi <- all[all$op == "~~" & grepl("^f", all$lhs) & all$lhs != all$rhs, ]
  theta <- all[all$op == "~~" & grepl("^[xu]", all$lhs) & all$lhs == all$rhs, ]
  p <- ncol(data.)
  list(
    order = order, loadings = matrix(L, p), correlations = matrix(P, factors),
    se = if (is.null(loading$se)) NULL else matrix(loading$se, p),
    seCorrelations = I(phi$se), uniquenesses = theta$est.std,
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
  own <- try(solution(...), silent = TRUE)
  if (inherits(own, "try-error")) {
    message(name, ": ", own)
  } else {
    out[[name]] <<- own
    message(name)
  }
}
add("geomin", "geomin")
add("geomin01", list("geomin", geomin_epsilon = 0.01))
add("geominT", list("geomin", orthogonal = TRUE, geomin_epsilon = 0.01))
add("oblimin", "oblimin")
add("oblimin5", list("oblimin", oblimin_gamma = -0.5))
add("varimax", "varimax")
add("quartimax", "quartimax")
add("obliminKaiser", list("oblimin", row_weights = "kaiser"))
add("obliminMulaik", list("oblimin", row_weights = "cureton.mulaik"))
add("infomax", "infomax")
add("bentler", "bentler")
add("entropy", "entropy")
add("mccammon", "mccammon")
add("tandem1", "tandem1")
add("tandem2", "tandem2")
add("oblimax", "oblimax")
add("simplimax", "simplimax")
add("equamax", "cf-equamax")
add("parsimax", "cf-parsimax")
add("facparsim", "cf-facparsim")
add("target", list("target", target = target))
add("strict", list("target.strict", target = target))
add("biquartimin", "biquartimin")
add("bigeomin", "bigeomin")
add("promax", "promax")
add("two", "geomin", factors = 2)
set.seed(3)
for (k in 1:3) add(paste0("order", k), "oblimin", sample(9))
cat(toJSON(out, digits = NA, auto_unbox = TRUE, pretty = FALSE), "\n")
