# Writes reference robust indices of models with ordered variables (Savalei,
# 2021).
#
#   R_LIBS=/path/to/lavaan-0.7 Rscript ordered-indices.R
#
# The data are ordered.csv (see ordered.R).
suppressMessages({library(lavaan); library(jsonlite)})
stopifnot(packageVersion("lavaan") >= "0.7.2")
d <- read.csv("ordered.csv")
six <- "q1 q2 q3 t1 t2 t3"
robust <- list()
index <- function(name, text, ordered, ...) {
  more <- list(...)
  f <- suppressWarnings(do.call(sem, c(
    list(text, d, ordered = strsplit(ordered, " ")[[1]]), more)))
  m <- fitMeasures(f)
  m <- m[grep("^(cfi|tli|rmsea).*robust$", names(m))]
  names(m) <- gsub(".", "_", names(m), fixed = TRUE)
  robust[[length(robust) + 1L]] <<- list(
    name = name, text = text, ordered = I(strsplit(ordered, " ")[[1]]),
    estimator = if (is.null(more$estimator)) "WLSMV" else more$estimator,
    parameterization = if (is.null(more$parameterization)) "delta" else more$parameterization,
    group = more$group, equal = I(as.character(more$group.equal)),
    measures = as.list(m[is.finite(m)]))
}
one <- "f =~ q1 + q2 + q3 + t1 + t2 + t3"
index("delta", one, six)
index("theta", one, six, parameterization = "theta")
index("ULSMV", one, six, estimator = "ULSMV")
index("WLSM", one, six, estimator = "WLSM")
index("groups", one, six, group = "g")
index("equal loadings", "f =~ q1 + a*q2 + a*q3\nh =~ t1 + b*t2 + b*t3", six)
index("mixed", "f =~ q1 + q2 + q3 + y1 + y2 + y3", "q1 q2 q3")
index("WLSMVS", one, six, estimator = "WLSMVS")
writeLines(toJSON(list(lavaan = as.character(packageVersion("lavaan")),
                       cases = robust), digits = NA, auto_unbox = TRUE,
                  na = "null", null = "null"), "ordered-indices.json")
