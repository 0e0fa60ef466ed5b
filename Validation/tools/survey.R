# Weighted and clustered moments by R package survey, as in lavaan.survey
# (Oberski, 2014): lavaan 0.6-14 itself leaves sampling weights out of the
# covariances of the moments, and refuses most scaled tests of clusters.
#
# Moments and their covariances go to lavaan as sample.cov, sample.mean and
# NACOV. survey multiplies by n/(n - 1) where cases are independent, which is
# undone; with J clusters by J/(J - 1), which stays.

survey_fit <- function(case) {
  suppressMessages(library(survey))
  options <- case$options
  data <- call_arguments(case)$data
  weights <- if (is.null(options[["sampling-weights"]])) {
    rep(1, nrow(data))
  } else {
    data[[options[["sampling-weights"]]]]
  }
  clustered <- !is.null(options$cluster)
  normalized <- weights * nrow(data) / sum(weights)
  names <- lavNames(lavaanify(case$model), "ov")
  groups <- if (is.null(options$group)) {
    list(seq_len(nrow(data)))
  } else {
    split(seq_len(nrow(data)), factor(data[[options$group]],
                                      unique(data[[options$group]])))
  }
  covariances <- means <- gammas <- list()
  sizes <- c()
  for (rows in groups) {
    own <- as.matrix(data[rows, names])
    w <- normalized[rows]
    n <- sum(w)
    mean <- colSums(w * own) / n
    centred <- sweep(own, 2, mean)
    id <- which(lower.tri(diag(length(names)), TRUE), arr.ind = TRUE)
    columns <- as.data.frame(cbind(own, centred[, id[, 1]] * centred[, id[, 2]]))
    colnames(columns) <- paste0("m", seq_len(ncol(columns)))
    columns$w <- w
    columns$id <- if (clustered) data[[options$cluster]][rows] else seq_along(w)
    design <- svydesign(ids = ~id, weights = ~w, data = columns)
    moments <- svymean(as.formula(paste0(
      "~", paste0("m", seq_len(ncol(columns) - 2), collapse = "+"))), design)
    factor <- if (clustered) 1 else (length(w) - 1) / length(w)
    # Least squares divide by n - 1.
    is_ml <- !grepl("LS", options$estimator)
    covariance <- crossprod(centred, w * centred) / (if (is_ml) n else n - 1)
    dimnames(covariance) <- list(names, names)
    covariances <- c(covariances, list(covariance))
    means <- c(means, list(mean))
    gammas <- c(gammas, list(n * factor * unclass(vcov(moments))))
    sizes <- c(sizes, n)
  }
  arguments <- call_arguments(case)
  arguments[c("data", "cluster", "sampling.weights", "group")] <- NULL
  arguments$sample.cov <- one_or_list(covariances)
  arguments$sample.mean <- one_or_list(means)
  arguments$sample.nobs <- one_or_list(as.list(sizes))
  arguments$sample.cov.rescale <- FALSE
  arguments$NACOV <- one_or_list(lapply(gammas, function(g) {
    attributes(g) <- list(dim = dim(g))
    g
  }))
  arguments$meanstructure <- TRUE
  kind <- if (is.null(options$kind)) "sem" else options$kind
  fitted <- fit_arguments(kind, arguments)
  fitted$notes <- paste("Covariances of the moments by R package survey",
                        packageDescription("survey")$Version)
  fitted
}
