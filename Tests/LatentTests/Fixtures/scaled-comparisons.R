# Makes scaled-comparisons.json: scaled difference tests by lavaan's lavTestLRT
# (0.6-14). Run in this folder: Rscript scaled-comparisons.R
#
# Each case is a chain of models of one data set, the most general first; each
# model is tested against the one before it by every method. Models that
# comparisons.R has too stand there with what they are.

# The fits are polished as those of the validation cases.

source("../../../Validation/tools/reference.R", chdir = TRUE)

source("nested-models.R")
ladder <- ladder[1:3]
predicted <- function(sex) {
  paste0(three, "\nvisual + textual + speed ~ ageyr + ", sex, "sex")
}
covariates <- list(
  list(name = "both", text = predicted("")),
  list(name = "age", text = predicted("0*")))

cases <- list(
  list(name = "invariance, MLR", data = schools, group = "school",
       estimator = "MLR", models = ladder),
  list(name = "invariance, MLM", data = schools, group = "school",
       estimator = "MLM", models = ladder),
  list(name = "invariance, MLMV", data = schools, group = "school",
       estimator = "MLMV", models = ladder),
  list(name = "factors, MLR", data = schools, estimator = "MLR",
       models = factors),
  list(name = "factors, MLMVS", data = schools, estimator = "MLMVS",
       models = factors),
  list(name = "factors, ULSM", data = schools, estimator = "ULSM",
       models = factors),
  list(name = "democracy, MLM", data = "political-democracy.csv",
       estimator = "MLM", models = equal_loadings),
  list(name = "covariates, MLR", data = schools, estimator = "MLR",
       models = covariates),
  list(name = "covariates, MLM", data = schools, estimator = "MLM",
       models = covariates),
  list(name = "nonlinear constraint, MLR", data = schools, estimator = "MLR",
       models = constrained),
  list(name = "clusters, MLR", data = "holzinger-classrooms.csv",
       estimator = "MLR", cluster = "classroom", models = factors,
       methods = c("default", "satorra.bentler.2001",
                   "satorra.bentler.2010")))
methods <- c("default", "satorra.bentler.2001", "satorra.bentler.2010",
             "satorra.2000")

# The difference by Satorra and Bentler (2010) with the general model exactly
# at the restricted model's moments. lavaan copies parameters by name instead,
# which does not reach them where, say, intercepts are equal and latent means
# free in one model and not in the other: its own number stands only if it did.
by_2010 <- function(general, restricted, arguments) {
  implied <- lavInspect(restricted, "implied")
  if (lavInspect(general, "ngroups") == 1) implied <- list(implied)
  exact <- arguments
  exact$data <- exact$group <- exact$cluster <- exact$estimator <- NULL
  exact$sample.cov <- one_or_list(lapply(implied, function(i) i$cov))
  if (!is.null(implied[[1]]$mean)) {
    exact$sample.mean <-
      one_or_list(lapply(implied, function(i) as.numeric(i$mean)))
  }
  exact$sample.nobs <- one_or_list(as.list(lavInspect(general, "nobs")))
  exact$sample.cov.rescale <- FALSE
  if (arguments$estimator == "ULSM") exact$estimator <- "ULS"
  exact$meanstructure <- !is.null(implied[[1]]$mean)
  exact$fixed.x <- lavInspect(general, "options")$fixed.x
  at <- suppressWarnings(fit_arguments("cfa", exact))$fit
  arguments$start <- parTable(at)
  arguments$optim.method <- "none"
  arguments$fixed.x <- exact$fixed.x
  arguments$baseline <- FALSE
  m10 <- suppressWarnings(do.call("cfa", arguments))
  chisq <- function(fit) fit@test[[1]]$stat
  stopifnot(abs(chisq(m10) - chisq(restricted)) < 1e-4)
  df <- function(fit) fit@test[[1]]$df
  factor <- function(fit) as.numeric(scaled_test(fit)$scaling.factor)
  scale <- (df(restricted) * factor(restricted) - df(m10) * factor(m10)) /
    (df(restricted) - df(general))
  (chisq(restricted) - chisq(general)) / scale
}

run <- function(case) {
  all_arguments <- list()
  data <- read.csv(data_file(case$data))
  fits <- lapply(case$models, function(model) {
    arguments <- list(model = model$text, data = data,
                      estimator = case$estimator)
    if (!is.null(case$group)) arguments$group <- case$group
    if (!is.null(case$cluster)) arguments$cluster <- case$cluster
    if (!is.null(model$equal)) arguments$group.equal <- model$equal
    all_arguments[[length(all_arguments) + 1]] <<- arguments
    suppressWarnings(fit_arguments("cfa", arguments))$fit
  })
  rows <- list()
  for (index in seq_along(fits)[-1]) {
    used <- if (is.null(case$methods)) methods else case$methods
    for (method in used) {
      table <- try(suppressWarnings(
        lavTestLRT(fits[[index - 1]], fits[[index]], method = method)),
        silent = TRUE)
      # Some of lavaan's own ways fail; there is no reference then.
      if (inherits(table, "try-error")) {
        cat(case$name, method, table)
        next
      }
      difference <- table$`Chisq diff`[2]
      if (method == "satorra.bentler.2010") {
        exact <- by_2010(fits[[index - 1]], fits[[index]],
                         all_arguments[[index - 1]])
        if (abs(exact / difference - 1) > 1e-5) {
          cat(case$name, case$models[[index]]$name, "2010: lavaan",
              difference, "exact", exact, "\n")
        }
        difference <- exact
      }
      rows[[length(rows) + 1]] <- list(
        model = case$models[[index]]$name, method = method,
        chisq_diff = difference, df_diff = table$`Df diff`[2],
        pvalue_diff = pchisq(difference, table$`Df diff`[2],
                             lower.tail = FALSE))
    }
  }
  case$methods <- NULL
  case$rows <- rows
  case$models <- lapply(case$models, function(model) {
    model$equal <- I(as.character(model$equal))
    model
  })
  case
}

writeLines(
  toJSON(lapply(cases, run), auto_unbox = TRUE, digits = NA, na = "null",
         pretty = 1),
  "scaled-comparisons.json")
