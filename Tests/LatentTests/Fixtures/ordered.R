# Writes reference fits of models with ordered variables.
#
#   R_LIBS=/path/to/lavaan-0.7 Rscript ordered.R
#
# ordered.csv: 400 cases of two correlated factors that depend on x1 and x2,
# with binary (b), three- (t), five- (q) and seven-category (s) indicators and
# continuous ones (y); g splits them into two groups.
suppressMessages({library(lavaan); library(jsonlite)})
stopifnot(packageVersion("lavaan") >= "0.7.2")
d <- read.csv("ordered.csv")
q4 <- "f =~ q1 + q2 + q3 + q4"
two <- "f =~ b1 + b2 + q3 + q4\nh =~ t1 + t2 + s3\nh ~ f"
mixed <- "f =~ q1 + t2 + y1 + y2\nh =~ s1 + s2 + y3\nf ~~ h"
seven <- "f =~ q1 + q2 + q3 + q4\nh =~ t1 + t2 + t3"
groups <- "f =~ q1 + q2 + q3 + t4"
invariance <- list("thresholds", c("thresholds", "loadings"),
                   c("thresholds", "loadings", "intercepts"),
                   c("thresholds", "loadings", "intercepts", "residuals"),
                   c("thresholds", "loadings", "intercepts", "means"))
cases <- list()
case <- function(name, text, ordered, ...) {
  cases[[length(cases) + 1L]] <<- list(name = name, text = text,
                                       ordered = ordered, more = list(...))
}
for (p in c("delta", "theta")) {
  case(paste("five categories,", p), q4, "q1 q2 q3 q4", parameterization = p)
  case(paste("binary,", p), "f =~ b1 + b2 + b3 + b4", "b1 b2 b3 b4",
       parameterization = p)
  case(paste("two factors,", p), two, "b1 b2 q3 q4 t1 t2 s3",
       parameterization = p)
  case(paste("mixed,", p), mixed, "q1 t2 s1 s2", parameterization = p)
  case(paste("joint with x,", p), "f =~ q1 + t2 + y1 + y2\nf ~ x1", "q1 t2",
       conditional.x = FALSE, parameterization = p)
  for (e in c("ULSMV", "WLS"))
    case(paste0(e, ", ", p), "f =~ t1 + t2 + t3 + t4", "t1 t2 t3 t4",
         estimator = e, parameterization = p)
  case(paste("groups,", p), q4, "q1 q2 q3 q4", group = "g",
       parameterization = p)
  for (equal in invariance)
    case(paste0("groups, ", paste(equal, collapse = " "), ", ", p), groups,
         "q1 q2 q3 t4", group = "g", group.equal = equal,
         parameterization = p)
  case(paste("groups mixed,", p), "f =~ q1 + q2 + b3 + t4 + y1",
       "q1 q2 b3 t4", group = "g", parameterization = p,
       group.equal = c("thresholds", "loadings", "intercepts"))
}
for (e in c("WLSM", "WLSMVS", "ULSM", "ULSMVS"))
  case(e, seven, "q1 q2 q3 q4 t1 t2 t3", estimator = e)
case("mediators", "q1 ~ y1\nt2 ~ q1 + y1\nb3 ~ t2 + q1", "q1 t2 b3",
     parameterization = "theta", conditional.x = FALSE)
case("labels", paste("f =~ q1 + a*t2 + a*t3 + b4\nt2 | u*t1 + v*t2",
                     "t3 | u*t1 + 0.9*t2\nb4 ~*~ 0.9*b4", sep = "\n"),
     "q1 t2 t3 b4")
case("free scales", "f =~ q1 + q2 + q3 + b4\nb4 ~*~ c(1, NA)*b4",
     "q1 q2 q3 b4", group = "g",
     group.equal = c("thresholds", "loadings", "intercepts"))
case("std.lv", q4, "q1 q2 q3 q4", std.lv = TRUE)

kept <- c("chisq", "df", "chisq.scaled", "df.scaled", "chisq.scaling.factor",
          "pvalue.scaled", "baseline.chisq", "baseline.df",
          "baseline.chisq.scaled", "cfi", "tli", "cfi.scaled", "tli.scaled",
          "rmsea", "rmsea.scaled", "rmsea.ci.lower.scaled",
          "rmsea.ci.upper.scaled", "srmr", "rmr", "crmr", "wrmr")
out <- lapply(cases, function(c) {
  f <- suppressWarnings(do.call(sem, c(
    list(model = c$text, data = d, ordered = strsplit(c$ordered, " ")[[1]]),
    c$more)))
  stopifnot(lavInspect(f, "converged"))
  p <- as.data.frame(parTable(f))
  p <- p[p$group > 0, ]
  s <- standardizedSolution(f)
  g <- if (is.null(s$group)) 1 else s$group
  i <- match(paste(p$lhs, p$op, p$rhs, p$group), paste(s$lhs, s$op, s$rhs, g))
  m <- fitMeasures(f)
  m <- m[intersect(kept, names(m))]
  names(m) <- gsub(".", "_", names(m), fixed = TRUE)
  m <- m[is.finite(m)]
  more <- c$more
  list(name = c$name, text = c$text, ordered = I(strsplit(c$ordered, " ")[[1]]),
       estimator = if (is.null(more$estimator)) "WLSMV" else more$estimator,
       parameterization =
         if (is.null(more$parameterization)) "delta" else more$parameterization,
       group = more$group, equal = I(as.character(more$group.equal)),
       joint = identical(more$conditional.x, FALSE),
       standardizes = isTRUE(more$std.lv),
       rows = data.frame(lhs = p$lhs, op = p$op, rhs = p$rhs, group = p$group,
                         free = p$free, est = p$est,
                         se = ifelse(p$free > 0, p$se, 0),
                         std = s$est.std[i], stdse = s$se[i]),
       measures = as.list(m))
})
writeLines(toJSON(list(lavaan = as.character(packageVersion("lavaan")),
                       cases = out), digits = NA, auto_unbox = TRUE,
                  na = "null", null = "null"), "ordered.json")
