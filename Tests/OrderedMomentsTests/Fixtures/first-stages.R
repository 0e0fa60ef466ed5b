# First-stage statistics of ordered and continuous variables, and the asymptotic
# covariances of all (NACOV), by lavaan.
#
# Run: Rscript first-stages.R > first-stages.json, with lavaan 0.7-2.3170. Each
# set has the largest difference from another version's values in the
# environment variable OTHER, a library with it (0.6-14 here). The two differ
# where a continuous variable has a far value: 0.6-14 stops at polyserial
# correlations whose likelihood is lower.

suppressMessages(library(lavaan))
suppressMessages(library(jsonlite))

# The statistics in the order of thresholds, means, slopes and covariances by
# columns.
first_stage <- function(data, ordered, ...) {
  names <- names(data)[!names(data) %in% c("x1", "x2", "w", "g")]
  model <- paste(unlist(lapply(seq_along(names)[-1], function(j) {
    paste(names[j], "~~", names[seq_len(j - 1)])
  })), collapse = "\n")
  exogenous <- intersect(c("x1", "x2"), names(data))
  if (length(exogenous)) {
    model <- paste0(model, "\n", paste(names, collapse = " + "), " ~ ",
                    paste(exogenous, collapse = " + "))
  }
  fit <- suppressWarnings(
    sem(model, data, ordered = ordered, do.fit = FALSE, ...))
  gamma <- lavInspect(fit, "gamma")
  class(gamma) <- "matrix"
  vector <- lavInspect(fit, "wls.obs")
  found <- rownames(gamma)
  sign <- ifelse(grepl("~1$", found), -1, 1)
  vector <- as.vector(vector) * sign
  gamma <- gamma * outer(sign, sign)
  order <- unlist(lapply(names, function(n) {
    grep(paste0("^", n, "\\|"), found)
  }))
  order <- c(order, unlist(lapply(names, function(n) {
    which(found == paste0(n, "~1"))
  })))
  for (x in exogenous) {
    order <- c(order, match(paste0(names, "~", x), found))
  }
  for (j in seq_along(names)) for (i in j:length(names)) {
    pair <- c(paste0(names[j], "~~", names[i]), paste0(names[i], "~~", names[j]))
    order <- c(order, which(found %in% pair))
  }
  stopifnot(length(order) == length(found), !anyDuplicated(order))
  list(names = found[order], vector = vector[order],
       gamma = unname(gamma[order, order]))
}

# Items by cuts of normal responses with one factor.
items <- function(n, loadings, cuts, seed, skew = FALSE) {
  set.seed(seed)
  factor <- rnorm(n)
  columns <- lapply(seq_along(loadings), function(i) {
    y <- loadings[i] * factor + sqrt(1 - loadings[i]^2) * rnorm(n)
    if (is.null(cuts[[i]])) {
      return(round(if (skew) exp(y / 2) else 10 + 2 * y, 4))
    }
    findInterval(y, cuts[[i]]) + 1L
  })
  as.data.frame(setNames(columns, paste0("y", seq_along(loadings))))
}

# Items that depend on a normal and a binary variable.
given <- function(n, loadings, cuts, seed, ...) {
  set.seed(seed + 100)
  x1 <- round(rnorm(n), 2)
  x2 <- rbinom(n, 1, 0.4)
  set.seed(seed)
  factor <- 0.5 * x1 - 0.4 * x2 + rnorm(n)
  columns <- lapply(seq_along(loadings), function(i) {
    y <- loadings[i] * factor + sqrt(1 - loadings[i]^2) * rnorm(n) + 0.1 * x2
    if (is.null(cuts[[i]])) return(round(exp(y / 2), 4))
    findInterval(y, cuts[[i]]) + 1L
  })
  data.frame(setNames(columns, paste0("y", seq_along(loadings))), x1 = x1,
             x2 = x2)
}

missing <- function(data, share, seed) {
  set.seed(seed)
  for (name in setdiff(names(data), c("x1", "x2"))) data[[name]][runif(nrow(data)) < share] <- NA
  data
}

five <- c(-1.2, -0.3, 0.4, 1.3)
seven <- c(-1.8, -1, -0.4, 0.1, 0.7, 1.5)
twelve <- seq(-1.6, 1.6, length.out = 11)
table_data <- function(counts) {
  cells <- expand.grid(y1 = seq_len(nrow(counts)), y2 = seq_len(ncol(counts)))
  cells[rep(seq_len(nrow(cells)), as.vector(counts)), ]
}

weighted <- function(data, seed) {
  set.seed(seed)
  w <- round(runif(nrow(data), 0.3, 3), 2)
  data$w <- w / sum(w) * nrow(data)
  data
}

sets <- list(
  list(name = "binary", data = items(
    200, c(.7, .8, .6, .9), list(0, -.5, .8, .2), 1), ordered = TRUE),
  list(name = "three to seven categories", data = items(
    300, c(.7, .8, -.6, .5), list(c(-.5, .6), five, five, seven), 2),
    ordered = TRUE),
  list(name = "twelve categories", data = items(
    400, c(.8, .7), list(twelve, twelve), 3), ordered = TRUE),
  list(name = "high correlation", data = items(
    500, c(.99, .985, -.99), list(five, five, c(-.2, .9)), 4), ordered = TRUE),
  list(name = "mixed", data = items(
    250, c(.7, .8, .6, .9, .5), list(five, NULL, .3, NULL, NULL), 5,
    skew = TRUE), ordered = c("y1", "y3")),
  list(name = "empty cell of 2 x 2",
       data = table_data(matrix(c(40, 10, 0, 50), 2)), ordered = TRUE),
  list(name = "empty cell of 2 x 2, margins moved",
       data = table_data(matrix(c(40, 10, 0, 50), 2)), ordered = TRUE,
       more = list(zero.keep.margins = FALSE)),
  list(name = "empty cell of 3 x 3",
       data = table_data(matrix(c(40, 10, 0, 12, 20, 30, 5, 9, 21), 3)),
       ordered = TRUE),
  list(name = "empty cell of 3 x 3, filled",
       data = table_data(matrix(c(40, 10, 0, 12, 20, 30, 5, 9, 21), 3)),
       ordered = TRUE, more = list(zero.add = c(0.5, 0.5))),
  list(name = "pairwise", data = missing(items(
    300, c(.7, .8, .6, .5), list(five, c(-.5, .6), .1, seven), 6), .12, 7),
    ordered = TRUE, more = list(missing = "pairwise")),
  list(name = "pairwise, mixed", data = missing(items(
    300, c(.7, .8, .6, .5), list(five, NULL, .1, NULL), 8, skew = TRUE),
    .12, 9), ordered = c("y1", "y3"), more = list(missing = "pairwise")),
  list(name = "given two variables", data = given(
    250, c(.7, .8, .6), list(five, c(-.5, .6), .1), 10), ordered = TRUE),
  list(name = "given two variables, mixed", data = given(
    250, c(.7, .8, .6, -.7), list(five, NULL, .1, NULL), 11),
    ordered = c("y1", "y3")),
  list(name = "given a binary variable", data = subset(given(
    250, c(.97, .98, -.6), list(five, c(-.5, .6), .1), 12), select = -x1),
    ordered = TRUE),
  list(name = "given two variables, pairwise", data = missing(given(
    250, c(.7, .8, .6, -.7), list(five, NULL, .1, c(-.2, .9)), 13), .1, 14),
    ordered = c("y1", "y3", "y4"), more = list(missing = "pairwise")),
  list(name = "weights", data = weighted(items(
    200, c(.7, .8, .6, .5), list(five, c(-.5, .6), .1, NULL), 15), 16),
    ordered = c("y1", "y2", "y3"), more = list(sampling.weights = "w")),
  list(name = "weights of ordered variables", data = weighted(items(
    200, c(.7, .8, .6), list(c(-.4, .8), c(-.5, .6), .1), 17), 18),
    ordered = TRUE, more = list(sampling.weights = "w")),
  list(name = "weights given a binary variable", data = weighted(subset(given(
    200, c(.7, .8, .6), list(five, NULL, .1), 19), select = -x1), 20),
    ordered = c("y1", "y3"), more = list(sampling.weights = "w")),
  list(name = "clusters", data = transform(items(
    240, c(.7, .8, .6), list(c(-.4, .8), five, .1), 21),
    g = rep(1:30, 8)), ordered = TRUE, more = list(cluster = "g")),
  list(name = "clusters and weights, mixed", data = weighted(transform(items(
    240, c(.7, .8, .6), list(c(-.4, .8), five, NULL), 22),
    g = rep(1:20, 12)), 23), ordered = c("y1", "y2"),
    more = list(cluster = "g", sampling.weights = "w"))
)

values <- lapply(sets, function(set) {
  ordered <- if (isTRUE(set$ordered)) grep("^y", names(set$data), value = TRUE)
    else set$ordered
  takes <- packageVersion("lavaan") > "0.7" ||
    !any(c("w", "g") %in% names(set$data))
  if (!takes) return(NULL)
  result <- do.call(first_stage, c(list(set$data, ordered), set$more))
  list(name = set$name, data = as.list(set$data), ordered = I(ordered),
       zeroAdd = if (is.null(set$more$zero.add)) c(.5, 0) else
         set$more$zero.add,
       keepMargins = !identical(set$more$zero.keep.margins, FALSE),
       names = result$names, vector = result$vector, gamma = result$gamma)
})

if (nzchar(Sys.getenv("VALUES_ONLY"))) {
  saveRDS(values, Sys.getenv("VALUES_ONLY"))
} else {
  file <- tempfile(fileext = ".rds")
  system2("Rscript", "first-stages.R", env = c(
    paste0("R_LIBS=", Sys.getenv("OTHER")), paste0("VALUES_ONLY=", file)))
  other <- readRDS(file)
  # Only the newer one takes weights and clusters.
  for (i in which(!sapply(other, is.null))) {
    values[[i]]$difference <- max(
      abs(values[[i]]$vector - other[[i]]$vector),
      abs(values[[i]]$gamma - other[[i]]$gamma))
  }
  cat(toJSON(list(
    software = paste0("lavaan ", packageVersion("lavaan"), ", R ",
                      getRversion()),
    command = "Rscript first-stages.R > first-stages.json",
    sets = values), digits = NA, auto_unbox = TRUE, na = "null"))
}
