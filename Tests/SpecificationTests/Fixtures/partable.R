# Writes the parameter tables of a corpus of models, made by lavaan's
# lavaanify() under the defaults of sem(), cfa(), growth() and lavaan().
#
#   Rscript partable.R corpus.R partables.json
#   Rscript partable.R random.R random.json
#
# Values that lavaan() would take from data (moments of fixed x) are NA here.
suppressMessages({library(lavaan); library(jsonlite)})
stopifnot(packageVersion("lavaan") == "0.6.14")

kind_defaults <- function(kind) {
  auto <- kind != "lavaan"
  list(int.ov.free = auto && kind != "growth", int.lv.free = kind == "growth",
       auto.fix.first = auto, auto.fix.single = auto, auto.var = auto,
       auto.cov.lv.x = auto, auto.cov.y = auto, auto.th = auto,
       auto.delta = auto, auto.efa = auto, fixed.x = TRUE,
       meanstructure = kind == "growth")
}

# What lavaan() makes of its arguments before it calls lavaanify().
lavaan_arguments <- function(kind, given) {
  a <- kind_defaults(kind)
  groups <- if (is.null(given$ngroups)) 1L else given$ngroups
  if (groups > 1L) a$meanstructure <- TRUE
  a[names(given)] <- given
  # lavaan() takes group.partial with spaces, lavaanify() without.
  if (!is.null(a$group.partial))
    a$group.partial <- gsub(" ", "", a$group.partial)
  if ("thresholds" %in% a$group.equal)
    a$group.equal <- union(a$group.equal, "intercepts")
  if (any(c("intercepts", "means") %in% a$group.equal)) a$meanstructure <- TRUE
  if (isTRUE(a$std.lv) || "loadings" %in% a$effect.coding)
    a$auto.fix.first <- FALSE
  a
}

table_of <- function(text, kind, given) {
  arguments <- c(list(model = text, as.data.frame. = TRUE, warn = FALSE),
                 lavaan_arguments(kind, given))
  t <- suppressWarnings(do.call(lavaanify, arguments))
  number <- function(x) if (is.null(x)) rep(NA_real_, nrow(t)) else {
    x <- as.numeric(x); x[is.infinite(x)] <- NA; x
  }
  group <- if (is.null(t$group)) ifelse(t$block > 0, 1L, 0L)
           else as.integer(factor(t$group, levels = setdiff(unique(t$group), 0)))
  group[is.na(group)] <- 0L
  t$group <- as.integer(group)
  columns <- list(t$lhs, t$op, t$rhs, t$user, t$block, t$group, t$free, number(t$ustart), t$exo, t$label,
                  number(t$lower), number(t$upper), t$plabel)
  rows <- do.call(paste, c(columns, sep = "\t"))
  blocks <- unique(t$block[t$block > 0])
  observed <- lapply(blocks, function(b) I(lavNames(t, "ov", block = b)))
  list(rows = I(rows), observed = observed)
}

cases <- list()
case <- function(name, text, kind = "sem", ...) {
  given <- list(...)
  cases[[length(cases) + 1L]] <<- c(
    list(name = name, text = text, kind = kind, options = if (length(given)) lapply(given, I) else setNames(list(), character())),
    table_of(text, kind, given))
}

arguments <- commandArgs(trailingOnly = TRUE)
corpus <- if (length(arguments) > 0L) arguments[1L] else "corpus.R"
output <- if (length(arguments) > 1L) arguments[2L] else "partables.json"
source(corpus, encoding = "UTF-8")
writeLines(toJSON(list(
  command = paste("Rscript partable.R", corpus, output),
  columns = "lhs op rhs user block group free ustart exo label lower upper plabel",
  lavaan = as.character(packageVersion("lavaan")), cases = cases),
  auto_unbox = TRUE, na = "null", digits = NA, pretty = 1), output, useBytes = TRUE)
cat(length(cases), "cases\n")
