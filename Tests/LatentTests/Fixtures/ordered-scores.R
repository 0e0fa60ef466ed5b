# Writes reference factor scores of models with ordered variables.
#
#   R_LIBS=/path/to/lavaan-0.7 Rscript ordered-scores.R
#
# The data are ordered.csv (see ordered.R); the first 25 cases are scored.
suppressMessages({library(lavaan); library(jsonlite)})
stopifnot(packageVersion("lavaan") >= "0.7.2")
d <- read.csv("ordered.csv")
two <- "f =~ q1 + q2 + q3\nh =~ t1 + t2 + t3"
six <- "q1 q2 q3 t1 t2 t3"
mixed <- "f =~ q1 + t2 + y1 + y2\nh =~ s1 + s2 + y3\nf ~~ h"
cases <- list(
  list("delta", two, six),
  list("theta", two, six, parameterization = "theta"),
  list("mixed", mixed, "q1 t2 s1 s2"),
  list("joint with x", "f =~ q1 + t2 + t3 + b4\nf ~ x1", "q1 t2 t3 b4",
       conditional.x = FALSE),
  list("given x", "f =~ q1 + t2 + t3 + b4\nf ~ x1 + x2", "q1 t2 t3 b4"))
first <- function(x) if (is.null(x)) NULL else {
  x <- as.matrix(unclass(x))
  matrix(as.numeric(x), nrow(x))[1:25, , drop = FALSE]
}
out <- lapply(cases, function(case) {
  more <- case[-(1:3)]
  f <- suppressWarnings(do.call(sem, c(
    list(case[[2]], d, ordered = strsplit(case[[3]], " ")[[1]]), more)))
  score <- function(method, ...) suppressWarnings(tryCatch(
    lavPredict(f, method = method, ...), error = function(e) NULL))
  ebm <- score("EBM", se = "standard")
  ml <- score("ML")
  list(name = case[[1]], text = case[[2]],
       ordered = I(strsplit(case[[3]], " ")[[1]]),
       parameterization = if (is.null(more$parameterization)) "delta" else more$parameterization,
       joint = identical(more$conditional.x, FALSE),
       ebm = first(ebm), se = first(attr(ebm, "se")[[1]]), ml = first(ml))
})
writeLines(toJSON(list(lavaan = as.character(packageVersion("lavaan")),
                       cases = out), digits = NA, auto_unbox = TRUE,
                  na = "null", null = "null"), "ordered-scores.json")
