# Writes reference probabilities of categories, and the ladder of invariance by
# syntax written by hand, of models with ordered variables.
#
#   R_LIBS=/path/to/lavaan-0.7 Rscript ordered-predictions.R
#
# The data are ordered.csv (see ordered.R). Probabilities come from lavaan's
# estimates by pnorm, and from modes of the posterior that optim finds to eight
# digits; the first 25 cases are predicted. The steps of the ladder follow
# Wu & Estabrook (2016), with every constraint in the text.
suppressMessages({library(lavaan); library(jsonlite)})
stopifnot(packageVersion("lavaan") >= "0.7.2")
d <- read.csv("ordered.csv")
two <- "f =~ q1 + q2 + q3\nh =~ t1 + t2 + t3"
six <- c("q1", "q2", "q3", "t1", "t2", "t3")

categories <- function(tau, mean, sd) {
  cuts <- c(-Inf, tau, Inf)
  diff(pnorm((cuts - mean) / sd))
}

plain <- cfa(two, d, ordered = six, optim.force.converged = TRUE,
             control = list(rel.tol = 1e-15))
est <- lavInspect(plain, "est")
tau <- function(f, v) {
  th <- lavInspect(f, "est")$tau
  th[startsWith(rownames(th), paste0(v, "|")), 1]
}
items <- lapply(six, function(v) {
  th <- lavInspect(plain, "implied")$th
  unname(categories(th[startsWith(names(th), paste0(v, "|"))], 0, 1))
})
lambda <- est$lambda[six, ]
sd <- sqrt(diag(est$theta)[six])
precision <- solve(est$psi)
cases <- lapply(1:25, function(i) {
  own <- as.integer(d[i, six])
  lost <- function(eta) {
    p <- mapply(function(v, k) categories(
      tau(plain, v), sum(lambda[v, ] * eta), sd[[v]])[k + 1], six, own)
    drop(0.5 * t(eta) %*% precision %*% eta) - sum(log(p))
  }
  eta <- optim(c(0, 0), lost, method = "BFGS",
               control = list(reltol = 1e-16, maxit = 1000))$par
  unlist(lapply(six, function(v) unname(categories(
    tau(plain, v), sum(lambda[v, ] * eta), sd[[v]]))))
})

given <- sem("f =~ q1 + t2 + t3 + b4\nf ~ x1 + x2", d,
             ordered = c("q1", "t2", "t3", "b4"),
             control = list(rel.tol = 1e-15))
e <- lavInspect(given, "est")
names <- c("q1", "t2", "t3", "b4")
slopes <- e$gamma["f", c("x1", "x2")]
x <- as.matrix(d[, c("x1", "x2")])
covariates <- lapply(names, function(v) {
  residual <- sqrt(e$lambda[v, "f"]^2 * e$psi["f", "f"] + e$theta[v, v])
  rowMeans(sapply(seq_len(nrow(d)), function(i) categories(
    tau(given, v), e$lambda[v, "f"] * sum(slopes * x[i, ]), residual)))
})

# The ladder in groups a and b.
groups <- sort(unique(d$g))
count <- function(v) length(unique(d[[v]])) - 1
free <- function(v, k) sprintf("%s | c(%s)*t%d", v, paste(
  sprintf("%s%d%s", v, k, groups), collapse = ", "), k)
same <- function(v, k) sprintf("%s | c(%s)*t%d", v, paste(
  rep(sprintf("%s%d", v, k), length(groups)), collapse = ", "), k)
vector <- function(first, others) paste0(
  "c(", paste(c(first, rep(others, length(groups) - 1)), collapse = ", "), ")")
loadings <- function(equal) {
  label <- function(v) paste0("c(", paste(if (equal) rep(paste0("l", v),
    length(groups)) else paste0("l", v, groups), collapse = ", "), ")")
  paste0("f =~ NA*q1 + ", label("q1"), "*q1 + ", label("q2"), "*q2 + ",
         label("q3"), "*q3\nh =~ NA*t1 + ", label("t1"), "*t1 + ",
         label("t2"), "*t2 + ", label("t3"), "*t3\n")
}
text <- function(thresholds, equalLoadings, equalIntercepts) paste0(
  loadings(equalLoadings),
  paste(unlist(lapply(six, function(v) sapply(seq_len(count(v)),
    function(k) (if (thresholds) same else free)(v, k)))), collapse = "\n"),
  "\n", paste(sprintf("%s ~ %s*1", six, vector(0, if (thresholds &&
    !equalIntercepts) "NA" else 0)), collapse = "\n"),
  "\n", paste(sprintf("%s ~*~ %s*%s", six, vector(1, if (thresholds) "NA"
    else 1), six), collapse = "\n"),
  "\nf ~~ ", vector(1, if (equalLoadings) "NA" else 1), "*f",
  "\nh ~~ ", vector(1, if (equalLoadings) "NA" else 1), "*h\nf ~~ h",
  "\nf ~ ", vector(0, if (equalIntercepts) "NA" else 0), "*1",
  "\nh ~ ", vector(0, if (equalIntercepts) "NA" else 0), "*1\n")
steps <- list(configural = c(FALSE, FALSE, FALSE),
              thresholds = c(TRUE, FALSE, FALSE),
              loadings = c(TRUE, TRUE, FALSE),
              intercepts = c(TRUE, TRUE, TRUE))
ladder <- lapply(names(steps), function(name) {
  own <- steps[[name]]
  f <- lavaan(text(own[1], own[2], own[3]), d, group = "g", ordered = six,
              estimator = "WLSMV", parameterization = "delta")
  m <- fitMeasures(f, c("df", "chisq", "chisq.scaled", "cfi.scaled",
                        "rmsea.scaled"))
  c(list(name = name), as.list(setNames(as.numeric(m), c(
    "df", "chisq", "scaled", "cfi", "rmsea"))))
})
writeLines(toJSON(list(
  lavaan = as.character(packageVersion("lavaan")), text = two, ordered = six,
  items = items, cases = cases, covariates = covariates, ladder = ladder),
  digits = NA, auto_unbox = TRUE, pretty = TRUE), "ordered-predictions.json")
