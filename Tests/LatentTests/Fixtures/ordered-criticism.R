# Writes references of what follows fits of ordered variables: residuals,
# modification indices, score tests, difference tests.
#
#   R_LIBS=/path/to/lavaan-0.7 Rscript ordered-criticism.R
#
# The data are ordered.csv (see ordered.R).
suppressMessages({library(lavaan); library(jsonlite)})
stopifnot(packageVersion("lavaan") >= "0.7.2")
d <- read.csv("ordered.csv")
# As exactly as lavaan's optimizer goes.
fitted <- function(text, ordered, ...) {
  for (tolerance in 10^-(14:10)) {
    f <- suppressWarnings(sem(
      text, d, ordered = strsplit(ordered, " ")[[1]],
      control = list(rel.tol = tolerance), ...))
    if (lavInspect(f, "converged")) return(f)
  }
  stop("no convergence")
}
two <- "f =~ q1 + q2 + q3\nh =~ t1 + t2 + t3"
mixed <- "f =~ q1 + t2 + y1 + y2\nh =~ s1 + s2 + y3\nf ~~ h"
given <- "f =~ q1 + t2 + t3 + b4\nf ~ x1 + x2"
groups <- "f =~ q1 + t2 + t3 + b4"
cases <- list(
  list("two factors, delta", two, "q1 q2 q3 t1 t2 t3"),
  list("two factors, theta", two, "q1 q2 q3 t1 t2 t3",
       parameterization = "theta"),
  list("ULSMV", two, "q1 q2 q3 t1 t2 t3", estimator = "ULSMV"),
  list("WLS", "f =~ t1 + t2 + t3 + t4", "t1 t2 t3 t4", estimator = "WLS"),
  list("mixed, delta", mixed, "q1 t2 s1 s2"),
  list("mixed, theta", mixed, "q1 t2 s1 s2", parameterization = "theta"),
  list("given x, delta", given, "q1 t2 t3 b4"),
  list("given x, theta", given, "q1 t2 t3 b4", parameterization = "theta"),
  list("groups, delta", groups, "q1 t2 t3 b4", group = "g",
       group.equal = c("thresholds", "loadings", "intercepts")),
  list("groups, theta", groups, "q1 t2 t3 b4", group = "g",
       parameterization = "theta",
       group.equal = c("thresholds", "loadings")),
  list("groups, free", groups, "q1 t2 t3 b4", group = "g",
       group.equal = "loadings"))
# As lavaan computes them, not as it prints them.
number <- function(x) if (is.null(x)) NULL else unname(as.numeric(x))
moments <- function(r, ng) {
  r <- if (ng == 1) list(r) else r
  lapply(r, function(g) {
    th <- if (is.null(g[["th"]])) g$res.th else g[["th"]]
    s <- g$res.slopes
    list(cov = unclass(unname(as.matrix(if (is.null(g[["cov"]])) g$res.cov else g[["cov"]]))),
         th = I(number(th)), slopes = if (is.null(s)) NULL else unclass(unname(s)))
  })
}
plain <- function(x) { class(x) <- NULL; attributes(x) <- list(dim = dim(x)); x }
summary.of <- function(f, type, ng) {
  r <- lavResiduals(f, type = type, output = "list")
  r <- if (ng == 1) list(r) else r
  lapply(r, function(g) {
    s <- as.matrix(as.data.frame(g$summary))
    lapply(setNames(colnames(s), colnames(s)), function(n) as.list(s[, n]))
  })
}
out <- lapply(cases, function(case) {
  names(case)[1:3] <- c("name", "text", "ordered")
  more <- case[-(1:3)]
  f <- do.call(fitted, c(list(case$text, case$ordered), more))
  ng <- lavInspect(f, "ngroups")
  res <- list()
  for (t in c("raw", "cor.bollen", "cor.bentler", "standardized", "normalized"))
    res[[t]] <- unname(moments(residuals(f, type = t), ng))
  for (i in names(res)) for (g in seq_along(res[[i]])) {
    res[[i]][[g]]$cov <- plain(res[[i]][[g]]$cov)
    if (!is.null(res[[i]][[g]]$slopes))
      res[[i]][[g]]$slopes <- plain(res[[i]][[g]]$slopes)
  }
  sums <- lapply(c(raw = "raw", cor = "cor.bollen", cor.bentler = "cor.bentler"),
                 function(t) unname(summary.of(f, t, ng)))
  mi <- suppressWarnings(modindices(f))
  if (is.null(mi$group)) mi$group <- 1
  score <- NULL
  if (any(parTable(f)$op == "==")) {
    s <- lavTestScore(f, epc = TRUE)
    score <- list(statistic = s$uni$X2, scaled = s$uni$X2.scaled,
                  total = s$test$X2, df = s$test$df)
  }
  list(name = case$name, text = case$text, ordered = I(strsplit(case$ordered, " ")[[1]]),
       estimator = if (is.null(more$estimator)) "WLSMV" else more$estimator,
       parameterization = if (is.null(more$parameterization)) "delta" else more$parameterization,
       group = more$group, equal = I(as.character(more$group.equal)),
       residuals = res, summaries = sums,
       modindices = data.frame(lhs = mi$lhs, op = mi$op, rhs = mi$rhs, group = mi$group,
                               mi = mi$mi, epc = mi$epc, lv = mi$sepc.lv,
                               all = mi$sepc.all, nox = mi$sepc.nox),
       score = score)
})
# Difference tests.
six <- "q1 q2 q3 t1 t2 t3"
equal <- "f =~ q1 + a*q2 + a*q3\nh =~ t1 + b*t2 + b*t3"
pairs <- list()
pair <- function(name, general, restricted, estimator = "WLSMV", ...) {
  more <- list(...)
  f1 <- do.call(fitted, c(general, list(estimator = estimator), more))
  f0 <- do.call(fitted, c(restricted, list(estimator = estimator), more))
  methods <- if (estimator %in% c("WLSM", "ULSM"))
    c("satorra.2000", "satorra.bentler.2001", "satorra.bentler.2010") else "satorra.2000"
  for (m in methods) for (a in if (m == "satorra.2000") c("delta", "exact") else "delta") {
    t <- lavTestLRT(f1, f0, method = m, A.method = a)
    pairs[[length(pairs) + 1L]] <<- list(
      name = paste(name, estimator, m, a), general = general[[1]],
      restricted = restricted[[1]], ordered = I(strsplit(general[[2]], " ")[[1]]),
      estimator = estimator, method = if (a == "exact") "satorra.2000.exact" else m,
      parameterization = if (is.null(more$parameterization)) "delta" else more$parameterization,
      group = more$group,
      generalEqual = I(as.character(general$group.equal)),
      restrictedEqual = I(as.character(restricted$group.equal)),
      chisq = t[["Chisq diff"]][2], df = t[["Df diff"]][2], p = t[["Pr(>Chisq)"]][2])
  }
}
for (p in c("delta", "theta")) for (e in c("WLSMV", "WLSM", "ULSMV"))
  pair(p, list(two, six), list(equal, six), e, parameterization = p)
four <- "q1 q2 q3 t4"
gt <- "f =~ q1 + q2 + q3 + t4"
steps <- list(character(), "thresholds", c("thresholds", "loadings"),
              c("thresholds", "loadings", "intercepts"))
for (p in c("delta", "theta")) for (i in 1:3)
  pair(paste("groups", i, p), list(gt, four, group.equal = steps[[i]]),
       list(gt, four, group.equal = steps[[i + 1]]), group = "g",
       parameterization = p)
writeLines(toJSON(list(lavaan = as.character(packageVersion("lavaan")),
                       cases = out, pairs = pairs), digits = NA,
                  auto_unbox = TRUE, na = "null", null = "null"),
           "ordered-criticism.json")
